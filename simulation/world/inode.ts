export type InodeKind = 'file' | 'directory' | 'socket';

/** A file, folder or socket of the simulated disk, whatever names lead to it. */
export class Inode {
  readonly id: number;
  readonly kind: InodeKind;
  readonly entries = new Map<string, Inode>();
  mode: number;
  uid: number;
  /** Wall time, ms since the epoch. */
  mtimeMs: number;
  data: Buffer = Buffer.alloc(0);
  /** What a power loss leaves for certain; undefined where nothing was synced yet. */
  durable: Buffer | undefined;
  /** World time of the last write, ms. */
  writtenAt = 0;
  links = 0;
  /** Counts changes of the content, so that checks look at what changed. */
  version = 0;

  constructor(id: number, kind: InodeKind, mode: number, uid: number, mtimeMs: number) {
    this.id = id;
    this.kind = kind;
    this.mode = mode;
    this.uid = uid;
    this.mtimeMs = mtimeMs;
  }
}

/** An open file: shared by the processes that inherited it. */
export interface OpenFile {
  readonly inode: Inode;
  readonly path: string;
  readonly append: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  position: number;
}

const TYPE_BITS = { file: 0o100_000, directory: 0o040_000, socket: 0o140_000 } as const;

/** What `stat` answers, as far as the product looks at it. */
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
