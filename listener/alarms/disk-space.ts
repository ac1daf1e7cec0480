import { statfs } from 'node:fs/promises';
import { runEvery, runSoon } from '../../lib/background.ts';

const MEASURE_INTERVAL_MS = 60_000;

/** Bytes that this user can still write to a folder's disk. @throws Node's file errors */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Measures the disks of some folders once a minute, without waiting for one that does not answer. */
export class DiskSpace {
  readonly #folders: readonly string[];
  readonly #measure: (folder: string) => Promise<number>;
  readonly #pending = new Set<string>();
  readonly #free = new Map<string, number>();

  constructor(folders: readonly string[], measure = freeBytes) {
    this.#folders = [...new Set(folders)];
    this.#measure = measure;
  }

  /** Bytes free on the fullest disk; undefined until one has been measured. */
  get leastFree(): number | undefined {
    return this.#free.size === 0 ? undefined : Math.min(...this.#free.values());
  }

  /** @returns a function that stops the measurements */
  start(): () => void {
    const now = runSoon('disk space', () => this.measure());
    const timer = runEvery(MEASURE_INTERVAL_MS, 'disk space', () => this.measure());
    timer.unref();
    return () => {
      clearImmediate(now);
      clearInterval(timer);
    };
  }

  /** Measures every disk whose last measurement has ended. A folder that cannot be measured has no figure. */
  async measure(): Promise<void> {
    await Promise.all(
      this.#folders
        .filter((folder) => !this.#pending.has(folder))
        .map(async (folder) => {
          this.#pending.add(folder);
          try {
            this.#free.set(folder, await this.#measure(folder));
          } catch {
            this.#free.delete(folder);
          } finally {
            this.#pending.delete(folder);
          }
        }),
    );
  }
}
