import type { RequestOptions } from '../account.ts';
import { AccountError } from '../errors.ts';
import { FairQueue, Job, type Work } from '../qmclient/session-pool.ts';

import type { Timers } from '../qmclient/timers.ts';

export interface CommandQueueOptions {
  /** Commands at once at most, each a licence seat. */
  readonly limit: number;
  /** Queries waiting at most; one more is BUSY. */
  readonly waiting: number;
  /** Milliseconds a query may wait and run, where it does not say. */
  readonly timeoutMs: number;
  readonly timers: Timers;
}

/** Receives the function that stops the running command, as soon as it has started. */
export type OnStart = (stop: () => void) => void;

/** Runs commands from a bounded, fair queue: owners in turn, at most `limit` at once. */
export class CommandQueue {
  readonly #options: CommandQueueOptions;
  readonly #queue = new FairQueue<Job<unknown, OnStart>>();
  readonly #stops = new Map<Job<unknown, OnStart>, () => void>();
  readonly #onIdle = new Set<() => void>();
  #running = 0;

  constructor(options: CommandQueueOptions) {
    this.#options = options;
  }

  /** An abandoned query counts until its process has exited. */
  get seats(): { readonly used: number; readonly limit: number; readonly waiting: number } {
    return { used: this.#running, limit: this.#options.limit, waiting: this.#queue.size };
  }

  /** Runs `work` in its turn. Rejects with BUSY, TIMEOUT, CANCELLED, or what the work rejects with. */
  run<T>(work: Work<T, OnStart>, options: RequestOptions = {}): Promise<T> {
    const { timers, waiting, limit } = this.#options;
    if (options.signal?.aborted) {
      return Promise.reject(new AccountError('CANCELLED', 'the query was cancelled'));
    }
    if (this.#running >= limit && this.#queue.size >= waiting) {
      return Promise.reject(new AccountError('BUSY', `${this.#queue.size} queries are waiting for QM`));
    }
    const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs;
    const job: Job<T, OnStart> = new Job(work, { repeatable: false, ...options }, timeoutMs, timers, () => {
      const self = job as Job<unknown, OnStart>;
      this.#queue.remove(job.owner, self);
      this.#stops.get(self)?.();
    });
    this.#queue.push(job.owner, job as Job<unknown, OnStart>);
    this.#dispatch();
    return job.result;
  }

  /** Rejects everything that waits. */
  rejectWaiting(error: AccountError): void {
    for (const job of this.#queue.drain()) job.reject(new AccountError(error.code, error.message));
  }

  /** Stops everything that runs. */
  stopAll(): void {
    for (const stop of this.#stops.values()) stop();
  }

  /** Resolves when nothing runs. */
  whenIdle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.add(resolve));
  }

  #dispatch(): void {
    while (this.#running < this.#options.limit) {
      const job = this.#queue.shift();
      if (!job) return;
      void this.#runJob(job);
    }
  }

  async #runJob(job: Job<unknown, OnStart>): Promise<void> {
    this.#running += 1;
    try {
      job.resolve(await job.work((stop) => this.#stops.set(job, stop)));
    } catch (error) {
      job.reject(error instanceof AccountError ? error : new AccountError('PROTOCOL', 'the command failed'));
    }
    this.#stops.delete(job);
    this.#running -= 1;
    this.#dispatch();
    if (this.#running > 0) return;
    for (const resolve of this.#onIdle) resolve();
    this.#onIdle.clear();
  }
}
