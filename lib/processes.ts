import { readdirSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock } from './clock.ts';
import { errnoOf } from './file-error.ts';

/**
 * When a process started, as a token that can be compared: a PID is reused sooner or later, a PID with its start time
 * never.
 *
 * On Linux it is ticks since boot, which changes of the clock do not affect: `boot:<boot id>:<ticks>`. Elsewhere it is wall
 * clock time: `epoch:<milliseconds>`.
 */
export type ProcessStart = string;

/** Two readings of the same start by wall clock may differ by this much, because of rounding and process creation. */
const EPOCH_TOLERANCE_MS = 2_000;

/** @param ms milliseconds since the epoch at which the process started */
export function processStartOfEpoch(ms: number): ProcessStart {
  return `epoch:${Math.round(ms)}`;
}

/**
 * From `/proc/<pid>/stat` (proc(5): field 22 is starttime) and `/proc/sys/kernel/random/boot_id`. The program's
 * name, field 2, is in parentheses and may itself contain spaces and parentheses.
 *
 * @returns undefined if the text is no stat line
 */
export function processStartOfStat(stat: string, bootId: string): ProcessStart | undefined {
  const ticks = startTicksOfStat(stat);
  return ticks === undefined ? undefined : `boot:${bootId.trim()}:${ticks}`;
}

/** Field 22 of `/proc/<pid>/stat`: ticks since boot, 100 per second on Linux. */
export function startTicksOfStat(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // The first field after the name is the third.
  const ticks = fields[22 - 3];
  return stat.includes(')') && ticks !== undefined && /^\d{1,15}$/.test(ticks) ? Number(ticks) : undefined;
}

/** Whether two tokens denote the same start. */
export function sameStart(one: ProcessStart, other: ProcessStart): boolean {
  if (one === other) return true;
  const times = [one, other].map((start) => /^epoch:(\d+)$/.exec(start)?.[1]);
  const [first, second] = times;
  if (first === undefined || second === undefined) return false;
  return Math.abs(Number(first) - Number(second)) <= EPOCH_TOLERANCE_MS;
}

/** The start of this process, in the form in which others read it. */
export function ownProcessStart(): ProcessStart {
  return procStart('self') ?? processStartOfEpoch(performance.timeOrigin);
}

/** The start of another process; undefined if there is no such process, or no /proc. */
export function processStart(pid: number): ProcessStart | undefined {
  return procStart(String(pid));
}

/** Reads a file of /proc, which has no size; undefined if it does not exist or the system is not Linux. */
function readProc(file: string): string | undefined {
  // Under Wine a program for Windows sees a /proc whose contents do not match what other programs see.
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // There is no /proc, or no such process.
    return undefined;
  }
}

function procStart(pid: string): ProcessStart | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  const bootId = readProc('/proc/sys/kernel/random/boot_id');
  return stat === undefined || bootId === undefined ? undefined : processStartOfStat(stat, bootId);
}

/**
 * Whether a process is running. A process of another user is; a zombie is not, unless some of its threads still run.
 */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    if (errnoOf(error) === 'ESRCH') return false;
  }
  return !isZombie(pid, readProc(`/proc/${pid}/stat`));
}

/**
 * Whether a process has ended and its parent has not fetched its exit code. Its threads may still be ending and hold its
 * ports; until they are gone it does not count as a zombie.
 *
 * @param stat text of `/proc/<pid>/stat`; undefined if there is none
 */
export function isZombie(pid: number, stat: string | undefined): boolean {
  return stat !== undefined && /^\d+ \(.*\) [ZX] /s.test(stat) && threadCount(pid) <= 1;
}

function threadCount(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 0;
  }
}

/** On systems other than Linux the time of boot is computed from the wall clock and rounded to this. */
const BOOT_TIME_PRECISION_MS = 600_000;

/** Identifies the current boot of the machine: the kernel's id on Linux, otherwise its approximate time. */
export function bootId(clock: Pick<Clock, 'now'>): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `at:${Math.round((clock.now() / 1_000 - uptime()) / (BOOT_TIME_PRECISION_MS / 1_000))}`;
  }
}

/** Whether two ids denote the same boot: two readings of its time may be rounded differently. */
export function isSameBoot(one: string, other: string): boolean {
  if (one === other) return true;
  const times = [one, other].map((id) => /^at:(\d+)$/.exec(id)?.[1]);
  const [first, second] = times;
  return first !== undefined && second !== undefined && Math.abs(Number(first) - Number(second)) <= 1;
}
