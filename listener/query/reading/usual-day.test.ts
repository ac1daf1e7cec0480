import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findUsualDay } from './usual-day.ts';

const table = readTable(JSON.stringify(builtIn));
const of = (intent: string) => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no ${intent}`);
  return subject;
};
const left = (text: string) => {
  const words = new WordUse(tokenize(text), new Set());
  const is = findUsualDay(words, of('TRANSACTION'));
  return is ? words.left().map((at) => words.tokens[at]?.word) : undefined;
};

describe('the day of the month', () => {
  it.each([
    ['what date does netflix hit my card every month', ['does', 'netflix', 'my']],
    ['which day of the month is the rent taken', ['is', 'the', 'rent']],
    ['when during the month do I get paid', ['do', 'i', 'get', 'paid']],
    ['when do I usually buy groceries', ['i', 'buy', 'groceries']],
  ])('is asked for: %s', (text, rest) => {
    expect(left(text)).toEqual(rest);
  });

  it.each([
    'when did I pay the rent',
    'what day was the rent paid',
    'when is the rent due',
    'how much is the rent every month',
  ])('is not: %s', (text) => {
    expect(left(text)).toBeUndefined();
  });

  it('is one of payments', () => {
    const words = new WordUse(tokenize('what day of the month is my visit'), new Set());
    expect(findUsualDay(words, of('APPOINTMENT'))).toBe(false);
  });
});
