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
    (text) => expect(isAsked(text)).toBe('price'),
  );

  it.each(['what did rent cost', 'how much have I dropped there', 'did we go up there'])(
    'is not asked: %s',
    (text) => expect(isAsked(text)).toBeUndefined(),
  );

  it('is that of one name, or of the own pay', () => {
    expect(isAsked('has it gone up', [])).toBeUndefined();
    expect(isAsked('has my pay gone up', [])).toBe('price');
    expect(isAsked('by how much did my salary go up when I moved', [])).toBe('price');
    expect(isAsked('have they gone up', [named(false), named(false)])).toBeUndefined();
    expect(isAsked('has it gone up', [named(true)])).toBeUndefined();
    expect(isAsked('has it gone up', [named(false)], {} as Subject)).toBeUndefined();
  });

  it.each([
    'did I get a raise',
    'when did I last get a raise',
    'what was I making before the raise',
    'how big was my pay rise',
    'did they raise my salary',
  ])('is that of the pay: %s', (text) => {
    expect(isAsked(text, [])).toBe('pay');
    expect(isAsked(text)).toBe('pay');
    expect(isAsked(text, [named(false), named(false)])).not.toBe('pay');
  });
});
