import type { AccountError } from '../errors.ts';
import type { Timers } from './timers.ts';

/** The shortest and the longest pause between two attempts. */
export const SHORTEST_MS = 1_000;
export const MAX_START_MS = 30_000;

/** Pauses that double with each failure in a row: 1, 2, 4, 8, 16, 30, 30 s ... */
export class Backoff {
  #failures = 0;

  /** Milliseconds to wait after one more failure. */
  next(): number {
    this.#failures += 1;
    return Math.min(MAX_START_MS, SHORTEST_MS * 2 ** Math.min(this.#failures - 1, 10));
  }

  /** After a success. */
  reset(): void {
    this.#failures = 0;
  }
}

/** QM's last refusal to give us a session, and the pause it costs: never a storm of attempts. */
export class LoginBackoff {
  readonly #backoff = new Backoff();
  readonly #timers: Timers;
  readonly #onPauseOver: () => void;
  #last: AccountError | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(timers: Timers, onPauseOver: () => void) {
    this.#timers = timers;
    this.#onPauseOver = onPauseOver;
  }

  /** Why the last session was refused, until one is given or nobody wants one any more. */
  get last(): AccountError | undefined {
    return this.#last;
  }

  /** No attempt now. */
  get pausing(): boolean {
    return this.#cancelPause !== undefined;
  }

  /** A refused login is tried least often: some systems lock a user after a few. */
  add(error: AccountError): void {
    this.#last = error;
    if (this.#cancelPause) return;
    this.#pause(error.code === 'LOGIN_REFUSED' ? MAX_START_MS : this.#backoff.next());
  }

  /** No attempt for so many milliseconds, though QM has refused nothing. */
  cooldown(ms: number): void {
    if (!this.#cancelPause) this.#pause(ms);
  }

  /** Whether there would be one now is not known, and nobody asks. */
  forget(): void {
    this.#last = undefined;
  }

  /** A session was given. The next pause stays long until it has proved itself. */
  clear(): void {
    this.#last = undefined;
    this.stop();
  }

  /** A new session has answered: the next pause is short again. */
  prove(): void {
    this.#backoff.reset();
  }

  /** No more attempts from here. */
  stop(): void {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
  }

  #pause(ms: number): void {
    this.#cancelPause = this.#timers.after(ms, () => {
      this.#cancelPause = undefined;
      this.#onPauseOver();
    });
  }
}
