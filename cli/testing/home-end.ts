import { rmSync } from 'node:fs';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';

/** The PIDs of the listeners registered in a home, on any port. */
export function registeredPids(home: string): number[] {
  return registrationFiles(home).flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []));
}

/** Ends the listeners of a home and those in `before`, and removes the home. */
export function endHome(home: string, before: Iterable<number> = []): void {
  for (const pid of new Set([...before, ...registeredPids(home)])) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has already ended.
    }
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
