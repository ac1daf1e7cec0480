import type { Event } from '../world/world.ts';
import { type Host, never } from './host.ts';

type Callback = (...args: unknown[]) => void;

/** Maximum delay of timers, ms, so that events of the same moment happen in varying order. */
const MAX_LATE_MS = 1.5;
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The result of `setTimeout` and `setInterval`. */
export class SimulatedTimer {
  #event: Event | undefined;
  #referenced = true;
  readonly #arm: () => Event;

  constructor(arm: (timer: SimulatedTimer) => Event) {
    this.#arm = () => arm(this);
    this.#event = this.#arm();
  }

  /** Schedules the next run of an interval. */
  rearm(host: Host): void {
    this.#event = this.#arm();
    if (!this.#referenced) host.world.setKeepsAlive(this.#event, false);
  }

  cancel(host: Host): void {
    if (this.#event !== undefined) host.world.cancel(this.#event);
    this.#event = undefined;
  }

  get isCancelled(): boolean {
    return this.#event === undefined;
  }

  setReferenced(host: Host, referenced: boolean): void {
    this.#referenced = referenced;
    if (this.#event !== undefined) host.world.setKeepsAlive(this.#event, referenced);
  }

  get isReferenced(): boolean {
    return this.#referenced;
  }
}

/** Node's timers in simulated time. */
export function simulatedTimers(host: Host) {
  const delayOf = (ms: unknown): number => {
    const wanted = Number(ms);
    const usable = wanted >= 1 && wanted <= MAX_DELAY_MS ? wanted : 1;
    return usable + host.world.latencies.between(0, MAX_LATE_MS);
  };
  const start = (work: Callback, ms: unknown, args: unknown[], again: boolean): object => {
    const process = host.world.enter();
    const timer: SimulatedTimer = new SimulatedTimer((self) =>
      host.world.schedule(process, delayOf(ms), () => {
        if (again) self.rearm(host);
        work(...args);
      }),
    );
    return handleOf(timer);
  };
  const handleOf = (timer: SimulatedTimer): object => {
    const handle = {
      timer,
      ref: () => {
        timer.setReferenced(host, true);
        return handle;
      },
      unref: () => {
        timer.setReferenced(host, false);
        return handle;
      },
      hasRef: () => timer.isReferenced,
      refresh: () => {
        timer.cancel(host);
        timer.rearm(host);
        return handle;
      },
      close: () => timer.cancel(host),
      [Symbol.dispose]: () => timer.cancel(host),
    };
    return handle;
  };
  const clear = (handle: unknown): void => {
    if (typeof handle === 'object' && handle !== null && 'timer' in handle) {
      (handle.timer as SimulatedTimer).cancel(host);
    }
  };
  const immediate = (work: Callback, ...args: unknown[]): object => {
    const event = host.world.schedule(host.world.enter(), host.world.latencies.between(0, 0.05), () =>
      work(...args),
    );
    return { event, hasRef: () => event.keepsAlive, ref: () => undefined, unref: () => undefined };
  };
  return {
    setTimeout: (work: Callback, ms?: unknown, ...args: unknown[]) => start(work, ms, args, false),
    setInterval: (work: Callback, ms?: unknown, ...args: unknown[]) => start(work, ms, args, true),
    clearTimeout: clear,
    clearInterval: clear,
    setImmediate: immediate,
    clearImmediate: (handle: unknown) => {
      if (typeof handle === 'object' && handle !== null && 'event' in handle) {
        host.world.cancel(handle.event as Event);
      }
    },
  };
}

export type SimulatedTimers = ReturnType<typeof simulatedTimers>;

interface PauseOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

/** `node:timers/promises`. */
export function simulatedTimerPromises(host: Host, timers: SimulatedTimers) {
  const wait = (
    begin: (done: () => void) => object,
    stop: (handle: unknown) => void,
    value: unknown,
    { signal, ref = true }: PauseOptions = {},
  ): Promise<unknown> => {
    if (host.isOver) return never();
    return new Promise((resolve, reject) => {
      const refused = (): void =>
        reject(
          Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR' }),
        );
      if (signal?.aborted) return refused();
      const aborted = (): void => {
        stop(handle);
        refused();
      };
      const handle = begin(() => {
        signal?.removeEventListener('abort', aborted);
        resolve(value);
      });
      if (!ref && 'unref' in handle) (handle.unref as () => void)();
      signal?.addEventListener('abort', aborted, { once: true });
    });
  };
  return {
    setTimeout: (ms?: number, value?: unknown, options?: PauseOptions) =>
      wait((done) => timers.setTimeout(done, ms), timers.clearTimeout, value, options),
    setImmediate: (value?: unknown, options?: PauseOptions) =>
      wait((done) => timers.setImmediate(done), timers.clearImmediate, value, options),
    scheduler: {
      wait: (ms: number, options?: PauseOptions) =>
        wait((done) => timers.setTimeout(done, ms), timers.clearTimeout, undefined, options),
    },
  };
}
