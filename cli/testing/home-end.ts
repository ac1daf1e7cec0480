import { rmSync } from 'node:fs';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';

/** Who is registered in a home: its listeners, on whatever port. */
export function registeredPids(home: string): number[] {
  return registrationFiles(home).flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []));
}

/** Ends the listeners of a home, and those known of before, and takes the home away. */
export function endHome(home: string, before: Iterable<number> = []): void {
  for (const pid of new Set([...before, ...registeredPids(home)])) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone, as it should be.
    }
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
