import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pidOfEndpoint } from '../../lib/endpoint-address.ts';
import { isProcessAlive, isZombie, processStartOfStat, startTicksOfStat } from '../../lib/processes.ts';
import {
  firstPrograms,
  homeOfArguments,
  isListenerCommand,
  MAX_COMMAND_LINE,
  MAX_PROGRAMS,
} from './listener-command.ts';
import type { FoundPrograms, Platform, PortOwner, ProcessInfo, RunningProgram } from './platform.ts';
import {
  bootTime,
  boundSocketPaths,
  cpuTicksOfStat,
  environmentVariable,
  type ListeningSocket,
  parseCmdline,
  parseProcNetTcp,
  residentBytesOfStatus,
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
  listenerPrograms: async () => listenerPrograms(),
  isAlive: isProcessAlive,
  terminate: async (pid, how) => {
    process.kill(pid, how === 'gently' ? 'SIGTERM' : 'SIGKILL');
  },
};

function portOwner(port: number): PortOwner {
  const sockets = listeningSockets().filter((socket) => socket.port === port);
  const [first] = sockets;
  if (first === undefined) return { kind: 'free' };
  const addresses = [...new Set(sockets.map(({ address }) => address))];
  const pid = findSocketOwner(new Set(sockets.map(({ inode }) => inode)));
  const info = pid === undefined ? undefined : processInfo(pid);
  if (info !== undefined) return { kind: 'process', process: info, addresses };
  const user = nameOfUser(first.uid);
  return { kind: 'hidden', addresses, ...(user === undefined ? {} : { user }) };
}

function listeningSockets(): readonly ListeningSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => parseProcNetTcp(readIfPossible(file) ?? ''));
}

function findSocketOwner(inodes: ReadonlySet<string>): number | undefined {
  return pids().find((pid) => socketsOf(pid).some((inode) => inodes.has(inode)));
}

function pids(): number[] {
  return listFolder('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? [Number(entry)] : []));
}

/** The inodes of a process' sockets; none if this user may not see them. */
function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return listFolder(folder).flatMap((fd) => socketInode(readLink(`${folder}/${fd}`) ?? '') ?? []);
}

/** One pass over /proc that reads a command line of each process, and the rest of the few that are sought. */
function listenerPrograms(): FoundPrograms {
  const sought: { readonly pid: number; readonly args: readonly string[] }[] = [];
  for (const pid of pids()) {
    const args = parseCmdline(readIfPossible(`/proc/${pid}/cmdline`)?.slice(0, MAX_COMMAND_LINE) ?? '');
    if (isListenerCommand(args)) sought.push({ pid, args });
    if (sought.length > MAX_PROGRAMS) break;
  }
  if (sought.length === 0) return { programs: [] };
  const listening = listeningSockets();
  const bound = boundSocketPaths(readIfPossible('/proc/net/unix') ?? '');
  const programs = sought.flatMap(({ pid, args }) => runningProgram(pid, args, listening, bound) ?? []);
  return firstPrograms(programs);
}

function runningProgram(
  pid: number,
  args: readonly string[],
  listening: readonly ListeningSocket[],
  bound: readonly string[],
): RunningProgram | undefined {
  const [stat, status] = statOf(pid);
  const info = infoOf(pid, stat, status);
  if (info === undefined) return undefined;
  const ticks = cpuTicksOfStat(stat);
  const rss = residentBytesOfStatus(status);
  const uid = uidOfStatus(status);
  const inodes = new Set(socketsOf(pid));
  const ports = listening.filter(({ inode }) => inodes.has(inode)).map(({ port }) => port);
  const environ = readIfPossible(`/proc/${pid}/environ`) ?? '';
  const homes = [
    ...bound.flatMap((file) => homeOfSocket(file, pid) ?? []),
    homeOfArguments(args),
    environmentVariable(environ, 'HAL_LISTENER_HOME'),
  ].flatMap((home) => (home?.startsWith('/') ? [home] : []));
  return {
    ...info,
    args,
    homes: [...new Set(homes)],
    ...(inodes.size === 0 ? {} : { ports: [...new Set(ports)] }),
    ...(ticks === undefined ? {} : { cpuMs: (ticks * 1_000) / TICKS_A_SECOND }),
    ...(rss === undefined ? {} : { rss }),
    ...(uid === undefined ? {} : { uid }),
  };
}

/** `/srv/hal` of `/srv/hal/run/4711.sock`, where a listener with that PID is controlled. */
function homeOfSocket(file: string, pid: number): string | undefined {
  const folder = dirname(file);
  const home = dirname(folder);
  const isEndpoint = basename(folder) === 'run' && pidOfEndpoint(basename(file), 'run', home) === pid;
  return isEndpoint ? home : undefined;
}

function processInfo(pid: number): ProcessInfo | undefined {
  return infoOf(pid, ...statOf(pid));
}

/** `/proc/<pid>/stat` and `/proc/<pid>/status`; empty if there is no such process. */
function statOf(pid: number): [stat: string, status: string] {
  return [readIfPossible(`/proc/${pid}/stat`) ?? '', readIfPossible(`/proc/${pid}/status`) ?? ''];
}

function infoOf(pid: number, stat: string, status: string): ProcessInfo | undefined {
  if (stat === '' || isZombie(pid, stat)) return undefined;
  const command = parseCmdline(readIfPossible(`/proc/${pid}/cmdline`) ?? '');
  const uid = uidOfStatus(status);
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
