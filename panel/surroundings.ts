import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Surroundings } from '../contract/panel-snapshot.ts';
import type { Clock } from '../lib/clock.ts';
import { configFileOf } from '../lib/config-file.ts';
import type { AutostartState } from '../supervisor/autostart/autostart.ts';

export interface SurroundingsOptions {
  readonly home: string;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Every autostart that this system may have. Asking starts programs of the system. */
  readonly autostarts: () => Promise<readonly { readonly state: AutostartState }[]>;
  readonly disk?: (folder: string) => Promise<{ readonly free: number; readonly total: number }>;
}

const AUTOSTART_INTERVAL_MS = 600_000;
const DISK_INTERVAL_MS = 60_000;

/** What is known of the machine around the listener, measured beside: a snapshot waits for none of it. */
export class SurroundingsWatch {
  readonly #files: readonly string[];
  readonly #autostart: Measured<Surroundings['autostart']>;
  readonly #disk: Measured<Surroundings['disk']>;

  constructor({ home, clock, autostarts, disk = diskSpace }: SurroundingsOptions) {
    this.#files = [configFileOf(home), path.join(home, 'intents.json')];
    this.#autostart = new Measured(clock, AUTOSTART_INTERVAL_MS, async () => summaryOf(await autostarts()));
    this.#disk = new Measured(clock, DISK_INTERVAL_MS, () => disk(home));
  }

  /** What starts automatically was changed: it is read again. */
  rereadAutostart(): void {
    this.#autostart.expire();
  }

  /** As far as it is known by now. */
  read(): Surroundings {
    const [autostart, disk] = [this.#autostart.read(), this.#disk.read()];
    const configurationChangedAt = lastChange(this.#files);
    return {
      ...(autostart === undefined ? {} : { autostart }),
      ...(disk === undefined ? {} : { disk }),
      ...(configurationChangedAt === undefined ? {} : { configurationChangedAt }),
    };
  }
}

/** A value that is measured at intervals, one measurement at a time. A failed one leaves nothing known. */
class Measured<T> {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #everyMs: number;
  readonly #measure: () => Promise<T>;
  #value: T | undefined;
  #nextAt = Number.NEGATIVE_INFINITY;
  #isMeasuring = false;

  constructor(clock: Pick<Clock, 'monotonic'>, everyMs: number, measure: () => Promise<T>) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#measure = measure;
  }

  read(): T | undefined {
    if (!this.#isMeasuring && this.#clock.monotonic() >= this.#nextAt) void this.#update();
    return this.#value;
  }

  /** The next read measures again. */
  expire(): void {
    this.#nextAt = Number.NEGATIVE_INFINITY;
  }

  async #update(): Promise<void> {
    this.#isMeasuring = true;
    this.#nextAt = this.#clock.monotonic() + this.#everyMs;
    this.#value = await this.#measure().catch(() => undefined);
    this.#isMeasuring = false;
  }
}

/** One that could not be read leaves unknown whether there is any, unless there is nothing that could hold it. */
function summaryOf(found: readonly { readonly state: AutostartState }[]): Surroundings['autostart'] {
  if (found.some(({ state }) => state.kind === 'installed')) return 'installed';
  const isUncertain = found.some(({ state }) => state.kind === 'unknown' && state.isNotFound !== true);
  return isUncertain ? undefined : 'missing';
}

async function diskSpace(folder: string): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** When the newest of the files was changed; undefined if there is none. */
function lastChange(files: readonly string[]): number | undefined {
  const times = files.flatMap((file) => {
    try {
      return [statSync(file).mtimeMs];
    } catch {
      return [];
    }
  });
  return times.length === 0 ? undefined : Math.max(...times);
}
