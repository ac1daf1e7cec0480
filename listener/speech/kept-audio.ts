import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { runEvery } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { openPrivateFile } from '../../lib/private-file.ts';
import type { Log } from '../log/log-line.ts';
import { toWav } from './wav.ts';

/** Recordings of what was said, where the operator wants them: a private file each, deleted after some days. */

export interface KeptAudioOptions {
  readonly folder: string;
  readonly days: number;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

const DAY_MS = 24 * 3_600_000;
const DELETE_INTERVAL_MS = 3_600_000;
/** Ours: other files of the folder are left alone. */
const NAME = /^hal-\d{8}T\d{9}Z-[0-9a-f]{1,8}\.wav$/;

export class KeptAudio {
  readonly #options: KeptAudioOptions;
  readonly #timer: NodeJS.Timeout;
  #hasFailed = false;

  constructor(options: KeptAudioOptions) {
    this.#options = options;
    this.deleteOld();
    this.#timer = runEvery(DELETE_INTERVAL_MS, 'recordings', () => this.deleteOld());
    this.#timer.unref();
  }

  /** Writes a recording. Never rejects: what the disk does not take is logged, once until one is written again. @param session as in logs */
  async keep(pcm: Uint8Array, session: string): Promise<void> {
    const { folder, log, clock } = this.#options;
    const time = new Date(clock.now()).toISOString().replace(/[-:.]/g, '');
    const file = path.join(folder, `hal-${time}-${session.replace(/[^0-9a-f]/g, '').slice(0, 8) || '0'}.wav`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const handle = await openPrivateFile(file, 'wx');
      try {
        await handle.writeFile(toWav(pcm));
      } finally {
        await handle.close();
      }
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        const why = error instanceof Error ? error.message : String(error);
        log.error('cannot keep a recording', { folder, why });
      }
      this.#hasFailed = true;
    }
  }

  /** Deletes the recordings that are older than the days. */
  deleteOld(): void {
    const { folder, days, log, clock } = this.#options;
    const before = clock.now() - days * DAY_MS;
    try {
      for (const name of readdirSync(folder)) {
        const file = path.join(folder, name);
        if (NAME.test(name) && statSync(file).mtimeMs < before) rmSync(file, { force: true });
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      log.warn('cannot delete old recordings', { folder, why: String(error) });
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
