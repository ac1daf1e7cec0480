import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { inOrder } from './in-order.ts';

const table = readTable(JSON.stringify(builtIn));
const subject = (intent: string) => {
  const found = table.subjects.find((one) => one.intent === intent);
  if (found === undefined) throw new Error(intent);
  return found;
};
const [doctor] = subject('APPOINTMENT').entities;
if (doctor === undefined) throw new Error('no doctor');
/** Reads "when is the dentist" as a question of the dentist, "when is Christmas" as none. */
const reader = (intent = 'APPOINTMENT') => {
  const asked: string[] = [];
  const read = (tokens: readonly Token[]): Query | undefined => {
    const said = joinedWords(tokens);
    asked.push(said);
    const name: Constraint = {
      kind: doctor,
      said,
      values: [],
      unknown: false,
      rank: 'whole',
      isRespelled: false,
    };
    const isNamed = !said.includes('christmas');
    return { ...plainQuery(subject(intent)), operation: 'when', constraints: isNamed ? [name] : [] };
  };
  return { asked, read };
};

describe('which of two comes first', () => {
  it.each([
    [
      'do i see the eye doctor before or after the dentist',
      'before-or-after',
      'the eye doctor',
      'the dentist',
    ],
    ['is my flu shot before the checkup', 'before', 'the flu shot', 'the checkup'],
    ['am i seeing dr chen after dr raman', 'after', 'dr chen', 'dr raman'],
    ['which comes first the dentist or the heart doctor', 'first', 'the dentist', 'the heart doctor'],
    ['who do i see last dr chen or dr raman', 'last', 'dr chen', 'dr raman'],
  ])('is asked with each of the two: %s', (text, style, one, other) => {
    const { asked, read } = reader();
    expect(inOrder(tokenize(text), read)?.compared?.style).toBe(style);
    expect(asked).toEqual([`when is ${one}`, `when is ${other}`]);
  });

  it('is asked of the past where the question is', () => {
    const { asked, read } = reader();
    inOrder(tokenize('did i see dr chen before dr raman'), read);
    expect(asked).toEqual(['when was dr chen', 'when was dr raman']);
  });

  it.each([
    'do i see the dentist before christmas',
    'what do i have before the dentist',
    'which is it the dentist or the heart doctor',
    'do i take it after',
  ])('sets no two against each other: %s', (text) => {
    expect(inOrder(tokenize(text), reader().read)).toBeUndefined();
  });

  it('is told of what has an appointed day alone', () => {
    const text = 'did i pay the rent before the bill';
    expect(inOrder(tokenize(text), reader('TRANSACTION').read)).toBeUndefined();
  });
});

it.each<readonly [string, Partial<Query>]>([
  ['another operation', { operation: 'list' }],
  ['a comparison', { compared: { asked: 'more' } as Query['compared'] }],
  ['a time', { period: { words: 'in May', unit: 'month' } }],
  ['an order', { order: 'last' }],
  ['another subject', { subject: subject('MEDICATION') }],
  ['somebody else', { person: { id: 'P2', name: 'Ellen' } }],
])('is not told of one with %s', (_, more) => {
  const { read } = reader();
  const text = tokenize('do I see the dentist before the eye doctor');
  const of = (place: string) => (tokens: readonly Token[]) => {
    const found = read(tokens);
    return found && joinedWords(tokens).includes(place) ? { ...found, ...more } : found;
  };
  expect(inOrder(text, read)?.compared?.style).toBe('before');
  expect(inOrder(text, of('dentist'))).toBeUndefined();
  expect(inOrder(text, of('eye'))).toBeUndefined();
});

it('takes "before or" alone for no order of two', () => {
  const { read, asked } = reader();
  inOrder(tokenize('do I see the dentist before or with the eye doctor'), read);
  expect(asked).toEqual(['when is the dentist', 'when is the or with the eye doctor']);
});
