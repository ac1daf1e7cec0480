import { useCallback, useEffect, useState } from 'react';
import type { LogRow, LogRows } from '../../contract/panel-logs.ts';

/** How much of a log there is, and the rows that are near. */
export interface LogWindow {
  readonly epoch: number;
  readonly first: number;
  readonly end: number;
  readonly read: number;
  readonly rows: ReadonlyMap<number, LogRow>;
}

export const EMPTY_WINDOW: LogWindow = { epoch: 0, first: 0, end: 0, read: 1, rows: new Map() };

/** Rows kept in the page; the file has the others. */
const MAX_CACHED_ROWS = 3_000;

/** Takes an answer in; rows of another epoch are other lines and are forgotten. */
export function applyRows(before: LogWindow, { epoch, first, end, read, rows }: LogRows): LogWindow {
  if (rows.length === 0 && epoch === before.epoch && first === before.first && end === before.end) {
    return before.read === read ? before : { ...before, read };
  }
  const same = epoch === before.epoch;
  const kept = new Map(same && before.rows.size < MAX_CACHED_ROWS ? before.rows : []);
  for (const row of rows) kept.set(row.row, row);
  return { epoch, first, end, read, rows: kept };
}

/** The first stretch of wanted rows that is not there yet; undefined where all are. */
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

/** A row to be brought into the middle; another object is another order. */
export interface RowTarget {
  readonly row: number;
}

export interface LogPosition {
  readonly follow: boolean;
  /** One behind the last row that is shown: what comes later waits while paused, so that nothing moves. */
  readonly end: number;
  /** Lines that came since. */
  readonly newRows: number;
  /** The row that was gone to. */
  readonly target: RowTarget | undefined;
  pause(): void;
  resume(): void;
  goTo(row: number): void;
}

/** Where the reader is in a log. Another log or filter (`view`) begins at its end. */
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
