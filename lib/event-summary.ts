import { runAfter } from './background.ts';
import { type Clock, systemClock } from './clock.ts';

export interface EventCounts {
  /** Events since the last summary, by kind. */
  readonly byKind: Readonly<Record<string, number>>;
  /** The source with most of them, and how many it had. */
  readonly topSource: string;
  readonly fromTopSource: number;
}

export interface EventSummaryOptions {
  /** Minimum time between two summaries. */
  readonly intervalMs?: number;
  readonly clock?: Pick<Clock, 'monotonic'>;
}

/** By then a burst is over or at its height, so that the first summary shows its size. */
const FIRST_AFTER_MS = 1_000;
const DEFAULT_INTERVAL_MS = 60_000;
/** Sources distinguished in one summary. */
const MAX_SOURCES = 1_000;

/** Counts events that anybody on the network can cause in any number, and writes one summary per minute. */
export class EventSummary {
  readonly #write: (counts: EventCounts) => void;
  readonly #intervalMs: number;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #byKind = new Map<string, number>();
  #bySource = new Map<string, number>();
  #writtenAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (counts: EventCounts) => void, options: EventSummaryOptions = {}) {
    this.#write = write;
    this.#intervalMs = options.intervalMs ?? DEFAULT_INTERVAL_MS;
    this.#clock = options.clock ?? systemClock;
  }

  /** @param source the address that caused it */
  add(kind: string, source: string): void {
    this.#byKind.set(kind, (this.#byKind.get(kind) ?? 0) + 1);
    const known = this.#bySource.get(source);
    if (known !== undefined || this.#bySource.size < MAX_SOURCES) {
      this.#bySource.set(source, (known ?? 0) + 1);
    }
    const waitMs = Math.max(this.#writtenAt + this.#intervalMs - this.#clock.monotonic(), FIRST_AFTER_MS);
    this.#timer ??= runAfter(waitMs, 'event summary', () => this.flush()).unref();
  }

  /** Writes what has been counted, if anything. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#byKind.size === 0) return;
    const byKind = Object.fromEntries(this.#byKind);
    let [topSource, fromTopSource] = ['', 0];
    for (const [source, count] of this.#bySource) {
      if (count > fromTopSource) [topSource, fromTopSource] = [source, count];
    }
    this.#byKind = new Map();
    this.#bySource = new Map();
    this.#writtenAt = this.#clock.monotonic();
    this.#write({ byKind, topSource, fromTopSource });
  }
}
