import { expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { asksMoreOf, detailsIn, partings, tellsItsDay, toldIn, twoIn } from './two-questions.ts';

const words = (text: string) => {
  const two = twoIn(tokenize(text));
  return two && [two.first, two.second].map((some) => joinedWords(some));
};

it('parts a question where another begins', () => {
  expect(words('who prescribed Lipitor, and when?')).toEqual(['who prescribed lipitor', 'when']);
  expect(words('when is the dentist and at what time')).toEqual(['when is the dentist', 'at what time']);
});

it('leaves one that has names joined, or a clause without a question', () => {
  expect(words('what did I pay Power and Light in May')).toBeUndefined();
  expect(words('my pulse, please, and my weight')).toBeUndefined();
});

it('parts a question at pauses and joints, the last one first', () => {
  const parted = partings(tokenize('what is it for, is it severe or did I dream it')).map(
    ({ first, second }) => [first, second].map((some) => joinedWords(some)),
  );
  expect(parted).toEqual([
    ['what is it for is it severe', 'did i dream it'],
    ['what is it for', 'is it severe or did i dream it'],
  ]);
});

it('takes two details that are joined one by one', () => {
  const each = detailsIn(tokenize('dose and refills of lipitor')).map(({ first, second }) =>
    [first, second].map((some) => joinedWords(some)),
  );
  expect(each[0]).toEqual(['dose of lipitor', 'refills of lipitor']);
  expect(detailsIn(tokenize('dose of lipitor'))).toEqual([]);
});

it.each([
  ['i bought gas the other day how much was it', 'did i bought gas the other day', 'how much was it'],
  [
    'I was at the dentist in June, and what time was that?',
    'was i at the dentist in june',
    'what time was that',
  ],
  ['we paid the garage when was that', 'did we paid the garage', 'when was that'],
])('parts what was done from what is asked of it: %s', (text, first, second) => {
  const told = toldIn(tokenize(text));
  expect([told?.first, told?.second].map((some) => some?.map(({ word }) => word).join(' '))).toEqual([
    first,
    second,
  ]);
});

it('parts nothing where nothing is asked of what was done', () => {
  expect(toldIn(tokenize('i bought gas where the garage is'))).toBeUndefined();
  expect(toldIn(tokenize('i need gas how much is it'))).toBeUndefined();
});

const table = readTable(JSON.stringify(builtIn));
const about = (intent: string, more: Partial<Query> = {}): Query => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no ${intent}`);
  return { ...plainQuery(subject), ...more };
};

it('parts nothing at the end, where nothing follows', () => {
  expect(partings(tokenize('what is it for and')).map(({ first }) => joinedWords(first))).toEqual([]);
  expect(partings(tokenize('what is it for, and')).map(({ first }) => joinedWords(first))).toEqual([]);
  expect(detailsIn(tokenize('dose and'))).toEqual([]);
  expect(detailsIn(tokenize('and dose of lipitor'))).toEqual([]);
  expect(detailsIn(tokenize('dose plus refills of lipitor'))).not.toEqual([]);
});

it('does not ask when, of what is told with its day', () => {
  const when = about('HEALTH_DATA', { operation: 'when' });
  const [weight, pulse] = when.subject.measures;
  if (weight === undefined || pulse === undefined) throw new Error('no measures');
  const over = about('HEALTH_DATA', { operation: 'exists', measures: [weight], over: 190 });
  expect(tellsItsDay(over, when)).toBe(true);
  expect(tellsItsDay({ ...over, over: undefined, under: 100 }, when)).toBe(true);
  expect(tellsItsDay({ ...over, measures: [weight, pulse] }, when)).toBe(false);
  expect(tellsItsDay({ ...over, over: undefined }, when)).toBe(false);
  expect(tellsItsDay(over, { ...when, operation: 'list' })).toBe(false);
  expect(tellsItsDay(over, about('APPOINTMENT', { operation: 'when' }))).toBe(false);
  const visit = about('APPOINTMENT', { operation: 'exists' });
  expect(tellsItsDay(visit, { ...visit, operation: 'when' })).toBe(true);
  expect(tellsItsDay({ ...visit, operation: 'list' }, { ...visit, operation: 'when' })).toBe(false);
  const pill = about('MEDICATION', { operation: 'exists' });
  expect(tellsItsDay(pill, { ...pill, operation: 'when' })).toBe(false);
});

it('asks more of the same records', () => {
  const named = [{ kind: { kind: 'drug' }, said: 'lipitor' }] as unknown as Query['constraints'];
  const pill = about('MEDICATION', { constraints: named });
  const [dose, refills] = pill.subject.asks;
  const field = { ...pill, operation: 'field' as const, ask: dose };
  expect(asksMoreOf(pill, field)).toBe(true);
  expect(asksMoreOf(field, { ...field, ask: refills })).toBe(true);
  expect(asksMoreOf(field, field)).toBe(false);
  expect(asksMoreOf(pill, { ...field, constraints: [] })).toBe(false);
  const others = [{ kind: { kind: 'drug' }, said: 'zocor' }] as unknown as Query['constraints'];
  expect(asksMoreOf(pill, { ...field, constraints: others })).toBe(false);
  const may = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' } as const;
  expect(asksMoreOf({ ...pill, period: may }, { ...field, period: { ...may } })).toBe(true);
  expect(asksMoreOf({ ...pill, period: may }, { ...field, period: { ...may, from: '2026-05-02' } })).toBe(
    false,
  );
  expect(asksMoreOf({ ...pill, period: may }, { ...field, period: { ...may, to: '2026-05-30' } })).toBe(
    false,
  );
  const ellen = { id: 'P2', name: 'Ellen' };
  expect(asksMoreOf({ ...pill, person: ellen }, { ...field, person: { ...ellen } })).toBe(true);
  expect(asksMoreOf({ ...pill, person: ellen }, field)).toBe(false);
});

it('asks more of nobody and nothing that was named only as a detail, or by the other end', () => {
  const all = about('MEDICATION');
  const [dose] = all.subject.asks;
  const count = { ...all, operation: 'count' as const };
  expect(asksMoreOf(all, count)).toBe(false);
  expect(
    asksMoreOf(
      { ...all, person: { id: 'P2', name: 'Ellen' } },
      { ...count, person: { id: 'P2', name: 'Ellen' } },
    ),
  ).toBe(true);
  expect(asksMoreOf(all, { ...all, operation: 'field', ask: dose })).toBe(true);
  expect(asksMoreOf(all, about('ALLERGY', { operation: 'field', ask: dose }))).toBe(false);
  expect(asksMoreOf(all, { ...all, operation: 'when' })).toBe(false);
  const next = about('APPOINTMENT', { order: 'next' });
  expect(asksMoreOf(next, { ...next, operation: 'when' })).toBe(true);
  expect(asksMoreOf(next, { ...next, operation: 'until' })).toBe(true);
  expect(asksMoreOf(next, { ...next, operation: 'count' })).toBe(false);
  const [weight, pulse] = about('HEALTH_DATA').subject.measures;
  if (weight === undefined || pulse === undefined) throw new Error('no measures');
  const highest = about('HEALTH_DATA', { measures: [weight], order: 'max' });
  expect(asksMoreOf(highest, { ...highest, order: 'min' })).toBe(true);
  expect(asksMoreOf({ ...highest, order: 'min' }, highest)).toBe(true);
  expect(asksMoreOf(highest, highest)).toBe(false);
  expect(asksMoreOf(highest, { ...highest, order: 'last' })).toBe(false);
  const both = { ...highest, measures: [weight, pulse] };
  expect(asksMoreOf(both, { ...both, order: 'min' })).toBe(false);
  expect(asksMoreOf(highest, { ...highest, measures: [pulse] })).toBe(false);
});
