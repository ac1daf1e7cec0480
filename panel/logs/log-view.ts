import { isEntryStart, LOG_LEVELS } from '../../contract/log-line.ts';
import { type LogRow, type LogRows, MAX_LINE_LENGTH } from '../../contract/panel-logs.ts';
import { generation, generationOf, openIf } from '../../lib/log-generations.ts';
import { readRange } from '../../lib/read-file.ts';
import { truncate } from '../../lib/text.ts';
import type { FilteredRows } from './filtered-rows.ts';
import { ERROR } from './line-scan.ts';
import type { LogIndex, Segment } from './log-index.ts';

/** Bytes between two wanted lines that are read over rather than read apart. */
const NEAR = 64 * 1024;
const MAX_BYTES_PER_READ = 1024 * 1024;
/** UTF-8 has at most so many bytes a character. */
const MAX_LINE_BYTES = MAX_LINE_LENGTH * 4;

/** Lines of errors that are read in search of the one that is meant. */
const MAX_SCANNED_ROWS = 1_000;

/** Which rows are meant. */
export interface RowsRequest {
  /** -1 means the last `count`. */
  readonly from: number;
  readonly count: number;
  /** One behind the last row the asker knows of: the last rows are left out where there are no newer ones. */
  readonly known?: number | undefined;
}

/** Which error is meant. */
export interface ErrorRequest {
  /** A row; -1 is behind the last. */
  readonly from: number;
  readonly towards: 'next' | 'previous';
  /** What its line holds. */
  readonly text?: string | undefined;
}

/** A log through a filter: rows are counted among those that pass. */
export class LogView {
  readonly #index: LogIndex;
  readonly #filtered: FilteredRows;

  /** @param filtered of the index's rows as they are now */
  constructor(index: LogIndex, filtered: FilteredRows) {
    this.#index = index;
    this.#filtered = filtered;
    filtered.update(index.first);
  }

  /** The first row of the view that is still there. */
  get first(): number {
    return this.#filtered.countBelow(this.#index.first);
  }

  get end(): number {
    return this.#filtered.length;
  }

  /** @throws Node's file errors */
  async rows({ from, count, known }: RowsRequest): Promise<LogRows> {
    const { first, end } = this;
    const begin = Math.max(from === -1 ? end - (known === end ? 0 : count) : from, first);
    const numbers: number[] = [];
    for (let row = begin; row < Math.min(begin + count, end); row += 1) numbers.push(row);
    const rows = await this.#texts(numbers);
    const { epoch, read } = this.#index;
    return { epoch, first, end, read, counts: this.#filtered.counts, rows };
  }

  /**
   * The nearest row that begins an error, not `from` itself and no line of its stack; null where there is none.
   *
   * @throws Node's file errors
   */
  async nearestError({ from, towards, text = '' }: ErrorRequest): Promise<number | null> {
    let scanned = 0;
    for (const row of this.#errors(from, towards)) {
      const [line] = await this.#texts([row]);
      if (line !== undefined && isEntryStart(line.text) && line.text.includes(text)) return row;
      scanned += 1;
      if (scanned === MAX_SCANNED_ROWS) return null;
    }
    return null;
  }

  /** The rows of this view among rows of the log, both ascending. */
  rowsOf(logRows: readonly number[]): number[] {
    const rows: number[] = [];
    let row = this.first;
    for (const logRow of logRows) {
      while (row < this.end && this.#indexRow(row) < logRow) row += 1;
      if (row < this.end && this.#indexRow(row) === logRow) rows.push(row);
    }
    return rows;
  }

  /** The rows of the log that this view has, oldest first. */
  logRows(): number[] {
    const rows: number[] = [];
    for (let row = this.first; row < this.end; row += 1) rows.push(this.#indexRow(row));
    return rows;
  }

  *#errors(from: number, towards: ErrorRequest['towards']): Generator<number> {
    const { first, end } = this;
    const step = towards === 'next' ? 1 : -1;
    const begin = from === -1 ? end : Math.min(from, end);
    for (let row = begin + step; row >= first && row < end; row += step) {
      if (this.#index.rows.level(this.#indexRow(row)) === ERROR) yield row;
    }
  }

  #indexRow(row: number): number {
    return this.#filtered.at(row);
  }

  async #texts(numbers: readonly number[]): Promise<LogRow[]> {
    const texts: LogRow[] = [];
    for (let at = 0; at < numbers.length; ) {
      const run = this.#run(numbers, at);
      texts.push(...(await this.#read(run.segment, run.rows)));
      at += run.rows.length;
    }
    return texts;
  }

  /** The rows from `at` on that one read brings. */
  #run(
    numbers: readonly number[],
    at: number,
  ): { readonly segment: Segment | undefined; readonly rows: number[] } {
    const store = this.#index.rows;
    const firstRow = numbers[at] ?? 0;
    const segment = this.#index.segmentOf(this.#indexRow(firstRow));
    const from = store.start(this.#indexRow(firstRow));
    const rows = [firstRow];
    let end = from + store.length(this.#indexRow(firstRow));
    for (const row of numbers.slice(at + 1)) {
      const base = this.#indexRow(row);
      const start = store.start(base);
      const near = start - end < NEAR && start + store.length(base) - from < MAX_BYTES_PER_READ;
      if (!near || this.#index.segmentOf(base) !== segment) break;
      rows.push(row);
      end = start + store.length(base);
    }
    return { segment, rows };
  }

  async #read(segment: Segment | undefined, rows: readonly number[]): Promise<LogRow[]> {
    const store = this.#index.rows;
    const bases = rows.map((row) => this.#indexRow(row));
    const from = store.start(bases[0] ?? 0);
    const last = bases.at(-1) ?? 0;
    const to = store.start(last) + Math.min(store.length(last), MAX_LINE_BYTES);
    const bytes = segment === undefined ? undefined : await this.#bytes(segment, from, to);
    return rows.map((row, place) => {
      const base = bases[place] ?? 0;
      const start = store.start(base) - from;
      const end = start + Math.min(store.length(base), MAX_LINE_BYTES);
      const text = bytes?.toString('utf8', start, end) ?? '';
      const level = LOG_LEVELS[store.level(base)] ?? null;
      return {
        row,
        level,
        text: truncate(text, MAX_LINE_LENGTH + 1),
      };
    });
  }

  /** Undefined where rotation has just removed the file: the next look leaves its rows out. */
  async #bytes({ id }: Segment, from: number, to: number): Promise<Buffer | undefined> {
    const { path } = this.#index;
    const number = await generationOf(path, id);
    const file = number === undefined ? undefined : await openIf(generation(path, number), id);
    if (file === undefined) return undefined;
    try {
      return await readRange(file, from, to);
    } finally {
      await file.close();
    }
  }
}
