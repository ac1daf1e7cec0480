import type { Clock } from '../../lib/clock.ts';

export interface EventPaceOptions<T> {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Events that may follow each other at once. */
  readonly burst: number;
  /** Afterwards there is one event in this time, ms. */
  readonly everyMs: number;
  /** Whether two values need only one event. */
  readonly isSame: (one: T, other: T) => boolean;
  /** @param skipped changes since the last event that have none of their own */
  readonly record: (value: T, skipped: number) => void;
}

/**
 * Turns changes of a value into events at a bounded rate, so that what changes all the time does not push everything else
 * out of the file of events. What was held back is recorded later, so that the last event is true.
 */
export class EventPace<T> {
  readonly #options: EventPaceOptions<T>;
  #tokens: number;
  /** Monotonic ms. */
  #filledAt: number;
  #recorded: T;
  #pending: { readonly value: T } | undefined;
  #changes = 0;

  /** @param initial what needs no event */
  constructor(initial: T, options: EventPaceOptions<T>) {
    this.#options = options;
    this.#recorded = initial;
    this.#tokens = options.burst;
    this.#filledAt = options.clock.monotonic();
  }

  update(value: T): void {
    const current = this.#pending?.value ?? this.#recorded;
    if (this.#options.isSame(current, value)) return;
    this.#pending = { value };
    this.#changes += 1;
    this.check();
  }

  /** Records what was held back, if it is time; called at intervals. */
  check(): void {
    const { clock, burst, everyMs } = this.#options;
    const earned = Math.floor((clock.monotonic() - this.#filledAt) / everyMs);
    this.#tokens = Math.min(burst, this.#tokens + earned);
    this.#filledAt += earned * everyMs;
    if (this.#tokens > 0 && this.#record()) this.#tokens -= 1;
  }

  /** Records what was held back at once: nothing follows. */
  close(): void {
    this.#record();
  }

  #record(): boolean {
    const { isSame, record } = this.#options;
    if (this.#pending === undefined) return false;
    const { value } = this.#pending;
    this.#pending = undefined;
    // It has come back to what was recorded: the next event counts what was between.
    if (isSame(this.#recorded, value)) return false;
    const skipped = this.#changes - 1;
    this.#changes = 0;
    this.#recorded = value;
    record(value, skipped);
    return true;
  }
}
