import type { DiskClock } from './file-system.ts';
import type { Inode } from './inode.ts';
import type { Random } from './random.ts';

/** The kernel writes names to the disk this often by itself, ms: ext4's default. */
const COMMIT_INTERVAL_MS = 5_000;
/** And the content of files after this long, ms. */
const WRITE_BACK_AFTER_MS = 35_000;

/** What of the disk's names and contents a power loss can still take away. */
export class DiskJournal {
  readonly #clock: DiskClock;
  readonly #random: Random;
  #pending: { readonly at: number; readonly undo: () => void }[] = [];

  constructor(clock: DiskClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A name was made, moved or removed. @param undo takes exactly that back */
  note(undo: () => void): void {
    const at = this.#clock.now();
    if (this.#pending.length > 64) this.#pending = this.#pending.filter((one) => !this.#isWritten(one.at));
    this.#pending.push({ at, undo });
  }

  commit(): void {
    this.#pending = [];
  }

  /** The journal is in order: what is lost is always the latest. */
  losePower(): void {
    const pending = this.#pending.filter(({ at }) => !this.#isWritten(at));
    const kept = this.#random.below(pending.length + 1);
    for (const { undo } of pending.slice(kept).reverse()) undo();
    this.#pending = [];
  }

  /** What a power loss leaves of a file whose content was not synced: all, nothing new, or a part. */
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
