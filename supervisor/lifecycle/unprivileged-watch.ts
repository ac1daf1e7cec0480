import { statSync } from 'node:fs';
import { watchLockFile } from '../../contract/home-files.ts';
import { portOfFlags } from '../../contract/start-flags.ts';
import { userId } from '../../lib/user.ts';
import { ProcessLock } from '../registry/process-lock.ts';
import type { SupervisorOptions } from './supervisor-types.ts';

/**
 * The supervisor that keeps the listener of a home running as the home's own user, seen by root: `sudo hal-listener
 * start` then leaves the start to it. Started here, the listener would run as root, and outside of its unit.
 *
 * @returns who it is, as `watch (hal-listener)`; undefined where there is none, and for everybody but root
 */
export async function findUnprivilegedWatch(options: SupervisorOptions): Promise<string | undefined> {
  if (userId() !== 0 || ownerOf(options.home) === 0) return undefined;
  const lock = new ProcessLock({ ...options, file: watchLockFile(portOfFlags(options.flags)) });
  const holder = await lock.holder();
  if (holder === undefined || ownerOf(`/proc/${holder.pid}`) === 0) return undefined;
  return holder.by;
}

/** Root's where it cannot be told: then nothing is different. */
function ownerOf(place: string): number {
  return statSync(place, { throwIfNoEntry: false })?.uid ?? 0;
}
