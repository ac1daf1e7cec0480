import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { readWholeDay } from './whole-day.ts';

const table = readTable(JSON.stringify(builtIn));
const knowledge = { table, today: '2026-11-23' };
const read = (text: string, before?: string) =>
  readWholeDay(
    tokenize(text),
    knowledge,
    before === undefined ? undefined : () => readWholeDay(tokenize(before), knowledge, undefined)?.query,
  );

describe('all of a day', () => {
  it.each([
    ['what happened on October 3rd', '2026-10-03', true],
    ['what did I do yesterday', '2026-11-22', true],
    ['what was going on on August 21', '2026-08-21', true],
    ['what do you have for November 5', '2026-11-05', false],
    ['what was on record on August 21', '2026-08-21', false],
    ['anything on November 10', '2026-11-10', false],
  ])('%s', (text, from, isAtLarge) => {
    const found = read(text);
    expect(found?.isAtLarge).toBe(isAtLarge);
    expect(found?.query.period?.from).toBe(from);
    expect(found?.query.parts?.map(({ subject, flow, dated }) => flow ?? dated ?? subject.intent)).toEqual(
      expect.arrayContaining(['APPOINTMENT', 'HEALTH_DATA', 'spent', 'earned', 'refunded', 'began', 'ended']),
    );
  });

  it('is told by the records of visits first, and of all of them', () => {
    const { query } = read('what happened yesterday') ?? {};
    expect(query?.dated).toBeUndefined();
    expect(query?.parts?.every(({ period, state }) => period === query.period && state === 'all')).toBe(true);
  });

  it('says yes or no to what asks so', () => {
    expect(read('anything on November 10')?.query.yesNo).toBe(true);
    expect(read('was there anything on November 10')?.query.yesNo).toBe(true);
    expect(read('what was on record on November 10')?.query.yesNo).toBe(false);
    expect(read('did anything happen on November 10')?.query.yesNo).toBe(false);
  });

  it.each([
    'what happened in 1969',
    'what happened on July 4 1776',
    'what happened on May 4 2020',
    'what happened last month',
    'what happened on October 3rd in Paris',
    'what happened yesterday morning',
    'what happened',
    'what happened today',
    'what happens tomorrow',
    'anything on Friday',
    'anything on the 10th',
    'anything on March 3',
    'anything good on November 10',
    'what happened on May 3 and May 4',
  ])('not: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('goes on to another day', () => {
    expect(read('and the day after?', 'what happened on November 20')?.query.period?.from).toBe('2026-11-21');
    expect(read('what about October 2', 'what happened on November 20')?.query.period?.from).toBe(
      '2026-10-02',
    );
    expect(read('and the day after?', 'what happened on November 22')).toBeUndefined();
    expect(read('my pulse the day after', 'what happened on November 20')).toBeUndefined();
    expect(read('and the day after?')).toBeUndefined();
  });
});
