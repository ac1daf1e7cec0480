import { readFileSync } from 'node:fs';
import { type ProcessStart, processStartOfEpoch, processStartOfStat } from '../../contract/process-start.ts';

/** When this process started, in the words others will read it in. */
export function ownProcessStart(): ProcessStart {
  return linuxStart('self') ?? processStartOfEpoch(performance.timeOrigin);
}

/** When another process started; undefined where there is no /proc to tell. */
export function processStart(pid: number): ProcessStart | undefined {
  return linuxStart(String(pid));
}

/** Whether a process is there. One that ended and only waits for its parent to look is not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if (error instanceof Error && Reflect.get(error, 'code') === 'ESRCH') return false;
  }
  return !/^\d+ \(.*\) [ZX] /s.test(read(`/proc/${pid}/stat`) ?? '');
}

function linuxStart(pid: string): ProcessStart | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const bootId = read('/proc/sys/kernel/random/boot_id');
  return stat === undefined || bootId === undefined ? undefined : processStartOfStat(stat, bootId);
}

function read(file: string): string | undefined {
  // Wine shows a /proc to programs for Windows, of which those who look at them from there see nothing.
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // No /proc here, or no such process.
    return undefined;
  }
}
