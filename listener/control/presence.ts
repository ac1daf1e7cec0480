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

export interface RegistrationKeeperOptions {
  readonly home: string;
  /** Changed in place where another listener of the home made a new one. */
  readonly key: Buffer;
  readonly endpoint: Pick<Endpoint, 'address' | 'restore'>;
  readonly registration: OwnRegistration;
  readonly log: Log;
}

const CHECK_INTERVAL_MS = 2_000;

/**
 * Keeps a running listener to be found: its registration, its endpoint and the key are put back where somebody
 * removed or damaged them (`rm -rf run`, a full disk, a restored backup), every two seconds and when it is asked.
 */
export class RegistrationKeeper {
  readonly #options: RegistrationKeeperOptions;
  readonly #timer: NodeJS.Timeout;
  #hasFailed = false;

  constructor(options: RegistrationKeeperOptions) {
    this.#options = options;
    this.#timer = runEvery(CHECK_INTERVAL_MS, 'registration', () => this.check());
    this.#timer.unref();
  }

  /** Never rejects: a listener that cannot be found goes on serving its clients. */
  async check(): Promise<void> {
    const { home, key, endpoint, registration, log } = this.#options;
    try {
      const moved = await endpoint.restore();
      if (moved) registration.setEndpoint(endpoint.address);
      const published = registration.publish();
      if (moved || published) {
        log.warn('registration was missing or damaged: restored it', {
          user_no: registration.value.userNo,
          endpoint: moved ? endpoint.address : undefined,
        });
      }
      const renewed = renewKey(home, key);
      if (renewed !== undefined)
        log.warn('control.key was missing or changed', { home, it_is: renewed.replace('-', ' ') });
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        const why = error instanceof Error ? error.message : String(error);
        log.error('cannot write the registration: commands and the panel may not find this listener', {
          why,
        });
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
  onPhantomExit(): void;
  /** What the operating system says; a test's own processes otherwise. */
  readonly processes?: {
    isAlive(pid: number): boolean;
    startOf(pid: number): string | undefined;
  };
}

const HEARTBEAT_INTERVAL_MS = 1_000;

/**
 * A listener and its QM phantom live and die together: this looks once a second whether the phantom's process is
 * there, and leaves the sign of life that the phantom looks for.
 */
export class PhantomMonitor {
  readonly #options: PhantomMonitorOptions;
  readonly #processes: NonNullable<PhantomMonitorOptions['processes']>;
  readonly #file: string;
  readonly #start: string | undefined;
  readonly #timer: NodeJS.Timeout;
  #heartbeats = 0;
  #hasFailed = false;

  constructor(options: PhantomMonitorOptions) {
    const { home, phantom } = options;
    this.#options = options;
    this.#processes = options.processes ?? { isAlive: isProcessAlive, startOf: processStart };
    this.#file = path.join(home, heartbeatFile(phantom.userNo));
    this.#start = phantom.pid === undefined ? undefined : this.#processes.startOf(phantom.pid);
    this.#timer = runEvery(HEARTBEAT_INTERVAL_MS, 'QM phantom check', () => this.check());
    this.#timer.unref();
    this.check();
  }

  check(): void {
    this.#writeHeartbeat();
    if (this.#isRunning()) return;
    clearInterval(this.#timer);
    const { phantom, log, onPhantomExit } = this.#options;
    log.warn('QM phantom has exited: stopping the listener', { user_no: phantom.userNo, pid: phantom.pid });
    onPhantomExit();
  }

  close(): void {
    clearInterval(this.#timer);
    try {
      rmSync(this.#file, { force: true });
    } catch {
      // A read-only disk: that it does not change any more says as much.
    }
  }

  #isRunning(): boolean {
    const { pid } = this.#options.phantom;
    if (pid === undefined) return true;
    if (!this.#processes.isAlive(pid)) return false;
    // Its number may be another process's by now.
    const start = this.#processes.startOf(pid);
    return this.#start === undefined || start === undefined || start === this.#start;
  }

  #writeHeartbeat(): void {
    this.#heartbeats += 1;
    try {
      writeFileSync(this.#file, `${process.pid} ${this.#heartbeats}\n`, { mode: PRIVATE_FILE });
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        const why = error instanceof Error ? error.message : String(error);
        this.#options.log.warn('cannot write heartbeat file', { why });
      }
      this.#hasFailed = true;
    }
  }
}
