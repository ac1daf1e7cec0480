import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errnoOf } from './file-error.ts';
import { type Owner, ownerOfNew, PRIVATE_FILE, setAccess } from './private-file.ts';
import { readFileSync } from './read-file.ts';

/**
 * Writes files that others may read at any moment: a file appears complete or not at all, even after a power failure. The
 * content is written to a temporary file, synced, and renamed or linked into place. On an error such as ENOSPC or EACCES
 * every function throws (or rejects with) Node's error and removes the temporary file.
 */

interface AtomicFileOptions {
  /** Permissions, regardless of the umask; 0600 by default. */
  readonly mode?: number;
  /** Folder of the temporary file, on the same volume; by default the target's. */
  readonly temporaryFolder?: string;
  /** Whether the folder is synced too. A caller that writes many files sets false and calls `syncFolder` at the end. */
  readonly syncsFolder?: boolean;
  /** Owner of the file; by default this process's user, or the folder's owner if that user is root. */
  readonly owner?: Owner;
}

/** Writes a file, replacing an existing one. */
export function replaceFileSync(
  file: string,
  content: string | Uint8Array,
  options: AtomicFileOptions = {},
): void {
  runSync(atomicSteps('rename', file, options), content);
}

/** The content at once, or in chunks. */
type Content = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Writes a file, replacing an existing one. Chunks are written as they arrive. */
export async function replaceFile(
  file: string,
  content: Content,
  options: AtomicFileOptions = {},
): Promise<void> {
  const steps = atomicSteps('rename', file, options);
  let next = steps.next();
  while (next.done !== true) {
    try {
      await performAsync(next.value, content);
    } catch (error) {
      next = steps.throw(error);
      continue;
    }
    next = steps.next();
  }
}

/** Writes a file unless one exists; false if one does. Of several processes exactly one succeeds. */
export function publishFileSync(
  file: string,
  content: string | Uint8Array,
  options: AtomicFileOptions = {},
): boolean {
  return runSync(atomicSteps('link', file, options), content);
}

/** One step of writing a file, performed synchronously or asynchronously. */
export type AtomicStep =
  | { readonly do: 'write'; readonly file: string; readonly mode: number; readonly owner: Owner | undefined }
  | { readonly do: 'rename' | 'link'; readonly from: string; readonly to: string }
  /** Syncs the folder, so that a power failure does not bring the previous file back. Best effort. */
  | { readonly do: 'sync-folder'; readonly folder: string }
  | { readonly do: 'remove'; readonly file: string }
  | { readonly do: 'pause'; readonly ms: number };

/** Attempts before a file counts as locked, and the time between them. */
const MAX_TRIES = 40;
const RETRY_INTERVAL_MS = 25;

/**
 * Yields the steps without performing them; the caller throws a step's error into the generator. Returns true if the file
 * is in place, false if another one existed (`link`).
 *
 * On Windows a file cannot be replaced while another process reads or replaces it, so the step is retried (seen with six
 * starts at once, virus scanners and editors). On other systems the same errors are permanent.
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
  const temporary = path.join(
    temporaryFolder,
    `${name}.${randomBytes(6).toString('hex')}${TEMPORARY_SUFFIX}`,
  );
  let wasRenamed = false;
  try {
    yield { do: 'write', file: temporary, mode, owner: owner ?? ownerOfNew(target) };
    for (let tries = 1; ; tries += 1) {
      try {
        yield { do: how, from: temporary, to: target };
        wasRenamed = how === 'rename';
        if (syncsFolder && platform !== 'win32') yield { do: 'sync-folder', folder: path.dirname(target) };
        return true;
      } catch (error) {
        const code = errnoOf(error);
        if (how === 'link' && code === 'EEXIST') return false;
        const isTransient = code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
        if (platform !== 'win32' || !isTransient || tries === MAX_TRIES) throw error;
      }
      yield { do: 'pause', ms: RETRY_INTERVAL_MS };
    }
  } finally {
    if (!wasRenamed) yield { do: 'remove', file: temporary };
  }
}

/** Suffix of files being written; an old one was left by a process that died. */
const TEMPORARY_SUFFIX = '.tmp';

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
        // The previous error matters more; a later cleanup removes the file.
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
    // The file is in place. Some network drives cannot sync a folder, and this user may not be allowed to open it.
  }
}

/** Syncs a folder if the system supports that, so that its new names survive a power failure. Best effort. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // As in syncFolderNow.
  }
}

async function performAsync(step: AtomicStep, content: Content): Promise<void> {
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

/** Suffix of removed files that are kept for inspection and deleted after a while. */
const STALE_SUFFIX = '.stale';

/**
 * Removes a file only if it still has the expected content: another process may have replaced it since it was read. The
 * file is renamed, read again, and restored if its content differs.
 *
 * @param expected what was read of it; undefined where it could not be read, as a folder
 * @param keeps whether it stays beside its place, for somebody to look at
 * @returns whether it was taken away, by this process: of several one is told so
 */
export function removeIfUnchangedSync(
  file: string,
  expected: string | Uint8Array | undefined,
  keeps = false,
): boolean {
  const staleFile = `${file}.${randomBytes(6).toString('hex')}${STALE_SUFFIX}`;
  try {
    renameSync(file, staleFile);
  } catch {
    // Another process was first, or this user may not rename it.
    return false;
  }
  const isExpected = hasSameContent(contentOf(staleFile), expected);
  if (!isExpected) restore(staleFile, file);
  if (!isExpected || !keeps) {
    try {
      rmSync(staleFile, { recursive: true, force: true });
    } catch {
      // A later cleanup removes it.
    }
  }
  return isExpected;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function hasSameContent(one: Buffer | undefined, other: string | Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.equals(typeof other === 'string' ? Buffer.from(other) : other);
}

function restore(staleFile: string, file: string): void {
  try {
    linkSync(staleFile, file);
  } catch {
    // A third process has created the file meanwhile.
  }
}
