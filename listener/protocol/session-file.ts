import { rename, rm } from 'node:fs/promises';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { z } from 'zod';
import { copyOfForm, type FileForm, NewerFormError } from '../../contract/file-form.ts';
import { replaceFile } from '../../lib/atomic-file.ts';
import { runEvery } from '../../lib/background.ts';
import { isAbsent } from '../../lib/file-error.ts';
import { LineSplitter } from '../../lib/line-splitter.ts';
import { ensureFolderOf } from '../../lib/private-file.ts';
import { openToRead, readRange } from '../../lib/read-file.ts';
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
 * Saves sessions to disk, so that conversations survive a restart. The file may hold health data and has mode 0600.
 * It is one JSON object with a session per line, so that it can be written and read in chunks.
 */

/** The form of the file, whose number is named `version`. */
export const SESSIONS_FORM: FileForm = { current: 1, key: 'version' };

const HEAD = `{"version":${SESSIONS_FORM.current},"sessions":[`;
const FOOT = ']}';
const FILE = z.object({ version: z.literal(SESSIONS_FORM.current), sessions: z.array(STORED_SESSION) });
/** The head as any version writes it. */
const ANY_HEAD = /^\{"version":(\d{1,6}),/;

/** Larger files are treated as damaged. */
export const MAX_FILE_BYTES = 2 * MAX_STORE_BYTES;
/** Bytes per line; earlier versions wrote the whole file in one line. */
const MAX_LINE_BYTES = MAX_STORE_BYTES;
const READ_BYTES = 64 * 1024;
/** Bytes serialized or written, a few milliseconds of work, before yielding to the event loop. */
const PIECE_BYTES = 256 * 1024;

/** Reads the saved sessions. Returns none and logs a warning if the file cannot be used. */
export async function readSessions(path: string, log: Log): Promise<readonly StoredSession[]> {
  let sessions: readonly StoredSession[] | undefined;
  try {
    sessions = await readFileOfSessions(path);
  } catch (error) {
    if (error instanceof NewerFormError) return putAside(path, error, log);
    if (!isAbsent(error)) log.warn('cannot read saved sessions', { file: path, error: String(error) });
    return [];
  }
  if (sessions !== undefined) return sessions;
  const aside = `${path}.bad`;
  await rename(path, aside).catch(() => undefined);
  log.warn('saved sessions are damaged: moved the file aside', { file: aside });
  return [];
}

/** The sessions of a newer version stay beside: that version finds them again if somebody puts them back. */
async function putAside(path: string, { form, message }: NewerFormError, log: Log): Promise<readonly []> {
  const aside = copyOfForm(path, form);
  await rename(path, aside).catch(() => undefined);
  log.warn('saved sessions are of a newer version: moved the file aside', { file: aside, why: message });
  return [];
}

/** Undefined if the file is damaged or too large. @throws NewerFormError */
async function readFileOfSessions(path: string): Promise<readonly StoredSession[] | undefined> {
  const file = await openToRead(path);
  try {
    const { size } = await file.stat();
    if (size > MAX_FILE_BYTES) return undefined;
    const parser = new SessionFileParser();
    const splitter = new LineSplitter(MAX_LINE_BYTES);
    const take = (bytes: Buffer, start: number, end: number): void => {
      const line = bytes.toString('utf8', start, end);
      if (parser.isAtHead) assertReadable(path, line);
      parser.take(line);
    };
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

/** @param line the first one @throws NewerFormError */
function assertReadable(path: string, line: string): void {
  const form = Number(ANY_HEAD.exec(line)?.[1] ?? SESSIONS_FORM.current);
  if (form > SESSIONS_FORM.current) throw new NewerFormError(path, form, SESSIONS_FORM);
}

/** Parses the file line by line. */
class SessionFileParser {
  readonly #sessions: StoredSession[] = [];
  #section: 'head' | 'sessions' | 'end' = 'head';
  damaged = false;

  get isAtHead(): boolean {
    return this.#section === 'head';
  }

  /** Undefined if the file is damaged or incomplete. */
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
      // The one-line format of earlier versions.
      for (const session of FILE.parse(JSON.parse(line)).sessions) this.#add(session);
      this.#section = 'end';
    }
  }

  #add({ at, keys, lastKey, ...session }: StoredSession): void {
    const turns = session.turns.slice(-MAX_TURNS).map(shortenTurn);
    const shortened = shortenSession({ ...session, turns });
    this.#sessions.push({ ...shortened, ...(keys && { keys: keys.slice(-MAX_TURNS), lastKey }), at });
  }
}

export interface SessionSaverOptions {
  /** Path of the file; undefined to save nothing. */
  readonly path: string | undefined;
  readonly log: Log;
  readonly everyMs?: number;
}

/** Serializes the sessions and writes them to the file, every few seconds if they have changed, and on close. */
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

  /** Concurrent calls share one save. Changes made during a save are saved by the next one. */
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
      // Serialize all sessions first, so that their sizes are known and the store has evicted what exceeds the limit.
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

  /** Serializes all sessions in chunks and yields to the event loop between chunks. */
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
      await yieldToEventLoop();
    }
    if (piece.length > 0) yield piece;
  }
}

const BETWEEN = Buffer.from(',\n');

function separate(packed: readonly Buffer[]): Buffer[] {
  return packed.flatMap((session, index) => (index === 0 ? [session] : [BETWEEN, session]));
}

/** Removes the file of an earlier run, since the setting is off now. */
export async function removeSessions(path: string, log: Pick<Log, 'warn'>): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    log.warn('cannot remove saved sessions', { file: path, error: String(error) });
  }
}
