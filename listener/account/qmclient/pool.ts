import type { AccountStatus } from '../account.ts';
import { AccountError } from '../errors.ts';
import { FairQueue } from './fair-queue.ts';
import { Job, type JobOptions, type Work } from './job.ts';
import { wireFault } from './refusal.ts';
import type { OpenSeat, SeatStatus } from './seat.ts';
import { Seats } from './seats.ts';
import type { SeatsOptions } from './seats-options.ts';

export interface PoolOptions extends SeatsOptions {
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
  readonly #seats: Seats;
  #closed = false;
  #onChange: () => void = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#seats = new Seats(options, {
      onFree: () => this.#dispatch(),
      onDown: (error) => this.#refuseAll(error),
      onLeaving: (seat) => this.#evict(seat),
      onChange: () => this.#onChange(),
    });
    // One session is kept warm from the start: QM's state is known before the first question.
    this.#seats.grow(1);
  }

  /**
   * Runs `work` on a session. Rejects with AccountError: UNAVAILABLE, LICENCE_LIMIT or LOGIN_REFUSED at once
   * while QM is down, BUSY when too many wait, TIMEOUT, CANCELLED, or what the work was refused with.
   */
  run<T>(work: Work<T>, options: JobOptions): Promise<T> {
    const refusal = this.#refusalNow(options);
    if (refusal) return Promise.reject(refusal);
    return this.#enqueue(work, options);
  }

  /** Cheap: asks nobody. */
  status(): AccountStatus {
    const seats = { used: this.#seats.used, limit: this.#options.limit, waiting: this.#queue.size };
    const reason = this.#closed ? 'the account is closed' : this.#seats.refusal?.message;
    const state = stateOf(this.#seats, this.#closed);
    return { state, ...(reason !== undefined && { reason }), seats };
  }

  /** Called whenever the state or its reason may be another. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Each seat, for an operator. */
  seats(): readonly SeatStatus[] {
    return this.#seats.status();
  }

  /** New sessions for old, no query is cut short. */
  recycle(): void {
    this.#seats.recycle();
  }

  /** Refuses what waits, lets what runs finish for `graceMs`, says goodbye to QM. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseAll(new AccountError('UNAVAILABLE', 'the account is being closed'));
    await this.#seats.close();
  }

  #refusalNow(options: JobOptions): AccountError | undefined {
    if (this.#closed) return new AccountError('UNAVAILABLE', 'the account is closed');
    if (options.signal?.aborted) return new AccountError('CANCELLED', 'the query was given up');
    const { ready, refusal } = this.#seats;
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
      const seat = this.#seats.take();
      if (!seat) break;
      const job = this.#queue.shift();
      if (job) void this.#serve(job, seat);
    }
    this.#seats.grow(this.#queue.size);
  }

  async #serve(job: Job, seat: OpenSeat): Promise<void> {
    const { session } = seat;
    try {
      job.resolve(await job.work(session.asking(job.deadline)));
    } catch (cause) {
      const error = wireFault(cause);
      // What we did not understand, or left half done, makes the session doubtful: it is not used again.
      if (error.code === 'PROTOCOL' || error.code === 'TIMEOUT') session.abandon(error);
      if (session.over && job.mayRepeat(error)) return this.#repeat(job, seat);
      job.reject(error);
    }
    this.#seats.giveBack(seat);
  }

  /** A session died under a query that only reads: once more, on a fresh one. */
  async #repeat(job: Job, seat: OpenSeat): Promise<void> {
    job.repeated = true;
    try {
      const fresh = await this.#seats.replace(seat);
      if (job.settled) this.#seats.giveBack(fresh);
      else await this.#serve(job, fresh);
    } catch (error) {
      job.reject(wireFault(error));
    }
  }

  /** A query that ran out of time may run on: another session logs its session out while it is still there. */
  #evict(seat: OpenSeat): void {
    const { session } = seat;
    const { userNo } = session;
    if (userNo === undefined || this.#closed) return;
    const logOut: Work<void> = async (ask) => {
      // Its number may belong to somebody else as soon as it is gone.
      if (!session.over) await ask({ function: 'execute', statement: `LOGOUT ${userNo}` });
    };
    const timeoutMs = this.#options.graceMs;
    this.#enqueue(logOut, { owner: 'eviction', repeatable: false, timeoutMs }).catch(() => {});
  }

  #refuseAll(error: AccountError): void {
    for (const job of this.#queue.drain()) job.reject(new AccountError(error.code, error.message));
  }
}

function stateOf(seats: Seats, closed: boolean): AccountStatus['state'] {
  if (seats.ready && !closed) return 'ready';
  return seats.refusal || closed ? 'down' : 'connecting';
}
