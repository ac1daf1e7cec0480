import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogFilter, LogName, LogPattern } from '../../contract/panel-logs.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { asPanelError, useClient } from '../client/panel-context.ts';

/** A search begins when nothing has been typed for this time, ms. */
export const SEARCH_DEBOUNCE_MS = 250;

export type Direction = 'next' | 'previous';

interface Found {
  readonly pattern: LogPattern;
  readonly epoch: number;
  /** Ascending. */
  readonly rows: readonly number[];
  readonly total: number;
}

export interface Search {
  readonly found: Found | undefined;
  readonly foundRows: ReadonlySet<number>;
  readonly searching: boolean;
  readonly error: PanelError | undefined;
  cancel(): void;
}

/** Searches the file while the user types; a new search cancels the previous one. */
export function useSearch(log: LogName, filter: LogFilter, pattern: LogPattern | undefined): Search {
  const client = useClient();
  const [found, setFound] = useState<Found>();
  const [searching, setSearching] = useState(false);
  const [error, setError] = useState<PanelError>();
  const stop = useRef<AbortController>(undefined);
  const { text, regex, matchCase } = pattern ?? {};
  const filterKey = JSON.stringify(filter);

  useEffect(() => {
    setError(undefined);
    if (text === undefined || regex === undefined || matchCase === undefined) {
      setFound(undefined);
      return;
    }
    const controller = new AbortController();
    stop.current = controller;
    const asked = { text, regex, matchCase };
    const search = async (): Promise<void> => {
      setSearching(true);
      try {
        const where = { log, ...(JSON.parse(filterKey) as LogFilter) };
        const matches = await client.call(
          'log-search',
          { ...where, pattern: asked },
          { signal: controller.signal },
        );
        setFound({ pattern: asked, ...matches });
      } catch (failure) {
        if (controller.signal.aborted) return;
        setFound(undefined);
        setError(asPanelError(failure));
      } finally {
        if (stop.current === controller) setSearching(false);
      }
    };
    const timer = setTimeout(search, SEARCH_DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
      setSearching(false);
    };
  }, [client, log, filterKey, text, regex, matchCase]);

  const foundRows = useMemo(() => new Set(found?.rows), [found]);
  return useMemo(
    () => ({ found, foundRows, searching, error, cancel: () => stop.current?.abort() }),
    [found, foundRows, searching, error],
  );
}

/** The next match from a row, wrapping around the end. */
export function nextMatch(
  rows: readonly number[],
  from: number | undefined,
  towards: Direction,
): number | undefined {
  if (from === undefined) return towards === 'next' ? rows[0] : rows.at(-1);
  return towards === 'next'
    ? (rows.find((row) => row > from) ?? rows[0])
    : (rows.findLast((row) => row < from) ?? rows.at(-1));
}
