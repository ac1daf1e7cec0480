import { runAfter } from '../../lib/background.ts';
import type { TimerName } from '../protocol/session-state.ts';

/** The one-shot timers of one session. */
export class SessionTimers {
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  readonly #onTimer: (timer: TimerName) => void;

  constructor(onTimer: (timer: TimerName) => void) {
    this.#onTimer = onTimer;
  }

  /** Replaces a timer of the same name. */
  set(timer: TimerName, ms: number): void {
    this.clear(timer);
    this.#timers.set(
      timer,
      runAfter(ms, 'session timer', () => {
        this.#timers.delete(timer);
        this.#onTimer(timer);
      }),
    );
  }

  clear(timer: TimerName): void {
    clearTimeout(this.#timers.get(timer));
    this.#timers.delete(timer);
  }

  clearAll(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
