import { createHash } from 'node:crypto';
import path from 'node:path';
import { HOME_FILES } from '../contract/home-files.ts';

/**
 * Longer socket paths fail differently on Node 20 (truncated silently), 22 and 24; the kernel's own limit is 107 on Linux
 * and 103 on macOS.
 */
const MAX_SOCKET_PATH_BYTES = 100;

export interface EndpointAddressOptions {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly home: string;
  /** A folder of this user for homes with a long path, for example `/tmp/hal-listener-1000`. */
  readonly shortFolder: string;
}

/**
 * Socket paths or pipe name of a listener's control channel, the preferred one first. They contain the PID, so that two
 * listeners starting at once do not collide. The second is for a home on a read-only or full disk.
 */
export function endpointAddresses({
  platform,
  pid,
  home,
  shortFolder,
}: EndpointAddressOptions): readonly string[] {
  if (platform === 'win32') return [`${PIPE_PREFIX}${pid}`];
  const inHome = path.posix.join(home, HOME_FILES.run, `${pid}.sock`);
  const short = path.posix.join(shortFolder, `${homeHash(home)}-${pid}.sock`);
  return Buffer.byteLength(inHome) <= MAX_SOCKET_PATH_BYTES ? [inHome, short] : [short];
}

/** The folder of pipes on Windows, which can be listed. */
export const PIPE_FOLDER = '\\\\.\\pipe\\';
const PIPE_NAME = 'hal-listener-';
const PIPE_PREFIX = `${PIPE_FOLDER}${PIPE_NAME}`;

/** The PID in an endpoint's name in `run/`, the short folder or among the pipes; undefined if it is no endpoint of the home. */
export function pidOfEndpoint(
  name: string,
  where: 'run' | 'short' | 'pipes',
  home: string,
): number | undefined {
  const prefix = { run: '', short: `${homeHash(home)}-`, pipes: PIPE_NAME }[where];
  const suffix = where === 'pipes' ? '' : '.sock';
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return undefined;
  const digits = name.slice(prefix.length, name.length - suffix.length);
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : undefined;
}

function homeHash(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 8);
}
