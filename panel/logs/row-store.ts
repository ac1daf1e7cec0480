import type { LevelNumber } from './line-scan.ts';

const INITIAL_CAPACITY = 4_096;
/** What four bytes hold; of a longer line no more is ever shown. */
const MAX_LENGTH = 0xffff_ffff;
/** Set in the byte of the level where a line begins an entry. */
const ENTRY = 0x80;

/** Where each line of a log is, and its time: 17 bytes a row, so that a million lines need 17 MB and no line is kept. */
export class RowStore {
  #starts = new Float64Array(INITIAL_CAPACITY);
  #lengths = new Uint32Array(INITIAL_CAPACITY);
  #stamps = new Uint32Array(INITIAL_CAPACITY);
  #levels = new Uint8Array(INITIAL_CAPACITY);
  #count = 0;
  #lastStamp = 0;

  get count(): number {
    return this.#count;
  }

  /** @param stamp 0 if the line has none: it goes with the entry before it */
  add(start: number, length: number, level: LevelNumber, stamp: number): void {
    if (this.#count === this.#starts.length) this.#grow();
    if (stamp !== 0) this.#lastStamp = stamp;
    this.#starts[this.#count] = start;
    this.#lengths[this.#count] = Math.min(length, MAX_LENGTH);
    this.#stamps[this.#count] = this.#lastStamp;
    this.#levels[this.#count] = stamp === 0 ? level : level | ENTRY;
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

  /** Its time, or that of the entry it belongs to, as `stampOf` tells it. */
  stamp(row: number): number {
    return this.#stamps[row] ?? 0;
  }

  level(row: number): LevelNumber {
    return (this.#levels[row] ?? 0) & ~ENTRY;
  }

  /** Whether it begins an entry. */
  isEntry(row: number): boolean {
    return ((this.#levels[row] ?? 0) & ENTRY) !== 0;
  }

  #grow(): void {
    const capacity = this.#starts.length * 2;
    this.#starts = copyInto(new Float64Array(capacity), this.#starts);
    this.#lengths = copyInto(new Uint32Array(capacity), this.#lengths);
    this.#stamps = copyInto(new Uint32Array(capacity), this.#stamps);
    this.#levels = copyInto(new Uint8Array(capacity), this.#levels);
  }
}

function copyInto<T extends Float64Array | Uint32Array | Uint8Array>(larger: T, smaller: T): T {
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
