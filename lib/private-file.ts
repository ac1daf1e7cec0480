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

/** Nobody but the owner reads or writes it. */
export const PRIVATE_FILE = 0o600;
/** Nobody but the owner lists or enters it. */
const PRIVATE_FOLDER = 0o700;

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

/** What a folder is to other users of the machine. */
export type FolderAccess =
  /** Closed to them; `made` and `tightened` only just. */
  | 'private'
  | 'made'
  | 'tightened'
  /** They may look into it, and it is not ours to change. */
  | 'open';

/** The folders of a home. */
export interface HomeLayout {
  /** Made where it is not there. */
  readonly run: string;
  /** Closed where they are there. */
  readonly others: readonly string[];
  /** Whether a name in the home is the product's own: a folder that holds other things is not closed. */
  isOwn(name: string): boolean;
}

/**
 * Makes a folder, and those above it that are not there, for its owner alone (0700), whatever the umask; an existing
 * one that is open to others is closed where it is ours.
 *
 * @param isOwn whether a name in it is the product's own; a folder that holds anything else is left as it is
 * @throws Node's file errors; ENOTDIR where a file has its name
 */
export function ensurePrivateFolder(
  folder: string,
  isOwn: (name: string) => boolean = () => true,
): FolderAccess {
  const owner = ownerOfNew(firstMissing(folder));
  const first = mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  if (process.platform === 'win32') return first === undefined ? 'private' : 'made';
  if (first !== undefined) {
    for (const made of pathsBetween(first, folder))
      onFolder(made, (fd) => setAccess(fd, PRIVATE_FOLDER, owner));
    return 'made';
  }
  const { mode, uid } = statSync(folder);
  if ((mode & 0o077) === 0) return 'private';
  // A sticky folder is shared on purpose, as /tmp is.
  if (uid !== process.getuid?.() || (mode & 0o1000) !== 0 || !readdirSync(folder).every(isOwn)) return 'open';
  onFolder(realpathSync(folder), (fd) => setAccess(fd, PRIVATE_FOLDER, undefined));
  return (statSync(folder).mode & 0o077) === 0 ? 'tightened' : 'open';
}

/**
 * Makes the folder of a file where it is not there. One that is keeps its access: it may be the account of QM, or
 * another folder that others work in.
 *
 * @throws Node's file errors
 */
export function ensureFolderOf(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder)) ensurePrivateFolder(folder);
}

/**
 * Makes a home ready to be written into: the folder itself and its `run`, and closes what it has to other users.
 *
 * @returns the folders that others may look into, which their owner has to close
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

/** The topmost folder of a path that is not there; the path itself where all are. */
function firstMissing(folder: string): string {
  const parent = path.dirname(folder);
  return parent === folder || statSync(parent, { throwIfNoEntry: false }) !== undefined
    ? folder
    : firstMissing(parent);
}

/** From the first to the last, which is under it. */
function pathsBetween(first: string, last: string): string[] {
  const parent = path.dirname(last);
  return path.resolve(first) === path.resolve(last) || parent === last
    ? [last]
    : [...pathsBetween(first, parent), last];
}

function onFolder(folder: string, work: (fd: number) => void): void {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    work(fd);
  } finally {
    closeSync(fd);
  }
}
