import path from 'node:path';
import { type DiskClock, DiskJournal } from './disk-journal.ts';
import { Inode, type OpenFile, type OpenFlags } from './inode.ts';
import type { Random } from './random.ts';
import { systemError } from './system-error.ts';

/** The disk's current fault. */
export type DiskFault = 'none' | 'full' | 'read-only' | 'failing';

/** The effective user. 0 may do everything. */
export interface Credentials {
  readonly uid: number;
  readonly umask: number;
}

/** Fraction of operations that fail on a failing disk. */
const FAILING_SHARE = 0.3;

/** A disk: names, permissions, descriptors and faults. The journal decides what a power loss undoes. */
export class FileSystem {
  readonly root: Inode;
  fault: DiskFault = 'none';
  /** Incremented on every change of a file or name. */
  version = 0;
  readonly #clock: DiskClock;
  readonly #random: Random;
  readonly #journal: DiskJournal;
  #nextId = 2;

  constructor(clock: DiskClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.#journal = new DiskJournal(clock, random);
    this.root = new Inode(1, 'directory', 0o755, 0, clock.wall());
    this.root.links = 1;
  }

  /** The inode at a path. @throws ENOENT, ENOTDIR */
  resolve(file: string, syscall: string): Inode {
    let inode = this.root;
    for (const name of parts(file)) {
      if (inode.kind !== 'directory') throw systemError('ENOTDIR', syscall, file);
      const next = inode.entries.get(name);
      if (next === undefined) throw systemError('ENOENT', syscall, file);
      inode = next;
    }
    return inode;
  }

  find(file: string): Inode | undefined {
    let inode: Inode | undefined = this.root;
    for (const name of parts(file)) inode = inode?.entries.get(name);
    return inode;
  }

  open(file: string, flags: OpenFlags, mode: number, who: Credentials): OpenFile {
    this.#mayFail('open', file);
    const { folder, name } = this.#place(file, 'open');
    let inode = name === '' ? this.root : folder.entries.get(name);
    if (inode === undefined) {
      if (!flags.create) throw systemError('ENOENT', 'open', file);
      this.#changeNames(folder, 'open', file, who);
      inode = this.#create('file', mode & ~who.umask, who.uid);
      this.#link(folder, name, inode);
    } else {
      if (flags.exclusive) throw systemError('EEXIST', 'open', file);
      if (inode.kind === 'directory' && flags.write) throw systemError('EISDIR', 'open', file);
      if (inode.kind === 'socket') throw systemError('ENXIO', 'open', file);
      if (flags.read) this.#allowed(inode, 4, 'open', file, who);
      if (flags.write) {
        this.#allowed(inode, 2, 'open', file, who);
        this.#writable('open', file);
        if (flags.truncate && inode.data.length > 0) this.#setData(inode, Buffer.alloc(0));
      }
    }
    const { read: readable, write: writable, append } = flags;
    return { inode, path: file, append, readable, writable, position: 0 };
  }

  read(file: OpenFile, length: number, position: number | null): Buffer {
    if (file.inode.kind === 'directory') throw systemError('EISDIR', 'read');
    if (!file.readable) throw systemError('EBADF', 'read');
    this.#mayFail('read', file.path);
    const from = position ?? file.position;
    const bytes = file.inode.data.subarray(from, from + length);
    if (position === null) file.position += bytes.length;
    return Buffer.from(bytes);
  }

  /** @returns bytes written: a disk that fills up writes only a part */
  write(file: OpenFile, bytes: Uint8Array, position: number | null): number {
    if (!file.writable) throw systemError('EBADF', 'write');
    this.#writable('write', file.path);
    this.#mayFail('write', file.path);
    const { inode } = file;
    const at = file.append ? inode.data.length : (position ?? file.position);
    const taken = this.#roomFor(bytes.length);
    if (taken === 0 && bytes.length > 0) throw systemError('ENOSPC', 'write');
    const end = Math.max(inode.data.length, at + taken);
    const data = Buffer.alloc(end);
    inode.data.copy(data);
    data.set(bytes.subarray(0, taken), at);
    this.#setData(inode, data);
    if (position === null) file.position = at + taken;
    return taken;
  }

  truncate({ inode, path: file }: OpenFile, length: number): void {
    this.#writable('ftruncate', file);
    const data = Buffer.alloc(length);
    inode.data.copy(data);
    this.#setData(inode, data);
  }

  /** Makes a file's content and all names so far survive a power loss. */
  sync({ inode, path: file }: OpenFile): void {
    this.#mayFail('fsync', file);
    inode.durable = inode.data;
    this.#journal.commit();
  }

  makeFolder(folder: string, mode: number, who: Credentials): void {
    const { folder: parent, name } = this.#place(folder, 'mkdir');
    if (name === '' || parent.entries.has(name)) throw systemError('EEXIST', 'mkdir', folder);
    this.#changeNames(parent, 'mkdir', folder, who);
    if (this.#roomFor(1) === 0) throw systemError('ENOSPC', 'mkdir', folder);
    this.#link(parent, name, this.#create('directory', mode & ~who.umask, who.uid));
  }

  /** Creates the file of a Unix socket. @throws EADDRINUSE if the name exists */
  makeSocket(file: string, who: Credentials): Inode {
    const { folder, name } = this.#place(file, 'listen');
    if (folder.entries.has(name)) throw systemError('EADDRINUSE', 'listen', file);
    this.#changeNames(folder, 'listen', file, who);
    const inode = this.#create('socket', 0o777 & ~who.umask, who.uid);
    this.#link(folder, name, inode);
    return inode;
  }

  link(from: string, to: string, who: Credentials): void {
    this.#mayFail('link', from);
    const inode = this.resolve(from, 'link');
    const { folder, name } = this.#place(to, 'link');
    if (folder.entries.has(name)) throw systemError('EEXIST', 'link', from);
    if (inode.kind === 'directory') throw systemError('EPERM', 'link', from);
    this.#changeNames(folder, 'link', from, who);
    this.#link(folder, name, inode);
  }

  rename(from: string, to: string, who: Credentials): void {
    this.#mayFail('rename', from);
    const source = this.#place(from, 'rename');
    const target = this.#place(to, 'rename');
    const inode = source.folder.entries.get(source.name);
    if (inode === undefined) throw systemError('ENOENT', 'rename', from);
    this.#changeNames(source.folder, 'rename', from, who);
    this.#changeNames(target.folder, 'rename', from, who);
    const replaced = target.folder.entries.get(target.name);
    if (replaced === inode) return;
    if (inode.kind === 'directory') {
      if (`${to}/`.startsWith(`${from}/`)) throw systemError('EINVAL', 'rename', from);
      if (replaced !== undefined && replaced.kind !== 'directory')
        throw systemError('ENOTDIR', 'rename', from);
    }
    if (replaced?.kind === 'directory') {
      if (`${from}/`.startsWith(`${to}/`)) throw systemError('ENOTEMPTY', 'rename', from);
      if (inode.kind !== 'directory') throw systemError('EISDIR', 'rename', from);
      if (replaced.entries.size > 0) throw systemError('ENOTEMPTY', 'rename', from);
    }
    this.#journal.note(() => {
      this.#set(target.folder, target.name, replaced);
      this.#set(source.folder, source.name, inode);
    });
    this.#set(source.folder, source.name, undefined);
    this.#set(target.folder, target.name, inode);
  }

  unlink(file: string, who: Credentials): void {
    this.#mayFail('unlink', file);
    const { folder, name } = this.#place(file, 'unlink');
    const inode = folder.entries.get(name);
    if (inode === undefined) throw systemError('ENOENT', 'unlink', file);
    if (inode.kind === 'directory') throw systemError('EISDIR', 'unlink', file);
    this.#remove(folder, name, inode, 'unlink', file, who);
  }

  removeFolder(file: string, who: Credentials): void {
    const { folder, name } = this.#place(file, 'rmdir');
    const inode = folder.entries.get(name);
    if (inode === undefined) throw systemError('ENOENT', 'rmdir', file);
    if (inode.kind !== 'directory') throw systemError('ENOTDIR', 'rmdir', file);
    if (inode.entries.size > 0) throw systemError('ENOTEMPTY', 'rmdir', file);
    this.#remove(folder, name, inode, 'rmdir', file, who);
  }

  list(file: string, who: Credentials): readonly string[] {
    this.#mayFail('scandir', file);
    const inode = this.resolve(file, 'scandir');
    if (inode.kind !== 'directory') throw systemError('ENOTDIR', 'scandir', file);
    this.#allowed(inode, 4, 'scandir', file, who);
    return [...inode.entries.keys()].sort();
  }

  changeMode(inode: Inode, mode: number, file: string, who: Credentials): void {
    if (who.uid !== 0 && who.uid !== inode.uid) throw systemError('EPERM', 'chmod', file);
    this.#writable('chmod', file);
    inode.mode = mode & 0o7777;
  }

  /** @param rights 4 read, 2 write, 1 enter */
  access(file: string, rights: number, who: Credentials): void {
    const inode = this.resolve(file, 'access');
    this.#allowed(inode, rights, 'access', file, who);
    if ((rights & 2) !== 0) this.#writable('access', file);
  }

  /** Power loss: names since the last commit may be undone, unsynced files may be torn. */
  losePower(): void {
    this.#journal.losePower();
    this.#tear(this.root);
    this.version += 1;
  }

  #tear(folder: Inode): void {
    for (const inode of folder.entries.values()) {
      if (inode.kind === 'directory') this.#tear(inode);
      if (inode.kind !== 'file' || inode.data === inode.durable) continue;
      this.#journal.tear(inode);
      inode.version += 1;
    }
  }

  #remove(folder: Inode, name: string, inode: Inode, syscall: string, file: string, who: Credentials): void {
    this.#changeNames(folder, syscall, file, who);
    this.#journal.note(() => this.#set(folder, name, inode));
    this.#set(folder, name, undefined);
  }

  #link(folder: Inode, name: string, inode: Inode): void {
    this.#journal.note(() => this.#set(folder, name, undefined));
    this.#set(folder, name, inode);
  }

  #set(folder: Inode, name: string, inode: Inode | undefined): void {
    const before = folder.entries.get(name);
    if (before !== undefined) before.links -= 1;
    if (inode === undefined) folder.entries.delete(name);
    else {
      folder.entries.set(name, inode);
      inode.links += 1;
    }
    folder.mtimeMs = this.#clock.wall();
    this.version += 1;
  }

  #create(kind: Inode['kind'], mode: number, uid: number): Inode {
    return new Inode(this.#nextId++, kind, mode, uid, this.#clock.wall());
  }

  #setData(inode: Inode, data: Buffer): void {
    inode.data = data;
    inode.mtimeMs = this.#clock.wall();
    inode.writtenAt = this.#clock.now();
    inode.version += 1;
    this.version += 1;
  }

  #place(file: string, syscall: string): { readonly folder: Inode; readonly name: string } {
    const names = parts(file);
    const name = names.pop() ?? '';
    let folder = this.root;
    for (const one of names) {
      const next = folder.entries.get(one);
      if (next === undefined) throw systemError('ENOENT', syscall, file);
      if (next.kind !== 'directory') throw systemError('ENOTDIR', syscall, file);
      folder = next;
    }
    return { folder, name };
  }

  #changeNames(folder: Inode, syscall: string, file: string, who: Credentials): void {
    this.#allowed(folder, 3, syscall, file, who);
    this.#writable(syscall, file);
  }

  #allowed(inode: Inode, rights: number, syscall: string, file: string, { uid }: Credentials): void {
    if (uid === 0) return;
    const granted = uid === inode.uid ? inode.mode >> 6 : inode.mode;
    if ((granted & rights) !== rights) throw systemError('EACCES', syscall, file);
  }

  #writable(syscall: string, file: string): void {
    if (this.fault === 'read-only') throw systemError('EROFS', syscall, file);
  }

  #mayFail(syscall: string, file: string): void {
    if (this.fault === 'failing' && this.#random.chance(FAILING_SHARE))
      throw systemError('EIO', syscall, file);
  }

  #roomFor(bytes: number): number {
    if (this.fault !== 'full') return bytes;
    return this.#random.chance(0.5) ? 0 : this.#random.below(bytes);
  }
}

function parts(file: string): string[] {
  return path.posix.normalize(file).split('/').filter(Boolean);
}
