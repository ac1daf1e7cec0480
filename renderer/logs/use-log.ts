import { useCallback, useEffect, useRef, useState } from 'react';
import type { PanelError } from '../../contract/panel-errors.ts';
import type { LogName } from '../../contract/panel-logs.ts';
import type { LOG_LEVEL_NAMES } from '../../contract/status.ts';
import { useClient, useConnectionState } from '../client/panel-context.ts';
import { asPanelError } from '../client/use-polled.ts';
import { type LogWindow, missing, NO_LOG, taken } from './log-window.ts';

const POLL_INTERVAL_MS = 300;
/** Rows fetched beyond what is seen, so that scrolling meets lines. */
const BEYOND = 80;
const MAX_ROWS_PER_CALL = 400;
/** Rows asked for before it is known how many the screen holds. */
const FIRST_ROWS = 60;

interface Seen {
  readonly from: number;
  /** One behind the last. */
  readonly to: number;
  readonly follow: boolean;
}

const NOTHING_SEEN: Seen = { from: 0, to: 0, follow: true };

export interface LogRead {
  readonly window: LogWindow;
  readonly error: PanelError | undefined;
  /** Tells which rows are seen, so that they are fetched; at the followed end they come with the news of them. */
  readonly see: (seen: Seen) => void;
}

/** Follows a log by row: how many there are, a few times a second, and the texts of those that are seen. */
export function useLog(log: LogName, level: (typeof LOG_LEVEL_NAMES)[number] | undefined): LogRead {
  const client = useClient();
  const live = useConnectionState().state === 'live';
  const [window, setWindow] = useState<LogWindow>(NO_LOG);
  const [error, setError] = useState<PanelError>();
  const seen = useRef(NOTHING_SEEN);
  const latest = useRef(NO_LOG);
  const wake = useRef<() => void>(() => undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another log or filter begins anew.
  useEffect(() => {
    latest.current = NO_LOG;
    seen.current = NOTHING_SEEN;
    setWindow(NO_LOG);
    setError(undefined);
  }, [log, level]);

  useEffect(() => {
    if (!live) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let looking = false;
    const look = async (): Promise<void> => {
      if (looking) return;
      looking = true;
      clearTimeout(timer);
      try {
        const ask = askFor(seen.current, latest.current);
        const level_ = level === undefined ? {} : { level };
        const answer = await client.call('log-rows', { log, ...level_, ...ask }, { signal: stop.signal });
        if (stop.signal.aborted) return;
        latest.current = taken(latest.current, answer);
        setWindow(latest.current);
        setError(undefined);
      } catch (failure) {
        if (!stop.signal.aborted) setError(asPanelError(failure));
      } finally {
        looking = false;
        if (!stop.signal.aborted) timer = setTimeout(look, isWaiting() ? 0 : POLL_INTERVAL_MS);
      }
    };
    const isWaiting = (): boolean => {
      const { from, to } = seen.current;
      return missing(latest.current, from, to) !== undefined;
    };
    wake.current = () => {
      if (isWaiting()) void look();
    };
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
      wake.current = () => undefined;
    };
  }, [client, live, log, level]);

  const see = useCallback((now: Seen) => {
    seen.current = now;
    wake.current();
  }, []);
  return { window, error, see };
}

/** What is asked for next: the gap on the screen, else what has come at the end. */
function askFor({ from, to, follow }: Seen, known: LogWindow) {
  const beyond = follow ? 0 : BEYOND;
  const gap = missing(known, from - beyond, to + beyond);
  if (gap !== undefined) return { from: gap.from, count: Math.min(gap.count, MAX_ROWS_PER_CALL) };
  if (!follow) return { from: 0, count: 0 };
  return { from: -1, count: Math.max(to - from, FIRST_ROWS), known: known.end };
}
