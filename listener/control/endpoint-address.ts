import { createHash } from 'node:crypto';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';

/**
 * Past 100 bytes a socket path fails differently on Node 20 (cut short without a word), 22 and 24; the kernel's
 * own limit is 107 on Linux and 103 on macOS.
 */
const LONGEST_PATH = 100;

export interface EndpointPlace {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly home: string;
  /** Of this user, for homes with a long path, as `/tmp/hal-listener-1000`. */
  readonly shortFolder: string;
}

/** Socket path or pipe name of a listener's control channel. Named by PID: two that start at once never meet. */
export function endpointAddress({ platform, pid, home, shortFolder }: EndpointPlace): string {
  if (platform === 'win32') return `\\\\.\\pipe\\hal-listener-${pid}`;
  const usual = path.posix.join(home, HOME_FILES.run, `${pid}.sock`);
  if (Buffer.byteLength(usual) <= LONGEST_PATH) return usual;
  const mark = createHash('sha256').update(home).digest('hex').slice(0, 8);
  return path.posix.join(shortFolder, `${mark}-${pid}.sock`);
}
