import { readFileSync } from 'node:fs';

/** What Linux says about a process in `/proc`; other systems have no such folder, and their rows are skipped. */

/** Linux counts a process's time in these for programs, whatever its own clock is. */
const TICKS_PER_SECOND = 100;

/** Whether this machine has the figures. */
export function figuresAvailable(): boolean {
  return process.platform === 'linux';
}

/** Memory of the process that is in RAM now, in bytes. @throws Error where the process is gone */
export function residentBytes(pid: number): number {
  return parseResident(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** CPU seconds the process has used, its own and the system's for it. @throws Error where it is gone */
export function cpuSeconds(pid: number): number {
  return parseCpuSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** `VmRSS:	   61440 kB` of a `status` file, in bytes. */
export function parseResident(status: string): number {
  const kib = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error('a process status without VmRSS');
  return Number(kib) * 1024;
}

/** The fields utime and stime of a `stat` file; its second field, the program's name, may hold anything. */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (Number.isNaN(ticks)) throw new Error('a process stat without its times');
  return ticks / TICKS_PER_SECOND;
}
