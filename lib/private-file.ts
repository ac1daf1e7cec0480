import { constants, fchmodSync, fchownSync, openSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './errno.ts';

/** Nobody but the owner reads or writes it. */
export const PRIVATE_FILE = 0o600;
/** Nobody but the owner lists or enters it. */
export const PRIVATE_FOLDER = 0o700;

/** Whom a file belongs to. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whose a new file beside others shall be: the owner's of the folder, where root makes it. An administrator who gives
 * an order in the home of a service's user would else leave files there which that user cannot read. Undefined where
 * the maker is the owner anyway, and where the folder is not there.
 */
export function ownerOfNew(file: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const folder = statSync(path.dirname(file), { throwIfNoEntry: false });
  return folder === undefined || folder.uid === 0 ? undefined : { uid: folder.uid, gid: folder.gid };
}

/**
 * Gives an open file or folder its permissions, whatever the umask took away. Works on the descriptor: a name could be
 * swapped for a link between two calls. Does nothing on Windows, where files inherit the access list of their folder.
 *
 * @throws Node's file errors
 */
export function setAccess(fd: number, mode: number, owner: Owner | undefined): void {
  if (process.platform === 'win32') return;
  unlessUnsupported(() => fchmodSync(fd, mode));
  if (owner !== undefined) unlessUnsupported(() => fchownSync(fd, owner.uid, owner.gid));
}

/**
 * Opens a file for writing that nobody else may read, whoever made it first. The caller closes it.
 *
 * Root refuses a name that is a link in a folder of somebody else, who could point it at a file of the system. Only a
 * file that is made here changes its owner.
 *
 * @param flags `a` appends, `w` empties, `wx` makes one that is not there
 * @throws Node's file errors, ELOOP where a link is refused
 */
export function openPrivateFileSync(file: string, flags: OpenFlags): number {
  try {
    const fd = openSync(file, CREATE | BEHIND[flags], PRIVATE_FILE);
    setAccess(fd, PRIVATE_FILE, ownerOfNew(file));
    return fd;
  } catch (error) {
    if (flags === 'wx' || errnoOf(error) !== 'EEXIST') throw error;
  }
  const fd = openSync(file, existing(file) | BEHIND[flags]);
  setAccess(fd, PRIVATE_FILE, undefined);
  return fd;
}

/** As `openPrivateFileSync`, without keeping the event loop. */
export async function openPrivateFile(file: string, flags: OpenFlags): Promise<FileHandle> {
  try {
    const handle = await open(file, CREATE | BEHIND[flags], PRIVATE_FILE);
    setAccess(handle.fd, PRIVATE_FILE, ownerOfNew(file));
    return handle;
  } catch (error) {
    if (flags === 'wx' || errnoOf(error) !== 'EEXIST') throw error;
  }
  const handle = await open(file, existing(file) | BEHIND[flags]);
  setAccess(handle.fd, PRIVATE_FILE, undefined);
  return handle;
}

type OpenFlags = 'a' | 'w' | 'wx';

const BEHIND = { a: constants.O_APPEND, w: constants.O_TRUNC, wx: 0 } as const;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

function existing(file: string): number {
  const noFollow = ownerOfNew(file) === undefined ? 0 : constants.O_NOFOLLOW;
  // Does not wait for a reader of a FIFO; Windows has neither.
  return constants.O_WRONLY | (constants.O_NONBLOCK ?? 0) | noFollow;
}

/** A file system without permissions (FAT, some shares), or a read-only one, says no: no reason to stop. */
function unlessUnsupported(work: () => void): void {
  try {
    work();
  } catch (error) {
    const code = errnoOf(error);
    if (
      code !== 'EPERM' &&
      code !== 'ENOTSUP' &&
      code !== 'EOPNOTSUPP' &&
      code !== 'ENOSYS' &&
      code !== 'EROFS'
    )
      throw error;
  }
}
