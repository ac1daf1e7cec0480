import { expect, it } from 'vitest';
import type { LogRow } from '../../contract/panel-logs.ts';
import { applyRows, EMPTY_WINDOW, findMissing } from './log-window.ts';

const COUNTS = { error: 0, warn: 0, info: 1, debug: 0 };

function rows(from: number, count: number): LogRow[] {
  return Array.from({ length: count }, (_, place) => ({
    row: from + place,
    level: null,
    text: `${from + place}`,
  }));
}

it('adds rows, and forgets those of another epoch', () => {
  const one = applyRows(EMPTY_WINDOW, {
    epoch: 1,
    first: 0,
    end: 10,
    read: 1,
    counts: COUNTS,
    rows: rows(5, 5),
  });
  const two = applyRows(one, { epoch: 1, first: 0, end: 11, read: 1, counts: COUNTS, rows: rows(10, 1) });
  expect([...two.rows.keys()]).toEqual([5, 6, 7, 8, 9, 10]);
  const three = applyRows(two, { epoch: 2, first: 0, end: 1, read: 1, counts: COUNTS, rows: rows(0, 1) });
  expect([...three.rows.keys()]).toEqual([0]);
});

it('stays the same thing where nothing changed, so that nothing is drawn again', () => {
  const one = applyRows(EMPTY_WINDOW, { epoch: 1, first: 0, end: 10, read: 1, counts: COUNTS, rows: [] });
  expect(applyRows(one, { epoch: 1, first: 0, end: 10, read: 1, counts: COUNTS, rows: [] })).toBe(one);
  const counts = { ...COUNTS, error: 1 };
  expect(applyRows(one, { epoch: 1, first: 0, end: 10, read: 1, counts, rows: [] }).counts).toBe(counts);
});

it('asks for the first stretch that is not there', () => {
  const window = applyRows(EMPTY_WINDOW, {
    epoch: 1,
    first: 3,
    end: 20,
    read: 1,
    counts: COUNTS,
    rows: rows(5, 5),
  });
  expect(findMissing(window, 5, 10)).toBeUndefined();
  expect(findMissing(window, 0, 8)).toEqual({ from: 3, count: 5 });
  expect(findMissing(window, 6, 99)).toEqual({ from: 10, count: 10 });
});
