import type { LevelNumber } from './line-levels.ts';

const FIRST_ROOM = 4_096;
/** What four bytes hold; of a longer line no more is ever shown. */
const MAX_LENGTH = 0xffff_ffff;

/** Where each line of a log is: 13 bytes a row, so that a million lines need 13 MB and no line is kept. */
export class RowStore {
  #starts = new Float64Array(FIRST_ROOM);
  #lengths = new Uint32Array(FIRST_ROOM);
  #levels = new Uint8Array(FIRST_ROOM);
  #count = 0;
  /** Rows by least level, filled when somebody looks through that filter. */
  readonly #views = new Map<LevelNumber, { rows: number[]; seen: number }>();

  get count(): number {
    return this.#count;
  }

  add(start: number, length: number, level: LevelNumber): void {
    if (this.#count === this.#starts.length) this.#grow();
    this.#starts[this.#count] = start;
    this.#lengths[this.#count] = Math.min(length, MAX_LENGTH);
    this.#levels[this.#count] = level;
    this.#count += 1;
  }

  /** Bytes from the start of its file. */
  start(row: number): number {
    return this.#starts[row] ?? 0;
  }

  /** Bytes, line end not counted. */
  length(row: number): number {
    return this.#lengths[row] ?? 0;
  }

  level(row: number): LevelNumber {
    return this.#levels[row] ?? 0;
  }

  /** The rows of that level and worse, ascending; undefined where every row is meant. */
  view(least: LevelNumber | undefined): readonly number[] | undefined {
    if (least === undefined) return undefined;
    const view = this.#views.get(least) ?? { rows: [], seen: 0 };
    this.#views.set(least, view);
    for (; view.seen < this.#count; view.seen += 1) {
      if (this.level(view.seen) <= least) view.rows.push(view.seen);
    }
    return view.rows;
  }

  #grow(): void {
    const room = this.#starts.length * 2;
    this.#starts = grown(new Float64Array(room), this.#starts);
    this.#lengths = grown(new Uint32Array(room), this.#lengths);
    this.#levels = grown(new Uint8Array(room), this.#levels);
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}

/** How many of an ascending list are below a value. */
export function countBelow(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
