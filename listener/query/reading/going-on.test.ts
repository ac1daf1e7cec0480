import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { continueFrom } from './going-on.ts';

const table = readTable(JSON.stringify(builtIn));
const about = (intent: string, more: Partial<Query> = {}): Query => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no ${intent}`);
  return { ...plainQuery(subject), ...more };
};
const named = (intent: string, kind: string, said: string): Constraint => {
  const found = about(intent).subject.entities.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return { kind: found, said, values: [], unknown: false, rank: 'whole', isRespelled: false };
};
const goOn = (
  text: string,
  query: Query,
  before: Query,
  more: { hasTarget?: boolean; hasNoun?: boolean } = {},
) =>
  continueFrom(query, before, {
    tokens: tokenize(text),
    hasTarget: false,
    hasNoun: false,
    hasPeriod: false,
    ...more,
  });

const friday = { words: 'on Friday', from: '2026-11-27', to: '2026-11-27', unit: 'day' } as const;
const may = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' } as const;
const lipitor = named('MEDICATION', 'drug', 'Lipitor');
const withFood = named('MEDICATION', 'meals', 'with food');
const coffee = named('TRANSACTION', 'category', 'coffee');
const rent = named('TRANSACTION', 'category', 'rent');

describe('the question before, gone on from', () => {
  it('gives what the new one lacks', () => {
    const before = about('TRANSACTION', {
      operation: 'sum',
      constraints: [coffee],
      period: may,
      flow: 'spent',
      over: 5,
      person: { id: 'P2', name: 'Ellen' },
      rate: 'month',
    });
    expect(goOn('and rent', about('TRANSACTION', { constraints: [rent] }), before)).toMatchObject({
      operation: 'sum',
      constraints: [rent],
      period: may,
      flow: 'spent',
      over: 5,
      person: { id: 'P2' },
      rate: 'month',
      goneOnFrom: before,
    });
    expect(goOn('and mine', about('TRANSACTION'), before).person).toBeUndefined();
    const counted = goOn('how many', about('TRANSACTION', { operation: 'count' }), before, {
      hasTarget: true,
    });
    expect([counted.operation, counted.rate]).toEqual(['count', undefined]);
    expect(
      goOn('and then', about('TRANSACTION'), { ...before, goneOnFrom: before }).goneOnFrom,
    ).toMatchObject({
      goneOnFrom: undefined,
    });
  });

  it('keeps which end of the list is meant, unless the new one says another', () => {
    const before = about('MEDICATION', { order: 'max', byPrice: true, skip: 1, limit: 3 });
    expect(goOn('and then', about('MEDICATION'), before)).toMatchObject({
      order: 'max',
      byPrice: true,
      skip: 1,
      limit: 3,
    });
    expect(goOn('the last', about('MEDICATION', { order: 'last' }), before)).toMatchObject({
      order: 'last',
      byPrice: false,
      skip: 0,
    });
    expect(goOn('the cheapest', about('MEDICATION', { order: 'min', byPrice: true }), before).byPrice).toBe(
      true,
    );
    expect(goOn('in May', about('MEDICATION', { period: may }), before).skip).toBe(0);
    expect(goOn('Lipitor', about('MEDICATION', { constraints: [lipitor] }), before).skip).toBe(0);
    expect(goOn('any', about('MEDICATION'), { ...before, byPrice: false }).byPrice).toBe(false);
  });

  it('is of whether one is free as long as nothing else is asked', () => {
    const before = about('APPOINTMENT', { operation: 'exists', isFree: true, period: friday });
    expect(goOn('and Saturday', about('APPOINTMENT'), before).isFree).toBe(true);
    expect(
      goOn('how many', about('APPOINTMENT', { operation: 'count' }), before, { hasTarget: true }).isFree,
    ).toBe(false);
    const free = about('APPOINTMENT', { isFree: true });
    expect(goOn('am I free', free, { ...before, isFree: false }, { hasTarget: true }).isFree).toBe(true);
    expect(goOn('and Saturday', about('APPOINTMENT'), { ...before, isFree: false }).isFree).toBe(false);
  });

  it('claims of what was told', () => {
    const before = about('MEDICATION', { constraints: [lipitor] });
    const claims = about('MEDICATION', { constraints: [withFood], yesNo: true });
    const claimed = {
      operation: 'exists',
      constraints: [lipitor],
      claim: { said: 'with food' },
      yesNo: true,
    };
    expect(goOn('with food', claims, before)).toMatchObject(claimed);
    expect(goOn('with food, all of them too', claims, before).claim).toBeUndefined();
    expect(goOn('food', claims, before).claim).toBeUndefined();
    expect(goOn('with food', { ...claims, constraints: [withFood, lipitor] }, before).claim).toBeUndefined();
    expect(goOn('with food', { ...claims, period: may }, before).claim).toBeUndefined();
    expect(goOn('with food', { ...claims, constraints: [lipitor] }, before).claim).toBeUndefined();
    expect(goOn('with food', claims, about('MEDICATION')).claim).toBeUndefined();
    expect(goOn('is it with food', claims, before)).toMatchObject(claimed);
    expect(goOn('is it with food', claims, about('MEDICATION', { order: 'last' }))).toMatchObject({
      ...claimed,
      constraints: [],
    });
    expect(goOn('is it with food', claims, about('MEDICATION')).claim).toBeUndefined();
  });

  it('asks of the next time behind one that is past', () => {
    const before = about('APPOINTMENT', { operation: 'when', order: 'last', tense: 'past', skip: 1 });
    const again = about('APPOINTMENT', { operation: 'when' });
    expect(goOn('when do I see her again', again, before)).toMatchObject({
      order: 'next',
      tense: undefined,
      skip: 0,
    });
    expect(goOn('will I see her again', { ...again, operation: 'exists' }, before).order).toBe('next');
    expect(goOn('when was it', again, before).order).toBe('last');
    expect(goOn('when did I see her', { ...again, tense: 'past' }, before).order).toBe('last');
    expect(goOn('when do I see her on Friday', { ...again, period: friday }, before).order).toBe('last');
    expect(goOn('when do I see her first', { ...again, order: 'first' }, before).order).toBe('first');
    expect(goOn('how many do I have', { ...again, operation: 'list' }, before).order).toBe('last');
    expect(goOn('when do I see her again', again, { ...before, tense: undefined }).order).toBe('last');
    const pill = about('MEDICATION', { operation: 'when', order: 'last', tense: 'past' });
    expect(goOn('when do I take it', about('MEDICATION', { operation: 'when' }), pill).order).toBe('last');
  });

  it('takes a number of the same detail', () => {
    const refills = about('MEDICATION').subject.asks.find(({ label }) => label === 'refills');
    const before = about('MEDICATION', { operation: 'field', ask: refills, constraints: [lipitor] });
    const many = about('MEDICATION', { operation: 'count', constraints: [lipitor] });
    const of = (query: Query, from: Query) => goOn('how many for Lipitor', query, from, { hasTarget: true });
    expect(of(many, before)).toMatchObject({ operation: 'field', ask: { label: 'refills' } });
    expect(of({ ...many, constraints: [] }, before).operation).toBe('count');
    expect(of({ ...many, operation: 'list' }, before).operation).toBe('list');
    expect(of(many, { ...before, ask: undefined }).operation).toBe('count');
    expect(of(many, { ...before, operation: 'list' }).operation).toBe('count');
    const other = about('ALLERGY', {
      operation: 'count',
      constraints: [named('ALLERGY', 'allergen', 'nuts')],
    });
    expect(of(other, before).operation).toBe('count');
    const reason = about('MEDICATION').subject.asks.find(({ label }) => label === 'reason');
    expect(of(many, { ...before, ask: reason }).operation).toBe('count');
  });

  it('asks how much the one payment was that was told', () => {
    const before = about('TRANSACTION', { operation: 'list', order: 'last', flow: 'spent' });
    const sum = about('TRANSACTION', { operation: 'sum' });
    const of = (query: Query, from = before) => goOn('how much was it', query, from, { hasTarget: true });
    expect(of(sum)).toBe(before);
    expect(of({ ...sum, flow: 'spent' })).toBe(before);
    const when = { ...before, order: undefined, operation: 'when' as const };
    expect(of(sum, when)).toBe(when);
    expect(of({ ...sum, flow: 'earned' }).operation).toBe('sum');
    expect(of({ ...sum, limit: 3 }).operation).toBe('sum');
    expect(of({ ...sum, order: 'max' }).operation).toBe('sum');
    expect(of({ ...sum, period: may }).operation).toBe('sum');
    expect(of({ ...sum, constraints: [rent] }).operation).toBe('sum');
    expect(of({ ...sum, operation: 'count' }).operation).toBe('count');
    expect(of(sum, { ...before, order: 'recent' }).operation).toBe('sum');
    expect(of(sum, { ...before, limit: 3 }).operation).toBe('sum');
    expect(of(sum, { ...before, order: undefined }).operation).toBe('sum');
    expect(goOn('how much in total', sum, before, { hasTarget: true })).not.toBe(before);
  });
});

describe('a comparison, gone on from', () => {
  const half = about('TRANSACTION', { operation: 'sum', flow: 'spent', constraints: [coffee], period: may });
  const april = { ...may, words: 'in April', from: '2026-04-01', to: '2026-04-30' };
  const compared = (other: Query): Query => ({
    ...half,
    compared: { with: other, asked: 'more', style: 'which' },
  });
  const ofTimes = compared({ ...half, period: april });
  const ofNames = compared({ ...half, constraints: [rent] });
  const anew = (query: Partial<Query>, before: Query) =>
    goOn('and that', about('TRANSACTION', query), before).compared;

  it('takes another name for both times', () => {
    expect(anew({ constraints: [rent] }, ofTimes)?.with).toMatchObject({
      constraints: [rent],
      period: april,
    });
    expect(anew({ constraints: [rent], period: may }, ofTimes)).toBeUndefined();
    expect(anew({}, ofTimes)).toBeUndefined();
    expect(anew({ period: april }, ofTimes)).toBeUndefined();
  });

  it('takes another time for both names', () => {
    expect(anew({ period: april, tense: 'past' }, ofNames)?.with).toMatchObject({
      constraints: [rent],
      period: april,
      tense: 'past',
    });
    expect(anew({ period: april, constraints: [rent] }, ofNames)).toBeUndefined();
    expect(anew({ constraints: [rent] }, ofNames)).toBeUndefined();
    expect(anew({}, ofNames)).toBeUndefined();
  });

  it.each<readonly [string, Partial<Query>]>([
    ['an order', { order: 'max' }],
    ['a number of them', { limit: 3 }],
    ['a bound above', { under: 5 }],
    ['a bound below', { over: 5 }],
  ])('compares nothing where %s is asked', (_, more) => {
    expect(anew({ constraints: [rent], ...more }, ofTimes)).toBeUndefined();
    expect(anew({ period: april, ...more }, ofNames)).toBeUndefined();
  });

  it('is none of two visits, one of which comes first', () => {
    const which = { ...half, operation: 'when' as const, period: april };
    expect(anew({ constraints: [rent] }, compared(which))).toBeUndefined();
    expect(anew({ constraints: [rent] }, half)).toBeUndefined();
  });

  it('asks for income of no payee that something was spent at', () => {
    const before = about('TRANSACTION', { operation: 'sum', flow: 'spent', constraints: [rent] });
    const earned = about('TRANSACTION', { operation: 'sum', flow: 'earned' });
    const of = (text: string, from = before) => goOn(text, earned, from, { hasTarget: true });
    expect(of('what did i earn').constraints).toEqual([]);
    expect(of('what did i earn there').constraints).toEqual([rent]);
    expect(of('what did i earn', { ...before, flow: 'earned' }).constraints).toEqual([rent]);
  });
});
