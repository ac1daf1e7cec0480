import { Backoff } from '../../../lib/backoff.ts';
import type { AccountError } from '../errors.ts';
import type { Timers } from './timers.ts';

/** Delays between login attempts. */
const FIRST_LOGIN_DELAY_MS = 1_000;
const MAX_LOGIN_DELAY_MS = 30_000;

/** QM's last refusal to give us a session, and the pause it costs: never a storm of attempts. */
export class LoginBackoff {
  readonly #backoff = new Backoff({ firstMs: FIRST_LOGIN_DELAY_MS, maxMs: MAX_LOGIN_DELAY_MS });
  readonly #timers: Timers;
  readonly #onPauseEnd: () => void;
  #last: AccountError | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(timers: Timers, onPauseEnd: () => void) {
    this.#timers = timers;
    this.#onPauseEnd = onPauseEnd;
  }

  /** Why the last session was refused, until one is given or nobody wants one any more. */
  get lastError(): AccountError | undefined {
    return this.#last;
  }

  /** No attempt now. */
  get isPaused(): boolean {
    return this.#cancelPause !== undefined;
  }

  /** A refused login is tried least often: some systems lock a user after a few. */
  onRefused(error: AccountError): void {
    this.#last = error;
    if (this.#cancelPause) return;
    this.#pause(error.code === 'LOGIN_REFUSED' ? MAX_LOGIN_DELAY_MS : this.#backoff.next());
  }

  /** No attempt for so many milliseconds, though QM has refused nothing. */
  cooldown(ms: number): void {
    if (!this.#cancelPause) this.#pause(ms);
  }

  /** Whether there would be one now is not known, and nobody asks. */
  clearError(): void {
    this.#last = undefined;
  }

  /** A session was given. The next pause stays long until it has proved itself. */
  onOpened(): void {
    this.#last = undefined;
    this.stop();
  }

  /** A new session has answered: the next pause is short again. */
  onAnswered(): void {
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
      this.#onPauseEnd();
    });
  }
}
