import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { evidenceOf } from '../testing/named-words.ts';
import type { Evidence } from './found-evidence.ts';
import { isNounLeftOut } from './left-out-noun.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

describe('a noun that is left out', () => {
  it.each([
    ["what's on hold", 'Latanoprost'],
    ['which one is on hold', 'Latanoprost'],
    ['which ones have no refills left', 'Lipitor'],
    ['which ones are injections', 'Lantus'],
    ['which are taken twice daily', 'Glucophage'],
    ['what am I not taking any more', 'Zyrtec'],
    ['how many are on hold', 'one on-hold'],
    ['which ones are confirmed', 'Thyroid check'],
    ['how many were cancelled', '2 cancelled'],
    ["what isn't covered by my insurance", 'Vitamin D3'],
    ['oxygen', '99 %'],
    ['highest temperature', '101.3'],
    ['when was my last reaction', 'September 12, 2026'],
  ])('is understood where nothing else can be meant: %s', async (question, said) => {
    const { text, declined } = await account.ask(question);
    expect(declined).toBeUndefined();
    expect(text).toContain(said);
  });

  it.each([
    "what's on hold at the library",
    'which flights are cancelled',
    'which are upcoming',
    'what did I finish this week',
    'which ones are in the morning',
    'oxygen in the fish tank',
    'highest temperature in Paris',
    'what is a reaction',
  ])('is not guessed: %s', async (question) => {
    expect((await account.ask(question)).declined).toBeDefined();
  });
});

describe('a noun that is left out, by the words beside it', () => {
  const listed = ['effect:dizzy'];
  type Row = [boolean, string, string, Partial<Evidence>?, (readonly string[])?];
  it.each<Row>([
    [true, 'MEDICATION', 'what is on hold', { state: 'on-hold' }],
    [false, 'MEDICATION', 'the ones on hold', { state: 'on-hold' }],
    [false, 'MEDICATION', 'what is on hold', {}],
    [false, 'APPOINTMENT', 'what is on hold', { state: 'on-hold' }],
    [true, 'MEDICATION', 'what am I off', { state: 'past', own: true }],
    [false, 'MEDICATION', 'what am I off', { state: 'past' }],
    [false, 'MEDICATION', 'what am I on', { state: 'active', own: true }],
    [false, 'MEDICATION', 'what did I stop', { state: 'past', own: true }],
    [true, 'MEDICATION', 'which are injections', {}, ['form:injections']],
    [false, 'MEDICATION', 'what are injections', {}, ['form:injections']],
    [false, 'MEDICATION', 'which are injections', { own: true }, ['form:injections']],
    [false, 'MEDICATION', 'which do injections', {}, ['form:injections']],
    [false, 'MEDICATION', 'which are dizzy', {}, listed],
    [true, 'MEDICATION', 'what is daily', {}, ['often:daily']],
    [true, 'MEDICATION', 'which are covered', { verbs: [1] }, ['cover:covered']],
    [false, 'MEDICATION', 'which are asthma', {}, ['reason:asthma']],
  ])('of medicines: %s: %s: %s', (is, intent, text, more, named) =>
    expect(isNounLeftOut(evidenceOf(intent, text, more, named))).toBe(is),
  );

  it('is none that is not on record', () => {
    const on = evidenceOf('MEDICATION', 'which are injections', {}, ['form:injections']);
    const known = on.known.map((one) => ({ ...one, unknown: true }));
    expect(isNounLeftOut({ ...on, known })).toBe(false);
  });

  const oxygen = [{ indices: [0] }] as unknown as Evidence['measures'];
  const may = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' } as const;
  it.each<[boolean, string, Partial<Evidence>]>([
    [true, 'oxygen', { measures: oxygen }],
    [true, 'oxygen last', { measures: oxygen, order: { order: 'last', indices: [1] } }],
    [false, 'oxygen tank', { measures: oxygen }],
    [false, 'oxygen', { measures: [...oxygen, ...oxygen] }],
    [true, 'oxygen ever over 100', { measures: oxygen, isBounded: true }],
    [true, 'oxygen when over 100', { measures: oxygen, isBounded: true }],
    [false, 'oxygen now over 100', { measures: oxygen, isBounded: true }],
    [
      true,
      'oxygen at its highest in May',
      { measures: oxygen, period: may, order: { order: 'max', indices: [3] } },
    ],
    [
      true,
      'oxygen at its lowest in May',
      { measures: oxygen, period: may, order: { order: 'min', indices: [3] } },
    ],
    [
      false,
      'oxygen at its last in May',
      { measures: oxygen, period: may, order: { order: 'last', indices: [3] } },
    ],
    [false, 'oxygen at its highest', { measures: oxygen, order: { order: 'max', indices: [3] } }],
  ])('of a measure: %s: %s', (is, text, more) => {
    const on = evidenceOf('HEALTH_DATA', text, more);
    expect(isNounLeftOut(on)).toBe(is);
    const { known } = evidenceOf('MEDICATION', 'aspirin', {}, ['drug:aspirin']);
    expect(isNounLeftOut({ ...on, known })).toBe(false);
  });

  it.each<[boolean, string, readonly number[], Partial<Evidence>]>([
    [true, 'when was my last reaction', [0, 3, 4], { own: true }],
    [false, 'when was my reaction', [3], { own: true }],
    [false, 'when was the last reaction', [3, 4], {}],
    [false, 'when was my last chain reaction', [0, 3, 5], { own: true }],
    [true, 'any reaction in May', [1], { period: may }],
    [false, 'a reaction in May', [1], { period: may }],
    [false, 'any reaction', [1], {}],
  ])('of a day: %s: %s', (is, text, indices, more) => {
    const ask = subjectOf('ALLERGY').asks.find(({ date }) => date !== undefined);
    if (ask === undefined) throw new Error('no day');
    expect(isNounLeftOut(evidenceOf('ALLERGY', text, { ask: { ask, indices }, ...more }))).toBe(is);
  });
});
