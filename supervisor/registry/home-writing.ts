import { closeSync, openSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { errnoOf } from '../../lib/file-error.ts';

/** Creates a file in the home and removes it. @throws Node's file errors */
function tryToWrite(home: string): void {
  const file = path.join(home, `.hal-listener-${process.pid}.tmp`);
  closeSync(openSync(file, 'w'));
  unlinkSync(file);
}

/**
 * Why this user cannot start a listener of a home of Windows: it is that of a listener of SYSTEM, which he may use. A
 * listener that he started would run with his rights and could not write what it must.
 *
 * @returns undefined if he may, or on another system, where rights of reading come with no orders
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
