import { describe, expect, test } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Period } from '../periods/period.ts';
import { readTable } from '../table/subject-table.ts';
import { matchOf } from '../testing/named-words.ts';
import { tokenize } from '../words/tokenize.ts';
import {
  asksForCalendar,
  isAdherence,
  isAhead,
  isDefinition,
  isIdentity,
  isOnList,
  isRun,
  isSomewhere,
  isThing,
  type Sentence,
} from './sentence.ts';

const table = readTable(JSON.stringify(builtIn));
const asked = (intent: string, text: string) => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no subject ${intent}`);
  return {
    subject,
    tokens: tokenize(text),
    today: '2026-11-23',
    shows: false,
    settled: new Set<number>(),
    previous: undefined,
  };
};
const FRIDAY = { words: 'on Friday', from: '2026-11-27', to: '2026-11-27', unit: 'day' } as const;

describe('a sentence as a whole', () => {
  test.each([
    'anything on Friday',
    "what's on Friday",
    'do I have something on Friday',
    'what do I have on Friday',
  ])('“%s” asks for the calendar', (text) =>
    expect(asksForCalendar(asked('APPOINTMENT', text), FRIDAY, false)).toBe(true),
  );

  test('what is past, or what a day is, is no calendar', () => {
    const past = { ...FRIDAY, from: '2026-11-20', to: '2026-11-20' };
    expect(asksForCalendar(asked('APPOINTMENT', 'anything on Friday'), past, false)).toBe(false);
    expect(asksForCalendar(asked('APPOINTMENT', 'what is Friday'), FRIDAY, false)).toBe(false);
    expect(asksForCalendar(asked('MEDICATION', 'anything on Friday'), FRIDAY, false)).toBe(false);
  });

  test('whether a pill was swallowed is told from whether it was ever prescribed', () => {
    expect(isAdherence(asked('MEDICATION', 'have I taken my lisinopril'), true, undefined, 1)).toBe(true);
    expect(isAdherence(asked('MEDICATION', 'have I ever taken lisinopril'), true, undefined, 1)).toBe(false);
  });

  test('a list is no medicine, and a definition no record', () => {
    expect(isOnList(asked('MEDICATION', 'am I on the list'), false)).toBe(true);
    expect(isOnList(asked('MEDICATION', 'is Zyrtec on my list'), true)).toBe(false);
    expect(isOnList(asked('MEDICATION', 'am I on insulin'), false)).toBe(false);
    expect(isDefinition(asked('MEDICATION', 'what is a prescription'), false, 0, false, false)).toBe(true);
  });
});

describe('a sentence that asks of no record', () => {
  const before = plainQuery(asked('MEDICATION', '').subject);
  const december: Period = { words: 'in December', from: '2026-12-01', to: '2026-12-31', unit: 'month' };
  const may: Period = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' };

  test.each<[boolean, string, string, Parameters<typeof isAhead>[1], Period | undefined, Partial<Sentence>?]>(
    [
      [false, 'APPOINTMENT', 'what will I have', 'future', december],
      [true, 'TRANSACTION', 'what will I spend', 'future', undefined],
      [true, 'TRANSACTION', 'what do I spend', undefined, december],
      [true, 'TRANSACTION', 'what do I spend', undefined, { ...may, tense: 'future' }],
      [false, 'TRANSACTION', 'what do I make', undefined, may],
      [true, 'TRANSACTION', 'what do I make', undefined, undefined],
      [false, 'TRANSACTION', 'what do I make', 'past', undefined],
      [false, 'TRANSACTION', 'have I made much', undefined, undefined],
      [false, 'TRANSACTION', 'how long ago is it', undefined, undefined],
      [false, 'TRANSACTION', 'what do I make', undefined, undefined, { shows: true }],
      [false, 'TRANSACTION', 'what do I make', undefined, undefined, { previous: before }],
    ],
  )('is of what is to come: %s: %s: %s', (is, intent, text, tense, period, more) => {
    expect(isAhead({ ...asked(intent, text), ...more }, tense, period, 'earned', undefined)).toBe(is);
  });

  test('a flow or an order says that it is past', () => {
    const make = asked('TRANSACTION', 'what do I make');
    expect(isAhead(make, undefined, undefined, 'spent', undefined)).toBe(false);
    expect(isAhead(make, undefined, undefined, 'earned', 'last')).toBe(false);
  });

  test.each([
    [true, 'what are vital signs'],
    [false, 'what are the vital signs'],
    [false, 'what are all the vital signs'],
    [true, 'what are all vital signs'],
    [true, 'who has an appointment'],
    [false, 'who has an appointment with me'],
    [false, 'who is the visit with'],
    [true, 'who is a visit with'],
    [true, 'is anyone seeing the dentist'],
    [true, 'is there time for a visit'],
    [false, 'is it time for a visit'],
    [true, 'how long does a flu shot last'],
    [false, 'how long does my flu shot last'],
    [false, 'how long did a flu shot last'],
    [true, 'what is a prescription'],
    [true, 'what is an inhaler'],
    [true, 'what is insulin'],
    [false, 'what is the dose'],
    [false, 'what is all the dose'],
    [true, 'what is all dose'],
    [true, 'what does it do'],
    [true, 'what do pills do'],
    [false, 'what did pills do'],
    [true, 'will it rain'],
  ])('is a definition: %s: %s', (is, text) =>
    expect(isDefinition(asked('MEDICATION', text), false, 0, false, false)).toBe(is),
  );

  test('what is named, one’s own or gone on from is no definition', () => {
    const of = (text: string, own = false, names = 0, hasState = false, hasNames = false) =>
      isDefinition(asked('MEDICATION', text), own, names, hasState, hasNames);
    expect(of('what is insulin', true)).toBe(false);
    expect(of('what is insulin', false, 1)).toBe(false);
    expect(of('what is insulin', false, 0, true)).toBe(false);
    expect(of('what are pills', true)).toBe(false);
    expect(of('what are pills', false, 1, true)).toBe(false);
    expect(of('what is a pill', false, 1)).toBe(true);
    expect(of('who has pills', true)).toBe(false);
    expect(of('who has pills', false, 0, false, true)).toBe(false);
    expect(
      isDefinition({ ...asked('MEDICATION', 'what is insulin'), previous: before }, false, 0, false, false),
    ).toBe(false);
  });

  test.each<[boolean, string, boolean, Period | undefined, number]>([
    [true, 'did I refill it', true, undefined, 1],
    [false, 'did I refill it', false, undefined, 1],
    [true, 'have I had my Lantus', true, undefined, 1],
    [false, 'have I ever had my Lantus', true, undefined, 1],
    [false, 'have I had Lantus', true, undefined, 1],
    [true, 'have I had Lantus', true, { ...may, unit: 'day' }, 1],
    [true, 'did I take Lantus', true, { ...may, unit: 'day' }, 1],
    [false, 'did I take Lantus', true, may, 1],
    [true, 'how many did I take', false, may, 1],
    [false, 'how many did I take', false, may, 0],
    [true, 'how much did I take', false, may, 0],
    [false, 'how much did I weigh', false, may, 0],
    [true, 'did I take anything', true, undefined, 0],
    [false, 'did I ever take anything', true, undefined, 0],
    [true, 'was it taken', true, undefined, 1],
    [false, 'is it taken with food', true, undefined, 2],
  ])('is of what was swallowed: %s: %s', (is, text, yesNo, period, names) =>
    expect(isAdherence(asked('MEDICATION', text), yesNo, period, names)).toBe(is),
  );

  test('that is asked of medicines alone, and not of what was told', () => {
    expect(isAdherence(asked('ALLERGY', 'have I taken my pill'), true, undefined, 1)).toBe(false);
    expect(
      isAdherence({ ...asked('MEDICATION', 'have I taken my pill'), previous: before }, true, undefined, 1),
    ).toBe(false);
  });
});

describe('a calendar', () => {
  const calendar = (
    text: string,
    period: Period | undefined,
    more: Partial<Sentence> = {},
    hasDoctor = false,
  ) => asksForCalendar({ ...asked('APPOINTMENT', text), ...more }, period, hasDoctor);
  const week: Period = { words: 'this week', from: '2026-11-23', to: '2026-11-29', unit: 'week' };
  const span: Period = { words: 'since', from: '2026-11-01', to: '2026-11-29', unit: 'span' };
  const today: Period = { words: 'today', from: '2026-11-23', to: '2026-11-23', unit: 'day' };

  test.each<[boolean, string, Period | undefined]>([
    [true, 'what is coming up', undefined],
    [false, 'what is up', undefined],
    [true, 'what is next on my calendar', undefined],
    [false, 'what do I have', undefined],
    [true, 'what do I have this week', week],
    [false, 'what do I have since', span],
    [true, 'anything since', span],
    [true, 'am I free', week],
    [true, 'is Friday free', week],
    [false, 'Friday free', week],
    [true, 'have I Friday free', week],
    [false, 'have I Friday busy', week],
    [false, 'what is happening today', today],
    [true, 'what is scheduled today', today],
    [false, 'what is on tonight', { ...FRIDAY, hours: { from: '18:00', to: '23:00' } }],
    [true, 'what have I on tonight', { ...FRIDAY, hours: { from: '18:00', to: '23:00' } }],
    [false, 'anything then', { ...FRIDAY, from: '2026-11-22' }],
    [true, 'anything this week', { ...week, from: '2026-11-22' }],
  ])('is asked for: %s: %s', (is, text, period) => expect(calendar(text, period)).toBe(is));

  test('is asked for by who one sees, without a time', () => {
    expect(calendar('what do I have with Chen', undefined, {}, true)).toBe(true);
    expect(calendar('who do I have with Chen', undefined, {}, true)).toBe(false);
  });

  test('is asked for beside who is named, and not behind another question', () => {
    expect(calendar('has Ellen got anything on', week, { settled: new Set([1]) })).toBe(true);
    expect(calendar('has Ellen got anything on', week)).toBe(false);
    expect(calendar('anything', week, { previous: plainQuery(asked('APPOINTMENT', '').subject) })).toBe(
      false,
    );
    const { subject } = asked('APPOINTMENT', '');
    expect(calendar('anything', week, { subject: { ...subject, states: [] } })).toBe(false);
  });
});

describe('names in a sentence', () => {
  const named = (intent: string, text: string, names: readonly string[]) => {
    const on = asked(intent, text);
    return { on, known: names.map((one) => matchOf(on.subject, on.tokens, one)) };
  };

  test.each([
    [true, 'what do we have at the chen', ['doctor:chen']],
    [true, 'what do we have with chen', ['doctor:chen']],
    [false, 'what do we have for chen', ['doctor:chen']],
    [false, 'what do we have at some chen', ['doctor:chen']],
  ])('are where something is: %s: %s', (is, text, names) => {
    const { on, known } = named('DOCTOR', text, names);
    expect(isSomewhere(on, known, [])).toBe(is);
    expect(isSomewhere(on, known, [0, 1, 2, 3, 4])).toBe(false);
    expect(isSomewhere({ ...on, subject: asked('APPOINTMENT', '').subject }, known, [])).toBe(false);
    expect(isSomewhere({ ...on, previous: plainQuery(on.subject) }, known, [])).toBe(false);
  });

  test.each([
    [true, 'is chen heart', ['doctor:chen', 'doctor:heart:group']],
    [true, 'was chen heart', ['doctor:chen:group', 'doctor:heart']],
    [false, 'is chen heart', ['doctor:chen', 'doctor:heart']],
    [false, 'is chen heart', ['doctor:chen:group', 'doctor:heart:group']],
    [false, 'has chen heart', ['doctor:chen', 'doctor:heart:group']],
    [false, 'is chen', ['doctor:chen']],
    [false, 'is chen heart', ['doctor:chen', 'phone:heart:group']],
  ])('are of one: %s: %s', (is, text, names) => {
    const { on, known } = named('DOCTOR', text, names);
    expect(isIdentity(on, known)).toBe(is);
  });

  test.each([
    [true, 'car insurance', ['category:car:group', 'category:insurance:group']],
    [true, 'car insurance', ['category:car', 'category:insurance']],
    [false, 'car insurance', ['category:car:part', 'category:insurance:group']],
    [false, 'car insurance', ['category:car:group', 'category:insurance:part']],
    [false, 'car and insurance', ['category:car:group', 'category:insurance:group']],
    [false, 'car insurance', ['category:car:group', 'account:insurance:group']],
  ])('are in a row: %s: %s: %j', (is, text, names) =>
    expect(isRun(named('TRANSACTION', text, names).known)).toBe(is),
  );

  test.each([
    [true, 'when did I buy my car', ['category:car']],
    [true, 'what did I pay for my car', ['category:car']],
    [false, 'what did I pay on my car', ['category:car']],
    [false, 'what did I spend for my car', ['category:car']],
    [false, 'when did I buy my rent', ['category:rent']],
  ])('are of a thing: %s: %s', (is, text, names) => {
    const { on, known } = named('TRANSACTION', text, names);
    expect(isThing(on, known)).toBe(is);
  });
});
