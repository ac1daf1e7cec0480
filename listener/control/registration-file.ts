import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  exitFileOfUser,
  HOME_FILES,
  HOME_LAYOUT,
  registrationFile,
  userNoOfFile,
} from '../../contract/home-files.ts';
import {
  lowestFreeUserNo,
  REGISTRATION_FORM,
  type Registration,
  type RunProfile,
  readRegistration,
} from '../../contract/registration.ts';
import type { LastExit } from '../../contract/run-state.ts';
import { publishFileSync, replaceFileSync } from '../../lib/atomic-file.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { ensureHome } from '../../lib/private-file.ts';
import { ownProcessStart } from '../../lib/process-start.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import { truncate } from '../../lib/text.ts';
import { reloadedProfile } from '../config/run-profile.ts';
import { isProcessAlive } from './own-process.ts';

/** What a listener says of itself before it has a number. */
export type Identity = Omit<Registration, 'form' | 'userNo'>;

/** Numbers tried before the folder is taken for broken. */
const MAX_ATTEMPTS = 1_000;

/**
 * `run/<User No.>.json` of this listener: QM's own number where it was started from QM, else the lowest free one. Of
 * several that start at once each gets a number of its own. The file may be removed or damaged while the listener
 * runs; `publish` puts it right.
 */
export class OwnRegistration {
  readonly #home: string;
  readonly #qmUserNo: number | undefined;
  readonly #isAlive: (pid: number) => boolean;
  #registration: Registration;

  constructor(
    home: string,
    identity: Identity,
    qmUserNo: number | undefined,
    isAlive: (pid: number) => boolean = isProcessAlive,
  ) {
    this.#home = home;
    this.#qmUserNo = qmUserNo;
    this.#isAlive = isAlive;
    const userNo = qmUserNo ?? lowestFreeUserNo(usedNumbers(home));
    this.#registration = { form: REGISTRATION_FORM, userNo, ...identity };
  }

  get value(): Registration {
    return this.#registration;
  }

  /** Its endpoint stands elsewhere now. */
  setEndpoint(endpoint: string): void {
    this.#registration = { ...this.#registration, endpoint };
  }

  /** A reload changed what it runs with. */
  onReloaded(applied: Pick<RunProfile, 'token' | 'files'>): void {
    const { profile } = this.#registration;
    if (profile === undefined) return;
    this.#registration = { ...this.#registration, profile: reloadedProfile(profile, applied) };
  }

  /**
   * Puts the file in its place where it is not there as it should be. A number that a living listener has taken
   * meanwhile is left to that one.
   *
   * @returns false where all was well
   * @throws Node's file errors
   */
  publish(): boolean {
    if (this.#read() === this.#text) return false;
    ensureHome(this.#home, HOME_LAYOUT);
    // QM gives a number to one living user at a time: what stands there is a leftover.
    if (this.#qmUserNo !== undefined) {
      replaceFileSync(this.#file, this.#text);
      return true;
    }
    for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
      if (publishFileSync(this.#file, this.#text)) return true;
      if (this.#read() === this.#text) return true;
      if (this.#isFree()) {
        replaceFileSync(this.#file, this.#text);
        return true;
      }
      const userNo = lowestFreeUserNo([...usedNumbers(this.#home), this.#registration.userNo]);
      this.#registration = { ...this.#registration, userNo };
    }
    throw new Error(`no free User No. in ${path.join(this.#home, HOME_FILES.run)}`);
  }

  /** For the end of the process; what cannot be removed is seen to be stale. */
  remove(): void {
    try {
      if (this.#read() === this.#text) rmSync(this.#file, { force: true });
    } catch {
      // A read-only disk.
    }
  }

  get #file(): string {
    return path.join(this.#home, registrationFile(this.#registration.userNo));
  }

  get #text(): string {
    return `${JSON.stringify(this.#registration)}\n`;
  }

  #read(): string | undefined {
    try {
      return readTextFileSync(this.#file);
    } catch {
      return undefined;
    }
  }

  /** Whether what stands at our number may be replaced: it is damaged, our own, or of a process that died. */
  #isFree(): boolean {
    const read = readRegistration(this.#read() ?? '');
    if (read.kind !== 'ours') return read.kind === 'garbage';
    const { pid } = read.registration;
    return pid === this.#registration.pid || !this.#isAlive(pid);
  }
}

function usedNumbers(home: string): number[] {
  try {
    return readdirSync(path.join(home, HOME_FILES.run)).flatMap((name) => userNoOfFile(name) ?? []);
  } catch {
    return [];
  }
}

const MAX_REASON_LENGTH = 2_000;

/**
 * Leaves word of why this process ends, for whoever would start it again. Also called by a listener that never
 * ran: a port in use, a bad configuration. Best effort: an exit is never held up by a full disk.
 *
 * @param exit.reason one line for operators, without a credential
 */
export function writeLastExit(
  home: string,
  exit: Pick<LastExit, 'code' | 'cause' | 'reason' | 'userNo' | 'next' | 'unopened'>,
  clock: Pick<Clock, 'now'> = systemClock,
): void {
  const exitRecord: LastExit = {
    ...exit,
    reason: truncate(exit.reason, MAX_REASON_LENGTH),
    pid: process.pid,
    processStart: ownProcessStart(),
    at: clock.now(),
  };
  try {
    ensureHome(home, HOME_LAYOUT);
    const text = `${JSON.stringify(exitRecord)}\n`;
    // A start that fails a moment later says why in the common file, over what a stopped listener said there.
    if (exitRecord.userNo !== undefined)
      replaceFileSync(path.join(home, exitFileOfUser(exitRecord.userNo)), text);
    replaceFileSync(path.join(home, HOME_FILES.lastExit), text);
  } catch {
    // The exit code and the crash tail still tell.
  }
}
