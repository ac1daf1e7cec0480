import { Backoff } from '../../../lib/backoff.ts';
import type { AccountError } from '../errors.ts';
import type { Timers } from './timers.ts';

/** Delays between login attempts. */
const FIRST_LOGIN_DELAY_MS = 1_000;
const MAX_LOGIN_DELAY_MS = 30_000;

/** Limits login attempts: keeps QM's last login error and the delay before the next attempt. */
export class LoginBackoff {
  readonly #backoff = new Backoff({ firstMs: FIRST_LOGIN_DELAY_MS, maxMs: MAX_LOGIN_DELAY_MS });
  readonly #timers: Timers;
  readonly #onPauseEnd: () => void;
  #lastError: AccountError | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(timers: Timers, onPauseEnd: () => void) {
    this.#timers = timers;
    this.#onPauseEnd = onPauseEnd;
  }

  /** Why the last login failed, until one succeeds or no session is needed any more. */
  get lastError(): AccountError | undefined {
    return this.#lastError;
  }

  /** Whether no attempt may be made now. */
  get isPaused(): boolean {
    return this.#cancelPause !== undefined;
  }

  /** Records a failed login. Rejected credentials are retried least often, as some systems lock a user after a few. */
  onRefused(error: AccountError): void {
    this.#lastError = error;
    if (this.#cancelPause) return;
    this.#pause(error.code === 'LOGIN_REFUSED' ? MAX_LOGIN_DELAY_MS : this.#backoff.next());
  }

  /** Delays the next attempt by `ms` milliseconds although no login failed. */
  cooldown(ms: number): void {
    if (!this.#cancelPause) this.#pause(ms);
  }

  /** Clears the last error: nobody waits for a session, and whether a login would succeed now is unknown. */
  clearError(): void {
    this.#lastError = undefined;
  }

  /** A login succeeded. The next delay stays long until the session has answered. */
  onOpened(): void {
    this.#lastError = undefined;
    this.stop();
  }

  /** A new session has answered: the next delay is short again. */
  onAnswered(): void {
    this.#backoff.reset();
  }

  /** Cancels the delay; no attempt follows. */
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
