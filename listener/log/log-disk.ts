import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { access, type FileHandle, rename, rm } from 'node:fs/promises';
import { isAbsent } from '../../lib/file-error.ts';
import { ensureFolderOf, openPrivateFile, openPrivateFileSync } from '../../lib/private-file.ts';
import { assertFile, OPEN_TO_READ } from '../../lib/read-file.ts';

/** File operations of a log; tests inject failing ones. */
export interface LogDisk {
  /** Opens for appending; creates the file and its folder if missing. */
  open(file: string): Promise<OpenLog>;
  exists(file: string): Promise<boolean>;
  /** Replaces `to`. */
  rename(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** Appends synchronously; only for the exit of the process. */
  appendSync(file: string, bytes: Uint8Array): void;
  /** Reads the bytes from `offset` synchronously; none if there is no file. */
  readSync(file: string, offset: number): Buffer;
}

export interface OpenLog {
  /** File size in bytes. */
  size(): Promise<number>;
  /** Appends; returns the number of bytes written, which may be fewer. */
  write(bytes: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

export const systemDisk: LogDisk = {
  open: async (file) => {
    const handle = await openForAppend(file);
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
  appendSync: (file, bytes) => {
    ensureFolderOf(file);
    const fd = openPrivateFileSync(file, 'a');
    try {
      writeFileSync(fd, bytes);
    } finally {
      closeSync(fd);
    }
  },
  readSync: (file, offset) => {
    try {
      const fd = openSync(file, OPEN_TO_READ);
      try {
        const stats = fstatSync(fd);
        assertFile(file, stats);
        const bytes = Buffer.alloc(Math.max(stats.size - offset, 0));
        return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, offset));
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      if (isAbsent(error)) return Buffer.alloc(0);
      throw error;
    }
  },
};

/** Opens with mode 0600, since a session id in a log lets its reader resume the session. */
async function openForAppend(file: string): Promise<FileHandle> {
  ensureFolderOf(file);
  return openPrivateFile(file, 'a');
}
