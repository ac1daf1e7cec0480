import type { RequestOptions } from '../account.ts';
import { AccountError } from '../errors.ts';
import type { Ask } from './session.ts';
import type { Timers } from './timers.ts';

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
    onGivenUp: () => void,
  ) {
    this.owner = options.owner ?? '';
    this.work = work;
    this.deadline = timers.now() + timeoutMs;
    this.#repeatable = options.repeatable;
    this.result = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const giveUp = (error: AccountError) => {
      this.reject(error);
      onGivenUp();
    };
    const cancelTimer = timers.after(timeoutMs, () =>
      giveUp(new AccountError('TIMEOUT', `no answer from QM within ${timeoutMs} ms`)),
    );
    const onAbort = () => giveUp(new AccountError('CANCELLED', 'the query was given up'));
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
