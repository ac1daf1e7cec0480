import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES, isHistoryFile } from '../../contract/home-files.ts';
import type { Clock } from '../../lib/clock.ts';
import { endpointsOf } from '../control/endpoints.ts';
import type { Platform } from '../platform/platform.ts';
import { type ListenerSearch, registrationFiles, removeIfGone } from './find-listeners.ts';

/** An older temporary file was left by a process that died, and older exit records are no longer needed. */
const MAX_AGE_MS = 3_600_000;
/** The charts show a day. */
const MAX_HISTORY_AGE_MS = 25 * 3_600_000;

export interface StaleFilesOptions extends Pick<ListenerSearch, 'home' | 'log' | 'onStale' | 'exitKnown'> {
  readonly platform: Pick<Platform, 'isAlive' | 'process'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Removes files that killed processes left in a home: their registrations and sockets, temporary files, old exit
 * records, and figures of a time that no chart shows. Best effort; connects to no listener.
 */
export async function removeStaleFiles(options: StaleFilesOptions): Promise<void> {
  const { home, platform, clock } = options;
  for (const file of filesOf(home)) await removeIfGone(file, options);
  for (const { pid, endpoint } of process.platform === 'win32' ? [] : endpointsOf(home)) {
    if (!platform.isAlive(pid)) remove(endpoint);
  }
  for (const folder of [home, path.join(home, HOME_FILES.run)]) {
    for (const name of list(folder)) {
      const file = path.join(folder, name);
      const maxAgeMs = maxAgeOf(name);
      if (maxAgeMs !== undefined && clock.now() - modifiedAt(file, clock.now()) > maxAgeMs) remove(file);
    }
  }
}

/** How old a file may be, ms; undefined if it may be of any age. */
function maxAgeOf(name: string): number | undefined {
  if (/\.(tmp|stale|exit)$/.test(name)) return MAX_AGE_MS;
  return isHistoryFile(name) ? MAX_HISTORY_AGE_MS : undefined;
}

/** None if this user may not read the folder. */
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
    // This user may not remove it, which does no harm.
  }
}
