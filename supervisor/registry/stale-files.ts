import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';
import type { Clock } from '../../lib/clock.ts';
import { endpointsOf } from '../control/endpoints.ts';
import type { Platform } from '../platform/platform.ts';
import { type ListenerSearch, registrationFiles, removeIfGone } from './find-listeners.ts';

/** A half-written file this old belongs to a process that died over it, and nobody waits for an end this old, ms. */
const MAX_AGE_MS = 3_600_000;

export interface SweepOptions extends Pick<ListenerSearch, 'home' | 'log' | 'onStale'> {
  readonly platform: Pick<Platform, 'isAlive' | 'process'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Removes what processes that were killed left in a home: their registrations and sockets, half-written
 * files, and old exit records. Best effort, and asks no listener.
 */
export async function sweepHome(options: SweepOptions): Promise<void> {
  const { home, platform, clock } = options;
  for (const file of filesOf(home)) await removeIfGone(file, options);
  for (const { pid, endpoint } of process.platform === 'win32' ? [] : endpointsOf(home)) {
    if (!platform.isAlive(pid)) remove(endpoint);
  }
  for (const folder of [home, path.join(home, HOME_FILES.run)]) {
    for (const name of list(folder)) {
      const file = path.join(folder, name);
      if (/\.(tmp|stale|exit)$/.test(name) && clock.now() - modifiedAt(file, clock.now()) > MAX_AGE_MS)
        remove(file);
    }
  }
}

/** None where this user may not look: then there is nothing for it to sweep. */
function filesOf(home: string): ReturnType<typeof registrationFiles> {
  try {
    return registrationFiles(home);
  } catch {
    return [];
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function modifiedAt(file: string, fallback: number): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? fallback;
}

function remove(file: string): void {
  try {
    rmSync(file, { recursive: true, force: true });
  } catch {
    // Not ours to remove: it does no harm.
  }
}
