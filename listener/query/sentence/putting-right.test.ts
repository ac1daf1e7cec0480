import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { putRight, restated, slipIn, startedAgain } from './putting-right.ts';

describe('a question that was begun twice', () => {
  it.each([
    ['how much did we, how much did I spend', 'how much did i spend'],
    ['what was um what did I take', 'what did i take'],
    ['what did brekkie sorry, what did the coffees come to', 'what did the coffees come to'],
    ['what did brekkie, what did the coffees come to', undefined],
    ['what did brekkie sorry, what was the total of it', undefined],
    ['what did it without brekkie sorry, what did the coffees come to', undefined],
    ['what did it only sorry, what did the coffees come to', undefined],
    ['brekkie was sorry, what did the coffees come to', undefined],
    ['what did I take', undefined],
    ['what was what did I take', undefined],
    ['what was, what', undefined],
    ['what, how much was it', undefined],
  ])('%s', (text, question) => {
    const found = startedAgain(tokenize(text));
    expect(found && joinedWords(found)).toBe(question);
  });
});

describe('what is put right at once', () => {
  const slip = (text: string) => {
    const found = slipIn(tokenize(text));
    return (
      found && [found.head, found.tail, found.resumed].map((some) => some && joinedWords(some)).join(' | ')
    );
  };
  it.each([
    [
      'dose not of lisinopril, sorry, of metformin',
      'dose not of lisinopril | of metformin | dose not of metformin',
    ],
    ['dose of it without lisinopril, sorry, of metformin', 'dose of it without lisinopril | of metformin | '],
    ['in May, no wait, in June', 'in may | in june | '],
    ['dose of lisinopril, sorry, of metformin', 'dose of lisinopril | of metformin | dose of metformin'],
    ['dose of it in May, sorry, in June', 'dose of it in may | in june | dose of it in june'],
    ['dose of it in May, sorry, at night', 'dose of it in may | at night | '],
    ['my dose dose, sorry, dose of it', 'my dose dose | dose of it | '],
    ['in September, sorry, not September, October', 'in september | october | '],
    ['in September, sorry, not August, October', 'in september | not august october | '],
    ['in September, sorry, not, October', 'in september | not october | '],
    ['in September, sorry, October I meant', 'in september | october | '],
    ['in September, sorry, I mean', undefined],
    ['in September, sorry, not September', undefined],
    ['in September, sorry', undefined],
    ['in September sorry October', undefined],
    ['the number, excuse me, the dose', 'the number | the dose | '],
    ['the number excuse me the dose', undefined],
    ['sorry, the dose', undefined],
  ])('%s', (text, parts) => expect(slip(text)).toBe(parts));

  it('joins what was put right to what follows', () => {
    const resumed = slipIn(tokenize('dose of lisinopril, sorry, of metformin, is it high'))?.resumed;
    expect(resumed?.map(({ last }) => last)).toEqual([false, false, false, false, false, true]);
  });

  it.each([
    ['naproxen, Aleve I mean', []],
    ['the dose of naproxen, Aleve I mean', ['the dose of naproxen | aleve']],
    [
      'dose of my naproxen Aleve I mean',
      ['dose of | my naproxen aleve', 'dose of my | naproxen aleve', 'dose of my naproxen | aleve'],
    ],
    ['naproxen Aleve I mean', []],
    ['dose of naproxen, Aleve', []],
    ['I mean', []],
  ])('may be said at the end: %s', (text, all) =>
    expect(
      restated(tokenize(text)).map(({ head, tail }) =>
        [head, tail].map((some) => joinedWords(some)).join(' | '),
      ),
    ).toEqual(all),
  );
});

describe('a question with what was put right', () => {
  const subject = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'TRANSACTION');
  if (subject === undefined) throw new Error('no payments');
  const plain = plainQuery(subject);
  const [payee, category] = [{ kind: 'payee' }, { kind: 'category' }];
  const named = (kind: { kind: string }, said: string) => ({ kind, said }) as unknown as Constraint;
  const [shell, costco] = [named(payee, 'shell'), named(payee, 'costco')];
  const [gas, food] = [named(category, 'gas'), named(category, 'food')];
  const first: Query = { ...plain, constraints: [shell, gas] };

  it('has nothing put right where nothing is other', () => {
    expect(putRight(first, { ...first })).toBeUndefined();
    expect(putRight(plain, plain)).toBeUndefined();
  });

  it.each<readonly [string, Partial<Query>]>([
    ['another time', { period: { words: 'in May', unit: 'month' } }],
    ['another measure', { measures: [{ label: 'pulse' }] as unknown as Query['measures'] }],
    ['another detail', { ask: { label: 'memo' } as Query['ask'] }],
    ['another order', { order: 'max' }],
    ['another operation', { operation: 'count' }],
  ])('takes %s', (_, more) => {
    const second = { ...first, ...more };
    expect(putRight(first, second)).toBe(second);
  });

  it('does not know whether what was left out still is', () => {
    const all: Query = { ...plain, constraints: [shell] };
    expect(putRight({ ...all, without: [costco] }, { ...all, constraints: [gas] })).toBeUndefined();
    const second = { ...all, order: 'max', without: [food] } as const;
    expect(putRight({ ...all, without: [costco] }, second)).toBe(second);
  });

  it('takes another name in the place of the one of its kind', () => {
    expect(putRight(first, { ...first, constraints: [costco] })?.constraints).toEqual([gas, costco]);
    expect(putRight(first, { ...first, constraints: [food] })?.constraints).toEqual([shell, food]);
    const one = { ...first, constraints: [shell] };
    expect(putRight(one, { ...one, constraints: [gas] })?.constraints).toEqual([gas]);
  });

  it('does not know which of two names another kind puts right', () => {
    const account = named({ kind: 'account' }, 'visa');
    expect(putRight(first, { ...first, constraints: [account] })).toBeUndefined();
  });
});
