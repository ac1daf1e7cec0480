import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { ofBothSides, otherTense, withPast } from './other-tense.ts';

const visits = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'APPOINTMENT');
if (visits === undefined) throw new Error('APPOINTMENT');
const december: Period = { from: '2025-12-01', to: '2025-12-31', words: 'in December 2025', unit: 'month' };
const of = (name: string | undefined, more: Partial<Query> = {}, said?: 'past') => {
  const state = visits.states.find((one) => one.name === name) ?? 'all';
  return otherTense({
    query: { ...plainQuery(visits), state, period: december, ...more },
    tokens: tokenize('was anything cancelled in December'),
    isEvent: true,
    tense: 'past',
    said,
    states: { state, said: name !== undefined, side: undefined },
    today: '2026-11-23',
  });
};

it('looks for what was cancelled among the days to come as well', () => {
  expect(of('cancelled')).toBe('future');
  expect(of('missed')).toBe('future');
});

it('looks nowhere else for what is of one side, or was said to be', () => {
  expect(of('upcoming')).toBeUndefined();
  expect(of(undefined)).toBeUndefined();
  expect(of('cancelled', {}, 'past')).toBeUndefined();
  expect(of('cancelled', { order: 'last' })).toBeUndefined();
  expect(of('cancelled', { period: { ...december, from: '2026-12-01', to: '2026-12-31' } })).toBeUndefined();
});

it('is of the days before today first, where either may be meant', () => {
  const cancelled = visits.states.find(({ name }) => name === 'cancelled') ?? 'all';
  const ahead: Period = { ...december, from: '2026-12-01', to: '2026-12-31' };
  const next: Query = { ...plainQuery(visits), state: cancelled, stateSaid: true, period: ahead };
  const last: Query = { ...next, period: december };
  expect(ofBothSides(next, last, '2026-11-23')).toEqual({ ...last, otherwise: next });
  expect(ofBothSides(next, next, '2026-11-23')).toEqual({ ...next, otherwise: next });
  const plain: Query = { ...plainQuery(visits), period: ahead };
  expect(ofBothSides(plain, last, '2026-11-23')).toEqual({ ...plain, otherwise: last });
});

it('looks on the other side for what a heading names, whenever it was', () => {
  const untold = (text: string, more: Partial<Query> = {}) =>
    otherTense({
      query: { ...plainQuery(visits), period: december, ...more },
      tokens: tokenize(text),
      isEvent: true,
      tense: undefined,
      said: undefined,
      states: { state: 'all', said: false, side: undefined },
      today: '2026-11-23',
    });
  const named = [{ said: 'chen' }] as unknown as Query['constraints'];
  expect(untold('reason for the visit in December')).toBe('past');
  expect(untold('who do I see for my ears')).toBe('past');
  expect(untold('do I see Dr. Chen in December')).toBeUndefined();
  expect(untold('reason for the visit', { period: undefined, operation: 'field', constraints: named })).toBe(
    'past',
  );
  expect(untold('reason for the visit', { period: undefined, operation: 'field' })).toBeUndefined();
  expect(untold('reason for the visit', { period: undefined, constraints: named })).toBeUndefined();
});

it('is of both sides in any state, only where that is of no side', () => {
  const ahead: Period = { ...december, from: '2026-12-01', to: '2026-12-31' };
  const any: Query = { ...plainQuery(visits), state: 'all', stateSaid: true, period: ahead };
  const last: Query = { ...any, period: december };
  expect(ofBothSides(any, last, '2026-11-23')).toEqual({ ...any, otherwise: last });
  expect(of(undefined, { state: 'all' })).toBeUndefined();
});

it('knows of no side where any state was said', () => {
  const found = otherTense({
    query: { ...plainQuery(visits), period: december },
    tokens: tokenize('was anything there in December'),
    isEvent: true,
    tense: 'past',
    said: undefined,
    states: { state: 'all', said: true, side: undefined },
    today: '2026-11-23',
  });
  expect(found).toBeUndefined();
});

describe('visits of a time that today lies in', () => {
  const today = '2026-11-23';
  const year: Period = { from: '2026-01-01', to: '2026-12-31', words: 'in 2026', unit: 'year' };
  const coming: Query = { ...plainQuery(visits), operation: 'list', period: year };
  const past: Query = { ...coming, tense: 'past' };
  it.each(['list', 'count'] as const)('are those to come and those that were: %s', (operation) => {
    const query = { ...coming, operation, otherwise: past };
    expect(withPast(query, today)).toEqual({ query, also: past });
  });
  it.each<[string, Partial<Query>]>([
    ['said to be of one side', { otherwise: undefined }],
    ['of another time', { otherwise: { ...past, period: december } }],
    [
      'from today on',
      { period: { ...year, from: today }, otherwise: { ...past, period: { ...year, from: today } } },
    ],
    [
      'until yesterday',
      {
        period: { ...year, to: '2026-11-22' },
        otherwise: { ...past, period: { ...year, to: '2026-11-22' } },
      },
    ],
    ['of no time', { period: undefined, otherwise: { ...past, period: undefined } }],
    ['asked for by yes or no', { operation: 'exists', otherwise: past }],
  ])('are of one side where they are %s', (_, more) => {
    const query = { ...coming, ...more };
    expect(withPast(query, today)).toEqual({ query });
  });
});
