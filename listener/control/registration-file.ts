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
import { type LastExit, RUN_FORM } from '../../contract/run-state.ts';
import { publishFileSync, replaceFileSync } from '../../lib/atomic-file.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { ensureHome } from '../../lib/private-file.ts';
import { isProcessAlive, ownProcessStart } from '../../lib/processes.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import { truncate } from '../../lib/text.ts';
import { reloadedProfile } from '../config/run-profile.ts';

/** A registration without its User No. */
export type Identity = Omit<Registration, 'form' | 'userNo'>;

/** User numbers tried before giving up. */
const MAX_ATTEMPTS = 1_000;

/**
 * `run/<User No.>.json` of this listener. The User No. is QM's own if QM started it, else the lowest free one; several
 * listeners that start at once get different numbers. If the file is removed or damaged, `publish` restores it.
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

  /** Sets the endpoint address; call `publish` afterwards. */
  setEndpoint(endpoint: string): void {
    this.#registration = { ...this.#registration, endpoint };
  }

  /** Updates the run profile after a reload; call `publish` afterwards. */
  onReloaded(applied: Pick<RunProfile, 'token' | 'files'>): void {
    const { profile } = this.#registration;
    if (profile === undefined) return;
    this.#registration = { ...this.#registration, profile: reloadedProfile(profile, applied) };
  }

  /**
   * Writes the file if it is missing or differs. If a running listener has taken the number meanwhile, the next free
   * number is used.
   *
   * @returns false if the file was up to date
   * @throws Node's file errors
   */
  publish(): boolean {
    if (this.#read() === this.#text) return false;
    ensureHome(this.#home, HOME_LAYOUT);
    // QM assigns a number to one user at a time, so an existing file is stale.
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

  /** Call at exit. A file that cannot be removed is recognized as stale by its pid. */
  remove(): void {
    try {
      if (this.#read() === this.#text) rmSync(this.#file, { force: true });
    } catch {
      // The disk is read-only.
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

  /** Whether the file at our number may be replaced: it is damaged, our own, or its process is dead. */
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
 * Records why this process exits, for whoever may restart it. Also called if the listener never ran, for example
 * because of a port in use or an invalid configuration. Best effort: a full disk does not delay the exit.
 *
 * @param exit.reason one line for operators, without credentials
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
    const text = `${JSON.stringify({ form: RUN_FORM.current, ...exitRecord })}\n`;
    // The common file holds the last exit of any listener; a start that fails later overwrites it.
    if (exitRecord.userNo !== undefined)
      replaceFileSync(path.join(home, exitFileOfUser(exitRecord.userNo)), text);
    replaceFileSync(path.join(home, HOME_FILES.lastExit), text);
  } catch {
    // The exit code and the error output remain.
  }
}
