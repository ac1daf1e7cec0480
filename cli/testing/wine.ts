import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, copyFileSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { EXECUTABLES } from '../../build/executable/executable-targets.ts';
import { installedRuntime } from '../../build/executable/runtime.ts';
import { ROOT } from '../../build/rooms.ts';
import { AS_WINDOWS_10, WINE_FOLDER, wineEnvironment } from '../../build/wine.ts';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';
import { type Ran, SHIPPED } from './controls.ts';

const CACHE = WINE_FOLDER;
/** With blanks and letters that no code page of Windows has all of. */
const FOLDER = 'HAL für 表計 & Büro';
const DRIVE = path.join(WINE_FOLDER, 'prefix/drive_c');

/** What runs there: the executable, or the bundled file with Node's own build for Windows. */
export type WindowsProgram = 'the executable' | 'the bundled file';

/** A 64-bit Windows of Wine's making. */
export class WindowsMachine {
  readonly #wine: string;
  readonly #env: Record<string, string>;
  readonly #folder = path.join(CACHE, 'files');
  /** The words that run `hal-listener`. */
  readonly #program: readonly string[];
  #count = 0;

  /** Makes the machine where it is not there yet, and takes away what earlier runs left of us. */
  static async boot(wine: string, port: number, program: WindowsProgram): Promise<WindowsMachine> {
    const machine = new WindowsMachine(wine, port, program);
    mkdirSync(machine.#folder, { recursive: true });
    const made = await machine.tool('reg.exe', ...AS_WINDOWS_10);
    if (made.code !== 0) throw new Error(`Wine does not work here: ${made.err}`);
    rmSync(machine.home, { recursive: true, force: true });
    return machine;
  }

  private constructor(wine: string, port: number, program: WindowsProgram) {
    this.#wine = wine;
    this.#program =
      program === 'the executable' ? [installed()] : [installedRuntime('win-x64').program, SHIPPED];
    this.#env = {
      ...wineEnvironment(),
      WEBSOCKET_HOST: '127.0.0.1',
      WEBSOCKET_PORT: String(port),
    };
  }

  /** Where a user's own home is, seen from outside. */
  get home(): string {
    const users = path.join(DRIVE, 'users');
    const [user = 'nobody'] = readdirSync(users).filter((name) => name !== 'Public');
    return path.join(users, user, 'AppData/Local/HAL Listener');
  }

  /** Runs `hal-listener` to its end. */
  hal(...args: readonly string[]): Promise<Ran> {
    return this.#ended([...this.#program, ...args]);
  }

  /** Runs one of Windows' own tools. */
  tool(...words: readonly string[]): Promise<Ran> {
    return this.#ended(words);
  }

  /** Starts a command that goes on. */
  spawn(...args: readonly string[]): { readonly child: ChildProcess; out(): string } {
    const { child, files } = this.#start([...this.#program, ...args]);
    return { child, out: () => readFileSync(files[0], 'utf8') };
  }

  /** What the listeners that are registered say of themselves. */
  registrations() {
    return registrationFiles(this.home).flatMap(({ read }) =>
      read.kind === 'ours' ? [read.registration] : [],
    );
  }

  /** This system's PIDs of the processes on that machine whose command line holds a word. */
  pids(word: string): number[] {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      const words = read(`/proc/${name}/cmdline`).split('\0');
      const here = read(`/proc/${name}/environ`).includes(this.#env.WINEPREFIX ?? CACHE);
      return here && words.some((one) => /hal-listener\.(?:cjs|exe)$/.test(one)) && words.includes(word)
        ? [Number(name)]
        : [];
    });
  }

  /** Ends what still runs there of us, by PID. */
  shutDown(): void {
    for (const word of ['run', 'watch', 'panel'])
      for (const pid of this.pids(word)) process.kill(pid, 'SIGKILL');
  }

  async #ended(words: readonly string[]): Promise<Ran> {
    const { child, files } = this.#start(words);
    await once(child, 'exit');
    const [out, err] = files.map((file) => readFileSync(file, 'utf8'));
    return { code: child.exitCode, out: out ?? '', err: err ?? '' };
  }

  /** Output goes to files: with a pipe, Node under Wine dies of EBADF. */
  #start(words: readonly string[]) {
    this.#count += 1;
    const files = ['out', 'err'].map((name) => path.join(this.#folder, `${this.#count}.${name}`));
    const fds = files.map((file) => openSync(file, 'w'));
    const child = spawn(this.#wine, words, { cwd: CACHE, env: this.#env, stdio: ['ignore', ...fds] });
    for (const fd of fds) closeSync(fd);
    return { child, files: files as [string, string] };
  }
}

/** Puts the executable into a folder as users name them. @returns its path on Windows */
function installed(): string {
  const folder = path.join(DRIVE, FOLDER);
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
