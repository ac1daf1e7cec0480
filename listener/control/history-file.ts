import { rename } from 'node:fs/promises';
import { formatHistory, MAX_HISTORY_BYTES, parseHistory } from '../../contract/saved-history.ts';
import type { History } from '../../contract/status.ts';
import { replaceFile } from '../../lib/atomic-file.ts';
import type { Clock } from '../../lib/clock.ts';
import { fileErrorReason, isAbsent, isTransient } from '../../lib/file-error.ts';
import { ensureFolderOf } from '../../lib/private-file.ts';
import { readTextFile } from '../../lib/read-file.ts';
import type { Log } from '../log/log-line.ts';

export interface HistoryFileOptions {
  readonly file: string;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

const NONE: History = { seconds: [], tenSeconds: [], minutes: [] };

/**
 * Keeps the figures of the charts for the next listener on the port. Charts are a convenience: what cannot be read or
 * written is logged, and neither keeps a listener from starting nor from ending.
 */
export class HistoryFile {
  readonly #options: HistoryFileOptions;
  #saving: Promise<void> | undefined;
  #hasFailed = false;

  constructor(options: HistoryFileOptions) {
    this.#options = options;
  }

  /** What an earlier listener saved; empty if nothing can be used. Never rejects. */
  async read(): Promise<History> {
    const { file, log, clock } = this.#options;
    try {
      return parseHistory(await readTextFile(file, MAX_HISTORY_BYTES), clock.now());
    } catch (error) {
      if (isAbsent(error)) return NONE;
      const why = describe(error);
      if (isTransient(error)) log.warn('cannot read the saved figures of the charts', { file, why });
      else await this.#putAside(why);
      return NONE;
    }
  }

  /** Writes the file atomically. Concurrent calls share one save. Never rejects. */
  save(history: History): Promise<void> {
    this.#saving ??= this.#save(history).finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  /** The last save: with what was added while another one was under way. */
  async close(history: History): Promise<void> {
    await this.#saving;
    await this.save(history);
  }

  async #save(history: History): Promise<void> {
    const { file, log } = this.#options;
    try {
      ensureFolderOf(file);
      await replaceFile(file, formatHistory(history));
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) log.warn('cannot save the figures of the charts', { file, why: describe(error) });
      this.#hasFailed = true;
    }
  }

  /** It stays beside, for somebody to look at. */
  async #putAside(why: string): Promise<void> {
    const { file, log } = this.#options;
    const aside = `${file}.bad`;
    const moved = await rename(file, aside).then(
      () => true,
      () => false,
    );
    log.warn('the saved figures of the charts cannot be used: they begin anew', {
      file: moved ? aside : file,
      why,
    });
  }
}

function describe(error: unknown): string {
  if (error instanceof Error && 'code' in error) return fileErrorReason(error);
  return error instanceof Error ? error.message : String(error);
}
