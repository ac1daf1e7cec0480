import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { ownerOfNew, PRIVATE_FOLDER, setAccess } from './private-file.ts';

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
