import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../lib/slices.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { FamilyMember, Interpretation, Query } from '../meaning/query.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import type { Knowledge } from './knowledge.ts';
import { leftOut, readInParts, readWithRemark } from './several-parts.ts';

const about = (intent: string, more: Partial<Query> = {}): Query => ({
  ...plainQuery(subjectOf(intent)),
  ...more,
});
const asked = (query: Query, more: object = {}): Interpretation => ({ kind: 'query', query, ...more });
const declined = (reason: 'not-understood' | 'advice' | 'unknown-name'): Interpretation => ({
  kind: 'declined',
  reason,
  subject: undefined,
  remainder: [],
});
const fixed: Interpretation = { kind: 'fixed', fixed: { intent: 'TIME' } as never };

const tim: FamilyMember = { id: 'P3', name: 'Tim', names: ['tim', 'son'], surnames: [], isSpeaker: false };
const knowledge: Knowledge = {
  table: { subjects: [subjectOf('TRANSACTION'), subjectOf('APPOINTMENT')], fixed: [] },
  vocabulary: { all: new Set(['rent', 'spend']) } as unknown as Knowledge['vocabulary'],
  catalogue: () =>
    ({ hasWord: (word: string) => word === 'costco' }) as unknown as ReturnType<Knowledge['catalogue']>,
  persons: [tim],
  today: '2026-11-23',
};

/** Reads each of the texts so, and nothing else. */
function parts(
  text: string,
  readings: Readonly<Record<string, Interpretation>>,
  further: Readonly<Record<string, Query>> = {},
) {
  const goneOn: [Query, string][] = [];
  const before: string[] = [];
  const found = atOnce(
    readInParts({
      text,
      words: tokenize(text),
      knowledge,
      previous: undefined,
      read: (tokens: readonly Token[], previous) => {
        const said = joinedWords(tokens);
        if (previous !== undefined) before.push(said);
        return readings[said] ?? declined('not-understood');
      },
      goOn: (first, tokens) => {
        goneOn.push([first, joinedWords(tokens)]);
        return further[joinedWords(tokens)];
      },
    }),
  );
  return { found, goneOn, before };
}

const lipitor = [{ kind: { kind: 'drug' }, said: 'lipitor' }] as unknown as Query['constraints'];
const [weight, pulse] = subjectOf('HEALTH_DATA').measures;
if (weight === undefined || pulse === undefined) throw new Error('no measures');
const field = (intent: string, label: string, more: Partial<Query> = {}): Query => {
  const ask = subjectOf(intent).asks.find((one) => one.label === label);
  if (ask === undefined) throw new Error(label);
  return about(intent, { operation: 'field', ask, ...more });
};

describe('two questions in one', () => {
  const who = field('MEDICATION', 'prescriber', { constraints: lipitor });
  const when = { ...who, operation: 'when' as const, ask: undefined };
  const text = 'who prescribed Lipitor, and when?';

  it('are both answered where the second asks more of the same', () => {
    const readings = { 'who prescribed lipitor': asked(who) };
    expect(parts(text, readings, { when }).found).toEqual({ kind: 'query', query: who, also: when });
    expect(parts(text, readings, {}).found).toBeUndefined();
    expect(parts(text, readings, { when: { ...when, constraints: [] } }).found).toBeUndefined();
    expect(
      parts(text, { 'who prescribed lipitor': declined('not-understood') }, { when }).found,
    ).toBeUndefined();
  });

  it('are one where what is told says when it was', () => {
    const over = about('HEALTH_DATA', { operation: 'exists', measures: [weight], over: 190 });
    const day = { ...over, operation: 'when' as const };
    const readings = { 'was i ever over 190': asked(over) };
    expect(parts('was I ever over 190, when', readings, { when: day }).found).toEqual({
      kind: 'query',
      query: over,
    });
    expect(
      parts('was I ever over 190, when', readings, { when: { ...day, operation: 'list' } }).found,
    ).toBeUndefined();
    const long = { 'when was it then': day };
    expect(parts('was I ever over 190, when was it then', readings, long).found).toMatchObject({
      leftOut: 'when was it then',
    });
  });

  it('may be two details of the same', () => {
    const dose = field('MEDICATION', 'dose', { constraints: lipitor });
    const refills = field('MEDICATION', 'refills', { constraints: lipitor });
    const both = { 'dose of lipitor': asked(dose), 'refills of lipitor': asked(refills) };
    const of = (readings: Record<string, Interpretation>) =>
      parts('dose and refills of Lipitor', readings).found;
    expect(of(both)).toEqual({ kind: 'query', query: dose, also: refills });
    expect(of({ ...both, 'refills of lipitor': asked({ ...refills, operation: 'count' }) })).toBeUndefined();
    expect(of({ ...both, 'dose of lipitor': asked({ ...dose, operation: 'list' }) })).toBeUndefined();
    const start = { ...refills, operation: 'when' as const, ask: undefined };
    expect(of({ ...both, 'refills of lipitor': asked(start) })).toEqual({
      kind: 'query',
      query: dose,
      also: start,
    });
    const other = field('ALLERGY', 'severity', { constraints: lipitor });
    expect(of({ ...both, 'refills of lipitor': asked(other) })).toBeUndefined();
    expect(of({ 'dose of lipitor': asked(dose) })).toBeUndefined();
    const highest = about('HEALTH_DATA', { measures: [weight], order: 'max' });
    const lowest = { ...highest, order: 'min' as const };
    expect(
      parts('highest and lowest weight', { 'highest weight': asked(highest), 'lowest weight': asked(lowest) })
        .found,
    ).toEqual({
      kind: 'query',
      query: highest,
      also: lowest,
    });
  });

  it('may be a detail of a doctor and a visit with him', () => {
    const chen = [{ kind: { kind: 'doctor' }, said: 'chen' }] as unknown as Query['constraints'];
    const phone = field('DOCTOR', 'phone number', { constraints: chen });
    const next = about('APPOINTMENT', { order: 'next', constraints: chen });
    const of = (one: Query, other: Query) =>
      parts('phone and visit of Chen', { 'phone of chen': asked(one), 'visit of chen': asked(other) }).found;
    expect(of(phone, next)).toEqual({ kind: 'query', query: phone, also: next });
    expect(of(phone, { ...next, order: 'last' })).toMatchObject({ also: { order: 'last' } });
    expect(of(phone, { ...next, order: 'first' })).toBeUndefined();
    expect(of(phone, { ...next, order: undefined })).toBeUndefined();
    expect(of(phone, { ...next, operation: 'field' })).toBeUndefined();
    expect(of(phone, { ...next, subject: subjectOf('MEDICATION') })).toBeUndefined();
    expect(of({ ...phone, operation: 'list' }, next)).toBeUndefined();
  });
});

describe('what was done, and then a question of it', () => {
  const text = 'I bought gas the other day, how much was it?';
  const bought = about('TRANSACTION', { operation: 'exists', flow: 'spent', yesNo: true });
  const much = about('TRANSACTION', { operation: 'sum', yesNo: true });
  const of = (first: Interpretation, second: Query | undefined) =>
    parts(
      text,
      { 'did i bought gas the other day': first },
      second === undefined ? {} : { 'how much was it': second },
    );

  it('is asked of the latest payment', () => {
    const { found, goneOn } = of(asked(bought), much);
    expect(found).toEqual({ kind: 'query', query: { ...much, yesNo: false } });
    expect(goneOn.at(-1)?.[0]).toMatchObject({ order: 'last', operation: 'list', yesNo: false });
  });

  it('is asked of those of the time, or of the end of the list, that was said', () => {
    const may = { words: 'in May', unit: 'month' } as const;
    expect(of(asked({ ...bought, period: may }), much).goneOn.at(-1)?.[0].order).toBeUndefined();
    expect(of(asked({ ...bought, order: 'first' }), much).goneOn.at(-1)?.[0].order).toBe('first');
    expect(of(asked({ ...bought, operation: 'sum' }), much).goneOn.at(-1)?.[0].operation).toBe('sum');
    const visit = about('APPOINTMENT', { operation: 'exists' });
    const gone = of(asked(visit), visit).goneOn.at(-1)?.[0];
    expect([gone?.order, gone?.operation]).toEqual([undefined, 'exists']);
  });

  it('is none where one of them is not understood, or is of something else', () => {
    expect(of(declined('advice'), much).found).toBeUndefined();
    expect(of(asked(bought, { leftOut: 'gas' }), much).found).toBeUndefined();
    expect(of(asked(bought), undefined).found).toBeUndefined();
    expect(of(asked(bought), about('APPOINTMENT')).found).toBeUndefined();
  });
});

describe('a question that is put right at its end', () => {
  const text = 'am I still on naproxen, Aleve I mean';
  const on = about('MEDICATION', { operation: 'exists', constraints: lipitor });
  const aleve = [{ ...lipitor[0], said: 'aleve' }] as unknown as Query['constraints'];
  it('is the one with what was meant', () => {
    const readings = { 'am i still on naproxen': asked(on) };
    const found = parts(text, readings, { aleve: { ...on, constraints: aleve } }).found;
    expect(found?.kind === 'query' && found.query.constraints.map(({ said }) => said)).toEqual(['aleve']);
    expect(parts(text, readings, {}).found).toBeUndefined();
    expect(parts(text, readings, { aleve: on }).found).toBeUndefined();
    expect(parts(text, {}, { aleve: on }).found).toBeUndefined();
  });
});

describe('a question with something beside it', () => {
  const rent = about('TRANSACTION', { operation: 'sum' });
  const read = { 'what did i spend': asked(rent), 'what did i spend on it': asked(rent) };

  it('is answered, and what was not taken into account is said', () => {
    const of = (text: string) => parts(text, read).found;
    expect(of('before I leave: what did I spend?')).toEqual({
      kind: 'query',
      query: rent,
      leftOut: 'before I leave',
    });
    expect(of('I am worried about Costco, what did I spend?')).toBeUndefined();
    expect(of('I am worried about May, what did I spend?')).toBeUndefined();
    expect(of('I am worried about dinner, what did I spend?')).toMatchObject({ query: rent });
  });

  const more = about('TRANSACTION', { operation: 'count' });
  const second = (other: Interpretation, behind = 'is it high', first: Interpretation = asked(rent)) =>
    parts(`what did I spend, ${behind}`, { 'what did i spend': first, [behind]: other });

  it('is answered with the other question, or without it where it asks of the same', () => {
    expect(second(asked(more)).found).toEqual({ kind: 'query', query: rent, also: more });
    expect(second(asked(more)).before).toContain('is it high');
    expect(second(asked(more, { leftOut: 'high' })).found).toBeUndefined();
    expect(second(asked(more, { also: rent })).found).toBeUndefined();
    expect(second(asked(more), 'is it high', asked(rent, { leftOut: 'what' })).found).toBeUndefined();
    expect(second(fixed).found).toBeUndefined();
    expect(second(declined('advice')).found).toBeUndefined();
    expect(second(declined('not-understood')).found).toEqual({
      kind: 'query',
      query: rent,
      leftOut: 'is it high',
    });
    expect(second(declined('unknown-name')).found).toMatchObject({ leftOut: 'is it high' });
    expect(second(declined('not-understood'), 'is Paris high').found).toBeUndefined();
    expect(second(declined('not-understood'), 'is it not high').found).toBeUndefined();
    expect(second(declined('not-understood'), 'or is it high').found).toMatchObject({
      leftOut: 'or is it high',
    });
    expect(second(declined('not-understood'), 'is it high or low').found).toBeUndefined();
    expect(second(declined('not-understood'), 'high').found).toBeUndefined();
  });

  const first = (text: string, other: Interpretation = asked(rent), own?: Interpretation) =>
    parts(`${text}, what did I spend`, {
      'what did i spend': other,
      ...(own === undefined ? {} : { [joinedWords(tokenize(text))]: own }),
    }).found;
  it('may be the second one, where the first names nothing that it lacks', () => {
    expect(first('what is the weather like')).toEqual({
      kind: 'query',
      query: rent,
      leftOut: 'what is the weather like',
    });
    expect(first('what is new')).toBeUndefined();
    expect(first('what is not so new')).toBeUndefined();
    expect(first('what is it at 5')).toBeUndefined();
    expect(first('what is new at Costco')).toBeUndefined();
    expect(first('what is new with Tim')).toBeUndefined();
    expect(first('what is new with him')).toBeUndefined();
    expect(first('what is new in May')).toBeUndefined();
    expect(first('what is the weather like', asked(rent), declined('advice'))).toBeUndefined();
    expect(first('what is the weather like', asked(rent), fixed)).toBeUndefined();
    expect(first('what is the weather like', asked(rent, { leftOut: 'I' }))).toBeUndefined();
    expect(first('what is the weather like', declined('not-understood'))).toBeUndefined();
    expect(parts('what is the weather like, what did I spend on it', read).found).toBeUndefined();
    expect(parts('what is the weather like, is it so', { 'is it so': asked(rent) }).found).toBeUndefined();
  });
});

describe('what was left out', () => {
  const [text, words] = ['oh my, what did I spend now', tokenize('oh my, what did I spend now')];
  it('is said as it was written, from its first word to its last', () => {
    expect(leftOut(text, words, words.slice(2))).toEqual({ leftOut: 'oh my' });
    expect(leftOut(text, words, words.slice(2, -1))).toEqual({ leftOut: text });
    expect(leftOut(text, words, words)).toEqual({});
  });

  it('is said by its parts beside a remark', () => {
    const rent = about('TRANSACTION', {
      operation: 'sum',
      flow: 'spent',
      period: { words: 'now', unit: 'day' },
    });
    const read = (said: string) => (tokens: readonly Token[]) =>
      joinedWords(tokens) === said ? asked(rent) : declined('not-understood');
    const of = (question: string, said: string) =>
      readWithRemark({ text: question, words: tokenize(question), knowledge, read: read(said) });
    expect(of('I am at my desk. What did I spend?', 'what did i spend')).toMatchObject({
      query: rent,
      leftOut: 'I am at my desk',
    });
    expect(of('What did I spend?', 'what did i spend')).toBeUndefined();
  });
});
