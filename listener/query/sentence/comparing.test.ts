import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { comparisonOf, headsOf, takenApart } from './comparing.ts';

const apart = (text: string, isAsked = false) => {
  const found = takenApart(tokenize(text), isAsked);
  const words = (tokens: readonly { readonly word: string }[]) => joinedWords(tokens);
  return found && { ...found, head: words(found.head), tail: words(found.tail) };
};

describe('a comparison is taken apart', () => {
  it.each([
    ['did i spend more in may than in april', 'did i spend in may', 'in april', 'more', 'yes-no'],
    ['do I weigh less than I did in May?', 'do i weigh', 'in may', 'less', 'yes-no'],
    ['am i heavier than in may', 'am i weigh', 'in may', 'more', 'yes-no'],
    ['what did i spend more on gas or groceries', 'what did i spend on gas', 'groceries', 'more', 'which'],
    [
      'how much more did i spend in june than in may',
      'how much did i spend in june',
      'in may',
      'more',
      'how-much',
    ],
    [
      'did i spend less this year compared to last year',
      'did i spend this year',
      'last year',
      'less',
      'yes-no',
    ],
    ['did i buy more gas in may than in june', 'did i buy gas in may', 'in june', 'more', 'how-much'],
  ])('%s', (text, head, tail, asked, style) => {
    expect(apart(text)).toMatchObject({ head, tail, asked, style });
  });

  it('asks how often by its words', () => {
    expect(apart('did i go to costco more than to shell')?.often).toBe(true);
    expect(apart('did i eat there more often in may than in june')?.often).toBe(true);
    expect(apart('did i spend more in may than in june')?.often).toBe(false);
  });

  it.each(['what did i spend in may or april', 'more', 'did i spend more in may', 'more than', 'than more'])(
    'is none in "%s"',
    (text) => {
      expect(apart(text)).toBeUndefined();
    },
  );
});

describe('how a comparison is to be answered', () => {
  it.each([
    ['may spend more than april', true, 'yes-no'],
    ['may spend more than april', false, 'how-much'],
    ['what may spend more than april', true, 'how-much'],
    ['in may did i spend more than in april', false, 'yes-no'],
    ['in may what did i spend more than in april', false, 'how-much'],
    ['on gas and on groceries did i spend more than in april', false, 'how-much'],
    ['where did i spend more here or there', false, 'which'],
  ])('%s', (text, isAsked, style) => expect(apart(text, isAsked)?.style).toBe(style));

  it.each([
    ['was the number higher than the number at starbucks', 'at starbucks'],
    ['was gas more than that of april', 'of april'],
    ['was it more than those in april', 'in april'],
    ['was it more than the total in april', 'in april'],
    ['was it more than that', 'that'],
    ['was it more than that one', 'that one'],
    ['was it more than that of', 'that of'],
    ['was it more than the total', 'the total'],
    ['was it more than the gas in april', 'the gas in april'],
    ['was it more than at costco', 'at costco'],
    ['did i spend more than we did in april', 'in april'],
    ['did i spend more than it was in april', 'in april'],
    ['did i spend more than i spent in april', 'i spent in april'],
    ['is it more than last year so far', 'last year'],
    ['is it more than 2025 yet', '2025'],
    ['is it more than last year so good', 'last year so good'],
    ['is it more than so far', 'so far'],
  ])('what it is compared with: %s', (text, tail) => expect(apart(text)?.tail).toBe(tail));

  it.each([
    ['is my pulse higher now than in may', 'is my pulse'],
    ['is my pulse higher these days than in may', 'is my pulse'],
    ['was it more expensive in may than in june', 'spent was it in may'],
    ['was it cheaper in may than in june', 'was it spent in may'],
  ])('what is compared: %s', (text, head) => expect(apart(text)?.head).toBe(head));

  it.each(['more than april', 'is it more than', 'is it more or', 'than in april more'])(
    'needs both sides: %s',
    (text) => expect(apart(text)).toBeUndefined(),
  );

  it.each([
    ['have i been to costco more than to shell', true],
    ['have i been in there more than at home', true],
    ['have groceries been more in may than in april', false],
    ['did more go on coffee than on tea', false],
    ['did more go out than in', false],
    ['have i visited more in may than in april', true],
  ])('whether it asks how often: %s', (text, often) => expect(apart(text)?.often).toBe(often));
});

describe('what a half of a comparison may be', () => {
  const heads = (text: string) => headsOf(tokenize(text)).map((tokens) => joinedWords(tokens));

  it.each([
    ['have groceries been in may', ['have groceries been in may', 'spent groceries in may']],
    ['was the gas in may', ['was the gas in may', 'spent gas in may']],
    ['groceries in may', ['groceries in may', 'spent groceries in may']],
    ['what in may', ['what in may']],
    ['we paid in may', ['we paid in may']],
    ['', ['']],
  ])('%s', (text, halves) => expect(heads(text)).toEqual(halves));
});

describe('two questions as one that compares them', () => {
  const table = readTable(JSON.stringify(builtIn));
  const about = (intent: string, more: Partial<Query>): Query => {
    const subject = table.subjects.find((one) => one.intent === intent);
    if (subject === undefined) throw new Error(`no ${intent}`);
    return { ...plainQuery(subject), ...more };
  };
  const TODAY = '2026-11-23';
  const period = (from: string, to: string, unit: Period['unit'], more: Partial<Period> = {}): Period => ({
    words: `from ${from}`,
    from,
    to,
    unit,
    ...more,
  });
  const may = period('2026-05-01', '2026-05-31', 'month');
  const april = period('2026-04-01', '2026-04-30', 'month');
  const october = period('2026-10-01', '2026-10-31', 'month');
  const spent = about('TRANSACTION', { operation: 'sum', flow: 'spent', period: may });
  const past = { ...spent, period: april };
  const asked = { asked: 'more', style: 'yes-no', often: false } as const;
  const compare = (first: Query, second: Query, often = false) =>
    comparisonOf(first, second, { ...asked, often }, TODAY);
  const category = { kind: 'category' };
  const gas = { kind: category, said: 'gas' } as unknown as Constraint;
  const rent = { kind: category, said: 'rent' } as unknown as Constraint;
  const shell = { kind: { kind: 'payee' }, said: 'shell' } as unknown as Constraint;

  it('compares what was spent in two months', () => {
    expect(compare(spent, past)).toEqual({
      ...spent,
      compared: { with: past, asked: 'more', style: 'yes-no' },
    });
    const asList = { ...spent, operation: 'list' as const };
    expect(compare(asList, { ...asList, period: april })).toBeUndefined();
    expect(compare({ ...spent, flow: undefined }, { ...past, flow: undefined })).toBeUndefined();
    expect(compare({ ...spent, operation: 'exists', yesNo: true }, past)?.operation).toBe('sum');
  });

  it.each<readonly [string, Partial<Query>]>([
    ['what is left out', { without: [gas] }],
    ['an order', { order: 'max' }],
    ['a number of them', { limit: 3 }],
    ['a bound above', { under: 100 }],
    ['a bound below', { over: 100 }],
    ['a rate', { rate: 'month' }],
    ['an identity', { identity: true }],
  ])('compares nothing that has %s', (_, more) => {
    expect(compare({ ...spent, ...more }, { ...past, ...more })).toBeUndefined();
    expect(compare({ ...spent, ...more }, past)).toBeUndefined();
  });

  it.each<readonly [string, Partial<Query>]>([
    ['what is left out', { without: [gas] }],
    ['another flow', { flow: 'earned' }],
    ['an order', { order: 'max' }],
    ['a number of them', { limit: 3 }],
    ['a bound above', { under: 100 }],
    ['a bound below', { over: 100 }],
    ['another state', { state: { name: 'reimbursable' } as Query['state'] }],
  ])('compares it with nothing that has %s', (_, more) => {
    expect(compare(spent, { ...past, ...more })).toBeUndefined();
  });

  it('takes no year beside a shorter time', () => {
    const year = period('2025-01-01', '2025-12-31', 'year');
    expect(compare(spent, { ...past, period: year })).toBeUndefined();
    expect(
      compare({ ...spent, period: period('2026-01-01', '2026-12-31', 'year') }, { ...past, period: year }),
    ).toBeDefined();
  });

  it('is no comparison with itself', () => {
    expect(compare(spent, spent)).toBeUndefined();
    expect(compare(spent, { ...spent, period: { ...may } })).toBeUndefined();
    expect(compare(spent, { ...spent, period: { ...may, to: '2026-05-15' } })).toBeDefined();
    expect(compare(spent, { ...spent, period: { ...may, from: '2026-05-15' } })).toBeDefined();
    const ofGas = { ...spent, constraints: [gas] };
    expect(compare(ofGas, { ...ofGas, constraints: [gas] })).toBeUndefined();
    expect(compare(ofGas, { ...ofGas, constraints: [rent] })?.compared?.with.constraints).toEqual([rent]);
  });

  it('keeps of the first side what the other does not name', () => {
    const both = { ...spent, constraints: [shell, gas] };
    expect(compare(both, { ...both, constraints: [rent] })?.compared?.with.constraints).toEqual([
      rent,
      shell,
    ]);
    const ofGas = { ...spent, constraints: [gas] };
    expect(compare(ofGas, { ...ofGas, constraints: [shell] })).toBeUndefined();
  });

  it('gives both names the time that the second has', () => {
    const ofGas = { ...spent, period: undefined, constraints: [gas] };
    const ofRent = { ...ofGas, constraints: [rent], period: april };
    expect(compare(ofGas, ofRent)?.period).toEqual(april);
    expect(compare({ ...ofGas, period: may }, ofRent)?.period).toEqual(may);
  });

  it('is of this month, week or day where only the one before is said', () => {
    const open = { ...spent, period: undefined };
    expect(compare(open, { ...open, period: october })?.period).toEqual({
      words: 'this month',
      from: '2026-11-01',
      to: '2026-11-30',
      unit: 'month',
    });
    const yesterday = period('2026-11-22', '2026-11-22', 'day');
    expect(compare(open, { ...open, period: yesterday })?.period).toEqual({
      words: 'today',
      from: TODAY,
      to: TODAY,
      unit: 'day',
    });
    expect(compare(open, { ...open, period: april })).toBeUndefined();
    expect(compare(open, { ...open, period: period('2026-10-01', '2026-10-31', 'span') })).toBeUndefined();
  });

  it('sets this month against the month of so long ago', () => {
    const open = { ...spent, period: undefined };
    const ago = period('2025-11-23', '2025-11-23', 'day', { ago: '2025-11-23' });
    const found = compare(open, { ...open, period: ago });
    expect(found?.period).toMatchObject({ words: 'this month', from: '2026-11-01', to: '2026-11-30' });
    expect(found?.compared?.with.period).toMatchObject({
      words: 'in November 2025',
      from: '2025-11-01',
      to: '2025-11-30',
    });
    const visits = about('APPOINTMENT', {});
    expect(compare(visits, { ...visits, period: ago })).toBeUndefined();
  });

  it('compares a measure with what it was', () => {
    const [pulse, weight] = ['pulse', 'weight'].map((label) => {
      const found = about('HEALTH_DATA', {}).subject.measures.find((one) => one.label === label);
      if (found === undefined) throw new Error(`no ${label}`);
      return found;
    });
    if (pulse === undefined || weight === undefined) throw new Error('no measures');
    const now = about('HEALTH_DATA', { measures: [pulse] });
    const then = { ...now, period: april };
    expect(compare(now, then)).toMatchObject({ operation: 'average', compared: { with: { period: april } } });
    expect(compare({ ...now, operation: 'trend' }, then)?.operation).toBe('average');
    expect(compare({ ...now, operation: 'when' }, then)).toBeUndefined();
    expect(compare(now, { ...then, measures: [pulse] })).toBeDefined();
    expect(compare(now, { ...then, measures: [weight] })).toBeUndefined();
    const two = { ...now, measures: [pulse, weight] };
    expect(compare(two, { ...two, period: april })).toBeUndefined();
    // "Than the time before".
    expect(compare(now, { ...now, skip: 1 })?.compared?.with.skip).toBe(1);
    expect(compare(now, now)).toBeUndefined();
    // With a time the one before it is another question.
    expect(compare({ ...now, period: may }, { ...then, skip: 1 })?.period).toEqual(may);
  });

  it('counts what happens, and says how often where that is asked', () => {
    const visits = about('APPOINTMENT', { period: may });
    const before = { ...visits, period: april };
    expect(compare(visits, before)?.operation).toBe('count');
    expect(compare({ ...visits, operation: 'exists' }, before)?.operation).toBe('count');
    expect(compare({ ...visits, operation: 'when' }, before)).toBeUndefined();
    expect(compare({ ...visits, operation: 'times' }, before)?.operation).toBe('times');
    expect(compare(visits, before, true)?.operation).toBe('times');
    expect(compare(spent, past, true)?.operation).toBe('times');
    const allergies = about('ALLERGY', { period: may });
    expect(compare(allergies, { ...allergies, period: april }, true)).toBeUndefined();
    expect(compare(allergies, { ...allergies, period: april })).toBeUndefined();
  });
});
