import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errnoOf } from './file-error.ts';
import { type Owner, ownerOfNew, PRIVATE_FILE, setAccess } from './private-file.ts';

/**
 * The one way to write a file that others may read at any moment: it appears whole or not at all, also after a power
 * cut. The text goes into a temporary file beside the target, to the disk, and then into place in one step. Every
 * function throws (or rejects with) Node's file errors, as ENOSPC or EACCES, and leaves nothing behind then.
 */

export interface AtomicFileOptions {
  /** Permissions, whatever the umask: 0600 unless it is said. */
  readonly mode?: number;
  /** Where the temporary file is written, on the same volume; else beside the target. */
  readonly temporaryFolder?: string;
  /** False: the folder is not put on the disk with it. For many files at once, whose maker calls `syncFolder` at the end. */
  readonly syncsFolder?: boolean;
  /** Whose the file becomes; else the maker's, or the folder owner's where the maker is root. */
  readonly owner?: Owner;
}

/** Puts the file in place of whatever is there. */
export function replaceFileSync(
  file: string,
  content: string | Uint8Array,
  options: AtomicFileOptions = {},
): void {
  runSync(atomicSteps('rename', file, options), content);
}

/** In one piece, or in pieces that are written as they come. */
type Content = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Puts the file in place of whatever is there. Content that comes in pieces is written as it comes. */
export async function replaceFile(
  file: string,
  content: Content,
  options: AtomicFileOptions = {},
): Promise<void> {
  const steps = atomicSteps('rename', file, options);
  let next = steps.next();
  while (next.done !== true) {
    try {
      await performLater(next.value, content);
    } catch (error) {
      next = steps.throw(error);
      continue;
    }
    next = steps.next();
  }
}

/** Puts the file in place unless one is there; false when one is. The file system decides, so one process wins. */
export function publishFileSync(
  file: string,
  content: string | Uint8Array,
  options: AtomicFileOptions = {},
): boolean {
  return runSync(atomicSteps('link', file, options), content);
}

/** What is done, one thing after the other, whether it is waited for or not. */
export type AtomicStep =
  | { readonly do: 'write'; readonly file: string; readonly mode: number; readonly owner: Owner | undefined }
  | { readonly do: 'rename' | 'link'; readonly from: string; readonly to: string }
  /** The name is on the disk too: a power cut does not bring back what was there before. Best effort. */
  | { readonly do: 'sync-folder'; readonly folder: string }
  | { readonly do: 'remove'; readonly file: string }
  | { readonly do: 'pause'; readonly ms: number };

/** Tries before a file counts as locked, and between two, ms. */
const MAX_TRIES = 40;
const RETRY_INTERVAL_MS = 25;

/**
 * The order of things, without doing them: an error of a step is thrown into it. True where the file is in place,
 * false where another was there (`link`).
 *
 * On Windows a file cannot be replaced while another process replaces or reads it, which takes moments: seen with six
 * starts at once, with virus scanners and editors. Elsewhere the same errors are for good.
 */
export function* atomicSteps(
  how: 'rename' | 'link',
  target: string,
  {
    mode = PRIVATE_FILE,
    temporaryFolder = path.dirname(target),
    owner,
    syncsFolder = true,
  }: AtomicFileOptions,
  platform: NodeJS.Platform = process.platform,
): Generator<AtomicStep, boolean, void> {
  const name = temporaryFolder === path.dirname(target) ? path.basename(target) : 'whole';
  const temporary = path.join(temporaryFolder, `${name}.${randomBytes(6).toString('hex')}${LEFTOVER}`);
  let moved = false;
  try {
    yield { do: 'write', file: temporary, mode, owner: owner ?? ownerOfNew(target) };
    for (let tries = 1; ; tries += 1) {
      try {
        yield { do: how, from: temporary, to: target };
        moved = how === 'rename';
        if (syncsFolder && platform !== 'win32') yield { do: 'sync-folder', folder: path.dirname(target) };
        return true;
      } catch (error) {
        const code = errnoOf(error);
        if (how === 'link' && code === 'EEXIST') return false;
        const passing = code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
        if (platform !== 'win32' || !passing || tries === MAX_TRIES) throw error;
      }
      yield { do: 'pause', ms: RETRY_INTERVAL_MS };
    }
  } finally {
    if (!moved) yield { do: 'remove', file: temporary };
  }
}

/** How the name of a file ends that is being written; one that stays for long belongs to a process that died. */
export const LEFTOVER = '.tmp';

function runSync(steps: Generator<AtomicStep, boolean, void>, content: string | Uint8Array): boolean {
  let next = steps.next();
  while (next.done !== true) {
    try {
      perform(next.value, content);
    } catch (error) {
      next = steps.throw(error);
      continue;
    }
    next = steps.next();
  }
  return next.value;
}

function perform(step: AtomicStep, content: string | Uint8Array): void {
  switch (step.do) {
    case 'write': {
      const fd = openSync(step.file, 'wx', step.mode);
      try {
        setAccess(fd, step.mode, step.owner);
        writeFileSync(fd, content);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      return;
    }
    case 'rename':
      return renameSync(step.from, step.to);
    case 'link':
      return linkSync(step.from, step.to);
    case 'sync-folder':
      return syncFolderNow(step.folder);
    case 'remove':
      try {
        rmSync(step.file, { force: true });
      } catch {
        // The error that led here says more; a later sweep takes it.
      }
      return;
    case 'pause':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, step.ms);
  }
}

function syncFolderNow(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // The file is in place. A network drive may not know such a thing, and a folder may be closed to its reader.
  }
}

/** Puts the names in a folder on the disk, where the system can: a power cut does not take them away. Best effort. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // As above.
  }
}

async function performLater(step: AtomicStep, content: Content): Promise<void> {
  switch (step.do) {
    case 'write': {
      const handle = await open(step.file, 'wx', step.mode);
      try {
        setAccess(handle.fd, step.mode, step.owner);
        if (typeof content === 'string' || content instanceof Uint8Array) await handle.writeFile(content);
        else for await (const piece of content) await handle.appendFile(piece);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return;
    }
    case 'rename':
      return rename(step.from, step.to);
    case 'link':
      return link(step.from, step.to);
    case 'sync-folder':
      return syncFolder(step.folder);
    case 'remove':
      return rm(step.file, { force: true }).catch(() => undefined);
    case 'pause':
      return pause(step.ms);
  }
}
