import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { isProcessAlive, isZombie, processStartOfStat, startTicksOfStat } from '../../lib/processes.ts';
import type { Platform, PortOwner, ProcessInfo } from './platform.ts';
import {
  bootTime,
  parseCmdline,
  parseProcNetTcp,
  socketInode,
  uidOfStatus,
  userName,
} from './proc-parsers.ts';

/** USER_HZ: 100 on every architecture Node has a build for (man 7 time). */
const TICKS_A_SECOND = 100;

/** Linux: everything from /proc, no program is run. */
export const linux: Platform = {
  portOwner: async (port) => ownerOf(port),
  process: async (pid) => infoOf(pid),
  isAlive: isProcessAlive,
  terminate: async (pid, how) => {
    process.kill(pid, how === 'gently' ? 'SIGTERM' : 'SIGKILL');
  },
};

function ownerOf(port: number): PortOwner {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => parseProcNetTcp(read(file) ?? ''))
    .filter((socket) => socket.port === port);
  const [first] = sockets;
  if (first === undefined) return { kind: 'free' };
  const addresses = [...new Set(sockets.map(({ address }) => address))];
  const pid = pidHolding(new Set(sockets.map(({ inode }) => inode)));
  const info = pid === undefined ? undefined : infoOf(pid);
  if (info !== undefined) return { kind: 'process', process: info, addresses };
  const user = nameOfUser(first.uid);
  return { kind: 'hidden', addresses, ...(user === undefined ? {} : { user }) };
}

function pidHolding(inodes: ReadonlySet<string>): number | undefined {
  for (const entry of list('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const folder = `/proc/${entry}/fd`;
    for (const fd of list(folder)) {
      const inode = socketInode(link(`${folder}/${fd}`) ?? '');
      if (inode !== undefined && inodes.has(inode)) return Number(entry);
    }
  }
  return undefined;
}

function infoOf(pid: number): ProcessInfo | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined || isZombie(pid, stat)) return undefined;
  const command = parseCmdline(read(`/proc/${pid}/cmdline`) ?? '');
  const uid = uidOfStatus(read(`/proc/${pid}/status`) ?? '');
  const user = uid === undefined ? undefined : nameOfUser(uid);
  const start = processStartOfStat(stat, read('/proc/sys/kernel/random/boot_id') ?? '');
  const booted = bootTime(read('/proc/stat') ?? '');
  const ticks = startTicksOfStat(stat);
  const comm = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  return {
    pid,
    name: command[0] === undefined ? comm : basename(command[0]),
    ...(command.length === 0 ? {} : { command: command.join(' ') }),
    ...(user === undefined ? {} : { user }),
    ...(start === undefined ? {} : { start }),
    ...(booted === undefined || ticks === undefined
      ? {}
      : { startedAt: Math.round((booted + ticks / TICKS_A_SECOND) * 1_000) }),
  };
}

function nameOfUser(uid: number): string {
  return userName(read('/etc/passwd') ?? '', uid) ?? `uid ${uid}`;
}

/** Undefined where it is gone or not ours to read: processes end while one looks. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function link(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
