import { expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withBeginning } from './taken-for-long.ts';

const put = (text: string) => {
  const tokens = withBeginning(tokenize(text), '2026-03-31');
  return tokens && joinedWords(tokens);
};

it.each([
  ['have I been taking Lantus for more than a year', 'did i currently start lantus before march 31 2025'],
  ['have I been on Lipitor for over 2 years', 'did i currently start lipitor before march 31 2024'],
  ['have we been using it for longer than a month', 'did we currently start it before february 28 2026'],
  ['have I been on it for at least 2 weeks', 'did i currently start it before march 17 2026'],
  ['have I been on it for less than 30 days', 'did i currently start it after march 1 2026'],
  ['have I been on it for under an month', 'did i currently start it after february 28 2026'],
  [
    'which pills have I been taking for over three years',
    'which pills did i currently start before march 31 2023',
  ],
])('%s', (text, asked) => expect(put(text)).toBe(asked));

it('has the numbers as numbers, and ends with them', () => {
  const tokens = withBeginning(tokenize('have I been on it for over a year'), '2026-03-31');
  expect(tokens?.slice(-2).map(({ kind, last }) => [kind, last])).toEqual([
    ['number', false],
    ['number', true],
  ]);
});

it.each([
  'have I been taking Lantus',
  'how long have I been on Lipitor',
  'have I been on Lipitor for a year',
  'have I been waiting for over a year',
  'did I take it for more than a year',
  'have I been on Lipitor for more than a year in all',
])('nothing else: %s', (text) => expect(put(text)).toBeUndefined());
