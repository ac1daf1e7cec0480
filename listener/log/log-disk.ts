import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What a log file asks of the disk; tests hand in one that is full, or slow, or says no. */
export interface LogDisk {
  /** Opens for appending, and makes the file and its folder where they are not there. */
  open(file: string): Promise<OpenLog>;
  exists(file: string): Promise<boolean>;
  /** Replaces `to`. */
  rename(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** Appends at once: only for the end of the process. */
  appendNow(file: string, bytes: Uint8Array): void;
  /** The bytes from `offset` on, at once; none where there is no file. */
  readNow(file: string, offset: number): Buffer;
}

export interface OpenLog {
  /** Bytes the file has. */
  size(): Promise<number>;
  /** Appends; answers how many of the bytes were taken, which may be fewer. */
  write(bytes: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** Readable for the service's group: session ids in a log are keys to sessions, so not for everyone. */
const MODE = 0o640;

export const realDisk: LogDisk = {
  open: async (file) => {
    const handle = await openIn(file);
    return {
      size: async () => (await handle.stat()).size,
      write: async (bytes) => (await handle.write(bytes)).bytesWritten,
      close: () => handle.close(),
    };
  },
  exists: (file) =>
    access(file).then(
      () => true,
      () => false,
    ),
  rename,
  remove: (file) => rm(file, { force: true }),
  appendNow: (file, bytes) => {
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, bytes, { mode: MODE });
  },
  readNow: (file, offset) => (existsSync(file) ? readFileSync(file).subarray(offset) : Buffer.alloc(0)),
};

async function openIn(file: string): ReturnType<typeof open> {
  try {
    return await open(file, 'a', MODE);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(path.dirname(file), { recursive: true });
    return open(file, 'a', MODE);
  }
}
