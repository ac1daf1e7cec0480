import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { HOME_LAYOUT } from '../../contract/home-files.ts';
import { publishFileSync } from '../../lib/atomic-file.ts';
import type { Clock } from '../../lib/clock.ts';
import { ensureHome } from '../../lib/private-file.ts';
import { type ProcessStart, sameStart } from '../../lib/processes.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import { removeIfUnchangedSync } from '../../lib/take-away.ts';
import type { Platform } from '../platform/platform.ts';

const HOLDER = z.object({
  pid: z.number().int().positive(),
  /** See process-start.ts: a PID is given to another process sooner or later. */
  processStart: z.string().max(200),
  /** Of one claim: a process may make several. */
  token: z.string().max(64),
  /** Who it is, as `watch (anna)`. */
  by: z.string().max(200),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

/** Whoever has a lock. */
export type LockHolder = Readonly<z.infer<typeof HOLDER>>;

/** This process, as others find it. */
export interface OwnProcess {
  readonly pid: number;
  readonly start: ProcessStart;
}

export interface ProcessLockOptions {
  readonly home: string;
  /** Relative to home, with `/`. */
  readonly file: string;
  readonly by: string;
  readonly self: OwnProcess;
  readonly platform: Pick<Platform, 'isAlive' | 'process'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Times a lock of a dead process is taken away before this one gives up. */
const MAX_TRIES = 5;

/**
 * Something in a home that one process does at a time: a file that names its process, published with `link`, so that
 * of several at once one wins. A holder that died is seen by PID and start time, and its file is taken away. A lock
 * that cannot be written (a full or read-only disk) is no reason to do nothing: then there is none.
 */
export class ProcessLock {
  readonly #options: ProcessLockOptions;
  readonly #file: string;
  readonly #token = randomBytes(8).toString('hex');
  /** Of the holder whose start time was compared: it costs a program on Windows, and a PID does not change hands unseen. */
  #verified: string | undefined;

  constructor(options: ProcessLockOptions) {
    this.#options = options;
    this.#file = path.join(options.home, options.file);
  }

  /** @returns undefined where it is ours now, or nobody can have it; else who has it */
  async acquire(): Promise<LockHolder | undefined> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const current = this.#read();
      if (current?.holder?.token === this.#token) return undefined;
      if (current?.holder !== undefined && !(await this.#isGone(current.holder))) return current.holder;
      if (current !== undefined) removeIfUnchangedSync(this.#file, current.text);
      if (this.#publish() !== 'taken') return undefined;
    }
    return this.#read()?.holder;
  }

  /** Who has it; undefined where nobody does. */
  async holder(): Promise<LockHolder | undefined> {
    const holder = this.#read()?.holder;
    return holder === undefined || (await this.#isGone(holder)) ? undefined : holder;
  }

  /** One that is not ours stays. */
  release(): void {
    const current = this.#read();
    if (current?.holder?.token !== this.#token) return;
    try {
      rmSync(this.#file, { force: true });
    } catch {
      // A read-only disk: our end frees it.
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
    } catch {
      return 'impossible';
    }
  }

  /** Undefined where there is none. A file that says nothing has no holder. */
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
