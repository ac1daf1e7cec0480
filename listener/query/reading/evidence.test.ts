import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Period } from '../periods/period.ts';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { evidenceOf } from '../testing/named-words.ts';
import { isEvident, isOfMankind } from './evidence.ts';
import type { Evidence } from './found-evidence.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

it.each([
  ['what time Friday', '2:00 PM'],
  ['which doctor on the 27th', "O'Brien"],
  ['morning or afternoon on Friday', '2:00 PM'],
  ['what got cancelled', 'cancelled'],
])('is of a visit: %s', async (question, answer) => {
  const { intent, text } = await account.ask(question);
  expect(intent).toBe('APPOINTMENT');
  expect(text).toContain(answer);
});

it.each([
  'what time is it in Tokyo on Friday',
  'what time was it last Friday',
  'who is the doctor of the team on Friday',
  'what got cancelled on television',
  'which flights were cancelled',
])('is of no visit: %s', async (question) => {
  expect((await account.ask(question)).declined).toBeDefined();
});

const day = (from: string): Period => ({ words: `on ${from}`, from, to: from, unit: 'day' });
const may: Period = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' };
const last = { order: 'last', indices: [] } as const;
const highest = { order: 'max', indices: [0] } as const;
const ask = (intent: string, label: string, indices: readonly number[] = []): Evidence['ask'] => {
  const found = subjectOf(intent).asks.find((one) => one.label === label);
  if (found === undefined) throw new Error(label);
  return { ask: found, indices };
};
const weight = [{ weak: true, indices: [0] }] as unknown as Evidence['measures'];

type Row = [boolean, string, string, Partial<Evidence>?, (readonly string[])?];
const check = (...[is, intent, text, more, named]: Row) =>
  expect(isEvident(evidenceOf(intent, text, more, named))).toBe(is);

describe('a question that is about a subject by its words', () => {
  it.each<Row>([
    [
      true,
      'MEDICATION',
      'which has the most refills',
      { isNumbered: true, ask: ask('MEDICATION', 'refills') },
    ],
    [true, 'PERSON', 'who is the oldest of the family', { isNumbered: true, nouns: [6], own: true }],
    [true, 'MEDICATION', 'which pill has the most', { isNumbered: true, nouns: [1] }],
    [false, 'MEDICATION', 'which has the most', { isNumbered: true }],
    [true, 'MEDICATION', 'refills of the tablets', { ask: ask('MEDICATION', 'refills') }, ['form:tablets']],
    [false, 'MEDICATION', 'refills of it', { ask: ask('MEDICATION', 'refills') }],
    [true, 'MEDICATION', 'do I have anything for asthma', {}, ['reason:asthma']],
    [false, 'MEDICATION', 'do I have a thing for asthma', {}, ['reason:asthma']],
    [false, 'MEDICATION', 'do I have anything for it', {}],
    [true, 'ALLERGY', 'severity milk', { ask: ask('ALLERGY', 'severity', [0]) }, ['allergen:milk']],
    [false, 'ALLERGY', 'milk', {}, ['severity:milk']],
    [true, 'MEDICATION', 'are eye drops stopped', { stateSaid: true }, ['form:eye_drops']],
    [true, 'MEDICATION', 'eye drops stopped', { stateSaid: true }, ['form:eye_drops']],
    [false, 'MEDICATION', 'do eye drops stop', { stateSaid: true }, ['form:eye_drops']],
    [false, 'MEDICATION', 'are eye drops there', {}, ['form:eye_drops']],
    [false, 'MEDICATION', 'are drops stopped', { stateSaid: true }, ['form:drops']],
    [true, 'MEDICATION', 'list my inhaler', { own: true, shows: true }, ['form:inhaler']],
    [false, 'MEDICATION', 'list the inhaler', { shows: true }, ['form:inhaler']],
    [false, 'MEDICATION', 'see my inhaler', { own: true }, ['form:inhaler']],
    [true, 'MEDICATION', 'do I have an inhaler', { own: true }, ['form:inhaler']],
    [false, 'MEDICATION', 'do I see an inhaler', { own: true }, ['form:inhaler']],
    [true, 'MEDICATION', 'what is the inhaler called', { ask: ask('MEDICATION', 'name') }, ['form:inhaler']],
    [true, 'MEDICATION', 'the name of the inhaler', { ask: ask('MEDICATION', 'name') }, ['form:inhaler']],
    [true, 'MEDICATION', 'is inhaler still my', { own: true }, ['form:inhaler']],
  ])('of medicines and the like: %s: %s: %s', check);

  it.each<Row>([
    [true, 'HEALTH_DATA', 'temp on May 1', { measures: weight, period: day('2026-05-01') }],
    [false, 'HEALTH_DATA', 'temp today', { measures: weight, period: day('2026-11-23') }],
    [false, 'HEALTH_DATA', 'temp on May 1', { period: day('2026-05-01') }],
    [false, 'HEALTH_DATA', 'temp in May', { measures: weight, period: may }],
    [false, 'HEALTH_DATA', 'is temp on May 1', { measures: weight, period: { ...day('2026-05-01') } }],
    [true, 'HEALTH_DATA', 'date with temp over 100', { measures: weight, target: 'when' }],
    [false, 'HEALTH_DATA', 'date with temp of 100', { measures: weight, target: 'when' }],
    [false, 'HEALTH_DATA', 'temp over 100', { measures: weight }],
    [true, 'HEALTH_DATA', 'temp last', { measures: weight, order: last }],
    [false, 'HEALTH_DATA', 'temp then last', { measures: weight, order: last }],
    [false, 'HEALTH_DATA', 'temp first', { measures: weight, order: { order: 'first', indices: [] } }],
    [true, 'HEALTH_DATA', 'was I ever over 190', { own: true, isBounded: true }],
    [false, 'HEALTH_DATA', 'was he ever over 190', { isBounded: true }],
    [false, 'HEALTH_DATA', 'was I ever there', { own: true }],
    [false, 'ALLERGY', 'was I ever over 190', { own: true, isBounded: true }],
  ])('of what is measured: %s: %s: %s', check);

  it.each<Row>([
    [
      true,
      'APPOINTMENT',
      'what time Friday',
      { ask: ask('APPOINTMENT', 'time', [0, 1]), period: day('2026-11-27') },
    ],
    [
      false,
      'APPOINTMENT',
      'time Friday',
      { ask: ask('APPOINTMENT', 'time', [0]), period: day('2026-11-27') },
    ],
    [
      false,
      'APPOINTMENT',
      'what time today',
      { ask: ask('APPOINTMENT', 'time', [0, 1]), period: day('2026-11-23') },
    ],
    [
      false,
      'APPOINTMENT',
      'what time Friday',
      {
        ask: ask('APPOINTMENT', 'time', [0, 1]),
        period: { words: 'until Friday', to: '2026-11-27', unit: 'day' },
      },
    ],
    [
      false,
      'APPOINTMENT',
      'what time is it then over there on this Friday',
      { ask: ask('APPOINTMENT', 'time', [0, 1]), period: day('2026-11-27') },
    ],
    [
      true,
      'APPOINTMENT',
      'which doctor Friday',
      { ask: ask('APPOINTMENT', 'doctor', [1]), period: day('2026-11-27') },
    ],
    [
      false,
      'APPOINTMENT',
      'which one Friday',
      { ask: ask('APPOINTMENT', 'doctor', [1]), period: day('2026-11-27') },
    ],
    [
      true,
      'APPOINTMENT',
      'where do I have to be on Friday',
      { own: true, ask: ask('APPOINTMENT', 'place'), period: day('2026-11-27') },
    ],
    [true, 'APPOINTMENT', 'next chen', { order: { order: 'next', indices: [] } }, ['doctor:chen']],
    [false, 'APPOINTMENT', 'first chen', { order: { order: 'first', indices: [] } }, ['doctor:chen']],
    [true, 'APPOINTMENT', 'is it definite with chen', { stateSaid: true }, ['doctor:chen']],
    [false, 'APPOINTMENT', 'do they settle with chen', { stateSaid: true }, ['doctor:chen']],
    [true, 'CONVERSATIONS', 'your answer on Friday', { stateNoun: true, period: day('2026-11-20') }],
    [true, 'CONVERSATIONS', 'your last answer', { stateNoun: true, order: last }],
    [
      false,
      'CONVERSATIONS',
      'your first answer',
      { stateNoun: true, order: { order: 'first', indices: [] } },
    ],
    [false, 'CONVERSATIONS', 'your answer', { stateNoun: true }],
    [false, 'CONVERSATIONS', 'the last one', { order: last }],
  ])('of visits and talk: %s: %s: %s', check);

  const gone = { flow: 'spent', own: true } as const;
  it.each<Row>([
    [true, 'TRANSACTION', 'did my rent go out', gone],
    [false, 'TRANSACTION', 'did my power go out', gone],
    [true, 'TRANSACTION', 'did my costco go out', gone, ['payee:costco']],
    [false, 'TRANSACTION', 'did my costco go out', gone, ['payee:costco:part']],
    [false, 'TRANSACTION', 'did my visa go out', gone, ['account:visa']],
    [false, 'TRANSACTION', 'did my rent go up', gone],
    [false, 'TRANSACTION', 'did my rent go out', { own: true }],
    [true, 'TRANSACTION', 'in May what went', { flow: 'spent', flowed: true, period: may }],
    [false, 'TRANSACTION', 'in May what ever went', { flow: 'spent', flowed: true, period: may }],
    [true, 'TRANSACTION', 'costco in May', { period: may }, ['payee:costco']],
    [false, 'TRANSACTION', 'costco in May', { period: may }, ['payee:costco:part']],
    [false, 'TRANSACTION', 'is costco in May', { period: may }, ['payee:costco']],
    [false, 'TRANSACTION', 'which costco in May', { period: may }, ['payee:costco']],
    [false, 'TRANSACTION', 'costco on May 1', { period: day('2026-05-01') }, ['payee:costco']],
    [true, 'TRANSACTION', 'groceries in May', { period: may }, ['category:groceries:group']],
  ])('of money: %s: %s: %s', check);
});

describe('a measure of anybody', () => {
  const of = (text: string, more: Partial<Evidence>) => isOfMankind(evidenceOf('HEALTH_DATA', text, more));
  const first = { order: 'first', indices: [] } as const;
  it.each<[boolean, string, Partial<Evidence>]>([
    [true, 'when was pulse first measured', { order: first }],
    [false, 'when was the pulse first measured', { order: first }],
    [true, 'highest pulse ever measured', { order: highest }],
    [true, 'lowest pulse ever measured', { order: { order: 'min', indices: [0] } }],
    [false, 'highest pulse measured', { order: highest }],
    [false, 'highest pulse ever recorded', { order: highest }],
    [true, 'the highest pulse ever recorded', { order: { order: 'max', indices: [1] } }],
    [false, 'last pulse ever measured', { order: last }],
    [false, 'highest pulse ever', { order: highest }],
    [false, 'my highest pulse ever measured', { order: highest, own: true }],
    [false, 'highest pulse ever measured', { order: highest, shows: true }],
    [false, 'highest pulse ever measured', { order: highest, period: may }],
  ])('%s: %s', (is, text, more) => expect(of(text, more)).toBe(is));
});
