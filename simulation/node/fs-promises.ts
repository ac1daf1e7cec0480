import { constants } from 'node:fs';
import { systemError } from '../world/system-error.ts';
import { optionsOf, readSpan, type SimulatedFs } from './fs.ts';
import { type Host, never } from './host.ts';

type Options = Parameters<typeof optionsOf>[0];
type Data = string | Uint8Array;

/** Duration of a system call on another thread, ms. */
const CALL_MS = [0.05, 1.5] as const;

/** `node:fs/promises`: each system call happens at its own time, and other processes run in between. */
export function simulatedFsPromises(host: Host, fs: SimulatedFs) {
  const later = <T>(work: () => T): Promise<T> => {
    if (host.isOver) return never();
    const { world } = host;
    const process = world.current;
    return new Promise((resolve, reject) => {
      world.schedule(process, world.latencies.between(...CALL_MS), () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });
  };

  const open = async (file: string, flags?: string | number, mode?: number): Promise<SimulatedHandle> =>
    new SimulatedHandle(await later(() => fs.openSync(file, flags, mode)), fs, later);

  const writeFile = async (file: string | SimulatedHandle, data: Data, options?: Options): Promise<void> => {
    if (file instanceof SimulatedHandle) return file.writeFile(data);
    const { flag = 'w', mode, flush = false } = optionsOf(options);
    const handle = await open(file, flag, mode);
    try {
      await handle.writeFile(data);
      if (flush) await handle.sync();
    } finally {
      await handle.close();
    }
  };

  return {
    constants,
    open,
    writeFile,
    appendFile: (file: string, data: Data, options?: Options) =>
      writeFile(file, data, { ...optionsOf(options), flag: 'a' }),
    access: (file: string, mode?: number) => later(() => fs.accessSync(file, mode)),
    chmod: (file: string, mode: number) => later(() => fs.chmodSync(file, mode)),
    link: (from: string, to: string) => later(() => fs.linkSync(from, to)),
    lstat: (file: string) => later(() => fs.statSync(file)),
    mkdir: (folder: string, options?: Options) => later(() => fs.mkdirSync(folder, options)),
    readFile: (file: string, options?: Options) => later(() => fs.readFileSync(file, options)),
    readdir: (folder: string, options?: Options) => later(() => fs.readdirSync(folder, options)),
    realpath: (file: string) => later(() => fs.realpathSync(file)),
    rename: (from: string, to: string) => later(() => fs.renameSync(from, to)),
    rm: (file: string, options?: Options) => later(() => fs.rmSync(file, options)),
    rmdir: (folder: string) => later(() => fs.rmdirSync(folder)),
    // Takes no time, as no fault of the disk shows in it.
    statfs: async () => ({ bavail: 2 ** 30, bsize: 4_096 }),
    stat: (file: string) => later(() => fs.statSync(file)),
    unlink: (file: string) => later(() => fs.unlinkSync(file)),
    utimes: (file: string, accessed: unknown, modified: number | Date) =>
      later(() => fs.utimesSync(file, accessed, modified)),
  };
}

type Later = <T>(work: () => T) => Promise<T>;

/** A `FileHandle`. */
class SimulatedHandle {
  readonly fd: number;
  readonly #fs: SimulatedFs;
  readonly #later: Later;
  #closed = false;

  constructor(fd: number, fs: SimulatedFs, later: Later) {
    this.fd = fd;
    this.#fs = fs;
    this.#later = later;
  }

  stat = (): Promise<object> => this.#ifOpen(() => this.#fs.fstatSync(this.fd));
  sync = (): Promise<void> => this.#ifOpen(() => this.#fs.fsyncSync(this.fd));
  datasync = this.sync;
  truncate = (length?: number): Promise<void> => this.#ifOpen(() => this.#fs.ftruncateSync(this.fd, length));
  chmod = (mode: number): Promise<void> => this.#ifOpen(() => this.#fs.fchmodSync(this.fd, mode));

  readFile = (options?: Options): Promise<Buffer | string> =>
    this.#ifOpen(() => this.#fs.readFileSync(this.fd, options));

  writeFile = (data: Data): Promise<void> => this.#ifOpen(() => this.#fs.writeAll(this.fd, data));
  appendFile = this.writeFile;

  write = (data: Data, ...rest: unknown[]): Promise<{ bytesWritten: number; buffer: Data }> =>
    this.#ifOpen(() => ({ bytesWritten: this.#fs.writeSync(this.fd, data, ...rest), buffer: data }));

  read = (buffer: Buffer, ...rest: unknown[]): Promise<{ bytesRead: number; buffer: Buffer }> => {
    const { offset, length, position } = readSpan(buffer, rest);
    return this.#ifOpen(() => ({
      bytesRead: this.#fs.readSync(this.fd, buffer, offset, length, position),
      buffer,
    }));
  };

  close = (): Promise<void> => {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    return this.#later(() => this.#fs.closeSync(this.fd));
  };

  [Symbol.asyncDispose] = this.close;

  #ifOpen<T>(work: () => T): Promise<T> {
    return this.#closed ? Promise.reject(systemError('EBADF', 'fs')) : this.#later(work);
  }
}
