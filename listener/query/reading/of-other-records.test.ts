import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { matchOf } from '../testing/named-words.ts';
import { tokenize } from '../words/tokenize.ts';
import { isOfOtherRecords } from './of-other-records.ts';
import type { Understood } from './understood.ts';

let account: CorpusAccount;
let family: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
  family = await openCorpusAccount('family');
});
afterAll(async () => {
  await account.close();
  await family.close();
});

describe('what depends on a record of another kind', () => {
  it.each([
    'what did I weigh when I had the fever',
    'what was my sugar when I started Lantus',
    'how many doctors are with the clinic',
    "which medicines can't I have",
    'have I had my Lantus today',
    'have I had my insulin yet',
    'when did I last take amoxicillin',
    'my weight now and in June',
    'my next appointment and the phone number',
    'how many reactions have I had to peanuts',
    'tell me about my health',
    'what has changed in my medicines since September',
    'when did I last take antibiotics',
    'is Lipitor on prescription',
    'can I get Lipitor without a prescription',
    'am I allergic to any of my own medicines',
    'do I have an appointment on a Monday',
    'did I see a doctor at a weekend',
    'what must I not eat with my medicines',
    'what is the number of the doctor I saw on November 10',
    'metformin after dinner and at bedtime?',
    'who is responsible for my insulin prescription',
    'is latex my only moderate allergy',
    'is penicillin the only drug I am allergic to',
    'do all my pills have refills',
    'does each of my medicines have side effects',
    'how long do I have to take Lipitor',
    'how long am I supposed to use the cream',
    'where did I leave my pills',
    'what did the allergist tell me',
    'what do I take for a skin infection',
    'what do I take for an ear infection',
    'what do I take for high blood sugar',
    'what was my blood pressure while I had the fever',
  ])('is declined: %s', async (question) => {
    expect((await account.ask(question)).declined).toBeDefined();
  });

  it.each([
    ['since when have I had the Lantus', 'August 10, 2025'],
    ['do I have a Friday appointment', 'November 27, 2026'],
    ['which medicines am I allergic to', 'Sulfa drugs'],
    ['when I last weighed myself, what was it', '180.4'],
    ['what was my temperature in February, when I was ill', '101.3'],
    ['what was my blood pressure review in August about', 'Blood pressure review'],
    ['how many doctors do I have', '9 doctors'],
    ['what should not be taken with Synthroid', 'calcium'],
    ['have I ever had amoxicillin', 'Amoxicillin'],
    ['when did I stop amoxicillin', 'February 19, 2026'],
    ['my health spending', '$292.88'],
    ["the dentist's phone number and my next visit", 'December 1, 2026'],
    ['am I allergic to penicillin or sulfa', 'Yes. Sulfa drugs'],
    ['my highest and lowest weight', '180.4'],
    ['my previous weight', '181.0'],
    ['blood pressure review on Friday', '2:00 PM'],
    ['first appointment with Dr. Johnson ever', 'November 14, 2025'],
    ['what is RX-2140', 'one medication with the number'],
    ['do I have my inhaler on the list', 'Ventolin'],
    ['do any of my pills have refills', 'Lisinopril: 3 refills left'],
    ['how long have I taken Lipitor', 'September 12, 2022'],
    ['where do I put the cream', 'elbows'],
    ['what did the dermatologist prescribe me', 'Hydrocortisone'],
    ['which allergic reaction was the most recent', 'Cat dander'],
    ['what did I weigh in June, tell me', '184.9'],
    ['what did I take for my sinus infection', 'Amoxicillin'],
    ['what do I take for high blood pressure', 'Lisinopril'],
    ['is my latex allergy gone', 'No. Latex is still active.'],
    ['have I outgrown my milk allergy', 'Yes. '],
    ['doses of Lipitor and Zyrtec', 'Zyrtec: 10 mg once daily (was discontinued'],
    ['tell me about Aleve and Lantus', 'Lantus 18 units'],
  ])('is no reason to decline: %s', async (question, said) => {
    const { text, declined } = await account.ask(question);
    expect(declined).toBeUndefined();
    expect(text).toContain(said);
  });
});

describe('what somebody is to another one of the family', () => {
  it.each(["who is Tim's mother", "what is my wife's mother's name", "is Rose Ellen's mother"])(
    'is on no record: %s',
    async (question) => {
      expect((await family.ask(question)).declined).toBeDefined();
    },
  );

  it.each([
    ['how old is my wife Ellen', '63'],
    ["when is my son Tim's birthday", '1995'],
    ['who is my mother', 'Rose'],
  ])('is none where one is named twice: %s', async (question, said) => {
    expect((await family.ask(question)).text).toContain(said);
  });
});

describe('what other records would tell, by its words', () => {
  const on = (
    intent: string,
    text: string,
    more: Partial<Understood> = {},
    named: readonly string[] = [],
  ) => {
    const subject = subjectOf(intent);
    const tokens = tokenize(text);
    const known = named.map((one) => matchOf(subject, tokens, one));
    return isOfOtherRecords({
      subject,
      tokens,
      known,
      operation: 'list',
      order: undefined,
      ask: undefined,
      ...more,
    } as Understood);
  };
  const ask = (intent: string, label: string) => subjectOf(intent).asks.find((one) => one.label === label);
  type Row = [boolean, string, string, Partial<Understood>?, (readonly string[])?];
  it.each<Row>([
    [true, 'HEALTH_DATA', 'what did I weigh when I had the fever'],
    [false, 'HEALTH_DATA', 'when did I weigh when I had the fever'],
    [false, 'HEALTH_DATA', 'what did I weigh'],
    [true, 'MEDICATION', 'what did I take when I started Lantus'],
    [false, 'MEDICATION', 'what did I take when I had the fever'],
    [true, 'APPOINTMENT', 'who did I see when I started Lantus'],
    [false, 'ALLERGY', 'what did I have when I started Lantus'],
    [true, 'MEDICATION', 'which medicines can I not have', { ask: ask('MEDICATION', 'interactions') }],
    [false, 'MEDICATION', 'which medicines can I not have', { ask: ask('MEDICATION', 'dose') }],
    [false, 'MEDICATION', 'which medicines can I not have', {}],
    [false, 'MEDICATION', 'which medicines can I not mix', { ask: ask('MEDICATION', 'interactions') }],
    [
      false,
      'MEDICATION',
      'which pills can I not have',
      { ask: ask('MEDICATION', 'interactions') },
      ['form:pills'],
    ],
    [true, 'DOCTOR', 'how many are with the clinic', { operation: 'count' }],
    [false, 'DOCTOR', 'how many are with the clinic', {}],
    [false, 'DOCTOR', 'how many are the clinic', { operation: 'count' }],
    [false, 'DOCTOR', 'how many are with Tim', { operation: 'count' }],
    [false, 'DOCTOR', 'how many are with chen at the clinic', { operation: 'count' }, ['doctor:chen']],
    [false, 'APPOINTMENT', 'how many are with the clinic', { operation: 'count' }],
    [true, 'HEALTH_DATA', 'my weight now and in June', { hasPeriod: true }],
    [true, 'HEALTH_DATA', 'my weight in June and now', { hasPeriod: true }],
    [false, 'HEALTH_DATA', 'my weight now and then', {}],
    [false, 'HEALTH_DATA', 'my weight in June', { hasPeriod: true }],
    [true, 'DOCTOR', 'the next chen', { order: 'next' }, ['doctor:chen']],
    [false, 'DOCTOR', 'the next one', { order: 'next' }],
    [false, 'DOCTOR', 'the last chen', { order: 'last' }, ['doctor:chen']],
    [false, 'CONVERSATIONS', 'the next chen', { order: 'next' }, ['topic:chen']],
    [
      true,
      'APPOINTMENT',
      'next visit and phone',
      { operation: 'field', ask: ask('APPOINTMENT', 'phone number'), order: 'next' },
    ],
    [
      false,
      'APPOINTMENT',
      'next visit, phone',
      { operation: 'field', ask: ask('APPOINTMENT', 'phone number'), order: 'next' },
    ],
    [
      false,
      'APPOINTMENT',
      'visit and phone',
      { operation: 'field', ask: ask('APPOINTMENT', 'phone number') },
    ],
    [
      false,
      'APPOINTMENT',
      'next visit and time',
      { operation: 'field', ask: ask('APPOINTMENT', 'time'), order: 'next' },
    ],
    [true, 'APPOINTMENT', 'phone number of the dentist and visits', { operation: 'count' }],
    [false, 'APPOINTMENT', 'how many visits and reviews', { operation: 'count' }],
    [true, 'TRANSACTION', 'what has changed in my medicines'],
    [false, 'TRANSACTION', 'what has changed in the price of my medicines'],
    [false, 'TRANSACTION', 'what has changed in my rent'],
    [false, 'TRANSACTION', 'what is new in my medicines'],
    [false, 'MEDICATION', 'what has changed in my medicines'],
    [true, 'MEDICATION', 'when did I last take aspirin', {}, ['drug:aspirin']],
    [false, 'MEDICATION', 'when did I last take it', {}],
    [false, 'MEDICATION', 'when did I last take tablets', {}, ['form:tablets']],
    [false, 'MEDICATION', 'when did I start aspirin', {}, ['drug:aspirin']],
  ])('%s: %s: %s', (is, intent, text, more, named) => expect(on(intent, text, more, named)).toBe(is));

  it('knows what everybody is to the speaker alone', () => {
    const subject = subjectOf('PERSON');
    const of = (text: string, names: readonly string[], rank = 'group') => {
      const tokens = tokenize(text);
      const known = names.map((name, index) => ({
        ...matchOf(subject, tokens, `person:${name}`),
        ...(index > 0 && { rank: rank as 'group' | 'whole' }),
      }));
      return isOfOtherRecords({ subject, tokens, known, operation: 'list' } as unknown as Understood);
    };
    expect(of('who is tim mother', ['tim', 'mother'])).toBe(true);
    expect(of('who is tim mother', ['tim', 'mother'], 'whole')).toBe(false);
    expect(of('who is tim or mother', ['tim', 'mother'])).toBe(false);
    expect(of('who is mother', ['mother'])).toBe(false);
  });
});
