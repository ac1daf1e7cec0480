import { readProc } from '../../lib/process-start.ts';

/** Whether a process is there. One that ended and only waits for its parent to look is not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if (error instanceof Error && Reflect.get(error, 'code') === 'ESRCH') return false;
  }
  return !/^\d+ \(.*\) [ZX] /s.test(readProc(`/proc/${pid}/stat`) ?? '');
}
