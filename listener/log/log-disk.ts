import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { access, type FileHandle, rename, rm } from 'node:fs/promises';
import { isAbsent } from '../../lib/file-error.ts';
import { ensureFolderOf, openPrivateFile, openPrivateFileSync } from '../../lib/private-file.ts';

import { assertFile, OPEN_TO_READ } from '../../lib/read-file.ts';

/** What a log file asks of the disk; tests hand in one that is full, or slow, or says no. */
export interface LogDisk {
  /** Opens for appending, and makes the file and its folder where they are not there. */
  open(file: string): Promise<OpenLog>;
  exists(file: string): Promise<boolean>;
  /** Replaces `to`. */
  rename(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** Appends at once: only for the end of the process. */
  appendSync(file: string, bytes: Uint8Array): void;
  /** The bytes from `offset` on, at once; none where there is no file. */
  readSync(file: string, offset: number): Buffer;
}

export interface OpenLog {
  /** Bytes the file has. */
  size(): Promise<number>;
  /** Appends; answers how many of the bytes were taken, which may be fewer. */
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

/** Session ids in a log are keys to sessions: it is for nobody else to read. */
async function openForAppend(file: string): Promise<FileHandle> {
  ensureFolderOf(file);
  return openPrivateFile(file, 'a');
}
