import { describe, expect, it } from 'vitest';
import { subjectOf } from '../testing/built-in-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findState, isOtherSide } from './states-said.ts';

const stateOf = (intent: string, text: string) => {
  const words = new WordUse(tokenize(text), new Set());
  const { state, said, side } = findState(words, subjectOf(intent));
  const left = words.left().map((at) => words.tokens[at]?.word);
  return [state === 'all' ? state : state.name, said, side, left.join(' ')];
};

describe('the state that a question asks for', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['MEDICATION', 'my pills', ['active', false, undefined, 'my pills']],
    ['HEALTH_DATA', 'my weight', ['all', false, undefined, 'my weight']],
    ['MEDICATION', 'discontinued or completed pills', ['past', true, undefined, 'pills']],
    ['MEDICATION', 'active pills', ['active', true, undefined, 'pills']],
    ['MEDICATION', 'pills on hold', ['on-hold', true, undefined, 'pills']],
    ['APPOINTMENT', 'cancelled visits', ['cancelled', true, undefined, 'visits']],
    ['APPOINTMENT', 'upcoming cancelled visits', ['cancelled', true, 'upcoming', 'visits']],
    ['APPOINTMENT', 'cancelled upcoming visits', ['cancelled', true, 'upcoming', 'visits']],
    ['APPOINTMENT', 'upcoming confirmed visits', ['confirmed', true, undefined, 'visits']],
    ['APPOINTMENT', 'cancelled visits confirmed', ['confirmed', true, undefined, 'cancelled visits']],
    ['APPOINTMENT', 'past visits', ['past', true, undefined, 'visits']],
    ['APPOINTMENT', 'past cancelled visits', ['cancelled', true, 'past', 'visits']],
    ['APPOINTMENT', 'confirmed visits', ['confirmed', true, undefined, 'visits']],
  ])('%s: %s', (intent, text, found) => expect(stateOf(intent, text)).toEqual(found));

  it('is of the other side only where all its days are', () => {
    const days = (from?: string, to?: string) => ({
      words: 'then',
      unit: 'span' as const,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    });
    const today = '2026-11-23';
    expect(isOtherSide('upcoming', days('2026-11-01', today), today)).toBe(false);
    expect(isOtherSide('upcoming', days('2026-11-01', '2026-11-22'), today)).toBe(true);
    expect(isOtherSide('upcoming', days('2026-11-01'), today)).toBe(false);
    expect(isOtherSide('upcoming', undefined, today)).toBe(false);
    expect(isOtherSide('past', days(today, '2026-11-30'), today)).toBe(false);
    expect(isOtherSide('past', days('2026-11-24', '2026-11-30'), today)).toBe(true);
    expect(isOtherSide('past', days(undefined, '2026-11-30'), today)).toBe(false);
    expect(isOtherSide('past', undefined, today)).toBe(false);
  });
});
