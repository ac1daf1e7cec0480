import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { oneFurther } from './one-further.ts';

const table = readTable(JSON.stringify(builtIn));
const about = (intent: string, order: Query['order']): Query => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no ${intent}`);
  return { ...plainQuery(subject), order };
};
const skipOf = (text: string, before: Query | undefined) => oneFurther(tokenize(text), () => before)?.skip;

describe('one further', () => {
  const last = about('TRANSACTION', 'last');
  const next = about('APPOINTMENT', 'next');

  it.each(['the one before that', 'before that', 'what was the one before', 'the previous one'])(
    'goes back from the last: %s',
    (text) => {
      expect(skipOf(text, last)).toBe(1);
      expect(skipOf(text, { ...last, skip: 1 })).toBe(2);
      expect(skipOf(text, next)).toBeUndefined();
    },
  );

  it.each([
    'the one after that',
    'after that',
    'then',
    'the next one',
    'when is the following one',
    'no the one after that',
  ])('goes on from the next: %s', (text) => {
    expect(skipOf(text, next)).toBe(1);
    expect(skipOf(text, last)).toBeUndefined();
  });

  it.each(['both together', 'how much were both', 'what do the two come to', 'and those two in all'])(
    'adds up the last two that were told: %s',
    (text) => {
      const both = oneFurther(tokenize(text), () => ({ ...last, skip: 1 }));
      expect(both).toMatchObject({ operation: 'sum', skip: 0, limit: 2, flow: 'spent' });
      expect(oneFurther(tokenize(text), () => last)).toBeUndefined();
      expect(oneFurther(tokenize(text), () => ({ ...next, skip: 1 }))).toBeUndefined();
    },
  );

  it.each(['which ones', 'and which', 'what are they', 'which ones exactly'])(
    'lists what was counted: %s',
    (text) => {
      const counted = { ...next, operation: 'count', yesNo: true } as const;
      expect(oneFurther(tokenize(text), () => counted)).toMatchObject({ operation: 'list', yesNo: false });
      expect(oneFurther(tokenize(text), () => next)).toBeUndefined();
      expect(oneFurther(tokenize(text), () => ({ ...counted, rate: 'month' }))).toBeUndefined();
      expect(oneFurther(tokenize(text), () => undefined)).toBeUndefined();
    },
  );

  it('adds up as many as were told', () => {
    const of = (text: string, skip: number) => oneFurther(tokenize(text), () => ({ ...last, skip }))?.limit;
    expect([of('all three together', 2), of('both together', 2), of('all three together', 1)]).toEqual([
      3,
      undefined,
      undefined,
    ]);
  });

  it('tells the second of a size, of the same end only', () => {
    expect(skipOf('the second biggest', about('TRANSACTION', 'max'))).toBe(1);
    expect(skipOf('the second smallest', about('TRANSACTION', 'max'))).toBeUndefined();
  });

  it('goes on from nothing that told no single record', () => {
    expect(skipOf('the one before that', undefined)).toBeUndefined();
    expect(skipOf('the one before that', { ...last, limit: 3 })).toBeUndefined();
    expect(skipOf('the one before that', about('TRANSACTION', undefined))).toBeUndefined();
  });

  it('does not ask for the question before where the words go nowhere', () => {
    const asked = () => {
      throw new Error('asked');
    };
    expect(oneFurther(tokenize('what did I spend before that day'), asked)).toBeUndefined();
  });
});

describe('beside what was told', () => {
  const friday = { from: '2026-11-27', to: '2026-11-27', words: 'on Friday', unit: 'day' } as const;
  const visits: Query = { ...about('APPOINTMENT', undefined), operation: 'exists', period: friday };

  it.each(['and the next one', 'the one after that', 'after that'])(
    'is the visit behind that day: %s',
    (text) => {
      const told = oneFurther(tokenize(text.replace(/^and /, '')), () => visits);
      expect(told).toMatchObject({ order: 'next', beside: { where: 'after', of: { period: friday } } });
      expect(oneFurther(tokenize(text), () => ({ ...visits, tense: 'past' }))).toBeUndefined();
    },
  );

  it.each(['what comes next', "what's next"])('is the next of all visits, not of those named: %s', (text) => {
    const next = about('APPOINTMENT', 'next');
    const told = oneFurther(tokenize(text), () => next);
    expect(told).toMatchObject({ order: 'next', constraints: [], beside: { where: 'after' } });
    expect(oneFurther(tokenize(text), () => ({ ...next, tense: 'past' }))).toBeUndefined();
    expect(oneFurther(tokenize(text), () => about('TRANSACTION', 'last'))).toBeUndefined();
  });

  it.each(['over how many visits', 'and across how many purchases was that', 'in how many trips'])(
    'is the number of payments of a sum: %s',
    (text) => {
      const sum: Query = { ...about('TRANSACTION', undefined), operation: 'sum' };
      expect(oneFurther(tokenize(text), () => sum)).toMatchObject({ operation: 'count', flow: 'spent' });
      expect(oneFurther(tokenize(text), () => visits)).toBeUndefined();
      expect(oneFurther(tokenize(text), () => about('TRANSACTION', 'last'))).toBeUndefined();
      // Of the biggest of them, of two sums or of what most was spent on it is another number.
      expect(oneFurther(tokenize(text), () => ({ ...sum, order: 'max' }))).toBeUndefined();
      expect(
        oneFurther(tokenize(text), () => ({ ...sum, compared: { than: sum, asked: 'more' } as never })),
      ).toBeUndefined();
      expect(
        oneFurther(tokenize(text), () => ({ ...sum, share: { of: 'month', isLeast: false } })),
      ).toBeUndefined();
    },
  );

  it.each(['what for', 'what was it for', 'for what'])('is what is noted of a payment: %s', (text) => {
    const told = oneFurther(tokenize(text), () => about('TRANSACTION', 'last'));
    expect([told?.operation, told?.ask?.label]).toEqual(['field', 'memo']);
    expect(oneFurther(tokenize(text), () => about('TRANSACTION', undefined))).toBeUndefined();
    expect(oneFurther(tokenize(text), () => visits)).toBeUndefined();
  });

  it.each(['what did I spend it on', 'what was it on', 'what on', 'what was it for'])(
    'is what a sum was spent on: %s',
    (text) => {
      const sum: Query = { ...about('TRANSACTION', undefined), operation: 'sum' };
      expect(oneFurther(tokenize(text), () => sum)).toMatchObject({ operation: 'list', flow: 'spent' });
      const spent: Query = { ...about('TRANSACTION', undefined), flow: 'spent' };
      expect(oneFurther(tokenize(text), () => spent)).toMatchObject({ operation: 'list' });
      expect(oneFurther(tokenize(text), () => about('TRANSACTION', undefined))).toBeUndefined();
      expect(oneFurther(tokenize(text), () => ({ ...sum, order: 'max' }))).toBeUndefined();
      expect(oneFurther(tokenize(text), () => visits)).toBeUndefined();
    },
  );
});

describe('what goes one further, and what does not', () => {
  const last = about('TRANSACTION', 'last');
  const told = (text: string, before: Query | undefined) => oneFurther(tokenize(text), () => before);
  const pulse = about('HEALTH_DATA', undefined).subject.measures.filter(({ label }) => label === 'pulse');
  const friday = { from: '2026-11-27', to: '2026-11-27', words: 'on Friday', unit: 'day' } as const;

  it('adds up only payments that were told one by one', () => {
    expect(told('both together', undefined)).toBeUndefined();
    expect(told('both together', { ...about('TRANSACTION', undefined), skip: 1 })).toBeUndefined();
    expect(told('both together', { ...last, skip: 1, limit: 2 })).toBeUndefined();
    expect(told('both together', { ...last, skip: 1, operation: 'count' })).toBeUndefined();
    expect(told('both together', { ...last, skip: 1, flow: 'earned' })?.flow).toBe('earned');
    expect(told('together', { ...last, skip: 4 })?.limit).toBe(5);
    expect(told('both together', { ...last, skip: 4 })).toBeUndefined();
  });

  it('goes on from the first, and from the biggest only once', () => {
    expect(told('the next one', about('APPOINTMENT', 'first'))?.skip).toBe(1);
    expect(told('the next one', about('APPOINTMENT', 'max'))).toBeUndefined();
    const biggest = about('TRANSACTION', 'max');
    const smallest = about('TRANSACTION', 'min');
    expect(told('the second cheapest', smallest)).toEqual({ ...smallest, skip: 1 });
    expect(told('the second biggest', smallest)).toBeUndefined();
    expect(told('the second biggest', { ...biggest, skip: 1 })).toBeUndefined();
    expect(told('the second biggest', last)).toBeUndefined();
    expect(told('the one before that', biggest)).toBeUndefined();
  });

  it('says what is noted of one payment, or of those to one payee', () => {
    expect(told('what for', { ...last, limit: 3 })).toBeUndefined();
    const noMemo = { ...last.subject, asks: last.subject.asks.filter(({ label }) => label !== 'memo') };
    expect(told('what for', { ...last, subject: noMemo })).toBeUndefined();
    const named = [{ said: 'starbucks' }] as unknown as Query['constraints'];
    const all = { ...about('TRANSACTION', undefined), operation: 'exists' as const, yesNo: true };
    expect(told('what for', { ...all, constraints: named })).toMatchObject({
      operation: 'field',
      yesNo: false,
      constraints: named,
    });
    expect(told('what for', undefined)).toBeUndefined();
  });

  it('tells what comes next behind one visit, or behind those of a day', () => {
    const visits = about('APPOINTMENT', undefined);
    expect(told('what comes next', { ...visits, period: friday })).toMatchObject({ order: 'next' });
    const three = { ...visits, limit: 3 };
    expect(told('what comes next', three)).toBeUndefined();
    expect(told('what comes next', { ...three, period: friday })).toMatchObject({ order: 'next' });
    const compared = { with: visits, asked: 'more', style: 'yes-no' } as const;
    expect(told('what comes next', { ...visits, compared })).toBeUndefined();
    expect(told('after that', { ...visits, period: friday, operation: 'count' })).toBeUndefined();
    expect(told('after that', { ...visits, operation: 'exists' })).toBeUndefined();
  });

  it('takes a measure without a time as the last one', () => {
    const measured = { ...about('HEALTH_DATA', undefined), measures: pulse };
    expect(told('the one before that', measured)).toEqual({ ...measured, order: 'last', skip: 1 });
    expect(told('the one before that', { ...measured, operation: 'average' })).toBeUndefined();
    expect(told('the one before that', { ...measured, period: friday })).toBeUndefined();
  });

  it('takes what is asked by its time as the last payment or the next visit', () => {
    const paid = { ...about('TRANSACTION', undefined), operation: 'when' as const };
    expect(told('the one before that', paid)).toEqual({ ...paid, order: 'last', skip: 1 });
    const visit = { ...about('APPOINTMENT', undefined), operation: 'when' as const };
    expect(told('the next one', visit)).toEqual({ ...visit, order: 'next', skip: 1 });
    expect(told('the next one', { ...visit, tense: 'past' })).toBeUndefined();
    const pills = { ...about('MEDICATION', 'last'), operation: 'when' as const };
    expect(told('the one before that', pills)).toBeUndefined();
    expect(told('the one before that', { ...last, operation: 'count' })).toBeUndefined();
  });
});
