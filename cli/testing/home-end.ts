import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';

/** The PIDs of the listeners registered in a home, on any port. */
export function registeredPids(home: string): number[] {
  return registrationFiles(home).flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []));
}

/** Processes that were started for a home, also before they register; none where the system has no `/proc`. */
function startedPids(home: string): number[] {
  return numbersIn('/proc').filter((pid) => {
    try {
      const environment = readFileSync(path.join('/proc', String(pid), 'environ'), 'utf8');
      return pid !== process.pid && environment.split('\0').includes(`HAL_LISTENER_HOME=${home}`);
    } catch {
      // It has ended, or is another user's.
      return false;
    }
  });
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isSafeInteger);
  } catch {
    return [];
  }
}

/** Ends the processes of a home and those in `before`, and removes the home. */
export function endHome(home: string, before: Iterable<number> = []): void {
  for (const pid of new Set([...before, ...registeredPids(home), ...startedPids(home)])) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has already ended.
    }
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
