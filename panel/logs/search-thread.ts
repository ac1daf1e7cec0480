import { SEARCH_TIMEOUT_MS } from '../../contract/panel-logs.ts';
import { LimitedThread, ThreadError } from '../../lib/limited-thread.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { type FoundRows, type LogSearch, matcher } from './log-search.ts';

export interface SearchOptions {
  /** JavaScript of search-worker.ts, bundled. */
  readonly program: string;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * Searches in a thread of its own: an expression can take for ever on one line, and nothing else may wait for it.
 *
 * @throws PanelError BAD_PATTERN, TOO_SLOW, CANCELLED, FAILED
 */
export async function searchInThread(search: LogSearch, options: SearchOptions): Promise<FoundRows> {
  const { program, signal, timeoutMs = SEARCH_TIMEOUT_MS } = options;
  try {
    matcher(search.pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PanelError('BAD_PATTERN', `Invalid regular expression: ${why}.`);
  }
  const thread = new LimitedThread(program, search);
  try {
    return await thread.nextMessage<FoundRows>({ timeoutMs: timeoutMs, signal });
  } catch (error) {
    if (!(error instanceof ThreadError)) throw error;
    const seconds = timeoutMs / 1_000;
    if (error.kind === 'timeout') {
      throw new PanelError('TOO_SLOW', `The search timed out after ${seconds} s.`);
    }
    if (error.kind === 'cancelled') throw new PanelError('CANCELLED', 'The search was cancelled.');
    throw new PanelError('FAILED', `The search failed: ${error.message}.`);
  } finally {
    await thread.close();
  }
}
