import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registrationFiles } from '../../../supervisor/registry/find-listeners.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs its arguments in a new root with a /proc and /dev. */
const IN_ROOT =
  'mount --bind /dev "$0/dev" && mount -t proc proc "$0/proc" && exec /usr/sbin/chroot "$0" "$@"';
const UNSHARE = ['/usr/bin/unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', IN_ROOT];

/** Whether this user may create a root here. */
export function hasRoots(): boolean {
  return (
    process.platform === 'linux' &&
    spawnSync('/usr/bin/unshare', ['--mount', '/bin/true']).status === 0 &&
    existsSync('/usr/sbin/chroot')
  );
}

/**
 * A machine with a single program: a file system with only the executable and the system libraries that it is
 * linked with. No Node, no shell, no repository, no users. Its network is this machine's loopback.
 */
export class BareRoot {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'hal-bare-'));
  /** The executable's path on that machine. */
  readonly program: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #children = new Set<ChildProcess>();
  readonly #pids = new Set<number>();

  /** @param place the program's path there @param env its whole environment */
  constructor(executable: string, place: string, env: Readonly<Record<string, string>>) {
    this.program = place;
    this.#env = env;
    for (const name of ['dev', 'proc', 'tmp']) mkdirSync(path.join(this.folder, name), { mode: 0o777 });
    this.#put(executable, place);
    for (const library of librariesOf(executable)) this.#put(library, library);
  }

  /** The path of its file outside the root. */
  path(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  /** Runs the program to its end. */
  async run(...args: readonly string[]): Promise<Ran> {
    const { child, text } = this.spawn(...args);
    await once(child, 'close');
    return { code: child.exitCode, ...text() };
  }

  /** Starts the program; it is killed with the root. */
  spawn(...args: readonly string[]) {
    const [unshare = '', ...words] = UNSHARE;
    const child = spawn(unshare, [...words, this.folder, this.program, ...args], {
      env: { ...this.#env },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.add(child);
    const seen = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      seen.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      seen.err += chunk;
    });
    return { child, text: () => ({ ...seen }) };
  }

  /** PIDs of the listeners registered in a home of that machine. */
  pids(home: string): number[] {
    const found = registrationFiles(this.path(home)).flatMap(({ read }) =>
      read.kind === 'ours' ? [read.registration.pid] : [],
    );
    for (const pid of found) this.#pids.add(pid);
    return found;
  }

  /** Kills remaining processes by PID and removes the root. */
  remove(home: string): void {
    this.pids(home);
    for (const child of this.#children) child.kill('SIGKILL');
    for (const pid of this.#pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Already gone, as expected.
      }
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #put(file: string, place: string): void {
    const target = this.path(place);
    mkdirSync(path.dirname(target), { recursive: true });
    if (existsSync(target)) return;
    try {
      linkSync(realpathSync(file), target);
    } catch {
      copyFileSync(file, target);
    }
  }
}

function librariesOf(executable: string): readonly string[] {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return [...stdout.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, file = '']) => file);
}
