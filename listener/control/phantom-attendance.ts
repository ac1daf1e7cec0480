import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { signOfLifeFile } from '../../contract/home-files.ts';
import { runEvery } from '../../lib/background.ts';
import { PRIVATE_FILE } from '../../lib/private-file.ts';
import { processStart } from '../../lib/process-start.ts';
import type { Log } from '../log/log.ts';
import { isProcessAlive } from './own-process.ts';
import type { QmPhantom } from './phantom-identity.ts';

export interface PhantomAttendanceParts {
  readonly home: string;
  readonly phantom: QmPhantom;
  readonly log: Log;
  /** Called once, when the phantom is not there any more. */
  gone(): void;
  /** What the operating system says; a test's own processes otherwise. */
  readonly processes?: {
    isAlive(pid: number): boolean;
    startOf(pid: number): string | undefined;
  };
}

const EVERY_MS = 1_000;

/**
 * A listener and its QM phantom live and die together: this looks once a second whether the phantom's process is
 * there, and leaves the sign of life that the phantom looks for.
 */
export class PhantomAttendance {
  readonly #parts: PhantomAttendanceParts;
  readonly #processes: NonNullable<PhantomAttendanceParts['processes']>;
  readonly #file: string;
  readonly #start: string | undefined;
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #troubled = false;

  constructor(parts: PhantomAttendanceParts) {
    const { home, phantom } = parts;
    this.#parts = parts;
    this.#processes = parts.processes ?? { isAlive: isProcessAlive, startOf: processStart };
    this.#file = path.join(home, signOfLifeFile(phantom.userNo));
    this.#start = phantom.pid === undefined ? undefined : this.#processes.startOf(phantom.pid);
    this.#timer = runEvery(EVERY_MS, 'QM phantom check', () => this.look());
    this.#timer.unref();
    this.look();
  }

  look(): void {
    this.#beat();
    if (this.#isThere()) return;
    clearInterval(this.#timer);
    const { phantom, log, gone } = this.#parts;
    log.warn('the QM phantom is gone, and its listener stops', { user_no: phantom.userNo, pid: phantom.pid });
    gone();
  }

  close(): void {
    clearInterval(this.#timer);
    try {
      rmSync(this.#file, { force: true });
    } catch {
      // A read-only disk: that it does not change any more says as much.
    }
  }

  #isThere(): boolean {
    const { pid } = this.#parts.phantom;
    if (pid === undefined) return true;
    if (!this.#processes.isAlive(pid)) return false;
    // Its number may be another process's by now.
    const start = this.#processes.startOf(pid);
    return this.#start === undefined || start === undefined || start === this.#start;
  }

  #beat(): void {
    this.#beats += 1;
    try {
      writeFileSync(this.#file, `${process.pid} ${this.#beats}\n`, { mode: PRIVATE_FILE });
      this.#troubled = false;
    } catch (error) {
      if (!this.#troubled) {
        const why = error instanceof Error ? error.message : String(error);
        this.#parts.log.warn('no sign of life can be left for the QM phantom', { why });
      }
      this.#troubled = true;
    }
  }
}
