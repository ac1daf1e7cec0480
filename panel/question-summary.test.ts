import { expect, it } from 'vitest';
import type { AnsweredQuery } from '../contract/connections.ts';
import { QUESTION_SUMMARY } from '../contract/panel-questions.ts';
import { summarizeQuestions } from './question-summary.ts';

function query(askedAt: number, status: AnsweredQuery['status'], intent: string, ms = 1): AnsweredQuery {
  return { connection: '1', address: '192.0.2.7:1', askedAt, status, intent, ms, rows: 1 };
}

it('counts by outcome, ranks the subjects of answers, and finds the slowest and the last declined', () => {
  const recent = [
    query(9, 'success', 'B', 5),
    query(8, 'error', 'C', 900),
    query(7, 'success', 'A', 30),
    query(6, 'declined', 'GENERAL', 2),
    query(5, 'refused', 'PASSWORD', 2),
    query(4, 'cancelled', 'A', 800),
    query(3, 'success', 'B', 7),
  ];
  const declined = [{ ...query(6, 'declined', 'GENERAL', 2), text: 'how are my tyres' }];
  const summary = summarizeQuestions({ recent, declined });
  expect(summary).toEqual({
    count: 7,
    since: 3,
    answered: 3,
    declined: 2,
    failed: 1,
    cancelled: 1,
    subjects: [
      { intent: 'B', count: 2 },
      { intent: 'A', count: 1 },
    ],
    slowest: { at: 7, address: '192.0.2.7:1', intent: 'A', ms: 30 },
    lastDeclined: { at: 6, address: '192.0.2.7:1', intent: 'GENERAL', ms: 2, text: 'how are my tyres' },
  });
  expect(QUESTION_SUMMARY.parse(summary)).toEqual(summary);
  expect(summary.answered + summary.declined + summary.failed + summary.cancelled).toBe(summary.count);
});

it('keeps five subjects, and is empty before the first question', () => {
  const recent = ['F', 'E', 'D', 'C', 'B', 'A'].map((intent, place) => query(place, 'success', intent));
  expect(summarizeQuestions({ recent }).subjects.map(({ intent }) => intent)).toEqual([
    'A',
    'B',
    'C',
    'D',
    'E',
  ]);
  expect(summarizeQuestions({ recent: [] })).toEqual({
    count: 0,
    answered: 0,
    declined: 0,
    failed: 0,
    cancelled: 0,
    subjects: [],
  });
});
