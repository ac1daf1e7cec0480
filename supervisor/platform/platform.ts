import type { ProcessStart } from '../../lib/processes.ts';

/** A process as the operating system describes it; fields that this user may not see are absent. */
export interface ProcessInfo {
  readonly pid: number;
  /** Program name, for example `node` or `python.exe`. */
  readonly name: string;
  readonly command?: string;
  readonly user?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly start?: ProcessStart;
}

/** A running program with what the operating system measures of it. */
export interface RunningProgram extends ProcessInfo {
  /** Its own name first; whoever starts a program may write anything into them. */
  readonly args: readonly string[];
  /** The TCP ports that it listens on; absent if this user may not see them. */
  readonly ports?: readonly number[];
  /** Folders that its sockets, arguments or environment name as its home: none is proved. */
  readonly homes: readonly string[];
  /** CPU time since its start, ms. */
  readonly cpuMs?: number;
  /** Resident memory, bytes. */
  readonly rss?: number;
  /** The number of its user; absent on Windows. */
  readonly uid?: number;
}

/** The programs of a machine that a search has found. */
export interface FoundPrograms {
  readonly programs: readonly RunningProgram[];
  /** Why there may be more; absent if these are all that this user may see. */
  readonly incomplete?: string;
}

/** The owner of a TCP port. */
export type PortOwner =
  | { readonly kind: 'free' }
  | { readonly kind: 'process'; readonly process: ProcessInfo; readonly addresses: readonly string[] }
  /** A process listens, but this user may not see which. */
  | { readonly kind: 'hidden'; readonly user?: string; readonly addresses: readonly string[] }
  /** No process listens, but Windows reserves the port (Hyper-V, WinNAT, an administrator). */
  | { readonly kind: 'reserved'; readonly from: number; readonly to: number };

/** Operating system functions for processes other than the supervisor's children. */
export interface Platform {
  portOwner(port: number): Promise<PortOwner>;
  /** Undefined if there is no such process. */
  process(pid: number): Promise<ProcessInfo | undefined>;
  /** Every listener process that this user may see, of whatever home, by its command line. */
  listenerPrograms(): Promise<FoundPrograms>;
  /** Cheap. A process of another user counts as alive. */
  isAlive(pid: number): boolean;
  /** Ends a process: `gently` lets it clean up if the system supports that, `at-once` does not. */
  terminate(pid: number, how: 'gently' | 'at-once'): Promise<void>;
}

/** Process 4 on Windows is the kernel. It holds ports for drivers, mainly http.sys, and cannot be ended. */
export const WINDOWS_SYSTEM_PID = 4;

/** Describes a port's owner for operators: `python (PID 4711, user anna, since 2026-11-23 05:06)`. */
export function describePortOwner(owner: PortOwner): string {
  switch (owner.kind) {
    case 'free':
      return 'nobody';
    case 'process':
      return describeProcess(owner.process);
    case 'hidden':
      return `a process that this user cannot see${owner.user === undefined ? '' : ` (user ${owner.user})`}`;
    case 'reserved':
      return `Windows, which reserves ports ${owner.from} to ${owner.to}: use another port`;
  }
}

/** Describes a process, for example `node (PID 4711, user anna, since 2026-03-14 09:26)`. */
export function describeProcess({ pid, name, user, startedAt }: ProcessInfo): string {
  const details = [
    `PID ${pid}`,
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(startedAt === undefined ? [] : [`since ${minute(new Date(startedAt))}`]),
  ];
  const displayName =
    pid === WINDOWS_SYSTEM_PID && name === 'System' ? 'the Windows system (http.sys)' : name;
  return `${displayName} (${details.join(', ')})`;
}

function minute(time: Date): string {
  const pad = (figure: number): string => String(figure).padStart(2, '0');
  const date = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
  return `${date} ${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

/** QM's and ScarletDME's own programs: ending one ends other users' sessions, and may damage files. */
const QM_PROGRAMS = new Set(['qm', 'qmlnxd', 'qmsvc', 'qmtic', 'qmusbsrv', 'scarlet', 'scarletdme']);

/** Why a process must not be ended to free its port; undefined if it may. */
export function protectionReason({ pid, name }: ProcessInfo, ownPid: number): string | undefined {
  if (pid === ownPid) return 'that is this program itself';
  if (pid === 1) return 'process 1 starts and ends the machine';
  if (pid === WINDOWS_SYSTEM_PID || pid === 0) return 'that is the operating system';
  if (QM_PROGRAMS.has(name.toLowerCase().replace(/\.exe$/, ''))) {
    return `${name} is QM itself: stop it with QM's own commands`;
  }
  return undefined;
}
