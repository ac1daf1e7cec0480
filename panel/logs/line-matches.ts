import { runAfter } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { LogIndex } from './log-index.ts';
import type { LogStretch } from './log-search.ts';
import type { StretchSearch } from './search-thread.ts';

/** Bytes that are looked through at a time: what is found in them is shown while the search goes on. */
const STRETCH_BYTES = 8 * 1024 * 1024;
/** Nobody looks at what is found any more, ms: the search ends. */
const IDLE_MS = 5_000;
/** A search may take so long in all, ms: a slow expression over a long log must not occupy a core for minutes. */
const MAX_SEARCH_MS = 30_000;
/** What was too slow is not tried again for this time, ms: pages ask several times a second. */
const RETRY_MS = 60_000;

let lastId = 0;

/** The rows of a log whose text matches, as far as it has been looked through; lines that come are looked through too. */
export class LineMatches {
  /** Another one of the same query, after this one was dropped, has another id. */
  readonly id: number;
  readonly rows: number[] = [];
  readonly #index: LogIndex;
  readonly #epoch: number;
  readonly #search: StretchSearch;
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Rows that have been looked through. */
  #scanned = 0;
  #askedAt: number;
  #waiting = 0;
  #running: { readonly done: Promise<void>; readonly stop: AbortController } | undefined;
  #failure: { readonly error: PanelError; readonly at: number } | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(index: LogIndex, search: StretchSearch, clock: Pick<Clock, 'monotonic'>) {
    lastId += 1;
    this.id = lastId;
    this.#index = index;
    this.#epoch = index.epoch;
    this.#search = search;
    this.#clock = clock;
    this.#askedAt = clock.monotonic();
  }

  /** 0 to 1. */
  get share(): number {
    const { count } = this.#index.rows;
    return count === 0 ? 1 : Math.min(this.#scanned / count, 1);
  }

  /**
   * Looks through what has not been yet, as long as somebody asks. Who asks at the same time shares the work.
   *
   * @throws PanelError TOO_SLOW, for a minute, CANCELLED, FAILED
   */
  async refresh(): Promise<void> {
    const now = this.#clock.monotonic();
    if (this.#failure !== undefined && now - this.#failure.at < RETRY_MS) throw this.#failure.error;
    this.#askedAt = now;
    this.#running ??= this.#start();
    await this.#running.done;
  }

  /** The same for one who waits for all of it; it is cancelled when the last one who waits cancels. */
  async complete(signal: AbortSignal): Promise<void> {
    const done = this.refresh();
    const cancel = (): void => {
      if (this.#waiting === 1) this.#running?.stop.abort();
    };
    this.#waiting += 1;
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      await done;
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#waiting -= 1;
    }
  }

  close(): void {
    clearTimeout(this.#idle);
    this.#running?.stop.abort();
    this.#search.close();
  }

  #start() {
    clearTimeout(this.#idle);
    const stop = new AbortController();
    const done = this.#scan(stop.signal).finally(() => {
      this.#running = undefined;
      this.#idle = runAfter(IDLE_MS, 'ending an idle search', () => this.#search.close()).unref();
    });
    // Who asks is told; one that nobody waits for any more is not lost either.
    done.catch(() => undefined);
    return { done, stop };
  }

  async #scan(signal: AbortSignal): Promise<void> {
    const startedAt = this.#clock.monotonic();
    try {
      for (let next = this.#nextStretch(); next !== undefined; next = this.#nextStretch()) {
        const now = this.#clock.monotonic();
        if (this.#waiting === 0 && now - this.#askedAt > IDLE_MS) return;
        if (now - startedAt > MAX_SEARCH_MS) {
          throw new PanelError('TOO_SLOW', `The search timed out after ${MAX_SEARCH_MS / 1_000} s.`);
        }
        for (const row of await this.#search.search(next.stretch, signal)) this.rows.push(row);
        this.#scanned = next.endRow;
      }
    } catch (error) {
      if (error instanceof PanelError && error.code === 'TOO_SLOW') {
        this.#failure = { error, at: this.#clock.monotonic() };
      }
      this.#search.close();
      throw error;
    }
  }

  /** Undefined where everything has been looked through, or the log is another one. */
  #nextStretch(): { readonly stretch: LogStretch; readonly endRow: number } | undefined {
    const { rows, segments, path, epoch, first } = this.#index;
    if (epoch !== this.#epoch) return undefined;
    const firstRow = Math.max(this.#scanned, first);
    if (firstRow >= rows.count) return undefined;
    const place = segments.findLastIndex((segment) => segment.firstRow <= firstRow);
    const segment = segments[place];
    if (segment === undefined) return undefined;
    const segmentEnd = segments[place + 1]?.firstRow ?? rows.count;
    const from = rows.start(firstRow);
    let endRow = firstRow + 1;
    while (endRow < segmentEnd && rows.start(endRow) - from < STRETCH_BYTES) endRow += 1;
    const to = endRow === segmentEnd ? segment.bytes : rows.start(endRow);
    return { stretch: { path, id: segment.id, from, to, firstRow }, endRow };
  }
}
