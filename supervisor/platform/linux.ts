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

/** USER_HZ: 100 on every architecture that Node supports (man 7 time). */
const TICKS_A_SECOND = 100;

/** Linux: everything is read from /proc; no program is run. */
export const linux: Platform = {
  portOwner: async (port) => portOwner(port),
  process: async (pid) => processInfo(pid),
  isAlive: isProcessAlive,
  terminate: async (pid, how) => {
    process.kill(pid, how === 'gently' ? 'SIGTERM' : 'SIGKILL');
  },
};

function portOwner(port: number): PortOwner {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => parseProcNetTcp(readIfPossible(file) ?? ''))
    .filter((socket) => socket.port === port);
  const [first] = sockets;
  if (first === undefined) return { kind: 'free' };
  const addresses = [...new Set(sockets.map(({ address }) => address))];
  const pid = findSocketOwner(new Set(sockets.map(({ inode }) => inode)));
  const info = pid === undefined ? undefined : processInfo(pid);
  if (info !== undefined) return { kind: 'process', process: info, addresses };
  const user = nameOfUser(first.uid);
  return { kind: 'hidden', addresses, ...(user === undefined ? {} : { user }) };
}

function findSocketOwner(inodes: ReadonlySet<string>): number | undefined {
  for (const entry of listFolder('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const folder = `/proc/${entry}/fd`;
    for (const fd of listFolder(folder)) {
      const inode = socketInode(readLink(`${folder}/${fd}`) ?? '');
      if (inode !== undefined && inodes.has(inode)) return Number(entry);
    }
  }
  return undefined;
}

function processInfo(pid: number): ProcessInfo | undefined {
  const stat = readIfPossible(`/proc/${pid}/stat`);
  if (stat === undefined || isZombie(pid, stat)) return undefined;
  const command = parseCmdline(readIfPossible(`/proc/${pid}/cmdline`) ?? '');
  const uid = uidOfStatus(readIfPossible(`/proc/${pid}/status`) ?? '');
  const user = uid === undefined ? undefined : nameOfUser(uid);
  const start = processStartOfStat(stat, readIfPossible('/proc/sys/kernel/random/boot_id') ?? '');
  const booted = bootTime(readIfPossible('/proc/stat') ?? '');
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
  return userName(readIfPossible('/etc/passwd') ?? '', uid) ?? `uid ${uid}`;
}

/** Undefined if the file is gone or unreadable: processes may exit at any moment. */
function readIfPossible(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readLink(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
