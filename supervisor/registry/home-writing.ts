import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { errnoOf } from '../../lib/file-error.ts';

/** Writes a file in the home and removes it. @throws Node's file errors, also for a full disk */
export function tryToWrite(home: string): void {
  const file = path.join(home, `.hal-listener-${process.pid}.tmp`);
  try {
    // An empty file would need no space.
    writeFileSync(file, 'x', { mode: 0o600 });
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Why this user must not start a listener in a home on Windows: the home is that of a listener of SYSTEM, which this user
 * may only control. A listener started by this user could not write its files.
 *
 * @returns undefined if the user may start one, and on other systems, where nobody may control what they cannot write
 */
export function whyNotStart(
  home: string,
  platform: NodeJS.Platform = process.platform,
  write: (home: string) => void = tryToWrite,
): string | undefined {
  if (platform !== 'win32') return undefined;
  try {
    write(home);
    return undefined;
  } catch (error) {
    const isRefused = ['EPERM', 'EACCES'].includes(errnoOf(error) ?? '');
    return isRefused
      ? `You may read ${home} and give orders, but not write it, so its task or service starts the listener, or an administrator.`
      : undefined;
  }
}
