import { constants } from 'node:fs';

type InodeKind = 'file' | 'directory' | 'socket';

/** A file, folder or socket of the simulated disk, independent of its names. */
export class Inode {
  readonly id: number;
  readonly kind: InodeKind;
  readonly entries = new Map<string, Inode>();
  mode: number;
  uid: number;
  /** Wall time, ms since the epoch. */
  mtimeMs: number;
  data: Buffer = Buffer.alloc(0);
  /** The content that survives a power loss; undefined if nothing was synced yet. */
  durable: Buffer | undefined;
  /** World time of the last write, ms. */
  writtenAt = 0;
  links = 0;
  /** Counts changes of the content, so that checks read only changed files. */
  version = 0;

  constructor(id: number, kind: InodeKind, mode: number, uid: number, mtimeMs: number) {
    this.id = id;
    this.kind = kind;
    this.mode = mode;
    this.uid = uid;
    this.mtimeMs = mtimeMs;
  }
}

/** An open file, shared by the processes that inherited it. */
export interface OpenFile {
  readonly inode: Inode;
  readonly path: string;
  readonly append: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  position: number;
}

const TYPE_BITS = { file: 0o100_000, directory: 0o040_000, socket: 0o140_000 } as const;

/** The fields of `stat` that the product uses. */
export function statsOf(inode: Inode): object {
  const is = (kind: InodeKind) => () => inode.kind === kind;
  const { mtimeMs } = inode;
  const time = new Date(mtimeMs);
  return {
    dev: 1,
    ino: inode.id,
    mode: TYPE_BITS[inode.kind] | inode.mode,
    nlink: inode.links,
    uid: inode.uid,
    gid: inode.uid,
    rdev: 0,
    size: inode.data.length,
    blksize: 4_096,
    blocks: Math.ceil(inode.data.length / 512),
    atimeMs: mtimeMs,
    mtimeMs,
    ctimeMs: mtimeMs,
    birthtimeMs: mtimeMs,
    atime: time,
    mtime: time,
    ctime: time,
    birthtime: time,
    isFile: is('file'),
    isDirectory: is('directory'),
    isSocket: is('socket'),
    isFIFO: () => false,
    isSymbolicLink: () => false,
    isBlockDevice: () => false,
    isCharacterDevice: () => false,
  };
}

/** The open flags of a file, given as `wx` or as bits. */
export interface OpenFlags {
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
  readonly create: boolean;
  readonly exclusive: boolean;
  readonly truncate: boolean;
}

/** @throws RangeError for an unknown flag */
export function parseOpenFlags(flags: string | number = 'r'): OpenFlags {
  if (typeof flags === 'number') return ofBits(flags);
  const match = /^([rwa])(x?)(s?)(\+?)(x?)$/.exec(flags);
  if (match === null) throw new RangeError(`flags ${flags} are not simulated`);
  const [, letter, before, , plus, behind] = match;
  return {
    read: letter === 'r' || plus === '+',
    write: letter !== 'r' || plus === '+',
    append: letter === 'a',
    create: letter !== 'r',
    exclusive: before === 'x' || behind === 'x',
    truncate: letter === 'w',
  };
}

function ofBits(bits: number): OpenFlags {
  const has = (bit: number): boolean => (bits & bit) !== 0;
  return {
    read: !has(constants.O_WRONLY),
    write: has(constants.O_WRONLY) || has(constants.O_RDWR),
    append: has(constants.O_APPEND),
    create: has(constants.O_CREAT),
    exclusive: has(constants.O_EXCL),
    truncate: has(constants.O_TRUNC),
  };
}
