import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { HOME_LAYOUT } from '../../contract/home-files.ts';
import { publishFileSync, removeIfUnchangedSync } from '../../lib/atomic-file.ts';
import type { Clock } from '../../lib/clock.ts';
import { errnoOf } from '../../lib/file-error.ts';
import { ensureHome, PRIVATE_FILE } from '../../lib/private-file.ts';
import { type ProcessStart, sameStart } from '../../lib/processes.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import type { Platform } from '../platform/platform.ts';

const HOLDER = z.object({
  pid: z.number().int().positive(),
  /** Start time of the process, since PIDs are reused: see lib/processes.ts. */
  processStart: z.string().max(200),
  /** Identifies one lock object, since a process may have several. */
  token: z.string().max(64),
  /** Program and user, for example `watch (anna)`. */
  by: z.string().max(200),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

/** The holder of a lock. */
export type LockHolder = Readonly<z.infer<typeof HOLDER>>;

/** Identifies this process. */
export interface OwnProcess {
  readonly pid: number;
  readonly start: ProcessStart;
}

export interface ProcessLockOptions {
  readonly home: string;
  /** Relative to the home, with `/`. */
  readonly file: string;
  readonly by: string;
  readonly self: OwnProcess;
  readonly platform: Pick<Platform, 'isAlive' | 'process'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** For a short piece of work: on a full disk, which takes no bytes but still names, the lock is an empty file. */
  readonly mayBeEmpty?: boolean;
}

/** How long an empty lock is respected, since nobody can tell whether its holder still runs, ms. */
const EMPTY_LOCK_TIMEOUT_MS = 20_000;

/** Attempts to replace the lock of a dead process. */
const MAX_TRIES = 5;

/**
 * A lock between processes of a home: a file that names its holder, published with `link`, so that exactly one process
 * succeeds. A dead holder is detected by PID and start time, and its file is removed. If the file cannot be created (a
 * read-only disk), the work proceeds without a lock.
 */
export class ProcessLock {
  readonly #options: ProcessLockOptions;
  readonly #file: string;
  readonly #token = randomBytes(8).toString('hex');
  /** Token of the holder whose start time was verified, which is expensive on Windows and needs to be done once. */
  #verified: string | undefined;
  /** Whether we have the lock and the file is empty. */
  #isOursEmpty = false;
  /** When this object first saw another holder's empty file, monotonic ms. */
  #emptySince: number | undefined;

  constructor(options: ProcessLockOptions) {
    this.#options = options;
    this.#file = path.join(options.home, options.file);
  }

  /** @returns undefined if we have the lock or it cannot be created; otherwise its holder, with PID 0 if unknown */
  async acquire(): Promise<LockHolder | undefined> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const current = this.#read();
      if (current?.holder?.token === this.#token) return undefined;
      if (current?.text === '' && this.#isOursEmpty) return undefined;
      if (current?.text === '' && this.#isEmptyRespected()) return this.#unknownHolder();
      if (current?.text !== '') this.#emptySince = undefined;
      if (current?.holder !== undefined && !(await this.#isGone(current.holder))) return current.holder;
      if (current !== undefined) removeIfUnchangedSync(this.#file, current.text);
      if (this.#publish() !== 'taken') return undefined;
    }
    return this.#read()?.holder;
  }

  /** The holder; undefined if there is none. */
  async holder(): Promise<LockHolder | undefined> {
    const holder = this.#read()?.holder;
    return holder === undefined || (await this.#isGone(holder)) ? undefined : holder;
  }

  /** Releases the lock if it is ours. */
  release(): void {
    const current = this.#read();
    const isOurs = current?.holder?.token === this.#token || (this.#isOursEmpty && current?.text === '');
    this.#isOursEmpty = false;
    if (!isOurs) return;
    try {
      rmSync(this.#file, { force: true });
    } catch {
      // On a read-only disk the lock becomes stale when this process exits.
    }
  }

  #publish(): 'ours' | 'taken' | 'impossible' {
    const { home, by, self, clock } = this.#options;
    const holder: LockHolder = {
      pid: self.pid,
      processStart: self.start,
      token: this.#token,
      by,
      at: clock.now(),
    };
    try {
      ensureHome(home, HOME_LAYOUT);
      return publishFileSync(this.#file, `${JSON.stringify(holder)}\n`) ? 'ours' : 'taken';
    } catch (error) {
      const isFull = errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'EDQUOT';
      return isFull && this.#options.mayBeEmpty === true ? this.#publishEmpty() : 'impossible';
    }
  }

  #publishEmpty(): 'ours' | 'taken' | 'impossible' {
    try {
      writeFileSync(this.#file, '', { flag: 'wx', mode: PRIVATE_FILE });
    } catch (error) {
      return errnoOf(error) === 'EEXIST' ? 'taken' : 'impossible';
    }
    this.#isOursEmpty = true;
    return 'ours';
  }

  #isEmptyRespected(): boolean {
    if (this.#options.mayBeEmpty !== true) return false;
    const now = this.#options.clock.monotonic();
    this.#emptySince ??= now;
    return now - this.#emptySince < EMPTY_LOCK_TIMEOUT_MS;
  }

  #unknownHolder(): LockHolder {
    const at = this.#options.clock.now();
    return { pid: 0, processStart: '', token: '', by: 'a program that the full disk keeps unnamed', at };
  }

  /** Undefined if there is no file. An invalid file has no holder. */
  #read(): { readonly text: string; readonly holder: LockHolder | undefined } | undefined {
    let text: string;
    try {
      text = readTextFileSync(this.#file);
    } catch {
      return undefined;
    }
    try {
      return { text, holder: HOLDER.safeParse(JSON.parse(text)).data };
    } catch {
      return { text, holder: undefined };
    }
  }

  async #isGone({ pid, processStart, token }: LockHolder): Promise<boolean> {
    const { platform, self } = this.#options;
    if (pid === self.pid) return !sameStart(processStart, self.start);
    if (!platform.isAlive(pid)) return true;
    if (this.#verified === token) return false;
    const start = (await platform.process(pid))?.start;
    if (start !== undefined && !sameStart(start, processStart)) return true;
    this.#verified = token;
    return false;
  }
}
