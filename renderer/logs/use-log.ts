import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogFilter, LogName } from '../../contract/panel-logs.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { WhileSeen } from '../client/page-visibility.ts';
import { asPanelError, useClient, useIsConnected } from '../client/panel-context.ts';
import { applyRows, EMPTY_WINDOW, findMissing, type LogWindow } from './log-window.ts';

const POLL_INTERVAL_MS = 300;
/** Extra rows loaded above and below the visible ones. */
const OVERSCAN_ROWS = 80;
const MAX_ROWS_PER_CALL = 400;
/** Rows requested before the screen height is known. */
const FIRST_ROWS = 60;

interface VisibleRows {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly follow: boolean;
}

const NO_ROWS_VISIBLE: VisibleRows = { from: 0, to: 0, follow: true };

export interface LogReader {
  readonly window: LogWindow;
  readonly error: PanelError | undefined;
  /** Sets the visible rows, which are then loaded; at the followed end they arrive with the log's updates. */
  readonly setVisibleRows: (visible: VisibleRows) => void;
}

/** Follows a filtered log by row: polls the number of rows several times a second and loads the visible ones. */
export function useLog(log: LogName, filter: LogFilter): LogReader {
  const client = useClient();
  const live = useIsConnected();
  const [window, setWindow] = useState<LogWindow>(EMPTY_WINDOW);
  const [error, setError] = useState<PanelError>();
  const filterKey = JSON.stringify(filter);
  const visible = useRef(NO_ROWS_VISIBLE);
  const latest = useRef(EMPTY_WINDOW);
  const wake = useRef<() => void>(() => undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another log or filter begins anew.
  useEffect(() => {
    latest.current = EMPTY_WINDOW;
    visible.current = NO_ROWS_VISIBLE;
    setWindow(EMPTY_WINDOW);
    setError(undefined);
  }, [log, filterKey]);

  useEffect(() => {
    if (!live) return;
    const stop = new AbortController();
    let polling = false;
    const poll = async (): Promise<void> => {
      if (polling) return;
      polling = true;
      try {
        const ask = nextRequest(visible.current, latest.current);
        const filtered = JSON.parse(filterKey) as LogFilter;
        const answer = await client.call('log-rows', { log, ...filtered, ...ask }, { signal: stop.signal });
        if (stop.signal.aborted) return;
        latest.current = applyRows(latest.current, answer);
        setWindow(latest.current);
        setError(undefined);
      } catch (failure) {
        if (!stop.signal.aborted) setError(asPanelError(failure));
      } finally {
        polling = false;
        repeat.in(isWaiting() ? 0 : POLL_INTERVAL_MS);
      }
    };
    const isWaiting = (): boolean => {
      const { from, to } = visible.current;
      return findMissing(latest.current, from, to) !== undefined;
    };
    wake.current = () => {
      if (isWaiting()) void poll();
    };
    const repeat = new WhileSeen(poll);
    void poll();
    return () => {
      stop.abort();
      repeat.end();
      wake.current = () => undefined;
    };
  }, [client, live, log, filterKey]);

  const setVisibleRows = useCallback((now: VisibleRows) => {
    visible.current = now;
    wake.current();
  }, []);
  return { window, error, setVisibleRows };
}

/** The next request: a gap in the visible rows, else new rows at the end. */
function nextRequest({ from, to, follow }: VisibleRows, known: LogWindow) {
  const beyond = follow ? 0 : OVERSCAN_ROWS;
  const gap = findMissing(known, from - beyond, to + beyond);
  if (gap !== undefined) return { from: gap.from, count: Math.min(gap.count, MAX_ROWS_PER_CALL) };
  if (!follow) return { from: 0, count: 0 };
  return { from: -1, count: Math.max(to - from, FIRST_ROWS), known: known.end };
}
