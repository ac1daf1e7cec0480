import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LOG_LEVELS } from '../../contract/log-line.ts';
import { FilteredRows } from './filtered-rows.ts';
import { stampOf } from './line-scan.ts';
import { RowStore } from './row-store.ts';

const ERROR = 0;
const INFO = 2;

function at(time: string): number {
  const bytes = Buffer.from(`2026-11-23 ${time}`);
  return stampOf(bytes, 0, bytes.length);
}

function rowsOf(filtered: FilteredRows): number[] {
  return Array.from({ length: filtered.length }, (_, place) => filtered.at(place));
}

/** An entry each: level, time; a line without a time is a continuation. */
function storeOf(lines: readonly (readonly [level: number, stamp: number])[]): RowStore {
  const store = new RowStore();
  for (const [level, stamp] of lines) store.add(0, 0, level, stamp);
  return store;
}

it('has every row where nothing is left out, and counts entries, not lines of a stack', () => {
  const store = storeOf([
    [ERROR, 5],
    [ERROR, 0],
    [INFO, 6],
  ]);
  const all = new FilteredRows(store, {});
  all.update(0);
  expect(rowsOf(all)).toEqual([0, 1, 2]);
  expect(all.counts).toEqual({ error: 1, warn: 0, info: 1, debug: 0 });
});

it('takes the seconds of a range and their continuations, both ends included, and goes on as rows come', () => {
  const store = storeOf([
    [ERROR, at('05:00:00')],
    [ERROR, 0],
    [INFO, at('05:00:01')],
    [ERROR, at('05:00:02')],
    [INFO, at('05:00:03')],
  ]);
  const filtered = new FilteredRows(store, {
    level: 'error',
    since: '2026-11-23 05:00:00',
    until: '2026-11-23 05:00:02',
  });
  filtered.update(0);
  expect(rowsOf(filtered)).toEqual([0, 1, 3]);
  expect(filtered.counts).toEqual({ error: 2, warn: 0, info: 1, debug: 0 });
  // The clock was set back: it is the time that counts.
  store.add(0, 0, ERROR, at('05:00:01'));
  filtered.update(0);
  expect(rowsOf(filtered)).toEqual([0, 1, 3, 5]);
});

it('takes from matches only, and counts no more what rotation has removed', () => {
  const store = storeOf(
    Array.from({ length: 6 }, (_, row) => [row % 2 === 0 ? ERROR : INFO, row + 1] as const),
  );
  const matches = [0, 2];
  const filtered = new FilteredRows(store, {}, matches);
  filtered.update(0);
  matches.push(3, 4);
  filtered.update(2);
  expect(rowsOf(filtered)).toEqual([0, 2, 3, 4]);
  expect(filtered.countBelow(2)).toBe(1);
  expect(filtered.counts).toEqual({ error: 2, warn: 0, info: 1, debug: 0 });
});

it('equals a filter of all rows, whatever comes and goes in between', () => {
  const line = fc.tuple(fc.nat(4), fc.nat(3));
  fc.assert(
    fc.property(fc.array(fc.array(line)), fc.constantFrom(...LOG_LEVELS), fc.nat(9), (parts, level, gone) => {
      const store = new RowStore();
      const filtered = new FilteredRows(store, { level });
      for (const part of parts) {
        for (const [lineLevel, stamp] of part) store.add(0, 0, lineLevel, stamp);
        filtered.update(Math.min(gone, store.count));
      }
      const lines = parts.flat();
      const rows = lines.flatMap(([each], row) => (each <= LOG_LEVELS.indexOf(level) ? [row] : []));
      expect(rowsOf(filtered)).toEqual(rows);
      const errors = lines.slice(gone).filter(([each, stamp]) => each === ERROR && stamp > 0);
      expect(filtered.counts.error).toBe(errors.length);
    }),
  );
});
