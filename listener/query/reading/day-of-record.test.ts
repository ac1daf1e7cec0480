import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { onDayOfRecord } from './day-of-record.ts';

const table = readTable(JSON.stringify(builtIn));
const about = (intent: string): Query => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no ${intent}`);
  return plainQuery(subject);
};
const day = { words: 'yesterday', from: '2026-11-22', to: '2026-11-22', unit: 'day' } as const;
const visit: Query = { ...about('APPOINTMENT'), operation: 'when', order: 'last', tense: 'past' };
const weight: Query = { ...about('HEALTH_DATA'), period: day };
const money: Query = { ...about('TRANSACTION'), period: day };

/** @param asked what the words in front are read as */
function read(text: string, asked: Query, of: Query = visit) {
  const said: string[] = [];
  const found = onDayOfRecord(tokenize(text), (tokens: readonly Token[]) => {
    said.push(joinedWords(tokens));
    return tokens[0]?.word === 'when' ? of : asked;
  });
  return { found, said };
}

describe('the day of a visit', () => {
  it.each([
    ['what did I pay on the day of my dentist visit', 'its day', 'when was my dentist visit'],
    ['what did I pay the same day I saw Dr Chen', 'its day', 'when did i saw dr chen'],
    ['what did I pay the day after my dentist visit', 'day after', 'when was my dentist visit'],
    ['what did I pay the day before my dentist visit', 'day before', 'when was my dentist visit'],
  ])('%s', (text, where, record) => {
    const { found, said } = read(text, money);
    expect(found?.beside?.where).toBe(where);
    expect(found?.beside?.of).toBe(visit);
    expect(said).toEqual([record, 'what did i pay yesterday']);
  });

  it.each([
    'my weight at my last check-up',
    'my weight when I saw the dentist',
    'my weight during the visit',
  ])('is that of what was measured there: %s', (text) => {
    expect(read(text, weight).found?.beside?.where).toBe('its day');
    // "At the garage" is where one pays.
    expect(read(text, money).found).toBeUndefined();
  });

  it('is of one visit that is over', () => {
    const text = 'my weight on the day of my dentist visit';
    expect(read(text, weight).found).toBeDefined();
    expect(read(text, weight, { ...visit, tense: undefined }).found).toBeUndefined();
    expect(read(text, weight, { ...visit, operation: 'list' }).found).toBeUndefined();
    expect(read(text, weight, { ...visit, order: undefined }).found).toBeUndefined();
    expect(read(text, weight, money).found).toBeUndefined();
  });

  it('asks for nothing that is of no day', () => {
    const text = 'my weight on the day of my dentist visit';
    expect(read(text, { ...weight, order: 'max' }).found).toBeUndefined();
    expect(read(text, { ...weight, period: undefined }).found).toBeUndefined();
    expect(read(text, visit).found).toBeUndefined();
  });

  it('needs words that place the day', () => {
    expect(read('my weight on a day of my dentist visit', weight).found).toBeUndefined();
    expect(read('my weight the day with my dentist', weight).found).toBeUndefined();
    expect(read('my weight when I feel better', weight).found).toBeUndefined();
    expect(read('my weight at a visit', weight).found).toBeUndefined();
  });
});
