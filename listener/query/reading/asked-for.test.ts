import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import { readTable, type Subject } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import {
  findAsk,
  findFlow,
  findLimit,
  findOrder,
  findPriceOrder,
  findTarget,
  findTheOther,
  plural,
} from './asked-for.ts';
import { continueFrom } from './going-on.ts';
import { findBounds } from './measured-bounds.ts';
import { settleRest } from './remaining-words.ts';
import { daysOf, findState, isOtherSide } from './states-said.ts';

const table = readTable(JSON.stringify(builtIn));
const subject = (intent: string): Subject => table.subjects.find((one) => one.intent === intent)!;
const words = (text: string) => new WordUse(tokenize(text), new Set());

describe('what a question asks for', () => {
  it.each([
    ['TRANSACTION', 'the biggest', 'max', false],
    ['TRANSACTION', 'most expensive', 'max', true],
    ['APPOINTMENT', 'the next time', 'next', false],
    ['MEDICATION', 'next', undefined, undefined],
    ['TRANSACTION', 'first name', undefined, undefined],
  ])('%s: %s', (intent, text, order, byPrice) => {
    const found = findOrder(words(text), subject(intent));
    expect([found?.order, found?.byPrice]).toEqual([order, byPrice]);
  });

  it('reads a price only where there is a field for it', () => {
    expect(findPriceOrder(words('which costs the least'), subject('MEDICATION'))).toMatchObject({
      order: 'min',
    });
    expect(findPriceOrder(words('which costs the least'), subject('ALLERGY'))).toBeUndefined();
    expect(findPriceOrder(words('the biggest'), subject('MEDICATION'))).toBeUndefined();
  });

  it('takes a number beside the order, and no other', () => {
    const use = words('the last 3 in 2025');
    expect(findLimit(use, subject('TRANSACTION'), [1])).toBe(3);
    expect(use.left()).not.toContain(2);
    expect(findLimit(words('the last in 2025'), subject('TRANSACTION'), [1])).toBeUndefined();
  });

  it('finds a detail, but not where its words are those of a longer state', () => {
    expect(findAsk(words('how many refills'), subject('MEDICATION'), [])?.ask.label).toBe('refills');
    expect(findAsk(words('what is out of refills'), subject('MEDICATION'), [])).toBeUndefined();
    expect(findAsk(words('the next time'), subject('APPOINTMENT'), [])).toBeUndefined();
  });

  it('finds what every subject is asked for', () => {
    const target = (intent: string, text: string) => findTarget(words(text), subject(intent), undefined);
    expect(target('TRANSACTION', 'how much')).toBe('sum');
    expect(target('TRANSACTION', 'how many trips')).toBe('times');
    expect(target('MEDICATION', 'how many trips')).toBe('count');
    expect(target('ALLERGY', 'how much')).toBeUndefined();
  });

  it('tells whose money, which state and which amounts', () => {
    expect(findFlow(words('when was i last paid'), subject('TRANSACTION'), [])).toBe('earned');
    expect(findFlow(words('when was rent last paid'), subject('TRANSACTION'), [])).toBe('spent');
    expect(findState(words('cancelled'), subject('APPOINTMENT'))).toMatchObject({ said: true });
    expect(findBounds(words('over 100 dollars'), subject('TRANSACTION'), [])).toEqual({
      over: 100,
      under: undefined,
    });
    expect(findBounds(words('over 100'), subject('ALLERGY'), [])).toEqual({
      over: undefined,
      under: undefined,
    });
  });
});

describe('two states that are said together', () => {
  const sideOf = (text: string) => {
    const { state, side } = findState(words(text), subject('APPOINTMENT'));
    return `${state === 'all' ? state : state.name} ${side}`;
  };
  it.each([
    ['which upcoming visits got called off', 'cancelled upcoming'],
    ['past cancelled appointments', 'cancelled past'],
    ['cancelled appointments', 'cancelled undefined'],
    ['upcoming appointments', 'upcoming undefined'],
    ['my appointments', 'upcoming undefined'],
  ])('%s', (text, found) => expect(sideOf(text)).toBe(found));

  it('are days where no other days are said, and no days of the other side', () => {
    expect(daysOf('upcoming', '2026-11-23')?.from).toBe('2026-11-23');
    expect(daysOf('past', '2026-11-23')?.to).toBe('2026-11-22');
    expect(daysOf(undefined, '2026-11-23')).toBeUndefined();
    const may = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' } as const;
    expect(isOtherSide('upcoming', may, '2026-11-23')).toBe(true);
    expect(isOtherSide('past', may, '2026-11-23')).toBe(false);
    expect(isOtherSide('past', may, '2026-04-23')).toBe(true);
    expect(isOtherSide(undefined, may, '2026-11-23')).toBe(false);
  });
});

describe('the words that are left', () => {
  const asked = (text: string) => ({ text, subject: subject('TRANSACTION'), previous: undefined });
  const rest = (text: string, used: readonly number[]) => {
    const use = words(text);
    use.use(used);
    const unknown = settleRest(use, asked(text), [], true);
    return { left: use.left().length, unknown: unknown?.name };
  };

  it('are none where only small words are', () => {
    expect(rest('what did i spend', [3])).toEqual({ left: 0, unknown: undefined });
  });

  it('are a name behind its preposition', () => {
    expect(rest('what did i spend at Zorp Foods', [3]).unknown).toBe('Zorp Foods');
    expect(rest('what did zorp spend', [3]).unknown).toBeUndefined();
  });
});

const OTHER = { tokens: [], hasTarget: true, hasNoun: false, hasPeriod: false } as const;

describe('going on', () => {
  const before = {
    ...plainQuery(subject('TRANSACTION')),
    operation: 'sum' as const,
    flow: 'spent' as const,
    rate: 'month' as const,
  };
  const plain = plainQuery(subject('TRANSACTION'));

  it('has from the question before what it lacks', () => {
    expect(continueFrom(plain, before, { ...OTHER, hasTarget: false })).toMatchObject({
      operation: 'sum',
      flow: 'spent',
      rate: 'month',
    });
  });

  it('asks for the amount of the one that was told, unless it asks for all', () => {
    const last = { ...plain, operation: 'when' as const, order: 'last' as const, flow: 'spent' as const };
    const amount = { ...plain, operation: 'sum' as const };
    expect(continueFrom(amount, last, OTHER)).toBe(last);
    expect(continueFrom(amount, last, { ...OTHER, tokens: tokenize('in total') })).toMatchObject({
      operation: 'sum',
      order: undefined,
    });
  });

  it('keeps what it has', () => {
    expect(continueFrom({ ...plain, operation: 'count' }, before, OTHER)).toMatchObject({
      operation: 'count',
      rate: undefined,
    });
  });
});

describe('an order, and what it is of', () => {
  const orderOf = (intent: string, text: string, settled: readonly number[] = []) => {
    const use = new WordUse(tokenize(text), new Set(settled));
    const found = findOrder(use, subject(intent));
    return found && [found.order, found.indices, found.skip];
  };
  it.each<[string, string, readonly number[], unknown]>([
    ['TRANSACTION', 'the most I paid', [], ['max', [1], undefined]],
    ['TRANSACTION', 'what cost most', [], ['max', [1, 2], undefined]],
    ['TRANSACTION', 'the most I paid', [1], undefined],
    ['TRANSACTION', 'most shops', [], undefined],
    ['APPOINTMENT', 'the most I paid', [], undefined],
    ['TRANSACTION', 'the second biggest', [], ['max', [2], 1]],
    ['TRANSACTION', 'the second smallest', [], ['min', [2], 1]],
    ['TRANSACTION', 'the second biggest', [1], ['max', [2], undefined]],
    ['TRANSACTION', 'the second last', [], ['last', [2], undefined]],
    ['HEALTH_DATA', 'the second highest', [], ['max', [2], 1]],
    ['ALLERGY', 'the second biggest', [], ['max', [2], undefined]],
  ])('%s: %s', (intent, text, settled, found) => expect(orderOf(intent, text, settled)).toEqual(found));

  it.each([
    ['that charge from costco', [], [0]],
    ['that odd old charge', [], [0]],
    ['that very odd old charge', [], undefined],
    ['that charge from costco', [0], undefined],
    ['the charge from costco', [], undefined],
    ['costco the other day', [], [1, 2, 3]],
  ])('of late: %s', (text, settled, indices) => {
    const use = new WordUse(tokenize(text), new Set(settled));
    const known = [{}] as unknown as Parameters<typeof findTheOther>[2];
    expect(findTheOther(use, subject('TRANSACTION'), known)?.indices).toEqual(indices);
    expect(findTheOther(words(text), subject('TRANSACTION'), [])).toBeUndefined();
    expect(findTheOther(words(text), subject('MEDICATION'), known)).toBeUndefined();
  });

  it.each([
    ['the last 0', undefined],
    ['the last 1', 1],
    ['the last 3', 3],
    ['the 3 last', 3],
    ['the last 3rd', undefined],
    ['the last few', undefined],
  ])('so many of them: %s: %s', (text, limit) => {
    const at = tokenize(text).findIndex(({ word }) => word === 'last');
    expect(findLimit(words(text), subject('TRANSACTION'), [at])).toBe(limit);
  });

  it.each([
    ['my last visits', 'recent'],
    ['my last visit', 'last'],
    ['my last 3 visits', 'last'],
    ['which of my visits was last', 'last'],
    ['which of my visits last', 'recent'],
    ['which one of my visits last', 'last'],
  ])('of several, or of one: %s: %s', (text, order) => {
    const tokens = tokenize(text);
    const nouns = [tokens.findIndex(({ stem }) => stem === 'visit')];
    expect(plural({ order: 'last' as const }, nouns, tokens)?.order).toBe(order);
    expect(plural({ order: 'next' as const }, nouns, tokens)?.order).toBe('next');
    expect(plural({ order: 'last' as const }, [99], tokens)?.order).toBe('last');
    expect(plural(undefined, nouns, tokens)).toBeUndefined();
  });
});
