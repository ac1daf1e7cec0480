import { Worker } from 'node:worker_threads';
import { guarded, runAfter } from './background.ts';

/** Why a thread sent no answer. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';
  readonly kind: 'timeout' | 'cancelled' | 'failed';

  constructor(kind: ThreadError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface ThreadLimit {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * A thread for work that may never finish, such as matching a regular expression that somebody typed: it blocks nothing
 * else and is terminated on timeout. Only one answer may be awaited at a time.
 */
export class LimitedThread {
  readonly #worker: Worker;

  /** @param program JavaScript (CommonJS) of the thread; `workerData` is its plain data */
  constructor(program: string, workerData: unknown) {
    this.#worker = new Worker(program, { eval: true, workerData });
    // Errors are handled in `nextMessage`; one between two calls shows up at the next.
    this.#worker.on('error', () => undefined);
    this.#worker.unref();
  }

  /** Sends a message and waits for the answer. @throws ThreadError; the thread is then terminated */
  request<Answer>(message: unknown, limit: ThreadLimit): Promise<Answer> {
    const nextMessage = this.nextMessage<Answer>(limit);
    this.#worker.postMessage(message);
    return nextMessage;
  }

  /** Waits for the thread's next message. @throws ThreadError; the thread is then terminated */
  async nextMessage<Answer>({ timeoutMs, signal }: ThreadLimit): Promise<Answer> {
    const worker = this.#worker;
    worker.ref();
    const waiting = deferred<Answer>();
    const fail = (kind: ThreadError['kind'], message: string) =>
      waiting.reject(new ThreadError(kind, message));
    const onError = (error: unknown) =>
      fail('failed', error instanceof Error ? error.message : String(error));
    const onExit = () => fail('failed', 'it ended without an answer');
    const onAbort = () => fail('cancelled', 'it was cancelled');
    const timer = runAfter(timeoutMs, 'thread', () =>
      fail('timeout', `it took longer than ${timeoutMs / 1_000} s`),
    );
    const onMessage = guarded('thread', waiting.resolve);
    const onFailure = guarded('thread', onError);
    const onEnd = guarded('thread', onExit);
    worker.on('message', onMessage).on('error', onFailure).on('exit', onEnd);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    try {
      return await waiting.promise;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onFailure).off('exit', onEnd);
      signal?.removeEventListener('abort', onAbort);
      worker.unref();
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

function deferred<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
