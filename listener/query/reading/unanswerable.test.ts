import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Period } from '../periods/period.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import { readTable, type State, type Subject } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { isPastPlan, isUnanswerable } from './unanswerable.ts';
import type { Understood } from './understood.ts';

const table = readTable(JSON.stringify(builtIn));
const about = (intent: string): Subject => {
  const found = table.subjects.find((one) => one.intent === intent);
  if (found === undefined) throw new Error(`no ${intent}`);
  return found;
};
const TODAY = '2026-11-23';
const PLAIN: Omit<Understood, 'subject' | 'tokens'> = {
  operation: 'list',
  target: undefined,
  order: undefined,
  byPrice: false,
  hasNumber: false,
  limit: undefined,
  ask: undefined,
  rate: undefined,
  yesNo: false,
  known: [],
  hasPeriod: false,
  period: undefined,
  today: TODAY,
  hasNoun: true,
  stateSaid: false,
  state: 'all',
  isClaimed: false,
  isChoice: false,
  numbered: undefined,
  flow: undefined,
  isNetted: false,
  previous: undefined,
};
/** Words of the question, written `kind:word`, are names of that kind. */
type Named = readonly string[];
const isNot = (intent: string, text: string, more: Partial<Understood> = {}, named: Named = []): boolean => {
  const [subject, tokens] = [about(intent), tokenize(text)];
  const known = named.map((one): EntityMatch => {
    const [name, word] = one.split(':');
    const kind = subject.entities.find((each) => each.kind === name);
    const at = tokens.findIndex((token) => token.word === word);
    if (kind === undefined || word === undefined || at < 0) throw new Error(one);
    const values = [{ field: 'NAME', value: word, ids: [] }];
    return { kind, at, length: 1, said: word, values, unknown: false, rank: 'whole', isRespelled: false };
  });
  return isUnanswerable({ ...PLAIN, subject, tokens, known, ...more });
};
const askOf = (intent: string, label: string) => about(intent).asks.find((one) => one.label === label);
const span = (from: string, to: string | undefined, unit: Period['unit']): Period => ({
  words: 'then',
  from,
  ...(to === undefined ? {} : { to }),
  unit,
});
const state = (intent: string, name: string): State => {
  const found = about(intent).states.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

type Row = [boolean, string, string, Partial<Understood>?, Named?];
const december = span('2025-12-01', '2025-12-31', 'month');
const check = (...[is, intent, text, more, named]: Row) => expect(isNot(intent, text, more, named)).toBe(is);

describe('a question of a time or an end', () => {
  const before = span('2026-01-01', '2026-12-24', 'span');
  it.each<Row>([
    [true, 'APPOINTMENT', 'my last visit before Christmas', { order: 'last', period: before }],
    [false, 'APPOINTMENT', 'my next visit before Christmas', { order: 'next', period: before }],
    [false, 'APPOINTMENT', 'my last visit', { order: 'last' }],
    [false, 'APPOINTMENT', 'my last visit', { order: 'last', period: span('2026-01-01', TODAY, 'span') }],
    [true, 'APPOINTMENT', 'my last visit', { order: 'last', period: span('2026-01-01', undefined, 'span') }],
    [
      false,
      'APPOINTMENT',
      'my last visit',
      { order: 'last', period: span('2026-11-01', '2026-11-30', 'month') },
    ],
    [false, 'TRANSACTION', 'my last bill before Christmas', { order: 'last', period: before }],
    [true, 'TRANSACTION', 'is rent my biggest bill', { order: 'max', yesNo: true }, ['payee:rent']],
    [true, 'TRANSACTION', 'was my biggest bill in May', { order: 'max', yesNo: true, hasPeriod: true }],
    [false, 'TRANSACTION', 'is it my biggest bill', { order: 'max', yesNo: true }],
    [false, 'TRANSACTION', 'is rent my bill', { yesNo: true }, ['payee:rent']],
    [false, 'TRANSACTION', 'is rent recent', { order: 'recent', yesNo: true }, ['payee:rent']],
    [false, 'TRANSACTION', 'what is rent my biggest bill', { order: 'max', yesNo: true }, ['payee:rent']],
    [false, 'TRANSACTION', 'is rent my biggest bill', { order: 'max' }, ['payee:rent']],
    [true, 'DOCTOR', 'my first doctor', { order: 'first' }],
    [true, 'DOCTOR', 'my last doctor', { order: 'last' }],
    [false, 'CONVERSATIONS', 'my first question', { order: 'first' }],
    [true, 'APPOINTMENT', 'my biggest visit', { order: 'max' }],
    [true, 'APPOINTMENT', 'my smallest visit', { order: 'min' }],
    [false, 'APPOINTMENT', 'my biggest visit', { order: 'max', hasNumber: true }],
    [false, 'ALLERGY', 'my worst allergy', { order: 'max' }],
    [true, 'ALLERGY', 'my heaviest allergy', { order: 'max' }],
    [true, 'ALLERGY', 'my dearest allergy', { order: 'max', byPrice: true }],
    [false, 'MEDICATION', 'my dearest pill', { order: 'max', byPrice: true }],
    [true, 'MEDICATION', 'my biggest pill', { order: 'max' }],
    [true, 'TRANSACTION', 'my heaviest bill', { order: 'max' }],
    [false, 'TRANSACTION', 'my smallest bill', { order: 'min' }],
    [false, 'HEALTH_DATA', 'my lightest weight', { order: 'min' }],
    [true, 'TRANSACTION', 'my biggest monthly bill', { order: 'max', rate: 'month' }],
    [true, 'TRANSACTION', 'my smallest monthly bill', { order: 'min', rate: 'month' }],
    [false, 'TRANSACTION', 'my last monthly bill', { order: 'last', rate: 'month' }],
    [true, 'TRANSACTION', 'which month did I spend the least', { order: 'min' }],
    [true, 'TRANSACTION', 'in which store do I pay most', { order: 'max' }],
    [false, 'TRANSACTION', 'the store in which I pay most', { order: 'max' }],
    [false, 'TRANSACTION', 'which bill did I pay the most', { order: 'max' }],
    [false, 'TRANSACTION', 'which store has the most', { order: 'max' }],
    [false, 'TRANSACTION', 'which month did I spend the least on rent', { order: 'min' }],
    [false, 'TRANSACTION', 'which month did I spend most', { order: 'last' }],
  ])('has no answer: %s: %s: %s', check);

  const unit = { ask: undefined } as const;
  it.each<Row>([
    [true, 'MEDICATION', 'cost of it in May', { ask: askOf('MEDICATION', 'cost'), hasPeriod: true }],
    [false, 'MEDICATION', 'cost of it', { ask: askOf('MEDICATION', 'cost') }],
    [false, 'MEDICATION', 'dose of it in May', { ask: askOf('MEDICATION', 'dose'), hasPeriod: true }],
    [false, 'MEDICATION', 'it in May', { ...unit, hasPeriod: true }],
    [true, 'ALLERGY', 'last time peanuts got me', { order: 'last' }, ['allergen:peanuts']],
    [false, 'ALLERGY', 'my last allergy', { order: 'last' }],
    [false, 'ALLERGY', 'first time peanuts got me', { order: 'first' }, ['allergen:peanuts']],
    [false, 'ALLERGY', 'last reaction', { order: 'last', ask: askOf('ALLERGY', 'last reaction') }],
    [true, 'ALLERGY', 'last severity', { order: 'last', ask: askOf('ALLERGY', 'severity') }],
    [
      true,
      'ALLERGY',
      'the last',
      { order: 'last', previous: { ...plainQuery(about('ALLERGY')), order: 'max' } },
    ],
    [false, 'ALLERGY', 'the last', { order: 'last', previous: plainQuery(about('ALLERGY')) }],
    [true, 'ALLERGY', 'how many times did I react', { operation: 'times' }],
    [true, 'ALLERGY', 'how many bad reactions', { operation: 'list' }],
    [false, 'ALLERGY', 'how many allergies', { operation: 'count' }],
    [false, 'APPOINTMENT', 'how many times did I go', { operation: 'times' }],
    [true, 'TRANSACTION', 'has the rent been paid', { yesNo: true, period: december }],
    [false, 'TRANSACTION', 'has the rent been paid', { period: december }],
    [false, 'TRANSACTION', 'has the rent been paid last time', { yesNo: true, period: december }],
    [false, 'TRANSACTION', 'was the rent paid', { yesNo: true, period: december }],
    [
      false,
      'TRANSACTION',
      'has the rent been paid',
      { yesNo: true, period: span('2026-10-01', '2026-10-31', 'month') },
    ],
    [
      false,
      'TRANSACTION',
      'has the rent been paid',
      { yesNo: true, period: span('2025-12-01', '2025-12-31', 'day') },
    ],
    [
      false,
      'TRANSACTION',
      'has the rent been paid',
      { yesNo: true, period: span('2025-12-01', undefined, 'month') },
    ],
    [false, 'TRANSACTION', 'has the rent been paid', { yesNo: true }],
    [false, 'MEDICATION', 'has it been paid', { yesNo: true, hasNoun: true, period: december }],
  ])('has no answer: %s: %s: %s', check);
});

describe('a question of plans', () => {
  const off = { stateSaid: true, state: state('APPOINTMENT', 'cancelled') } as const;
  const day = (to: string | undefined) => ({ stateSaid: true, period: span('2025-12-10', to, 'day') });
  it.each<Row>([
    [true, 'APPOINTMENT', 'why was it called off', off],
    [true, 'APPOINTMENT', 'the reason it was called off', off],
    [false, 'APPOINTMENT', 'was it called off', off],
    [false, 'APPOINTMENT', 'why was it called off', { ...off, stateSaid: false }],
    [false, 'APPOINTMENT', 'why was it', { stateSaid: true, state: 'all' }],
    [false, 'APPOINTMENT', 'why is it coming', { stateSaid: true, state: state('APPOINTMENT', 'upcoming') }],
    [false, 'MEDICATION', 'why is it on hold', { stateSaid: true, state: state('MEDICATION', 'on-hold') }],
    [true, 'APPOINTMENT', 'who cancelled my review'],
    [false, 'APPOINTMENT', 'who is my review with'],
    [false, 'TRANSACTION', 'who cancelled my review'],
    [true, 'APPOINTMENT', 'was it cancelled', day('2025-12-10')],
    [false, 'APPOINTMENT', 'was it cancelled', day('2026-10-10')],
    [false, 'APPOINTMENT', 'was it cancelled', day(undefined)],
    [false, 'APPOINTMENT', 'was it cancelled', { ...day('2025-12-10'), stateSaid: false }],
    [false, 'APPOINTMENT', 'was it cancelled in 2025', day('2025-12-10')],
    [false, 'APPOINTMENT', 'was it cancelled', { stateSaid: true, period: december }],
    [false, 'MEDICATION', 'was it stopped', day('2025-12-10')],
    [
      true,
      'APPOINTMENT',
      'are all my visits confirmed',
      { yesNo: true, operation: 'exists', stateSaid: true },
    ],
    [
      false,
      'APPOINTMENT',
      'are all my visits confirmed',
      { yesNo: true, operation: 'exists', stateSaid: true, isClaimed: true },
    ],
    [true, 'APPOINTMENT', 'have I been to all my visits', { yesNo: true, operation: 'exists' }],
    [false, 'APPOINTMENT', 'where are all my visits', { yesNo: true, operation: 'exists' }],
    [true, 'APPOINTMENT', 'is any visit by phone', { yesNo: true, operation: 'exists' }],
    [true, 'APPOINTMENT', 'when is my phone visit', {}],
    [false, 'APPOINTMENT', 'are my visits confirmed', { yesNo: true, operation: 'exists', stateSaid: true }],
    [
      true,
      'APPOINTMENT',
      'have all my visits been confirmed',
      { yesNo: true, operation: 'exists', stateSaid: true },
    ],
    [false, 'APPOINTMENT', 'are all my visits confirmed', { yesNo: true, stateSaid: true }],
    [false, 'APPOINTMENT', 'are all my visits confirmed', { operation: 'exists', stateSaid: true }],
    [true, 'MEDICATION', 'are all of them tablets', { yesNo: true, operation: 'exists' }, ['form:tablets']],
    [false, 'MEDICATION', 'are all of them aspirin', { yesNo: true, operation: 'exists' }, ['drug:aspirin']],
    [
      false,
      'TRANSACTION',
      'are all of them groceries',
      { yesNo: true, operation: 'exists' },
      ['category:groceries'],
    ],
  ])('has no answer: %s: %s: %s', check);

  it.each([
    ['is past', {}, true],
    ['is not said', { said: false }, false],
    ['is of today', { period: span(TODAY, TODAY, 'day') }, false],
    ['has no end', { period: span('2026-11-18', undefined, 'day') }, false],
    ['has no time', { period: undefined }, false],
    ['is asked of now', { tense: undefined }, false],
    ['is of a state that is past', { state: state('APPOINTMENT', 'past') }, false],
    ['is of any state', { state: 'all' as const }, false],
  ])('a plan that %s', (_, more, is) => {
    const on = {
      state: state('APPOINTMENT', 'upcoming'),
      said: true,
      period: span('2026-11-18', '2026-11-18', 'day'),
      tense: 'past' as const,
      today: TODAY,
    };
    expect(isPastPlan({ ...on, ...more })).toBe(is);
  });
});

describe('a question of people, things and kinds', () => {
  const ellen = { ...plainQuery(about('APPOINTMENT')), person: { id: 'P2', name: 'Ellen' } };
  const phone = askOf('APPOINTMENT', 'phone number');
  it.each<Row>([
    [true, 'APPOINTMENT', 'her number', { ask: phone, previous: ellen }],
    [false, 'APPOINTMENT', 'the number', { ask: phone, previous: ellen }],
    [false, 'APPOINTMENT', 'her visit', { previous: ellen }],
    [false, 'APPOINTMENT', 'her number', { ask: phone, previous: plainQuery(about('APPOINTMENT')) }],
    [true, 'ALLERGY', 'am I allergic to my food', {}, ['type:food']],
    [false, 'ALLERGY', 'am I allergic to food', {}, ['type:food']],
    [false, 'ALLERGY', 'do I react to my food', {}, ['type:food']],
    [false, 'ALLERGY', 'am I allergic with my food allergies', {}, ['type:food']],
    [false, 'ALLERGY', 'am I allergic to my peanuts', {}, ['allergen:peanuts']],
    [true, 'HEALTH_DATA', 'have I had a temperature', { yesNo: true }],
    [false, 'HEALTH_DATA', 'have I had a temperature', {}],
    [false, 'HEALTH_DATA', 'have I had a temperature over 100', { yesNo: true }],
    [false, 'HEALTH_DATA', 'is my temperature high', { yesNo: true }],
    [false, 'ALLERGY', 'have I had a temperature', { yesNo: true }],
    [true, 'TRANSACTION', 'which pharmacy has my prescriptions'],
    [true, 'TRANSACTION', 'who has got my prescriptions'],
    [true, 'TRANSACTION', 'who has all the bills'],
    [false, 'TRANSACTION', 'who has got rent'],
    [false, 'TRANSACTION', 'the pharmacy has my bills'],
    [false, 'TRANSACTION', 'which of the stores has my bills'],
    [false, 'TRANSACTION', 'which pharmacy has my bills', { flow: 'spent' }],
    [false, 'APPOINTMENT', 'which clinic has my visits'],
    [true, 'TRANSACTION', 'which medicines cost more', {}],
    [false, 'TRANSACTION', 'my medicines cost more', {}],
    [true, 'TRANSACTION', 'the newest medicine I was given'],
    [false, 'TRANSACTION', 'the newest medicine I was given in May', { hasPeriod: true }],
    [true, 'TRANSACTION', 'how much are my medicines'],
    [false, 'TRANSACTION', 'how much did my medicines come to'],
    [true, 'TRANSACTION', 'the most expensive medicine'],
    [false, 'TRANSACTION', 'the most expensive medicine I bought'],
    [true, 'TRANSACTION', 'how many different pills there'],
    [true, 'TRANSACTION', 'the medicine costs a month', { rate: 'month' }],
    [false, 'TRANSACTION', 'the medicine costs a month'],
    [false, 'TRANSACTION', 'the medicine a month', { rate: 'month' }],
    [true, 'TRANSACTION', 'any visit to the clinic in May', { hasPeriod: true }, ['payee:clinic']],
    [
      true,
      'TRANSACTION',
      'was there a visit to the clinic',
      { yesNo: true, hasPeriod: true },
      ['payee:clinic'],
    ],
    [false, 'TRANSACTION', 'a visit to the clinic', { hasPeriod: true }, ['payee:clinic']],
    [false, 'TRANSACTION', 'any visit to the clinic', {}, ['payee:clinic']],
    [false, 'TRANSACTION', 'any visit to the clinic', { hasPeriod: true }],
    [false, 'TRANSACTION', 'any visit to the clinic', { hasPeriod: true, flow: 'spent' }, ['payee:clinic']],
    [false, 'TRANSACTION', 'any visit to costco', { hasPeriod: true }, ['payee:costco']],
    [false, 'TRANSACTION', 'any payment to the clinic', { hasPeriod: true }, ['payee:clinic']],
    [true, 'TRANSACTION', 'tell me of my health', {}, ['category:health']],
    [false, 'TRANSACTION', 'tell me of my health bills', {}, ['category:health']],
    [false, 'TRANSACTION', 'tell me of my health', { flow: 'spent' }, ['category:health']],
    [false, 'TRANSACTION', 'tell me of my health', { hasPeriod: true }, ['category:health']],
    [false, 'TRANSACTION', 'tell me of my health and rent', {}, ['category:health', 'category:rent']],
    [false, 'TRANSACTION', 'tell me of my health'],
    [true, 'DOCTOR', 'which of my doctors is a professor'],
    [false, 'DOCTOR', 'which of my doctors is a woman'],
    [false, 'DOCTOR', 'which of my doctors is the professor'],
    [false, 'DOCTOR', 'which of my doctors has a professor'],
    [false, 'DOCTOR', 'Dr. Chen is a professor'],
    [false, 'MEDICATION', 'which of my pills is a physician'],
    [true, 'TRANSACTION', 'the garage and fuel', {}, ['payee:garage', 'category:fuel']],
    [true, 'TRANSACTION', 'the garage plus fuel', {}, ['payee:garage', 'category:fuel']],
    [false, 'TRANSACTION', 'the garage for fuel', {}, ['payee:garage', 'category:fuel']],
    [false, 'TRANSACTION', 'the garage and some fuel', {}, ['payee:garage', 'category:fuel']],
    [false, 'TRANSACTION', 'the garage and costco', {}, ['payee:garage', 'payee:costco']],
    [false, 'MEDICATION', 'tablets and asthma', {}, ['form:tablets', 'reason:asthma']],
    [true, 'DOCTOR', 'how many are with Chen', { operation: 'count' }, ['doctor:chen']],
    [false, 'DOCTOR', 'how many are called Chen', { operation: 'count' }, ['doctor:chen']],
    [false, 'DOCTOR', 'how many doctors with Chen', { operation: 'count' }, ['doctor:chen']],
    [false, 'DOCTOR', 'how many are with Chen', {}, ['doctor:chen']],
    [false, 'DOCTOR', 'how many are with them', { operation: 'count' }],
    [false, 'APPOINTMENT', 'how many are with Chen', { operation: 'count' }, ['doctor:chen']],
    [true, 'DOCTOR', 'anything with Chen'],
    [true, 'DOCTOR', 'something with Chen'],
    [false, 'APPOINTMENT', 'anything with Chen'],
    [true, 'TRANSACTION', 'refund for the dock', { flow: 'refunded' }, ['memo:dock']],
    [true, 'TRANSACTION', 'dock less what came back', { isNetted: true }, ['memo:dock']],
    [false, 'TRANSACTION', 'refund for the dock', {}, ['memo:dock']],
    [false, 'TRANSACTION', 'the refund', { flow: 'refunded' }, ['memo:refund']],
    [false, 'TRANSACTION', 'refund from costco', { flow: 'refunded' }, ['payee:costco']],
  ])('has no answer: %s: %s: %s', check);
});

describe('a question of numbers and medicines', () => {
  const refills = askOf('MEDICATION', 'refills');
  const numbered = { sense: 'more than', value: 5, of: undefined } as const;
  it.each<Row>([
    [true, 'MEDICATION', 'which have 1 refill left', { ask: refills }],
    [true, 'MEDICATION', 'which have one refill left', { ask: refills }],
    [false, 'MEDICATION', 'which have 1 refill left', { ask: refills, isChoice: true }],
    [false, 'MEDICATION', 'which have 1 refill left', { ask: refills, numbered, yesNo: true }],
    [false, 'MEDICATION', 'which have some refill left', { ask: refills }],
    [false, 'MEDICATION', 'which have 100 refill left', { ask: refills }],
    [false, 'MEDICATION', 'which have 1 tablet left', { ask: refills }],
    [true, 'MEDICATION', 'which more than 5 pills', { numbered }],
    [false, 'MEDICATION', 'do I take more than 5 pills', { numbered, yesNo: true }],
    [true, 'MEDICATION', 'the cheapest over 20', { numbered, yesNo: true, order: 'min', byPrice: true }],
    [
      true,
      'MEDICATION',
      'is it an antibiotic for acne',
      { yesNo: true },
      ['class:antibiotic', 'reason:acne'],
    ],
    [
      false,
      'MEDICATION',
      'is there an antibiotic for acne',
      { yesNo: true },
      ['class:antibiotic', 'reason:acne'],
    ],
    [false, 'MEDICATION', 'is it an antibiotic', { yesNo: true }, ['class:antibiotic']],
    [false, 'MEDICATION', 'is it a tablet for acne', { yesNo: true }, ['form:tablet', 'reason:acne']],
    [true, 'MEDICATION', 'aspirin as antibiotic', {}, ['class:antibiotic', 'drug:aspirin']],
    [false, 'MEDICATION', 'antibiotic for acne', {}, ['class:antibiotic', 'reason:acne']],
    [true, 'MEDICATION', 'how many tablets a day', { operation: 'count' }, ['form:tablets']],
    [true, 'MEDICATION', 'how many tablets weekly', { operation: 'times' }, ['form:tablets']],
    [false, 'MEDICATION', 'how many tablets', { operation: 'count' }, ['form:tablets']],
    [false, 'MEDICATION', 'which tablets a day', {}, ['form:tablets']],
    [false, 'MEDICATION', 'how many for acne a day', { operation: 'count' }, ['reason:acne']],
    [true, 'TRANSACTION', 'how many of the biggest bills', { operation: 'count', order: 'max' }],
    [false, 'TRANSACTION', 'how many recent bills', { operation: 'count', order: 'recent' }],
    [false, 'APPOINTMENT', 'how many of the next visits', { operation: 'count', order: 'next' }],
    [true, 'TRANSACTION', 'how many of the 3 bills', { operation: 'count', limit: 3 }],
    [true, 'TRANSACTION', 'are there 3 bills', { operation: 'exists', limit: 3, yesNo: true }],
    [false, 'TRANSACTION', 'the 3 bills', { limit: 3 }],
    [false, 'TRANSACTION', 'the average of 3 bills', { operation: 'average', limit: 3 }],
    [false, 'HEALTH_DATA', 'the average of 3 readings', { operation: 'average', limit: 3 }],
    [true, 'APPOINTMENT', 'the average of 3 visits', { operation: 'average', limit: 3 }],
    [true, 'MEDICATION', 'do I have to take aspirin', { yesNo: true }, ['drug:aspirin']],
    [false, 'MEDICATION', 'what do I have to take', {}],
    [false, 'MEDICATION', 'do I have aspirin', { yesNo: true }, ['drug:aspirin']],
    [false, 'APPOINTMENT', 'do I have to see Dr. Chen', { yesNo: true }],
    [true, 'MEDICATION', 'am I on my own', { yesNo: true, hasNoun: false }],
    [false, 'MEDICATION', 'am I on my own', { hasNoun: false }],
    [false, 'MEDICATION', 'am I on pills', { yesNo: true }],
    [false, 'MEDICATION', 'am I on aspirin', { yesNo: true, hasNoun: false }, ['drug:aspirin']],
    [false, 'MEDICATION', 'am I on it', { yesNo: true, hasNoun: false, target: 'count' }],
    [false, 'MEDICATION', 'was I ever on it', { yesNo: true, hasNoun: false }],
    [false, 'MEDICATION', 'am I on hold', { yesNo: true, hasNoun: false, stateSaid: true }],
    [false, 'MEDICATION', 'am I on it now', { yesNo: true, hasNoun: false, hasPeriod: true }],
    [
      false,
      'MEDICATION',
      'am I on it',
      { yesNo: true, hasNoun: false, previous: plainQuery(about('MEDICATION')) },
    ],
    [false, 'APPOINTMENT', 'am I on my own', { yesNo: true, hasNoun: false }],
  ])('has no answer: %s: %s: %s', check);
});
