import { rename, rm } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { replaceFile } from '../../lib/atomic-file.ts';
import { runEvery } from '../../lib/background.ts';
import { isAbsent } from '../../lib/file-error.ts';
import { LineSplitter } from '../../lib/line-splitter.ts';
import { openLog, readRange } from '../../lib/log-generations.ts';
import { ensureFolderOf } from '../../lib/private-file.ts';
import type { Log } from '../log/log-line.ts';
import { MAX_TURNS } from './query-queue.ts';
import { MAX_STORE_BYTES, type SessionStore } from './session-store.ts';
import {
  parseSession,
  STORED_SESSION,
  type StoredSession,
  shortenSession,
  shortenTurn,
} from './stored-session.ts';

/**
 * Sessions on disk, so that a restart of the listener loses no conversation. May hold health data: mode 0600. One
 * JSON object, a session a line, so that it is written and read in pieces.
 */

const HEAD = '{"version":1,"sessions":[';
const FOOT = ']}';
const FILE = z.object({ version: z.literal(1), sessions: z.array(STORED_SESSION) });

/** Bytes that are read: no file of ours has more. */
const MAX_FILE_BYTES = 2 * MAX_STORE_BYTES;
/** Bytes of a line: a session, or the whole file of a listener that wrote it in one line. */
const MAX_LINE_BYTES = MAX_STORE_BYTES;
const READ_BYTES = 64 * 1024;
/** Bytes that are packed or written before others get their turn: a few milliseconds. */
const PIECE_BYTES = 256 * 1024;

/** The sessions of an earlier run; none, and a line in the log, where the file cannot be used. */
export async function readSessions(path: string, log: Log): Promise<readonly StoredSession[]> {
  let sessions: readonly StoredSession[] | undefined;
  try {
    sessions = await readFileOfSessions(path);
  } catch (error) {
    if (!isAbsent(error)) log.warn('cannot read saved sessions', { file: path, error: String(error) });
    return [];
  }
  if (sessions !== undefined) return sessions;
  const aside = `${path}.bad`;
  await rename(path, aside).catch(() => undefined);
  log.warn('saved sessions are damaged: moved the file aside', { file: aside });
  return [];
}

/** Undefined where the file is damaged, or larger than any of ours. */
async function readFileOfSessions(path: string): Promise<readonly StoredSession[] | undefined> {
  const file = await openLog(path);
  try {
    const { size } = await file.stat();
    if (size > MAX_FILE_BYTES) return undefined;
    const parser = new SessionFileParser();
    const splitter = new LineSplitter(MAX_LINE_BYTES);
    const take = (bytes: Buffer, start: number, end: number): void =>
      parser.take(bytes.toString('utf8', start, end));
    while (splitter.position < size && !parser.damaged) {
      const chunk = await readRange(file, splitter.position, Math.min(size, splitter.position + READ_BYTES));
      if (chunk.length === 0) break;
      splitter.push(chunk, take);
    }
    splitter.flush(take);
    return parser.sessions;
  } finally {
    await file.close();
  }
}

/** Takes the file line by line. */
class SessionFileParser {
  readonly #sessions: StoredSession[] = [];
  #section: 'head' | 'sessions' | 'end' = 'head';
  damaged = false;

  /** Undefined where they are not all there. */
  get sessions(): readonly StoredSession[] | undefined {
    return this.damaged || this.#section !== 'end' ? undefined : this.#sessions;
  }

  take(line: string): void {
    try {
      this.#take(line);
    } catch {
      this.damaged = true;
    }
  }

  #take(line: string): void {
    if (this.#section === 'sessions' && line === FOOT) this.#section = 'end';
    else if (this.#section === 'sessions')
      this.#add(parseSession(line.endsWith(',') ? line.slice(0, -1) : line));
    else if (this.#section === 'end') this.damaged = true;
    else if (line === HEAD) this.#section = 'sessions';
    else {
      // All in one line, as earlier versions wrote it.
      for (const session of FILE.parse(JSON.parse(line)).sessions) this.#add(session);
      this.#section = 'end';
    }
  }

  #add({ at, ...session }: StoredSession): void {
    const turns = session.turns.slice(-MAX_TURNS).map(shortenTurn);
    this.#sessions.push({ ...shortenSession({ ...session, turns }), at });
  }
}

export interface SessionSaverOptions {
  /** Where they are written down; undefined where they are not to be. */
  readonly path: string | undefined;
  readonly log: Log;
  readonly everyMs?: number;
}

/** Packs what the store keeps, and writes it down, every few seconds when it has changed, and once more at the end. */
export class SessionSaver {
  readonly #store: SessionStore;
  readonly #path: string | undefined;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  #written: number;
  #saving: Promise<void> | undefined;
  #hasFailed = false;

  constructor(store: SessionStore, { path, log, everyMs = 5_000 }: SessionSaverOptions) {
    this.#store = store;
    this.#path = path;
    this.#log = log;
    this.#written = store.version;
    this.#timer = runEvery(everyMs, 'saving sessions', () => this.save());
    this.#timer.unref();
  }

  /** Saves at the same time are one. What changes meanwhile is saved the next time. */
  save(): Promise<void> {
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#saving;
    await this.save();
  }

  async #save(): Promise<void> {
    const { version } = this.#store;
    if (version === this.#written) return;
    try {
      // Packed first, all of them: then their bytes are known, and there are no more than are kept.
      for await (const _ of this.#packed());
      if (this.#path !== undefined) {
        ensureFolderOf(this.#path);
        await replaceFile(this.#path, this.#content());
      }
      this.#written = version;
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed)
        this.#log.warn('cannot save sessions', { file: this.#path, error: String(error) });
      this.#hasFailed = true;
    }
  }

  async *#content(): AsyncGenerator<string | Buffer> {
    let before = `${HEAD}\n`;
    for await (const packed of this.#packed()) {
      yield Buffer.concat([Buffer.from(before), ...separate(packed)]);
      before = ',\n';
    }
    yield before === ',\n' ? `\n${FOOT}\n` : `${before}${FOOT}\n`;
  }

  /** The JSON of all sessions, some at a time: between two, everybody else gets a turn. */
  async *#packed(): AsyncGenerator<readonly Buffer[]> {
    let piece: Buffer[] = [];
    let bytes = 0;
    for (const id of this.#store.ids) {
      const packed = this.#store.pack(id);
      if (packed === undefined) continue;
      piece.push(packed);
      bytes += packed.length;
      if (bytes < PIECE_BYTES) continue;
      yield piece;
      piece = [];
      bytes = 0;
      await breathe();
    }
    if (piece.length > 0) yield piece;
  }
}

const BETWEEN = Buffer.from(',\n');

function separate(packed: readonly Buffer[]): Buffer[] {
  return packed.flatMap((session, index) => (index === 0 ? [session] : [BETWEEN, session]));
}

/** Forgets what an earlier run kept: the setting was turned off. */
export async function removeSessions(path: string, log: Pick<Log, 'warn'>): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    log.warn('cannot remove saved sessions', { file: path, error: String(error) });
  }
}
