import { Worker } from 'node:worker_threads';
import { OUTCOMES, type StopOrder, type StopOutcome } from './stop-order.ts';

/** Windows gives each program about five seconds at the end of a session, then ends it. */
const LIMIT_MS = 4_000;

/**
 * Stops the listener before it returns, as far as that can be done in four seconds. A program of its own could not: while a
 * session ends, Windows lets none start.
 *
 * @param program the text of the built `stop-listener.ts`
 * @returns `unfinished` where the time was over first: the listener has its order and answers what it was asked before
 */
export function stopAtOnce(program: string, order: Omit<StopOrder, 'outcome'>): StopOutcome {
  const outcome = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: StopOrder = { ...order, outcome };
  const worker = new Worker(program, { eval: true, workerData });
  worker.on('error', () => undefined);
  worker.unref();
  Atomics.wait(outcome, 0, 0, LIMIT_MS);
  return OUTCOMES[Atomics.load(outcome, 0)] ?? 'unfinished';
}
