import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Interpretation, Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { readWhichOfTwo, whichOf } from './which-of-two.ts';

const table = readTable(JSON.stringify(builtIn));
const subject = (intent: string) => {
  const found = table.subjects.find((one) => one.intent === intent);
  if (found === undefined) throw new Error(intent);
  return found;
};
const medication = subject('MEDICATION');
const constraint = (kind: string, said: string, of = medication): Constraint => {
  const found = of.entities.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(kind);
  return { kind: found, said, values: [], unknown: false, rank: 'whole', isRespelled: false };
};
const asked = (more: Partial<Query>): Query => ({
  ...plainQuery(medication),
  operation: 'exists',
  yesNo: true,
  ...more,
});
const drug = constraint('drug', 'Lipitor');
const chen = constraint('prescriber', 'Chen');
const raman = constraint('prescriber', 'Raman');
const day = (from: string): Period => ({ from, to: from, words: `on ${from}`, unit: 'day' });

describe('which of two it is', () => {
  it('is told by the detail in which they differ', () => {
    const which = whichOf(asked({ constraints: [drug, chen] }), asked({ constraints: [drug, raman] }));
    expect(which).toMatchObject({ operation: 'field', yesNo: false, constraints: [drug] });
    expect(which?.ask?.label).toBe('prescriber');
  });

  it('is told where one of them is claimed', () => {
    const claim = (said: string) => constraint('daytime', said);
    const which = whichOf(
      asked({ constraints: [drug], claim: claim('at night') }),
      asked({ constraints: [drug], claim: claim('in the morning') }),
    );
    expect(which).toMatchObject({ claim: undefined, ask: { label: 'times to take it' } });
  });

  it('is the day of what is planned', () => {
    const visit = subject('APPOINTMENT');
    const on = (from: string) => ({
      ...asked({ constraints: [constraint('doctor', 'Chen', visit)], period: day(from) }),
      subject: visit,
    });
    expect(whichOf(on('2026-12-01'), on('2026-12-02'))).toMatchObject({
      operation: 'when',
      period: { from: '2026-12-01', to: '2026-12-02', words: 'on 2026-12-01 or on 2026-12-02' },
    });
    // So far apart, what is told of the days between would be neither.
    expect(whichOf(on('2026-03-01'), on('2026-11-01'))).toBeUndefined();
    const of = (from: string) => asked({ constraints: [drug], period: day(from) });
    expect(whichOf(of('2026-12-01'), of('2026-12-02'))).toBeUndefined();
  });

  it.each<[string, Query, Query]>([
    [
      'another state',
      asked({ constraints: [drug, chen] }),
      asked({ constraints: [drug, raman], state: 'all' }),
    ],
    ['no record', asked({ constraints: [chen] }), asked({ constraints: [raman] })],
    [
      'two kinds',
      asked({ constraints: [drug, chen] }),
      asked({ constraints: [drug, constraint('reason', 'Pain')] }),
    ],
    ['one restriction more', asked({ constraints: [drug, chen] }), asked({ constraints: [drug] })],
    [
      'names, which no detail tells',
      asked({ constraints: [chen, drug] }),
      asked({ constraints: [chen, constraint('drug', 'Aleve')] }),
    ],
    [
      'another question',
      asked({ constraints: [drug, chen] }),
      asked({ constraints: [drug, raman], operation: 'count' }),
    ],
    ['the same twice', asked({ constraints: [drug, chen] }), asked({ constraints: [drug, chen] })],
  ])('is not asked of %s', (_what, one, other) => {
    expect(whichOf(one, other)).toBeUndefined();
  });
});

it('is read only where both are understood without a rest', () => {
  const words = tokenize('is lipitor from Chen or Raman');
  const read =
    (leftOut?: string) =>
    (tokens: readonly { readonly word: string }[]): Interpretation => ({
      kind: 'query',
      query: asked({ constraints: [drug, tokens.at(-1)?.word === 'chen' ? chen : raman] }),
      ...(leftOut === undefined ? {} : { leftOut }),
    });
  expect(readWhichOfTwo(words, read())?.query.ask?.label).toBe('prescriber');
  expect(readWhichOfTwo(words, read('from Chen'))).toBeUndefined();
  expect(
    readWhichOfTwo(words, () => ({ kind: 'declined', reason: 'advice', subject: undefined, remainder: [] })),
  ).toBeUndefined();
});

describe('which of two days or details', () => {
  const visit = subject('APPOINTMENT');
  const chenThere = constraint('doctor', 'Chen', visit);
  const on = (period: Period | undefined, more: Partial<Query> = {}) => ({
    ...asked({ constraints: [chenThere], period, ...more }),
    subject: visit,
    state: 'all' as const,
  });
  const first = day('2026-12-01');
  const second = day('2026-12-05');

  it('is in the days of both, whichever is said first', () => {
    const both = { from: '2026-12-01', to: '2026-12-05', unit: 'span' };
    expect(whichOf(on(first), on(second))?.period).toEqual({
      ...both,
      words: 'from 2026-12-01 to 2026-12-05',
    });
    expect(whichOf(on(second), on(first))?.period).toEqual({
      ...both,
      words: 'from 2026-12-01 to 2026-12-05',
    });
    const long: Period = { ...first, to: '2026-12-09', unit: 'span' };
    expect(whichOf(on(long), on(second))?.period).toMatchObject({ from: '2026-12-01', to: '2026-12-09' });
  });

  it('is past or to come where both are', () => {
    const ahead = (period: Period): Period => ({ ...period, tense: 'future' });
    expect(whichOf(on(ahead(first)), on(ahead(second)))?.period?.tense).toBe('future');
    expect(whichOf(on(ahead(first)), on(second))?.period).not.toHaveProperty('tense');
  });

  it('is of days near each other', () => {
    expect(whichOf(on(first), on(day('2026-12-08')))).toBeDefined();
    expect(whichOf(on(first), on(day('2026-12-09')))).toBeUndefined();
  });

  it.each<readonly [string, Period | undefined]>([
    ['no time', undefined],
    ['an open end', { words: 'since then', from: '2026-12-05', unit: 'span' }],
    ['an open beginning', { words: 'until then', to: '2026-12-05', unit: 'span' }],
    ['a part of the day', { ...second, hours: { from: '12:00', to: '18:00' } }],
  ])('is not told with %s', (_, period) => {
    expect(whichOf(on(first), on(period))).toBeUndefined();
    expect(whichOf(on(period), on(first))).toBeUndefined();
  });

  it('is told of one by its order, where none is named', () => {
    const next = (said: string) =>
      on(undefined, { order: 'next', constraints: [constraint('doctor', said, visit)] });
    expect(whichOf(next('Chen'), next('Raman'))).toMatchObject({
      operation: 'field',
      ask: { label: 'doctor' },
    });
    const any = (said: string) => on(undefined, { constraints: [constraint('doctor', said, visit)] });
    expect(whichOf(any('Chen'), any('Raman'))).toBeUndefined();
  });

  it('is not told where more than one name is other, or the subject', () => {
    const reason = constraint('reason', 'Pain');
    const two = asked({ constraints: [drug, chen, reason] });
    expect(whichOf(two, asked({ constraints: [drug, raman] }))).toBeUndefined();
    expect(whichOf(asked({ constraints: [drug, raman] }), two)).toBeUndefined();
    const other = asked({ constraints: [drug, raman] });
    expect(whichOf(asked({ constraints: [drug, chen] }), { ...other, subject: visit })).toBeUndefined();
    expect(
      whichOf(asked({ constraints: [drug, chen], operation: 'list' }), { ...other, operation: 'list' }),
    ).toBeDefined();
  });
});

it('is not read of the second with a rest, or with a question more', () => {
  const words = tokenize('is lipitor from Chen or Raman');
  const of = (said: Constraint, more: object = {}): Interpretation => ({
    kind: 'query',
    query: asked({ constraints: [drug, said] }),
    ...more,
  });
  const read = (one: object, other: object) => (tokens: readonly { readonly word: string }[]) =>
    tokens.at(-1)?.word === 'chen' ? of(chen, one) : of(raman, other);
  expect(readWhichOfTwo(words, read({}, {}))).toBeDefined();
  expect(readWhichOfTwo(words, read({}, { leftOut: 'Raman' }))).toBeUndefined();
  expect(readWhichOfTwo(words, read({}, { also: asked({}) }))).toBeUndefined();
  expect(readWhichOfTwo(words, read({ also: asked({}) }, {}))).toBeUndefined();
});
