import type { LogName } from '../../contract/panel-logs.ts';
import { LineSplitter } from '../../lib/line-splitter.ts';
import { type FileId, generation, generationOf, idOf, openIf } from '../../lib/log-generations.ts';
import { LEVEL_RULES, type LevelNumber, NO_LEVEL, splitLines, stampOf } from './line-scan.ts';
import { RowStore } from './row-store.ts';

/** One file of a log. Rotation renames it; its id stays. */
export interface Segment {
  readonly id: FileId;
  readonly firstRow: number;
  /** Bytes whose lines are in the index. */
  bytes: number;
  /** Has read every byte up to here, also those of a last line without an end. */
  readonly splitter: LineSplitter;
}

/**
 * Every line of a log, oldest first, through the files put aside. Follows growth and rotation at each `refresh`;
 * rows keep their numbers until the log is emptied or replaced, which begins another epoch.
 */
export class LogIndex {
  readonly path: string;
  readonly log: LogName;
  #rows = new RowStore();
  #segments: Segment[] = [];
  readonly #nextEpoch: () => number;
  #epoch: number;
  #level: LevelNumber = NO_LEVEL;
  #sizes = { known: 0, total: 0 };
  #refreshing: Promise<void> | undefined;

  constructor(log: LogName, path: string, nextEpoch = epochCounter()) {
    this.log = log;
    this.path = path;
    this.#nextEpoch = nextEpoch;
    this.#epoch = nextEpoch();
  }

  get rows(): RowStore {
    return this.#rows;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** The first row whose file is still there. */
  get first(): number {
    return this.#segments[0]?.firstRow ?? this.#rows.count;
  }

  /** 0 to 1: how much of what is there has been read. */
  get read(): number {
    return this.#sizes.total === 0 ? 1 : Math.min(this.#sizes.known / this.#sizes.total, 1);
  }

  segmentOf(row: number): Segment | undefined {
    return this.#segments.findLast(({ firstRow }) => firstRow <= row);
  }

  /** Takes in what was written since. Calls at the same time share one look. @throws Node's file errors */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#update().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #update(): Promise<void> {
    const ids = await this.#generations();
    const newest = this.#segments.at(-1);
    const known = newest === undefined ? ids.length : ids.indexOf(newest.id);
    if (known === -1) return this.#startOver();
    this.#segments = this.#segments.filter(({ id }) => ids.includes(id));
    this.#sizes = { known: 0, total: 0 };
    if (newest !== undefined && !(await this.#readSegment(newest, known > 0))) return this.#startOver();
    for (let number = known - 1; number >= 0; number -= 1) {
      const id = ids[number];
      if (id === undefined) continue;
      const segment: Segment = { id, firstRow: this.#rows.count, bytes: 0, splitter: new LineSplitter() };
      this.#segments.push(segment);
      await this.#readSegment(segment, number > 0);
    }
  }

  /** Newest first. */
  async #generations(): Promise<FileId[]> {
    const ids: FileId[] = [];
    for (let number = 0, gaps = 0; gaps < 2; number += 1) {
      const id = await idOf(generation(this.path, number));
      if (id !== undefined && !ids.includes(id)) ids.push(id);
      gaps = id === undefined ? gaps + 1 : 0;
    }
    return ids;
  }

  async #startOver(): Promise<void> {
    const hadRows = this.#rows.count > 0;
    this.#rows = new RowStore();
    this.#segments = [];
    this.#level = NO_LEVEL;
    this.#sizes = { known: 0, total: 0 };
    if (!hadRows) return;
    this.#epoch = this.#nextEpoch();
    return this.#update();
  }

  /** @returns false where the file became shorter: its lines are others now */
  async #readSegment(segment: Segment, finished: boolean): Promise<boolean> {
    const number = await generationOf(this.path, segment.id);
    const file = number === undefined ? undefined : await openIf(generation(this.path, number), segment.id);
    if (file === undefined) return true;
    try {
      const { size } = await file.stat();
      if (size < segment.splitter.position) return false;
      this.#sizes = { known: this.#sizes.known + segment.bytes, total: this.#sizes.total + size };
      const stretch = { to: size, finished, previousLevel: this.#level };
      const rule = LEVEL_RULES[this.log];
      this.#level = await splitLines(
        file,
        segment.splitter,
        stretch,
        rule,
        (bytes, start, end, level, length, offset) => {
          this.#rows.add(offset, length, level, stampOf(bytes, start, end));
          this.#sizes.known += length + 1;
        },
      );
      segment.bytes = segment.splitter.position - segment.splitter.pending;
      return true;
    } finally {
      await file.close();
    }
  }
}

/** 1, 2, 3 ... */
export function epochCounter(): () => number {
  let epoch = 0;
  return () => {
    epoch += 1;
    return epoch;
  };
}
