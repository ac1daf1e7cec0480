import { errnoOf } from '../../lib/file-error.ts';
import { readProc } from '../../lib/process-start.ts';

/** Whether a process is running. A zombie is not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    if (errnoOf(error) === 'ESRCH') return false;
  }
  return !/^\d+ \(.*\) [ZX] /s.test(readProc(`/proc/${pid}/stat`) ?? '');
}
