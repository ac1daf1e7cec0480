import { constants } from 'node:fs';
import path from 'node:path';
import { type OpenFile, parseOpenFlags, statsOf } from '../world/inode.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import { systemError } from '../world/system-error.ts';
import type { Host } from './host.ts';

interface FileOptions {
  readonly encoding?: string | null;
  readonly flag?: string | number;
  readonly mode?: number;
  readonly flush?: boolean;
  readonly recursive?: boolean;
  readonly force?: boolean;
  readonly throwIfNoEntry?: boolean;
  readonly withFileTypes?: boolean;
}
type Options = FileOptions | string | number | null | undefined;
type Data = string | Uint8Array;

/** For files in /proc, which are not on the disk. */
const PROC_ID = 0;

/** The synchronous part of `node:fs`. */
export class SimulatedFs {
  readonly constants = constants;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  // The product calls these as free functions, so they are bound here.
  accessSync = (file: string, mode = 0): void => {
    const { process, at, files } = this.#call(file);
    files.access(at, mode & 7, process.credentials);
  };

  existsSync = (file: string): boolean => {
    const { world } = this.#host;
    const process = world.enter();
    const at = this.#path(file, process.start.cwd);
    if (!world.proc.has(at)) return world.files.find(at) !== undefined;
    try {
      world.proc.read(at, process);
      return true;
    } catch {
      return false;
    }
  };

  openSync = (file: string, flags?: string | number, mode = 0o666): number => {
    const { process, at, files } = this.#call(file);
    return process.addFile(files.open(at, parseOpenFlags(flags ?? 'r'), mode, process.credentials));
  };

  closeSync = (fd: number): void => {
    const process = this.#host.world.enter();
    if (!process.files.delete(fd)) throw systemError('EBADF', 'close');
  };

  readSync = (fd: number, buffer: Buffer, ...rest: unknown[]): number => {
    const { offset, length, position } = readSpan(buffer, rest);
    const bytes = this.#host.world.files.read(this.open(fd, 'read'), length, position);
    bytes.copy(buffer, offset);
    return bytes.length;
  };

  writeSync = (fd: number, data: Data, ...rest: unknown[]): number => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const [offset, length] = typeof data === 'string' ? [] : (rest as (number | undefined)[]);
    const part = bytes.subarray(offset ?? 0, (offset ?? 0) + (length ?? bytes.length));
    return this.#host.world.files.write(this.open(fd, 'write'), part, null);
  };

  fsyncSync = (fd: number): void => this.#host.world.files.sync(this.open(fd, 'fsync'));
  fdatasyncSync = this.fsyncSync;
  fstatSync = (fd: number): object => statsOf(this.open(fd, 'fstat').inode);
  ftruncateSync = (fd: number, length = 0): void =>
    this.#host.world.files.truncate(this.open(fd, 'ftruncate'), length);
  fchmodSync = (fd: number, mode: number): void => {
    const file = this.open(fd, 'fchmod');
    this.#host.world.files.changeMode(file.inode, mode, file.path, this.#host.process.credentials);
  };

  readFileSync = (file: string | number, options?: Options): Buffer | string => {
    const { encoding, flag } = optionsOf(options);
    const bytes =
      typeof file === 'number' ? this.#readAll(this.open(file, 'read')) : this.#readWhole(file, flag);
    return encoding === undefined || encoding === null ? bytes : bytes.toString(encoding as BufferEncoding);
  };

  writeFileSync = (file: string | number, data: Data, options?: Options): void => {
    const { flag = 'w', mode = 0o666, flush = false } = optionsOf(options);
    const fd = typeof file === 'number' ? file : this.openSync(file, flag, mode);
    try {
      this.writeAll(fd, data);
      if (flush) this.fsyncSync(fd);
    } finally {
      if (typeof file !== 'number' && this.#host.process.isAlive) this.closeSync(fd);
    }
  };

  appendFileSync = (file: string | number, data: Data, options?: Options): void =>
    this.writeFileSync(file, data, { ...optionsOf(options), flag: 'a' });

  /** Each chunk is a separate system call, between which the process may die. */
  writeAll(fd: number, data: Data): void {
    let bytes = typeof data === 'string' ? Buffer.from(data) : data;
    while (bytes.length > 0) bytes = bytes.subarray(this.writeSync(fd, bytes));
  }

  statSync = (file: string, options?: Options): object | undefined => {
    const { throwIfNoEntry = true } = optionsOf(options);
    const { at, files, process } = this.#call(file);
    if (this.#host.world.proc.has(at)) return this.#procStats(at, process);
    if (!throwIfNoEntry && files.find(at) === undefined) return undefined;
    return statsOf(files.resolve(at, 'stat'));
  };
  lstatSync = this.statSync;

  mkdirSync = (folder: string, options?: Options): string | undefined => {
    const { recursive = false, mode = 0o777 } = optionsOf(options);
    const { process, at, files } = this.#call(folder);
    if (!recursive) {
      files.makeFolder(at, mode, process.credentials);
      return undefined;
    }
    let first: string | undefined;
    const names = at.split('/').filter(Boolean);
    for (let depth = 1; depth <= names.length; depth += 1) {
      const one = `/${names.slice(0, depth).join('/')}`;
      const there = files.find(one);
      if (there?.kind === 'directory') continue;
      if (there !== undefined)
        throw systemError(depth === names.length ? 'EEXIST' : 'ENOTDIR', 'mkdir', folder);
      files.makeFolder(one, mode, process.credentials);
      first ??= one;
    }
    return first;
  };

  readdirSync = (folder: string, options?: Options): unknown[] => {
    const { process, at, files } = this.#call(folder);
    if (this.#host.world.proc.has(at)) return this.#host.world.proc.list(at, process);
    const names = files.list(at, process.credentials);
    if (!optionsOf(options).withFileTypes) return [...names];
    return names.map((name) => ({
      ...statsOf(files.resolve(`${at}/${name}`, 'stat')),
      name,
      parentPath: folder,
    }));
  };

  readlinkSync = (file: string): string => {
    const { process, at } = this.#call(file);
    if (this.#host.world.proc.has(at)) return this.#host.world.proc.link(at, process);
    throw systemError('EINVAL', 'readlink', file);
  };

  realpathSync = (file: string): string => {
    const { at, files } = this.#call(file);
    files.resolve(at, 'realpath');
    return at;
  };

  renameSync = (from: string, to: string): void => {
    const { process, at, files } = this.#call(from);
    files.rename(at, this.#path(to, process.start.cwd), process.credentials);
  };

  linkSync = (from: string, to: string): void => {
    const { process, at, files } = this.#call(from);
    files.link(at, this.#path(to, process.start.cwd), process.credentials);
  };

  unlinkSync = (file: string): void => {
    const { process, at, files } = this.#call(file);
    files.unlink(at, process.credentials);
  };

  rmdirSync = (folder: string): void => {
    const { process, at, files } = this.#call(folder);
    files.removeFolder(at, process.credentials);
  };

  rmSync = (file: string, options?: Options): void => {
    const { recursive = false, force = false } = optionsOf(options);
    const { process, at, files } = this.#call(file);
    if (force && !this.#mayBe(at)) return;
    if (files.resolve(at, 'lstat').kind !== 'directory') return files.unlink(at, process.credentials);
    if (!recursive) throw Object.assign(new Error(`${file} is a directory`), { code: 'ERR_FS_EISDIR' });
    for (const name of files.list(at, process.credentials)) this.rmSync(`${at}/${name}`, options);
    files.removeFolder(at, process.credentials);
  };

  chmodSync = (file: string, mode: number): void => {
    const { process, at, files } = this.#call(file);
    files.changeMode(files.resolve(at, 'chmod'), mode, at, process.credentials);
  };

  utimesSync = (file: string, _accessed: unknown, modified: number | Date): void => {
    const { at, files } = this.#call(file);
    const inode = files.resolve(at, 'utime');
    inode.mtimeMs = modified instanceof Date ? modified.getTime() : modified * 1_000;
  };

  /** An open file of the current process. @throws EBADF */
  open(fd: number, syscall: string): OpenFile {
    const file = this.#host.world.enter().files.get(fd);
    if (file === undefined) throw systemError('EBADF', syscall);
    return file;
  }

  /** False if the path does not exist; other errors if it leads through a file. */
  #mayBe(at: string): boolean {
    try {
      this.#host.world.files.resolve(at, 'lstat');
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code !== 'ENOENT';
    }
  }

  #readWhole(file: string, flag: string | number = 'r'): Buffer {
    const { process, at, files } = this.#call(file);
    const { proc } = this.#host.world;
    if (proc.has(at)) return Buffer.from(proc.read(at, process));
    const open = files.open(at, parseOpenFlags(flag), 0o666, process.credentials);
    return this.#readAll(open);
  }

  #readAll(file: OpenFile): Buffer {
    return this.#host.world.files.read(file, file.inode.data.length, null);
  }

  #procStats(at: string, process: SimulatedProcess): object {
    const { proc, wall } = this.#host.world;
    const text = proc.read(at, process);
    return { size: text.length, mtimeMs: wall, ino: PROC_ID, isFile: () => true, isDirectory: () => false };
  }

  #call(file: string) {
    const { world } = this.#host;
    const process = world.enter();
    return { process, at: this.#path(file, process.start.cwd), files: world.files };
  }

  #path(file: string, cwd: string): string {
    const text = typeof file === 'string' ? file : String((file as { pathname?: string }).pathname ?? file);
    return path.posix.resolve(cwd, text);
  }
}

export function optionsOf(options: Options): FileOptions {
  if (typeof options === 'string') return { encoding: options };
  if (typeof options === 'number') return { mode: options };
  return options ?? {};
}

/** `read(buffer, offset, length, position)`, or the same as an object. */
export function readSpan(buffer: Buffer, rest: readonly unknown[]) {
  const [first, second, third] = rest;
  const given =
    typeof first === 'object' && first !== null
      ? (first as { offset?: number; length?: number; position?: number | null })
      : { offset: first as number, length: second as number, position: third as number | null };
  const offset = given.offset ?? 0;
  return { offset, length: given.length ?? buffer.length - offset, position: given.position ?? null };
}
