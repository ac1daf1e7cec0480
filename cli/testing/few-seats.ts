import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseUserTable } from '../../listener/account/command/user-table.ts';
import { QmPrompt } from './qm-prompt.ts';

/** More seats than a QM for this test has. */
const MAX_SEATS = 10;
/** QM reports after 2 s that it has no seat. */
const REFUSAL_TIMEOUT_MS = 4_000;
const { QM_TEST_FEW_SEATS: program = '', QM_TEST_ACCOUNT: account = 'HAL' } = process.env;

/** Why there is no QM with few seats to test; empty if there is one. */
export const fewSeatsMissing = program === '' ? 'QM_TEST_FEW_SEATS is not set' : '';

/**
 * A QM whose seats can all be occupied without disturbing other users: it is started and stopped here, in its own IPC
 * namespace. Needs Linux and root.
 */
export class FewSeats {
  readonly program = program;
  readonly account = account;
  readonly #space: ChildProcess;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'hal-seats-'));
  readonly #holders: { readonly file: string; readonly ended: Promise<unknown> }[] = [];

  static async open(): Promise<FewSeats> {
    const namespace = spawn('unshare', ['--ipc', 'sh', '-c', 'echo open; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(namespace.stdout, 'data');
    const qm = new FewSeats(namespace);
    await qm.#qm('-start');
    return qm;
  }

  private constructor(namespace: ChildProcess) {
    this.#space = namespace;
  }

  /** The program with its arguments that runs another program in the namespace of this QM. */
  get launcherArgs(): readonly string[] {
    return ['nsenter', '--ipc', '--target', String(this.#space.pid)];
  }

  get prompt(): QmPrompt {
    return new QmPrompt(this.program, this.account, this.launcherArgs);
  }

  /** Occupies every seat with sessions at their prompt. @param free how many seats to leave */
  async occupyAllBut(free: number): Promise<void> {
    await this.release();
    while (await this.#takesOne()) {
      if (this.#holders.length >= MAX_SEATS) throw new Error('this QM has too many seats: set NUMUSERS=4');
    }
    await this.release(free);
  }

  /** @returns false if QM had no free seat */
  async #takesOne(): Promise<boolean> {
    const file = path.join(this.#folder, String(this.#holders.length));
    writeFileSync(file, '');
    const script = `{ while [ -e '${file}' ]; do sleep 0.1; done; echo QUIT; } | "$0" "$@"; rm -f '${file}'`;
    const args = ['-c', script, ...this.launcherArgs, this.program, '-quiet', `-a${this.account}`];
    const before = await this.users();
    const started = performance.now();
    const child = spawn('/bin/sh', args, { stdio: 'ignore' });
    const ended = once(child, 'close');
    while (child.exitCode === null) {
      if ((await this.users()) > before) {
        this.#holders.push({ file, ended });
        return true;
      }
      // A rejected session only ends when its input ends.
      if (performance.now() - started > REFUSAL_TIMEOUT_MS) rmSync(file, { force: true });
      await pause(50);
    }
    return false;
  }

  /** How many of QM's seats are in use. */
  async users(): Promise<number> {
    return (await this.#table()).length;
  }

  /** Frees seats, by default all. */
  async release(count = this.#holders.length): Promise<void> {
    const leaving = this.#holders.splice(0, count);
    for (const { file } of leaving) rmSync(file, { force: true });
    await Promise.all(leaving.map(({ ended }) => ended));
  }

  async close(): Promise<void> {
    await this.release();
    await this.#qm('-stop');
    this.#space.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #table() {
    return parseUserTable(await this.#qm('-u'));
  }

  /**
   * Runs qm with a flag. A QM daemon keeps the output of `-start` open, so only the exit of the process is awaited
   * then.
   */
  async #qm(flag: string): Promise<string> {
    const [launcher = '', ...args] = [...this.launcherArgs, this.program, flag];
    const child = spawn(launcher, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('latin1');
    });
    await once(child, flag === '-start' ? 'exit' : 'close');
    child.stdout.destroy();
    return out;
  }
}
