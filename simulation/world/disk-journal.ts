import type { Inode } from './inode.ts';
import type { Random } from './random.ts';

export interface DiskClock {
  /** World time, ms. */
  now(): number;
  /** Wall time, ms since the epoch. */
  wall(): number;
}

/** How often the kernel commits names to the disk, ms: ext4's default. */
const COMMIT_INTERVAL_MS = 5_000;
/** How long until file contents are written to the disk, ms. */
const WRITE_BACK_AFTER_MS = 35_000;

/** Names and contents that a power loss can still undo. */
export class DiskJournal {
  readonly #clock: DiskClock;
  readonly #random: Random;
  #pending: { readonly at: number; readonly undo: () => void }[] = [];

  constructor(clock: DiskClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Records that a name was created, moved or removed. @param undo reverts exactly that change */
  note(undo: () => void): void {
    const at = this.#clock.now();
    if (this.#pending.length > 64) this.#pending = this.#pending.filter((one) => !this.#isWritten(one.at));
    this.#pending.push({ at, undo });
  }

  commit(): void {
    this.#pending = [];
  }

  /** The journal is ordered: a power loss always undoes the latest changes. */
  losePower(): void {
    const pending = this.#pending.filter(({ at }) => !this.#isWritten(at));
    const kept = this.#random.below(pending.length + 1);
    for (const { undo } of pending.slice(kept).reverse()) undo();
    this.#pending = [];
  }

  /** What a power loss leaves of unsynced content: everything, the previous content, or a part. */
  tear(inode: Inode): void {
    if (this.#clock.now() - inode.writtenAt > WRITE_BACK_AFTER_MS) return;
    const left = this.#random.weighted([
      [3, inode.data],
      [3, inode.durable ?? Buffer.alloc(0)],
      [2, inode.data.subarray(0, this.#random.below(inode.data.length + 1))],
    ]);
    inode.data = Buffer.from(left);
    inode.durable = inode.data;
  }

  #isWritten(at: number): boolean {
    return this.#clock.now() - at > COMMIT_INTERVAL_MS;
  }
}
