import type { SimulatedProcess } from './simulated-process.ts';
import { systemError } from './system-error.ts';
import type { World } from './world.ts';

const TICKS_PER_SECOND = 100;
/** Users of the simulated machine. */
export const USERS: Readonly<Record<number, string>> = { 0: 'root', 1000: 'anna', 1001: 'bert' };

/** The parts of /proc and /etc/passwd that the product reads (proc(5)). */
export class ProcFiles {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Whether a path belongs to /proc or /etc/passwd. */
  has(file: string): boolean {
    return file.startsWith('/proc/') || file === '/proc' || file === '/etc/passwd';
  }

  read(file: string, reader: SimulatedProcess): string {
    const text = this.#text(file, reader);
    if (text === undefined) throw systemError('ENOENT', 'open', file);
    return text;
  }

  list(folder: string, reader: SimulatedProcess): string[] {
    if (folder === '/proc') return this.#world.processes().map(({ pid }) => String(pid));
    const { process, name } = this.#ofProcess(folder, reader);
    if (process === undefined) throw systemError('ENOENT', 'scandir', folder);
    if (name === 'task') return [String(process.pid)];
    if (name !== 'fd') throw systemError('ENOENT', 'scandir', folder);
    this.#assertReadable(process, reader, 'scandir', folder);
    return [...process.listeners].map((_, index) => String(20 + index));
  }

  link(file: string, reader: SimulatedProcess): string {
    const { process, name, rest } = this.#ofProcess(file, reader);
    if (process === undefined || name !== 'fd') throw systemError('ENOENT', 'readlink', file);
    this.#assertReadable(process, reader, 'readlink', file);
    const listener = [...process.listeners][Number(rest) - 20];
    if (listener === undefined) throw systemError('ENOENT', 'readlink', file);
    return `socket:[${listener.inode}]`;
  }

  #assertReadable(process: SimulatedProcess, reader: SimulatedProcess, syscall: string, file: string): void {
    const { uid } = reader.start;
    if (uid !== 0 && uid !== process.start.uid) throw systemError('EACCES', syscall, file);
  }

  #ofProcess(file: string, reader: SimulatedProcess) {
    const [, , pid = '', name = '', rest = ''] = file.split('/');
    const process = pid === 'self' ? reader : this.#world.process(Number(pid));
    return { process, name, rest };
  }

  #text(file: string, reader: SimulatedProcess): string | undefined {
    const { bootId, bootedAt, wall, now } = this.#world;
    switch (file) {
      case '/etc/passwd':
        return Object.entries(USERS)
          .map(([uid, name]) => `${name}:x:${uid}:${uid}::/home/${name}:/bin/sh\n`)
          .join('');
      case '/proc/stat':
        return `cpu 1 2 3\nbtime ${Math.floor((wall - (now - bootedAt)) / 1_000)}\n`;
      case '/proc/sys/kernel/random/boot_id':
        return `${bootId}\n`;
      case '/proc/net/tcp':
      case '/proc/net/tcp6':
        return this.#sockets(file.endsWith('6'));
    }
    const { process, name } = this.#ofProcess(file, reader);
    if (process === undefined) return undefined;
    switch (name) {
      case 'stat':
        return this.#stat(process);
      case 'cmdline':
        return process.state === 'zombie' ? '' : `${process.start.argv.join('\0')}\0`;
      case 'status': {
        const { uid } = process.start;
        return `Name:\tnode\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`;
      }
      default:
        return undefined;
    }
  }

  #stat({ pid, state, parent, startedAt }: SimulatedProcess): string {
    const letter = state === 'zombie' ? 'Z' : state === 'stopped' ? 'T' : 'S';
    const ticks = Math.floor(((startedAt - this.#world.bootedAt) / 1_000) * TICKS_PER_SECOND) + 1_000;
    // Fields 3 to 22, and some more.
    const fields = [letter, parent?.pid ?? 1, ...Array<number>(17).fill(0), ticks, 0, 0, 0];
    return `${pid} (node) ${fields.join(' ')}\n`;
  }

  #sockets(six: boolean): string {
    const lines = [...this.#world.network.listeners]
      .filter(({ port, host }) => port !== 0 && host.includes(':') === six)
      .map(({ host, port, inode, process }, index) => {
        const local = `${six ? hexOfSix(host) : hexOfFour(host)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
        const remote = `${'0'.repeat(six ? 32 : 8)}:0000`;
        return `${index}: ${local} ${remote} 0A 00000000:00000000 00:00000000 00000000 ${process.start.uid} 0 ${inode} 1\n`;
      });
    return `sl local_address rem_address st\n${lines.join('')}`;
  }
}

function hexOfFour(host: string): string {
  return host
    .split('.')
    .reverse()
    .map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'))
    .join('');
}

function hexOfSix(host: string): string {
  return host === '::1' ? `${'0'.repeat(24)}01000000` : '0'.repeat(32);
}
