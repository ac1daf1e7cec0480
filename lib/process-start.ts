import { readFileSync } from 'node:fs';

/**
 * When a process started, as a token that two parties can compare: a PID is given to another process sooner or
 * later, PID and start together never.
 *
 * Linux counts in ticks since this boot, which no change of the clock moves: `boot:<boot id>:<ticks>`. Elsewhere
 * it is the wall clock: `epoch:<milliseconds>`.
 */
export type ProcessStart = string;

/** Two readings of one start on the wall clock may differ by this much, ms: rounding, and process creation. */
const EPOCH_TOLERANCE_MS = 2_000;

export function processStartOfEpoch(ms: number): ProcessStart {
  return `epoch:${Math.round(ms)}`;
}

/**
 * From `/proc/<pid>/stat` (proc(5): field 22 is starttime) and `/proc/sys/kernel/random/boot_id`. The program's
 * name, field 2, is in parentheses and may hold spaces and parentheses itself.
 *
 * @returns undefined where the text is no stat line
 */
export function processStartOfStat(stat: string, bootId: string): ProcessStart | undefined {
  const ticks = startTicksOfStat(stat);
  return ticks === undefined ? undefined : `boot:${bootId.trim()}:${ticks}`;
}

/** Field 22 of `/proc/<pid>/stat`: ticks since boot, of which Linux has 100 a second. */
export function startTicksOfStat(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // The first field behind the name is the third.
  const ticks = fields[22 - 3];
  return stat.includes(')') && ticks !== undefined && /^\d{1,15}$/.test(ticks) ? Number(ticks) : undefined;
}

/** Whether two readings mean the same start. */
export function sameStart(one: ProcessStart, other: ProcessStart): boolean {
  if (one === other) return true;
  const times = [one, other].map((start) => /^epoch:(\d+)$/.exec(start)?.[1]);
  const [first, second] = times;
  if (first === undefined || second === undefined) return false;
  return Math.abs(Number(first) - Number(second)) <= EPOCH_TOLERANCE_MS;
}

/** When this process started, in the words others will read it in. */
export function ownProcessStart(): ProcessStart {
  return procStart('self') ?? processStartOfEpoch(performance.timeOrigin);
}

/** When another process started; undefined where there is no such process, or no /proc to tell. */
export function processStart(pid: number): ProcessStart | undefined {
  return procStart(String(pid));
}

/** A file of /proc, which has no size; undefined elsewhere than on Linux, or where there is none. */
export function readProc(file: string): string | undefined {
  // Wine shows a /proc to programs for Windows, of which those who look at them from there see nothing.
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // No /proc here, or no such process.
    return undefined;
  }
}

function procStart(pid: string): ProcessStart | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  const bootId = readProc('/proc/sys/kernel/random/boot_id');
  return stat === undefined || bootId === undefined ? undefined : processStartOfStat(stat, bootId);
}
