import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './file-error.ts';

/** Only the owner can read and write it. */
export const PRIVATE_FILE = 0o600;
/** Only the owner can list and enter it. */
const PRIVATE_FOLDER = 0o700;

/** The owner of a file. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The owner that a new file needs if root creates it: the folder's owner. Otherwise a command run by an administrator in
 * the home of a service user would leave files which that user cannot read. Undefined if the owner need not be changed or
 * the folder does not exist.
 */
export function ownerOfNew(file: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const folder = statSync(path.dirname(file), { throwIfNoEntry: false });
  return folder === undefined || folder.uid === 0 ? undefined : { uid: folder.uid, gid: folder.gid };
}

/**
 * Sets the permissions of an open file or folder, regardless of the umask. It works on the descriptor, because a name could
 * be replaced by a link between two calls. Does nothing on Windows, where files inherit the access list of their folder.
 *
 * @throws Node's file errors
 */
export function setAccess(fd: number, mode: number, owner: Owner | undefined): void {
  if (process.platform === 'win32') return;
  unlessUnsupported(() => fchmodSync(fd, mode));
  if (owner !== undefined) unlessUnsupported(() => fchownSync(fd, owner.uid, owner.gid));
}

/**
 * Opens a file for writing and makes it private, whether it is new or exists. The caller closes it.
 *
 * Root does not follow a link in another user's folder, which could point to a file of the system. Only a file created
 * here gets another owner.
 *
 * @param flags `a` appends, `w` truncates, `wx` creates a file that must not exist
 * @throws Node's file errors, ELOOP if a link is rejected
 */
export function openPrivateFileSync(file: string, flags: OpenFlags): number {
  try {
    const fd = openSync(file, CREATE | OPEN_MODE[flags], PRIVATE_FILE);
    setAccess(fd, PRIVATE_FILE, ownerOfNew(file));
    return fd;
  } catch (error) {
    if (flags === 'wx' || errnoOf(error) !== 'EEXIST') throw error;
  }
  const fd = openSync(file, existingFlags(file) | OPEN_MODE[flags]);
  setAccess(fd, PRIVATE_FILE, undefined);
  return fd;
}

/** As `openPrivateFileSync`, without blocking the event loop. */
export async function openPrivateFile(file: string, flags: OpenFlags): Promise<FileHandle> {
  try {
    const handle = await open(file, CREATE | OPEN_MODE[flags], PRIVATE_FILE);
    setAccess(handle.fd, PRIVATE_FILE, ownerOfNew(file));
    return handle;
  } catch (error) {
    if (flags === 'wx' || errnoOf(error) !== 'EEXIST') throw error;
  }
  const handle = await open(file, existingFlags(file) | OPEN_MODE[flags]);
  setAccess(handle.fd, PRIVATE_FILE, undefined);
  return handle;
}

type OpenFlags = 'a' | 'w' | 'wx';

const OPEN_MODE = { a: constants.O_APPEND, w: constants.O_TRUNC, wx: 0 } as const;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

function existingFlags(file: string): number {
  const noFollow = ownerOfNew(file) === undefined ? 0 : constants.O_NOFOLLOW;
  // O_NONBLOCK avoids waiting for the reader of a FIFO; Windows has neither.
  return constants.O_WRONLY | (constants.O_NONBLOCK ?? 0) | noFollow;
}

/** Ignores errors of file systems without permissions (FAT, some shares) and read-only ones. */
function unlessUnsupported(change: () => void): void {
  try {
    change();
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

/** A folder's access for other users of the machine. */
export type FolderAccess =
  /** Closed to them; `made` and `tightened` mean that this was done just now. */
  | 'private'
  | 'made'
  | 'tightened'
  /** They may read it, and we may not change that. */
  | 'open';

/** The folders of a home. */
export interface HomeLayout {
  /** Created if it is missing. */
  readonly run: string;
  /** Closed to other users if they exist. */
  readonly others: readonly string[];
  /** Whether a name in the home is the product's own: a folder with other contents is not closed. */
  isOwn(name: string): boolean;
}

/**
 * Creates a folder and its missing parents with mode 0700, regardless of the umask; an existing folder of ours that is
 * open to others is closed.
 *
 * @param isOwn whether a name in it is the product's own; a folder with other contents is not changed
 * @throws Node's file errors; ENOTDIR if a file has its name
 */
export function ensurePrivateFolder(
  folder: string,
  isOwn: (name: string) => boolean = () => true,
): FolderAccess {
  const owner = ownerOfNew(firstMissing(folder));
  const first = mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  if (process.platform === 'win32') return first === undefined ? 'private' : 'made';
  if (first !== undefined) {
    for (const created of pathsBetween(first, folder))
      withFolder(created, (fd) => setAccess(fd, PRIVATE_FOLDER, owner));
    return 'made';
  }
  const { mode, uid } = statSync(folder);
  if ((mode & 0o077) === 0) return 'private';
  // A sticky folder such as /tmp is shared on purpose.
  if (uid !== process.getuid?.() || (mode & 0o1000) !== 0 || !readdirSync(folder).every(isOwn)) return 'open';
  withFolder(realpathSync(folder), (fd) => setAccess(fd, PRIVATE_FOLDER, undefined));
  return (statSync(folder).mode & 0o077) === 0 ? 'tightened' : 'open';
}

/**
 * Creates the folder of a file if it is missing. An existing one keeps its permissions: it may be the QM account, or another
 * folder that others work in.
 *
 * @throws Node's file errors
 */
export function ensureFolderOf(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder)) ensurePrivateFolder(folder);
}

/**
 * Creates a home and its `run` folder if they are missing, and closes the home's folders to other users.
 *
 * @returns the folders that others may read, which their owner must close
 * @throws Node's file errors
 */
export function ensureHome(home: string, { run, others, isOwn }: HomeLayout): readonly string[] {
  const open = ensurePrivateFolder(home, isOwn) === 'open' ? [home] : [];
  const folders = [run, ...others.filter((name) => isFolder(path.join(home, name)))];
  return [
    ...open,
    ...folders
      .map((name) => path.join(home, name))
      .filter((folder) => ensurePrivateFolder(folder) === 'open'),
  ];
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The topmost missing folder of a path; the path itself if all exist. */
function firstMissing(folder: string): string {
  const parent = path.dirname(folder);
  return parent === folder || statSync(parent, { throwIfNoEntry: false }) !== undefined
    ? folder
    : firstMissing(parent);
}

/** All paths from the first to the last, which is below it. */
function pathsBetween(first: string, last: string): string[] {
  const parent = path.dirname(last);
  return path.resolve(first) === path.resolve(last) || parent === last
    ? [last]
    : [...pathsBetween(first, parent), last];
}

function withFolder(folder: string, change: (fd: number) => void): void {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    change(fd);
  } finally {
    closeSync(fd);
  }
}
