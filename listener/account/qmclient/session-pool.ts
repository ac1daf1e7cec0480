import type { AccountStatus, RequestOptions } from '../account.ts';
import { AccountError } from '../errors.ts';
import { fromWireError } from './errors.ts';
import type { OpenPooledSession, PooledSessionStatus, PoolSessionsOptions } from './pool-session.ts';
import { PoolSessions } from './pool-sessions.ts';
import type { Ask } from './session.ts';
import type { Timers } from './timers.ts';

/** What waits, in the order of its owners' turns: one each, round and round, so that none can starve another. */
export class FairQueue<T> {
  /** In the order of the next turns; no list is empty. */
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

  /** The next item of the owner whose turn it is; the owner then goes to the end of the round. */
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

  /** Whether it was there. */
  remove(owner: string, item: T): boolean {
    const waiting = this.#byOwner.get(owner);
    const index = waiting?.indexOf(item) ?? -1;
    if (!waiting || index < 0) return false;
    waiting.splice(index, 1);
    if (waiting.length === 0) this.#byOwner.delete(owner);
    this.#size -= 1;
    return true;
  }

  /** Takes everything out. */
  drain(): readonly T[] {
    const all: T[] = [];
    for (let item = this.shift(); item !== undefined; item = this.shift()) all.push(item);
    return all;
  }
}

/** What a job does with a session, or whatever else it is served with. May run twice if it is `repeatable`. */
export type Work<T, With = Ask> = (tool: With) => Promise<T>;

/** Which work may be asked again after a session died under it: what only reads. */
export interface JobOptions extends RequestOptions {
  readonly repeatable: boolean;
}

/** One query on its way to QM: settled once, by its answer, its deadline or its owner. */
export class Job<T = unknown, With = Ask> {
  readonly owner: string;
  /** In `timers.now()` milliseconds. */
  readonly deadline: number;
  readonly work: Work<T, With>;
  readonly result: Promise<T>;
  /** It has its second session. */
  repeated = false;
  readonly #repeatable: boolean;
  #settle: { resolve: (value: T) => void; reject: (error: AccountError) => void } | undefined;
  #cleanUp: () => void = () => {};

  /** `onGivenUp` is called when the deadline or the owner ended it, whatever stage it is in. */
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

  /** Answered, refused or given up. */
  get settled(): boolean {
    return this.#settle === undefined;
  }

  /** Whether it is to be asked again on a fresh session, if `error` came with the death of its first. */
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
  /** Milliseconds a query may wait and run, where it does not say. */
  readonly timeoutMs: number;
}

/**
 * QM sessions shared by everybody's queries, each owner served in turn. While QM is down queries fail at once
 * and the way back is tried in the background; no query fails for another's sake.
 */
export class SessionPool {
  readonly #options: PoolOptions;
  readonly #queue = new FairQueue<Job>();
  readonly #sessions: PoolSessions;
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
    // One session is kept warm from the start: QM's state is known before the first question.
    this.#sessions.grow(1);
  }

  /**
   * Runs `work` on a session. Rejects with AccountError: UNAVAILABLE, LICENCE_LIMIT or LOGIN_REFUSED at once
   * while QM is down, BUSY when too many wait, TIMEOUT, CANCELLED, or what the work was refused with.
   */
  run<T>(work: Work<T>, options: JobOptions): Promise<T> {
    const refusal = this.#rejectionNow(options);
    if (refusal) return Promise.reject(refusal);
    return this.#enqueue(work, options);
  }

  /** Cheap: asks nobody. */
  status(): AccountStatus {
    const seats = { used: this.#sessions.used, limit: this.#options.limit, waiting: this.#queue.size };
    const reason = this.#closed ? 'the account is closed' : this.#sessions.refusal?.message;
    const state = stateOf(this.#sessions, this.#closed);
    return { state, ...(reason !== undefined && { reason }), seats };
  }

  /** Called whenever the state or its reason may be another. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Each seat, for an operator. */
  sessions(): readonly PooledSessionStatus[] {
    return this.#sessions.status();
  }

  /** New sessions for old, no query is cut short. */
  recycle(): void {
    this.#sessions.recycle();
  }

  /** Refuses what waits, lets what runs finish for `graceMs`, says goodbye to QM. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#rejectAll(new AccountError('UNAVAILABLE', 'the account is closing'));
    await this.#sessions.close();
  }

  #rejectionNow(options: JobOptions): AccountError | undefined {
    if (this.#closed) return new AccountError('UNAVAILABLE', 'the account is closed');
    if (options.signal?.aborted) return new AccountError('CANCELLED', 'the query was cancelled');
    const { ready, refusal } = this.#sessions;
    if (!ready && refusal) return new AccountError(refusal.code, refusal.message);
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
    this.#sessions.grow(this.#queue.size);
  }

  async #runJob(job: Job, pooled: OpenPooledSession): Promise<void> {
    const { session } = pooled;
    try {
      job.resolve(await job.work(session.asking(job.deadline)));
    } catch (cause) {
      const error = fromWireError(cause);
      // What we did not understand, or left half done, makes the session doubtful: it is not used again.
      if (error.code === 'PROTOCOL' || error.code === 'TIMEOUT') session.abandon(error);
      if (session.over && job.mayRepeat(error)) return this.#repeat(job, pooled);
      job.reject(error);
    }
    this.#sessions.release(pooled);
  }

  /** A session died under a query that only reads: once more, on a fresh one. */
  async #repeat(job: Job, pooled: OpenPooledSession): Promise<void> {
    job.repeated = true;
    try {
      const replacement = await this.#sessions.replace(pooled);
      if (job.settled) this.#sessions.release(replacement);
      else await this.#runJob(job, replacement);
    } catch (error) {
      job.reject(fromWireError(error));
    }
  }

  /** A query that ran out of time may run on: another session logs its session out while it is still there. */
  #logoutSession(pooled: OpenPooledSession): void {
    const { session } = pooled;
    const { userNo } = session;
    if (userNo === undefined || this.#closed) return;
    const logOut: Work<void> = async (ask) => {
      // Its number may belong to somebody else as soon as it is gone.
      if (!session.over) await ask({ function: 'execute', statement: `LOGOUT ${userNo}` });
    };
    const timeoutMs = this.#options.graceMs;
    this.#enqueue(logOut, { owner: 'eviction', repeatable: false, timeoutMs }).catch(() => {});
  }

  #rejectAll(error: AccountError): void {
    for (const job of this.#queue.drain()) job.reject(new AccountError(error.code, error.message));
  }
}

function stateOf(sessions: PoolSessions, closed: boolean): AccountStatus['state'] {
  if (sessions.ready && !closed) return 'ready';
  return sessions.refusal || closed ? 'down' : 'connecting';
}
