import { expect, it } from 'vitest';
import type { HomeEvent } from '../../contract/home-events.ts';
import { marksOf } from './chart-marks.ts';

const NOW = 1_000_000_000;

function event(kind: HomeEvent['kind'], at: number): HomeEvent {
  return { at, kind, cause: 'c', by: 'b', boot: '1', count: 1 };
}

it('marks the events of the range that a chart shows, oldest first', () => {
  const events = [
    event('crashed', NOW + 5),
    event('database-down', NOW - 10),
    event('started', NOW - 200_000),
    event('stopped', NOW - 400_000),
  ];
  expect(marksOf(events, 'seconds', NOW)).toEqual([
    { at: NOW - 200_000, severity: 'good', label: 'Started' },
    { at: NOW - 10, severity: 'error', label: 'Database down' },
  ]);
  expect(marksOf(events, 'minutes', NOW)).toHaveLength(3);
});

it('keeps the newest where there are too many', () => {
  const many = Array.from({ length: 100 }, (_, place) => event('alarm', NOW - place));
  const marks = marksOf(many, 'seconds', NOW);
  expect(marks).toHaveLength(40);
  expect(marks.at(-1)?.at).toBe(NOW);
});
