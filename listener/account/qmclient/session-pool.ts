import type { AccountStatus, RequestOptions } from '../account.ts';
import { AccountError } from '../errors.ts';
import { fromWireError } from './errors.ts';
import type { OpenPooledSession, PooledSessionStatus, PoolSessionsOptions } from './pool-session.ts';
import { PoolSessions } from './pool-sessions.ts';
import type { SendRequest } from './session.ts';
import type { Timers } from './timers.ts';

/** A queue that serves owners in turn, one item each, so that no owner can starve another. */
export class FairQueue<T> {
  /** In the order of their next turns; no list is empty. */
  readonly #byOwner = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(owner: string, item: T): void {
    const waiting = this.#byOwner.get(owner);
    if (waiting) waiting.push(item);
    else this.#byOwner.set(owner, [item]);
    this.#size += 1;
  }

  /** The next item of the owner whose turn it is; that owner is last in the next round. */
  shift(): T | undefined {
    for (const [owner, waiting] of this.#byOwner) {
      const item = waiting.shift();
      this.#byOwner.delete(owner);
      if (waiting.length > 0) this.#byOwner.set(owner, waiting);
      this.#size -= 1;
      return item;
    }
    return undefined;
  }

  /** Removes an item. @returns whether it was in the queue */
  remove(owner: string, item: T): boolean {
    const waiting = this.#byOwner.get(owner);
    const index = waiting?.indexOf(item) ?? -1;
    if (!waiting || index < 0) return false;
    waiting.splice(index, 1);
    if (waiting.length === 0) this.#byOwner.delete(owner);
    this.#size -= 1;
    return true;
  }

  /** How many of its items are of a kind. */
  count(isOfKind: (item: T) => boolean): number {
    let count = 0;
    for (const waiting of this.#byOwner.values()) count += waiting.filter(isOfKind).length;
    return count;
  }

  /** Removes and returns everything. */
  drain(): readonly T[] {
    const all: T[] = [];
    for (let item = this.shift(); item !== undefined; item = this.shift()) all.push(item);
    return all;
  }
}

/** What a job does with a session, or with another tool. It may run twice if the job is `repeatable`. */
export type Work<T, With = SendRequest> = (tool: With) => Promise<T>;

export interface JobOptions extends RequestOptions {
  /** Whether the work may run again after its session died: true only if it changes nothing. */
  readonly repeatable: boolean;
}

/** One query for QM: settled once, by its result, its deadline or its owner. */
export class Job<T = unknown, With = SendRequest> {
  readonly owner: string;
  /** In `timers.now()` milliseconds. */
  readonly deadline: number;
  readonly work: Work<T, With>;
  readonly result: Promise<T>;
  /** It runs on its second session. */
  repeated = false;
  readonly #repeatable: boolean;
  #settle: { resolve: (value: T) => void; reject: (error: AccountError) => void } | undefined;
  #cleanUp: () => void = () => {};

  /** `onAbandoned` is called when the deadline or the owner ends it, whatever stage it is in. */
  constructor(
    work: Work<T, With>,
    options: JobOptions,
    timeoutMs: number,
    timers: Timers,
    onAbandoned: () => void,
  ) {
    this.owner = options.owner ?? '';
    this.work = work;
    this.deadline = timers.now() + timeoutMs;
    this.#repeatable = options.repeatable;
    this.result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const abandon = (error: AccountError) => {
      this.reject(error);
      onAbandoned();
    };
    const cancelTimer = timers.after(timeoutMs, () =>
      abandon(new AccountError('TIMEOUT', `no answer from QM within ${timeoutMs} ms`)),
    );
    const onAbort = () => abandon(new AccountError('CANCELLED', 'the query was cancelled'));
    options.signal?.addEventListener('abort', onAbort, { once: true });
    this.#cleanUp = () => {
      cancelTimer();
      options.signal?.removeEventListener('abort', onAbort);
    };
  }

  /** Resolved, rejected or abandoned. */
  get settled(): boolean {
    return this.#settle === undefined;
  }

  /** Whether it may run again on a new session, if `error` came with the death of its first. */
  mayRepeat(error: AccountError): boolean {
    return this.#repeatable && !this.repeated && !this.settled && error.code === 'UNAVAILABLE';
  }

  resolve(value: T): void {
    this.#take()?.resolve(value);
  }

  reject(error: AccountError): void {
    this.#take()?.reject(error);
  }

  #take() {
    const settle = this.#settle;
    this.#settle = undefined;
    this.#cleanUp();
    return settle;
  }
}

export interface PoolOptions extends PoolSessionsOptions {
  /** Queries waiting for a session at most; one more is BUSY. */
  readonly waiting: number;
  /** Milliseconds a query may wait and run unless it says otherwise. */
  readonly timeoutMs: number;
}

/**
 * QM sessions shared by all queries; owners are served in turn. While QM is down, queries fail at once and the pool
 * reconnects in the background. A query never fails because of another one.
 */
export class SessionPool {
  readonly #options: PoolOptions;
  readonly #queue = new FairQueue<Job>();
  readonly #sessions: PoolSessions;
  readonly #running = new Set<Job>();
  #closed = false;
  #onChange: () => void = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#sessions = new PoolSessions(options, {
      onFree: () => this.#dispatch(),
      onDown: (error) => this.#rejectAll(error),
      onLeaving: (pooled) => this.#logoutSession(pooled),
      onChange: () => this.#onChange(),
    });
    // The primary session is opened at the start, so that QM's state is known before the first query.
    this.#sessions.grow(1);
  }

  /**
   * Runs `work` on a session. Rejects with AccountError: UNAVAILABLE, LICENCE_LIMIT or LOGIN_REFUSED at once
   * while QM is down, BUSY if too many wait, TIMEOUT, CANCELLED, or what the work rejects with.
   */
  run<T>(work: Work<T>, options: JobOptions): Promise<T> {
    const rejection = this.#rejectionNow(options);
    if (rejection) return Promise.reject(rejection);
    return this.#enqueue(work, options);
  }

  /** The state from memory, without asking QM. */
  status(): AccountStatus {
    const seats = { used: this.#sessions.used, limit: this.#options.limit, waiting: this.#queue.size };
    const reason = this.#closed ? 'the account is closed' : this.#sessions.loginError?.message;
    const state = stateOf(this.#sessions, this.#closed);
    return { state, ...(reason !== undefined && { reason }), seats };
  }

  /** Calls `listener` whenever the state or its reason may have changed. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Each session, for an operator. */
  sessions(): readonly PooledSessionStatus[] {
    return this.#sessions.status();
  }

  /** Replaces every session; no query is cut short. */
  recycle(): void {
    this.#sessions.recycle();
  }

  /** Rejects waiting queries, lets running ones finish for `graceMs`, and logs out of QM. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#rejectAll(new AccountError('UNAVAILABLE', 'the account is closing'));
    await this.#sessions.close();
  }

  #rejectionNow(options: JobOptions): AccountError | undefined {
    if (this.#closed) return new AccountError('UNAVAILABLE', 'the account is closed');
    if (options.signal?.aborted) return new AccountError('CANCELLED', 'the query was cancelled');
    const { ready, loginError } = this.#sessions;
    if (!ready && loginError) return new AccountError(loginError.code, loginError.message);
    if (this.#queue.size < this.#options.waiting) return undefined;
    return new AccountError('BUSY', `${this.#queue.size} queries are waiting for a QM session`);
  }

  #enqueue<T>(work: Work<T>, options: JobOptions): Promise<T> {
    const { timers } = this.#options;
    const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs;
    const job: Job<T> = new Job(work, options, timeoutMs, timers, () =>
      this.#queue.remove(job.owner, job as Job),
    );
    this.#queue.push(job.owner, job as Job);
    this.#dispatch();
    return job.result;
  }

  #dispatch(): void {
    while (this.#queue.size > 0) {
      const pooled = this.#sessions.take();
      if (!pooled) break;
      const job = this.#queue.shift();
      if (job) void this.#runJob(job, pooled);
    }
    if (this.#queue.size > 0 && this.#sessions.canGrow) this.#sessions.grow(this.#wanted());
  }

  /** Sessions that would help: what waits for an earlier query of the same owner is worth no licence seat. */
  #wanted(): number {
    const served = new Set([...this.#running].filter(({ settled }) => !settled).map(({ owner }) => owner));
    return this.#queue.count(({ owner }) => owner === '' || !served.has(owner));
  }

  async #runJob(job: Job, pooled: OpenPooledSession): Promise<void> {
    const { session } = pooled;
    this.#running.add(job);
    try {
      job.resolve(await job.work(session.withDeadline(job.deadline)));
    } catch (cause) {
      const error = fromWireError(cause);
      // After a malformed or missing reply the session's state is unknown: it is not used again.
      if (error.code === 'PROTOCOL' || error.code === 'TIMEOUT') session.abandon(error);
      if (session.hasEnded && job.mayRepeat(error)) return this.#repeat(job, pooled);
      job.reject(error);
    }
    this.#running.delete(job);
    this.#sessions.release(pooled);
  }

  /** Runs a read-only query again on a new session after its session died. */
  async #repeat(job: Job, pooled: OpenPooledSession): Promise<void> {
    job.repeated = true;
    this.#running.delete(job);
    try {
      const replacement = await this.#sessions.replace(pooled);
      if (job.settled) this.#sessions.release(replacement);
      else await this.#runJob(job, replacement);
    } catch (error) {
      job.reject(fromWireError(error));
    }
  }

  /** A query that timed out may still run: another session logs its session out. */
  #logoutSession(pooled: OpenPooledSession): void {
    const { session } = pooled;
    const { userNo } = session;
    if (userNo === undefined || this.#closed) return;
    const logOut: Work<void> = async (send) => {
      // Once the session has ended, its number may belong to another user.
      if (!session.hasEnded) await send({ function: 'execute', statement: `LOGOUT ${userNo}` });
    };
    const timeoutMs = this.#options.graceMs;
    this.#enqueue(logOut, { owner: 'logout', repeatable: false, timeoutMs }).catch(() => {});
  }

  #rejectAll(error: AccountError): void {
    for (const job of this.#queue.drain()) job.reject(new AccountError(error.code, error.message));
  }
}

function stateOf(sessions: PoolSessions, closed: boolean): AccountStatus['state'] {
  if (sessions.ready && !closed) return 'ready';
  return sessions.loginError || closed ? 'down' : 'connecting';
}
