import { useCallback, useEffect, useState } from 'react';
import type { LogRow, LogRows } from '../../contract/panel-logs.ts';

/** The number of rows in a log, and the rows that are loaded. */
export interface LogWindow {
  readonly epoch: number;
  readonly first: number;
  readonly end: number;
  readonly read: number;
  /** Entries of each level. */
  readonly counts: LogRows['counts'];
  readonly rows: ReadonlyMap<number, LogRow>;
}

export const EMPTY_WINDOW: LogWindow = {
  epoch: 0,
  first: 0,
  end: 0,
  read: 1,
  counts: { error: 0, warn: 0, info: 0, debug: 0 },
  rows: new Map(),
};

/** Maximum number of loaded rows. */
const MAX_CACHED_ROWS = 3_000;

/** Adds loaded rows; rows of another epoch are discarded. */
export function applyRows(before: LogWindow, answer: LogRows): LogWindow {
  const { epoch, first, end, read, counts, rows } = answer;
  const isSameRange =
    rows.length === 0 && epoch === before.epoch && first === before.first && end === before.end;
  if (isSameRange) {
    const isSame = before.read === read && JSON.stringify(before.counts) === JSON.stringify(counts);
    return isSame ? before : { ...before, read, counts };
  }
  const same = epoch === before.epoch;
  const kept = new Map(same && before.rows.size < MAX_CACHED_ROWS ? before.rows : []);
  for (const row of rows) kept.set(row.row, row);
  return { epoch, first, end, read, counts, rows: kept };
}

/** The first range of wanted rows that is not loaded; undefined if all are. */
export function findMissing(
  { rows, first, end }: LogWindow,
  from: number,
  to: number,
): { readonly from: number; readonly count: number } | undefined {
  const last = Math.min(to, end);
  for (let row = Math.max(from, first); row < last; row += 1) {
    if (!rows.has(row)) return { from: row, count: last - row };
  }
  return undefined;
}

/** A row to scroll into the middle; a new object is a new request. */
export interface RowTarget {
  readonly row: number;
}

export interface LogPosition {
  readonly follow: boolean;
  /** End (exclusive) of the rows shown while paused; later rows are not shown. */
  readonly end: number;
  /** Number of new lines since the pause. */
  readonly newRows: number;
  /** The row that was jumped to. */
  readonly target: RowTarget | undefined;
  pause(): void;
  resume(): void;
  goTo(row: number): void;
}

/** The reading position in a log. A new log or filter (`view`) starts at its end. */
export function useLogPosition({ first, end: last }: LogWindow, view: string): LogPosition {
  const [follow, setFollow] = useState(true);
  const [pausedEnd, setPausedEnd] = useState(0);
  const [target, setTarget] = useState<RowTarget>();
  const end = follow ? last : Math.min(Math.max(pausedEnd, first), last);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its end.
  useEffect(() => {
    setFollow(true);
    setTarget(undefined);
  }, [view]);

  const pause = useCallback(() => {
    setPausedEnd(last);
    setFollow(false);
  }, [last]);
  return {
    follow,
    end,
    newRows: last - end,
    target,
    pause,
    resume: () => {
      setFollow(true);
      setTarget(undefined);
    },
    goTo: (row) => {
      if (follow || row >= end) setPausedEnd(last);
      setFollow(false);
      setTarget({ row });
    },
  };
}
