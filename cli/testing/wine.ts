import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, copyFileSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { EXECUTABLES } from '../../build/executable/executable-targets.ts';
import { installedRuntime } from '../../build/executable/runtime.ts';
import { ROOT } from '../../build/rooms.ts';
import { AS_WINDOWS_10, WINE_FOLDER, wineEnvironment } from '../../build/wine.ts';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';
import { type CommandResult, SHIPPED } from './controls.ts';

const CACHE = WINE_FOLDER;
/** A name with spaces, and with letters that no single Windows code page contains. */
const FOLDER = 'HAL für 表計 & Büro';
/** Its drive C:, seen from outside. */
export const WINDOWS_DRIVE = path.join(WINE_FOLDER, 'prefix/drive_c');

/** The program under test: the executable, the bundled file with Node for Windows, or a program by its path there. */
export type WindowsProgram = 'the executable' | 'the bundled file' | `C:\\${string}`;

/** A 64-bit Windows provided by Wine. */
export class WindowsMachine {
  readonly #wine: string;
  readonly #env: Record<string, string>;
  /** For files of a test. */
  readonly folder = path.join(CACHE, 'files');
  /** The program and arguments that run `hal-listener`. */
  readonly #program: readonly string[];
  #count = 0;

  /** Creates the machine if it does not exist yet, and removes the home that an earlier run left. */
  static async boot(wine: string, port: number, program: WindowsProgram): Promise<WindowsMachine> {
    const machine = new WindowsMachine(wine, port, program);
    mkdirSync(machine.folder, { recursive: true });
    const result = await machine.tool('reg.exe', ...AS_WINDOWS_10);
    if (result.code !== 0) throw new Error(`Wine does not work here: ${result.err}`);
    rmSync(machine.home, { recursive: true, force: true });
    return machine;
  }

  private constructor(wine: string, port: number, program: WindowsProgram) {
    this.#wine = wine;
    this.#program = wordsOf(program);
    this.#env = {
      ...wineEnvironment(),
      WEBSOCKET_HOST: '127.0.0.1',
      WEBSOCKET_PORT: String(port),
    };
  }

  /** The path of the user's home on this system. */
  get home(): string {
    const users = path.join(WINDOWS_DRIVE, 'users');
    const [user = 'nobody'] = readdirSync(users).filter((name) => name !== 'Public');
    return path.join(users, user, 'AppData/Local/HAL Listener');
  }

  /** Runs `hal-listener` to its end. */
  hal(...args: readonly string[]): Promise<CommandResult> {
    return this.#ended([...this.#program, ...args]);
  }

  /** Runs a Windows tool to its end. */
  tool(...args: readonly string[]): Promise<CommandResult> {
    return this.#ended(args);
  }

  /** Starts a command without waiting for its end. */
  spawn(...args: readonly string[]): { readonly child: ChildProcess; out(): string } {
    const { child, files } = this.#start([...this.#program, ...args]);
    return { child, out: () => readFileSync(files[0], 'utf8') };
  }

  /** The registrations of the listeners. */
  registrations() {
    return registrationFiles(this.home).flatMap(({ read }) =>
      read.kind === 'ours' ? [read.registration] : [],
    );
  }

  /** This system's PIDs of the `hal-listener` processes on that machine that have this argument. */
  pids(argument: string): number[] {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      const args = read(`/proc/${name}/cmdline`).split('\0');
      const isHere = read(`/proc/${name}/environ`).includes(this.#env.WINEPREFIX ?? CACHE);
      return isHere && args.some((arg) => /hal-listener\.(?:cjs|exe)$/.test(arg)) && args.includes(argument)
        ? [Number(name)]
        : [];
    });
  }

  /** Ends the `hal-listener` processes that still run there, by PID. */
  shutDown(): void {
    for (const argument of ['run', 'watch', 'panel'])
      for (const pid of this.pids(argument)) process.kill(pid, 'SIGKILL');
  }

  async #ended(args: readonly string[]): Promise<CommandResult> {
    const { child, files } = this.#start(args);
    await once(child, 'exit');
    const [out, err] = files.map((file) => readFileSync(file, 'utf8'));
    return { code: child.exitCode, out: out ?? '', err: err ?? '' };
  }

  /** Starts a program. Its output goes to files, because Node under Wine dies of EBADF with a pipe. */
  #start(args: readonly string[]) {
    this.#count += 1;
    const files = ['out', 'err'].map((name) => path.join(this.folder, `${this.#count}.${name}`));
    const fds = files.map((file) => openSync(file, 'w'));
    const child = spawn(this.#wine, args, { cwd: CACHE, env: this.#env, stdio: ['ignore', ...fds] });
    for (const fd of fds) closeSync(fd);
    return { child, files: files as [string, string] };
  }
}

function wordsOf(program: WindowsProgram): readonly string[] {
  if (program === 'the executable') return [installExecutable()];
  return program === 'the bundled file' ? [installedRuntime('win-x64').program, SHIPPED] : [program];
}

/** Copies the executable into a folder with a realistic name. @returns its path on Windows */
function installExecutable(): string {
  const folder = path.join(WINDOWS_DRIVE, FOLDER);
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(ROOT, EXECUTABLES['win-x64'].file), path.join(folder, 'hal-listener.exe'));
  return `C:\\${FOLDER}\\hal-listener.exe`;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
