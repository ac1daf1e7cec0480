import { type Clock, systemClock } from './clock.ts';

/**
 * Timers and event handlers whose errors nobody awaits. Node would end the process for such an error; here it is reported
 * and the process continues, because a failed measurement or a broken frame must not disconnect every client.
 */

export interface BackgroundError {
  /** Name of the task, such as `sampler`. Names are constants, since errors are counted by them. */
  readonly task: string;
  readonly error: unknown;
  /** Errors of this task since the last report, this one included. */
  readonly count: number;
}

type Listener = (failure: BackgroundError) => void;

const REPORT_INTERVAL_MS = 60_000;

/** Reports errors to its listeners: the first of a task at once, then one per minute with the number since. */
export class BackgroundErrors {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #listeners = new Set<Listener>();
  readonly #tasks = new Map<string, { reportedAt: number; unreported: number }>();

  constructor(clock: Pick<Clock, 'monotonic'> = systemClock) {
    this.#clock = clock;
  }

  /** @returns a function that unsubscribes the listener */
  subscribe(listener: Listener): () => void {
    // The wrapper makes it possible to subscribe the same function twice.
    const wrapper: Listener = (failure) => listener(failure);
    this.#listeners.add(wrapper);
    return () => this.#listeners.delete(wrapper);
  }

  /** Throws the error if there is no listener, so that it is not lost. */
  report(task: string, error: unknown): void {
    if (this.#listeners.size === 0) throw error;
    const now = this.#clock.monotonic();
    const state = this.#tasks.get(task) ?? { reportedAt: Number.NEGATIVE_INFINITY, unreported: 0 };
    this.#tasks.set(task, state);
    state.unreported += 1;
    if (now - state.reportedAt < REPORT_INTERVAL_MS) return;
    const failure = { task, error, count: state.unreported };
    state.reportedAt = now;
    state.unreported = 0;
    for (const listener of this.#listeners) {
      try {
        listener(failure);
      } catch {
        // An error in a listener cannot be reported anywhere.
      }
    }
  }
}

const processErrors = new BackgroundErrors();

/** Subscribes to every error in this process's background work. @returns a function that unsubscribes */
export function onBackgroundError(listener: Listener): () => void {
  return processErrors.subscribe(listener);
}

/**
 * Reports uncaught errors and unhandled rejections of this process, which then continues.
 *
 * @returns a function that removes the handlers
 */
export function catchUncaughtErrors(): () => void {
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
 * Wraps an event handler: what it throws, or what its promise rejects with, is reported instead of ending the process.
 *
 * @param onError cleans up after an error, for example closes the connection; receives the handler's arguments too
 */
export function guarded<A extends readonly unknown[]>(
  task: string,
  run: (...args: A) => unknown,
  onError?: (error: unknown, ...args: A) => void,
): (...args: A) => void {
  return (...args) => {
    try {
      const result = run(...args);
      if (result instanceof Promise)
        result.catch((error: unknown) => reportFailed(task, error, args, onError));
    } catch (error) {
      reportFailed(task, error, args, onError);
    }
  };
}

// Outside of `guarded`, since each client has many guarded handlers.
function reportFailed<A extends readonly unknown[]>(
  task: string,
  error: unknown,
  args: A,
  onError: ((error: unknown, ...args: A) => void) | undefined,
): void {
  processErrors.report(task, error);
  try {
    onError?.(error, ...args);
  } catch (secondError) {
    processErrors.report(task, secondError);
  }
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
