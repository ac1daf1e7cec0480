import { runAfter } from '../../lib/background.ts';
import type { TimerName } from '../protocol/session-state.ts';

/** The timers one session has set; each rings once. */
export class SessionTimers {
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  readonly #onTimer: (timer: TimerName) => void;

  constructor(ring: (timer: TimerName) => void) {
    this.#onTimer = ring;
  }

  /** In the place of one of that name. */
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
