/** What Linux says about a process in `/proc/PID/stat`. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** The program's name, at most 15 characters. */
  readonly name: string;
  /** Clock ticks since the boot: with the pid it names a process for good. */
  readonly startedAt: number;
  /** CPU seconds used, user and system. */
  readonly seconds: number;
  /** The same of its children that have ended. */
  readonly childSeconds: number;
}

/** Linux reports process times in these units (USER_HZ), whatever the kernel's own timer frequency. */
const TICKS_PER_SECOND = 100;

/** The second field, the program's name, may contain any character. @throws Error if the times are missing */
export function parseProcessStat(stat: string): ProcessStat {
  const end = stat.lastIndexOf(')');
  const fields = stat
    .slice(end + 2)
    .split(' ')
    .map(Number);
  const field = (index: number) => fields[index] ?? Number.NaN;
  const read = {
    pid: Number.parseInt(stat, 10),
    parent: field(1),
    name: stat.slice(stat.indexOf('(') + 1, end),
    startedAt: field(19),
    seconds: (field(11) + field(12)) / TICKS_PER_SECOND,
    childSeconds: (field(13) + field(14)) / TICKS_PER_SECOND,
  };
  if (Number.isNaN(read.seconds)) throw new Error('a process stat without its times');
  return read;
}
