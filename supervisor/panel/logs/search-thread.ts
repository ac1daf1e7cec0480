import { Worker } from 'node:worker_threads';
import { PanelError } from '../../../contract/panel-errors.ts';
import { SEARCH_WITHIN_MS } from '../../../contract/panel-logs.ts';
import { type FoundRows, type LogSearch, matcher } from './log-search.ts';

export interface SearchEdges {
  /** JavaScript of search-worker.ts, bundled. */
  readonly program: string;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly withinMs?: number;
}

/**
 * Searches in a thread of its own: an expression can take for ever on one line, and nothing else may wait for it.
 *
 * @throws PanelError BAD_PATTERN, TOO_SLOW, CANCELLED, FAILED
 */
export async function searchInThread(search: LogSearch, edges: SearchEdges): Promise<FoundRows> {
  const { program, signal, withinMs = SEARCH_WITHIN_MS } = edges;
  try {
    matcher(search.pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PanelError('BAD_PATTERN', `This is no regular expression: ${why}.`);
  }
  if (signal.aborted) throw new PanelError('CANCELLED', 'The search was cancelled.');
  const worker = new Worker(program, { eval: true, workerData: search });
  let timer: NodeJS.Timeout | undefined;
  let cancel = (): void => undefined;
  try {
    return await new Promise<FoundRows>((resolve, reject) => {
      const seconds = withinMs / 1_000;
      const late = new PanelError('TOO_SLOW', `The search took longer than ${seconds} s and was ended.`);
      timer = setTimeout(() => reject(late), withinMs);
      cancel = () => reject(new PanelError('CANCELLED', 'The search was cancelled.'));
      signal.addEventListener('abort', cancel);
      worker.once('message', resolve);
      worker.once('error', (error) =>
        reject(new PanelError('FAILED', `The search failed: ${error.message}`)),
      );
      worker.once('exit', () => reject(new PanelError('FAILED', 'The search ended without an answer.')));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}
