import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseUserTable } from '../../listener/account/command/user-table.ts';
import { QmPrompt } from './qm-prompt.ts';

/** More than a QM for this test has. */
const MAX_SEATS = 10;
/** QM says that it has no seat after 2 s. */
const REFUSED_AFTER_MS = 4_000;
const { QM_TEST_FEW_SEATS: program = '', QM_TEST_ACCOUNT: account = 'HAL' } = process.env;

/** Why no QM of few seats can be tried here; empty where one can. */
export const noFewSeats = program === '' ? 'QM_TEST_FEW_SEATS is not set' : '';

/**
 * A QM whose every seat can be taken without disturbing anybody: it runs in an IPC namespace of its own, started and
 * stopped here. Linux, as root.
 */
export class FewSeats {
  readonly program = program;
  readonly account = account;
  readonly #space: ChildProcess;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'hal-seats-'));
  readonly #holders: { readonly file: string; readonly ended: Promise<unknown> }[] = [];

  static async open(): Promise<FewSeats> {
    const space = spawn('unshare', ['--ipc', 'sh', '-c', 'echo open; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(space.stdout, 'data');
    const qm = new FewSeats(space);
    await qm.#qm('-start');
    return qm;
  }

  private constructor(space: ChildProcess) {
    this.#space = space;
  }

  /** What runs a program beside this QM. */
  get through(): readonly string[] {
    return ['nsenter', '--ipc', '--target', String(this.#space.pid)];
  }

  get prompt(): QmPrompt {
    return new QmPrompt(this.program, this.account, this.through);
  }

  /** Takes every seat with sessions at their prompt. @param free how many to leave */
  async take(free: number): Promise<void> {
    await this.release();
    while (await this.#takesOne()) {
      if (this.#holders.length >= MAX_SEATS) throw new Error('this QM has too many seats: set NUMUSERS=4');
    }
    await this.release(free);
  }

  /** @returns false where QM had no seat for it */
  async #takesOne(): Promise<boolean> {
    const file = path.join(this.#folder, String(this.#holders.length));
    writeFileSync(file, '');
    const script = `{ while [ -e '${file}' ]; do sleep 0.1; done; echo QUIT; } | "$0" "$@"; rm -f '${file}'`;
    const words = ['-c', script, ...this.through, this.program, '-quiet', `-a${this.account}`];
    const before = await this.users();
    const started = performance.now();
    const child = spawn('/bin/sh', words, { stdio: 'ignore' });
    const ended = once(child, 'close');
    while (child.exitCode === null) {
      if ((await this.users()) > before) {
        this.#holders.push({ file, ended });
        return true;
      }
      // One that is refused ends only when its input does.
      if (performance.now() - started > REFUSED_AFTER_MS) rmSync(file, { force: true });
      await pause(50);
    }
    return false;
  }

  /** How many of QM's seats are taken. */
  async users(): Promise<number> {
    return (await this.#table()).length;
  }

  /** Gives seats back, all where it is not said how many. */
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

  /** A daemon of QM keeps the output of its start open: the process is waited for, not its output. */
  async #qm(flag: string): Promise<string> {
    const [first = '', ...words] = [...this.through, this.program, flag];
    const child = spawn(first, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('latin1');
    });
    await once(child, flag === '-start' ? 'exit' : 'close');
    child.stdout.destroy();
    return out;
  }
}
