import { describe, expect, it } from 'vitest';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Subject } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findPriceChange } from './price-change.ts';

const MONEY = { amount: 'AMOUNT', flows: {} } as Subject;
const named = (whole: boolean) => ({ kind: { whole }, group: undefined }) as unknown as EntityMatch;
const isAsked = (text: string, known: readonly EntityMatch[] = [named(false)], subject = MONEY) =>
  findPriceChange(new WordUse(tokenize(text), new Set()), subject, known);

describe('the change of a price', () => {
  it.each(['has it put its price up', 'did the fee rise', 'has rent gone up', 'did it get more expensive'])(
    'is asked: %s',
    (text) => expect(isAsked(text)).toBe(true),
  );

  it.each(['what did rent cost', 'how much have I dropped there', 'did we go up there'])(
    'is not asked: %s',
    (text) => expect(isAsked(text)).toBe(false),
  );

  it('is that of one name, or of the own pay', () => {
    expect(isAsked('has it gone up', [])).toBe(false);
    expect(isAsked('has my pay gone up', [])).toBe(true);
    expect(isAsked('by how much did my salary go up when I moved', [])).toBe(true);
    expect(isAsked('have they gone up', [named(false), named(false)])).toBe(false);
    expect(isAsked('has it gone up', [named(true)])).toBe(false);
    expect(isAsked('has it gone up', [named(false)], {} as Subject)).toBe(false);
  });
});
