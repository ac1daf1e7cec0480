import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES } from '../contract/home-files.ts';
import type { Platform } from './platform/platform.ts';

/** A half-written file this old belongs to a process that died over it, and nobody waits for an end this old, ms. */
const OLD_MS = 3_600_000;

/**
 * Removes what processes that were killed left in `run/`: sockets of dead processes, half-written files,
 * words of ends that nobody asks for any more. Best
 * effort; registrations are not touched here.
 *
 * @param now milliseconds since the epoch
 */
export function sweepRun(home: string, platform: Pick<Platform, 'isAlive'>, now: number): void {
  const run = path.join(home, HOME_FILES.run);
  for (const name of list(run)) {
    const file = path.join(run, name);
    const pid = /^(\d{1,9})\.sock$/.exec(name)?.[1];
    const dead = pid !== undefined && !platform.isAlive(Number(pid));
    const half = /\.(tmp|stale|exit)$/.test(name) && now - changedAt(file, now) > OLD_MS;
    if (dead || half) remove(file);
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function changedAt(file: string, otherwise: number): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? otherwise;
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Not ours to remove: it does no harm.
  }
}
