import { SEARCH_TIMEOUT_MS } from '../../contract/panel-logs.ts';
import { LimitedThread, ThreadError } from '../../lib/limited-thread.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { type LineQuery, type LogStretch, lineMatcher } from './log-search.ts';

/** Looks through stretches of a log, one at a time. */
export interface StretchSearch {
  /** @throws PanelError TOO_SLOW, CANCELLED, FAILED */
  search(stretch: LogStretch, signal: AbortSignal): Promise<readonly number[]>;
  close(): void;
}

/**
 * Searches in a thread of its own: an expression can take for ever on one line, and nothing else may wait for it.
 *
 * @param program JavaScript of search-worker.ts, bundled
 * @throws PanelError BAD_PATTERN
 */
export function searchInThread(
  query: LineQuery,
  program: string,
  timeoutMs = SEARCH_TIMEOUT_MS,
): StretchSearch {
  try {
    lineMatcher(query);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PanelError('BAD_PATTERN', `Invalid regular expression: ${why}.`);
  }
  let thread: LimitedThread | undefined;
  const close = (): void => {
    void thread?.close();
    thread = undefined;
  };
  return {
    search: async (stretch, signal) => {
      thread ??= new LimitedThread(program, query);
      try {
        return await thread.request<readonly number[]>(stretch, { timeoutMs, signal });
      } catch (error) {
        close();
        throw error instanceof ThreadError ? toPanelError(error, timeoutMs) : error;
      }
    },
    close,
  };
}

function toPanelError({ kind, message }: ThreadError, timeoutMs: number): PanelError {
  switch (kind) {
    case 'timeout':
      return new PanelError('TOO_SLOW', `The search timed out after ${timeoutMs / 1_000} s.`);
    case 'cancelled':
      return new PanelError('CANCELLED', 'The search was cancelled.');
    case 'failed':
      return new PanelError('FAILED', `The search failed: ${message}.`);
  }
}
