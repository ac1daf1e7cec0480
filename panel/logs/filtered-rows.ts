import { LOG_LEVELS, type LogLevel } from '../../contract/log-line.ts';
import type { LogFilter } from '../../contract/panel-logs.ts';
import { type LevelNumber, NO_LEVEL, stampOf } from './line-scan.ts';
import { countBelow, type RowStore } from './row-store.ts';

/** Rows in ascending order that more are added to. */
interface GrowingRows {
  readonly length: number;
  readonly [index: number]: number;
}

/**
 * The rows of a log that pass a filter, and how many entries of each level there are among those that pass all of it but
 * the level. Both are counted on as rows come, so that a look costs what is new since the last one.
 */
export class FilteredRows {
  readonly #store: RowStore;
  readonly #matches: GrowingRows | undefined;
  readonly #minLevel: LevelNumber;
  readonly #since: number;
  readonly #until: number;
  /** Undefined where every row passes. */
  readonly #rows: number[] | undefined;
  readonly #counts: number[] = Array.from({ length: NO_LEVEL + 1 }, () => 0);
  /** Rows, or matches, that have been looked at, and those of them whose file is gone. */
  #seen = 0;
  #gone = 0;

  /** @param matches rows that pass what is looked for in their text; undefined if nothing is */
  constructor(
    store: RowStore,
    { level, since, until }: Pick<LogFilter, 'level' | 'since' | 'until'>,
    matches?: GrowingRows,
  ) {
    this.#store = store;
    this.#matches = matches;
    this.#minLevel = level === undefined ? NO_LEVEL : LOG_LEVELS.indexOf(level);
    this.#since = since === undefined ? 0 : toStamp(since);
    this.#until = until === undefined ? Number.POSITIVE_INFINITY : toStamp(until);
    const isLimited = level !== undefined || since !== undefined || until !== undefined;
    this.#rows = isLimited || matches !== undefined ? [] : undefined;
  }

  /** Takes in new rows. @param first the first row whose file is still there */
  update(first: number): void {
    const source = this.#matches;
    const length = source?.length ?? this.#store.count;
    for (; this.#seen < length; this.#seen += 1) {
      const row = source?.[this.#seen] ?? this.#seen;
      if (!this.#isInTime(row)) continue;
      this.#count(row, 1);
      if (this.#store.level(row) <= this.#minLevel) this.#rows?.push(row);
    }
    for (; this.#gone < length; this.#gone += 1) {
      const row = source?.[this.#gone] ?? this.#gone;
      if (row >= first) break;
      if (this.#isInTime(row)) this.#count(row, -1);
    }
  }

  /** The number of rows, of which the first may be gone. */
  get length(): number {
    return this.#rows?.length ?? this.#store.count;
  }

  /** The row of the log at a place among those that pass. */
  at(place: number): number {
    return this.#rows?.[place] ?? place;
  }

  /** How many rows that pass come before a row of the log. */
  countBelow(row: number): number {
    return this.#rows === undefined ? row : countBelow(this.#rows, row);
  }

  get counts(): Readonly<Record<LogLevel, number>> {
    const [error = 0, warn = 0, info = 0, debug = 0] = this.#counts;
    return { error, warn, info, debug };
  }

  #isInTime(row: number): boolean {
    const stamp = this.#store.stamp(row);
    return stamp >= this.#since && stamp <= this.#until;
  }

  #count(row: number, change: number): void {
    if (!this.#store.isEntry(row)) return;
    const level = this.#store.level(row);
    this.#counts[level] = (this.#counts[level] ?? 0) + change;
  }
}

function toStamp(text: string): number {
  const bytes = Buffer.from(text);
  return stampOf(bytes, 0, bytes.length);
}
