import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { heartbeatFile } from '../../contract/home-files.ts';
import { runEvery } from '../../lib/background.ts';
import { PRIVATE_FILE } from '../../lib/private-file.ts';
import { isProcessAlive, processStart } from '../../lib/processes.ts';
import type { Log } from '../log/log-line.ts';
import type { QmPhantom } from './phantom-identity.ts';

export interface PhantomMonitorOptions {
  readonly home: string;
  readonly phantom: QmPhantom;
  readonly log: Log;
  /** Called once when the phantom has exited. */
  onPhantomExit(): void;
  /** Process queries; tests replace them. */
  readonly processes?: {
    isAlive(pid: number): boolean;
    startOf(pid: number): string | undefined;
  };
}

const HEARTBEAT_INTERVAL_MS = 1_000;

/**
 * Ties a listener to its QM phantom: checks every second that the phantom's process exists, and writes the heartbeat
 * file that the phantom checks.
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
      // On a read-only disk, a heartbeat that no longer changes has the same effect.
    }
  }

  #isRunning(): boolean {
    const { pid } = this.#options.phantom;
    if (pid === undefined) return true;
    if (!this.#processes.isAlive(pid)) return false;
    // Another process may have the same pid by now.
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
