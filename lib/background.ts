import { type Clock, systemClock } from './clock.ts';

/**
 * Timers and event handlers whose errors nobody awaits. Node ends the process for such an error; here it is reported
 * and the process goes on, since a failed measurement or a broken frame is no reason to disconnect every client.
 */

export interface BackgroundError {
  /** What was running, as `sampler`. Fixed texts: errors are counted by it. */
  readonly task: string;
  readonly error: unknown;
  /** Errors of this task since the last report, this one included. */
  readonly count: number;
}

type Listener = (failure: BackgroundError) => void;

const REPORT_INTERVAL_MS = 60_000;

/** Passes errors on to its listeners: the first of a task at once, then one a minute with the number since. */
export class BackgroundErrors {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #listeners = new Set<Listener>();
  readonly #tasks = new Map<string, { reportedAt: number; unreported: number }>();

  constructor(clock: Pick<Clock, 'monotonic'> = systemClock) {
    this.#clock = clock;
  }

  /** @returns what ends it */
  subscribe(listener: Listener): () => void {
    // A wrapper, so that the same function may be given twice.
    const own: Listener = (failure) => listener(failure);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** Throws the error where nobody listens: what nobody would hear of must not be lost. */
  report(task: string, error: unknown): void {
    if (this.#listeners.size === 0) throw error;
    const now = this.#clock.monotonic();
    const known = this.#tasks.get(task) ?? { reportedAt: Number.NEGATIVE_INFINITY, unreported: 0 };
    this.#tasks.set(task, known);
    known.unreported += 1;
    if (now - known.reportedAt < REPORT_INTERVAL_MS) return;
    const failure = { task, error, count: known.unreported };
    known.reportedAt = now;
    known.unreported = 0;
    for (const listener of this.#listeners) {
      try {
        listener(failure);
      } catch {
        // Reporting is the last resort; an error in it has nowhere to go.
      }
    }
  }
}

const processErrors = new BackgroundErrors();

/** Hears of every error in this process's background work. @returns what ends it */
export function onBackgroundError(listener: Listener): () => void {
  return processErrors.subscribe(listener);
}

/**
 * The net below every handler: an error that nobody caught is reported, and the process goes on.
 *
 * @returns what ends it
 */
export function surviveErrors(): () => void {
  const onException = (error: unknown): void => processErrors.report('uncaught exception', error);
  const onRejection = (error: unknown): void => processErrors.report('unhandled rejection', error);
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}

/**
 * An event handler that reports what it throws, or what its promise rejects with, instead of ending the process.
 *
 * @param onError cleans up after an error, as closing the connection it happened on; gets the handler's arguments too
 */
export function guarded<A extends readonly unknown[]>(
  task: string,
  run: (...args: A) => unknown,
  onError?: (error: unknown, ...args: A) => void,
): (...args: A) => void {
  const failed = (error: unknown, args: A): void => {
    processErrors.report(task, error);
    try {
      onError?.(error, ...args);
    } catch (further) {
      processErrors.report(task, further);
    }
  };
  return (...args) => {
    try {
      const result = run(...args);
      if (result instanceof Promise) result.catch((error: unknown) => failed(error, args));
    } catch (error) {
      failed(error, args);
    }
  };
}

/** `setInterval` for background work. */
export function runEvery(ms: number, task: string, run: () => unknown): NodeJS.Timeout {
  return setInterval(guarded(task, run), ms);
}

/** `setTimeout` for background work. */
export function runAfter(ms: number, task: string, run: () => unknown): NodeJS.Timeout {
  return setTimeout(guarded(task, run), ms);
}

/** `setImmediate` for background work. */
export function runSoon(task: string, run: () => unknown): NodeJS.Immediate {
  return setImmediate(guarded(task, run));
}
