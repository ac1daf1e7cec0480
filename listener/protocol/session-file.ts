import { readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { ResponseFrame } from '../../contract/hal.ts';
import { replaceFile } from '../../lib/atomic-file.ts';
import { runEvery } from '../../lib/background.ts';
import { ensureFolderOf } from '../../lib/private-folder.ts';
import type { Log } from '../log/log.ts';
import { MOST_TURNS } from './questions.ts';
import type { KeptSession, SessionStore } from './session-store.ts';

/** Sessions on disk, so that a restart of the listener loses no conversation. May hold health data: mode 0600. */

const KEPT = z.object({
  sessionId: z.string().min(1).max(128),
  turns: z
    .array(z.object({ question: z.string(), answer: z.string(), intent: z.string(), time: z.string() }))
    .max(MOST_TURNS),
  lastResponse: z
    .looseObject({ type: z.literal('response'), text: z.string(), data: z.array(z.unknown()) })
    .transform((frame) => frame as unknown as ResponseFrame)
    .optional(),
  at: z.number(),
});

const FILE = z.object({ version: z.literal(1), sessions: z.array(KEPT) });

/** The sessions of an earlier run; none, and a line in the log, where the file cannot be used. */
export async function readSessions(path: string, log: Log): Promise<readonly KeptSession[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (Reflect.get(error as object, 'code') !== 'ENOENT') {
      log.warn('sessions of the last run cannot be read', { file: path, error: String(error) });
    }
    return [];
  }
  try {
    return FILE.parse(JSON.parse(text)).sessions;
  } catch {
    const aside = `${path}.bad`;
    await rename(path, aside).catch(() => undefined);
    log.warn('sessions of the last run are damaged and were put aside', { file: aside });
    return [];
  }
}

/** Writes the store down every few seconds when it has changed, and once more at the end. */
export class SessionSaver {
  readonly #store: SessionStore;
  readonly #path: string;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  #written: number;
  #writing: Promise<void> = Promise.resolve();
  #troubled = false;

  constructor(store: SessionStore, path: string, log: Log, everyMs = 5_000) {
    this.#store = store;
    this.#path = path;
    this.#log = log;
    this.#written = store.version;
    this.#timer = runEvery(everyMs, 'saving sessions', () => this.save());
    this.#timer.unref();
  }

  save(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#save());
    return this.#writing;
  }

  close(): Promise<void> {
    clearInterval(this.#timer);
    return this.save();
  }

  async #save(): Promise<void> {
    const { version } = this.#store;
    if (version === this.#written) return;
    try {
      ensureFolderOf(this.#path);
      await replaceFile(this.#path, JSON.stringify({ version: 1, sessions: this.#store.kept() }));
      this.#written = version;
      this.#troubled = false;
    } catch (error) {
      if (!this.#troubled)
        this.#log.warn('sessions cannot be kept', { file: this.#path, error: String(error) });
      this.#troubled = true;
    }
  }
}

/** Forgets what an earlier run kept: the setting was turned off. */
export async function removeSessions(path: string): Promise<void> {
  await rm(path, { force: true });
}
