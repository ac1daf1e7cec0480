import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { heartbeatFile } from '../../contract/home-files.ts';
import { runEvery } from '../../lib/background.ts';
import { PRIVATE_FILE } from '../../lib/private-file.ts';
import { processStart } from '../../lib/process-start.ts';
import type { Log } from '../log/log-line.ts';
import { renewKey } from './control-key.ts';
import type { Endpoint } from './endpoint.ts';
import { isProcessAlive } from './own-process.ts';
import type { QmPhantom } from './phantom-identity.ts';
import type { OwnRegistration } from './registration-file.ts';

export interface PresenceParts {
  readonly home: string;
  /** Changed in place where another listener of the home made a new one. */
  readonly key: Buffer;
  readonly endpoint: Pick<Endpoint, 'address' | 'restore'>;
  readonly registration: OwnRegistration;
  readonly log: Log;
}

const LOOK_INTERVAL_MS = 2_000;

/**
 * Keeps a running listener to be found: its registration, its endpoint and the key are put back where somebody
 * removed or damaged them (`rm -rf run`, a full disk, a restored backup), every two seconds and when it is asked.
 */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #timer: NodeJS.Timeout;
  #hasFailed = false;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#timer = runEvery(LOOK_INTERVAL_MS, 'registration', () => this.look());
    this.#timer.unref();
  }

  /** Never rejects: a listener that cannot be found goes on serving its clients. */
  async look(): Promise<void> {
    const { home, key, endpoint, registration, log } = this.#parts;
    try {
      const moved = await endpoint.restore();
      if (moved) registration.moveTo(endpoint.address);
      const published = registration.publish();
      if (moved || published) {
        log.warn('the registration was gone or damaged, and is put back', {
          user_no: registration.value.userNo,
          endpoint: moved ? endpoint.address : undefined,
        });
      }
      const renewed = renewKey(home, key);
      if (renewed !== undefined)
        log.warn('control.key had changed', { home, it_is: renewed.replace('-', ' ') });
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        const why = error instanceof Error ? error.message : String(error);
        log.error('operators may not find this listener: its registration cannot be written', { why });
      }
      this.#hasFailed = true;
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

export interface PhantomMonitorOptions {
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

const INTERVAL_MS = 1_000;

/**
 * A listener and its QM phantom live and die together: this looks once a second whether the phantom's process is
 * there, and leaves the sign of life that the phantom looks for.
 */
export class PhantomMonitor {
  readonly #parts: PhantomMonitorOptions;
  readonly #processes: NonNullable<PhantomMonitorOptions['processes']>;
  readonly #file: string;
  readonly #start: string | undefined;
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #hasFailed = false;

  constructor(parts: PhantomMonitorOptions) {
    const { home, phantom } = parts;
    this.#parts = parts;
    this.#processes = parts.processes ?? { isAlive: isProcessAlive, startOf: processStart };
    this.#file = path.join(home, heartbeatFile(phantom.userNo));
    this.#start = phantom.pid === undefined ? undefined : this.#processes.startOf(phantom.pid);
    this.#timer = runEvery(INTERVAL_MS, 'QM phantom check', () => this.look());
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
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        const why = error instanceof Error ? error.message : String(error);
        this.#parts.log.warn('no sign of life can be left for the QM phantom', { why });
      }
      this.#hasFailed = true;
    }
  }
}
