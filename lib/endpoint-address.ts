import { createHash } from 'node:crypto';
import path from 'node:path';
import { HOME_FILES } from '../contract/home-files.ts';

/**
 * Past 100 bytes a socket path fails differently on Node 20 (cut short without a word), 22 and 24; the kernel's
 * own limit is 107 on Linux and 103 on macOS.
 */
const MAX_PATH = 100;

export interface EndpointPlace {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly home: string;
  /** Of this user, for homes with a long path, as `/tmp/hal-listener-1000`. */
  readonly shortFolder: string;
}

/**
 * Socket paths or pipe name of a listener's control channel, the one to try first in front. Named by PID: two that
 * start at once never meet. The second is for a home that cannot be written, on a read-only or a full disk.
 */
export function endpointAddresses({ platform, pid, home, shortFolder }: EndpointPlace): readonly string[] {
  if (platform === 'win32') return [`${PIPE_PREFIX}${pid}`];
  const usual = path.posix.join(home, HOME_FILES.run, `${pid}.sock`);
  const short = path.posix.join(shortFolder, `${markOf(home)}-${pid}.sock`);
  return Buffer.byteLength(usual) <= MAX_PATH ? [usual, short] : [short];
}

/** Where pipes stand on Windows, as a folder that can be listed. */
export const PIPE_FOLDER = '\\\\.\\pipe\\';
const PIPE_NAME = 'hal-listener-';
const PIPE_PREFIX = `${PIPE_FOLDER}${PIPE_NAME}`;

/** The PID of a name in `run/`, in the folder for short paths or among the pipes; undefined where it is no endpoint of that home. */
export function pidOfEndpoint(
  name: string,
  where: 'run' | 'short' | 'pipes',
  home: string,
): number | undefined {
  const prefix = { run: '', short: `${markOf(home)}-`, pipes: PIPE_NAME }[where];
  const suffix = where === 'pipes' ? '' : '.sock';
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return undefined;
  const digits = name.slice(prefix.length, name.length - suffix.length);
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : undefined;
}

function markOf(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 8);
}
