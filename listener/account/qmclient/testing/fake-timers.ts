import type { Timers } from '../timers.ts';

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

/** Time that stands still until `advance`. */
export class FakeTimers implements Timers {
  #now = 0;
  #alarms: Alarm[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const alarm = { at: this.#now + Math.max(0, ms), run };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** How many alarms are set. */
  get pending(): number {
    return this.#alarms.length;
  }

  /** Lets time pass; alarms go off in order, and what they set in motion settles in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#alarms = this.#alarms.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets every promise that can move, move. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
