import { readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';
import { PIPE_FOLDER, pidOfEndpoint } from '../../lib/endpoint-address.ts';
import { userId } from '../../lib/user.ts';

/** The control channel of a process that may be a listener of this home, as its address says. */
export interface FoundEndpoint {
  readonly pid: number;
  /** Socket path or pipe name. */
  readonly endpoint: string;
}

/**
 * Every endpoint that could be a listener's of this home, whether it is registered or not. The socket of a process
 * that was killed is among them, and on Windows the pipes of other homes: only an answer tells.
 */
export function endpointsOf(home: string, platform: NodeJS.Platform = process.platform): FoundEndpoint[] {
  if (platform === 'win32') return listEndpoints(PIPE_FOLDER, 'pipes', home, '');
  const run = path.join(home, HOME_FILES.run);
  return [
    ...listEndpoints(run, 'run', home, '/'),
    ...socketFolders(home).flatMap((folder) => listEndpoints(folder, 'short', home, '/')),
  ];
}

/** Of whoever looks and of the home's owner: root looks after the listeners of others. */
function socketFolders(home: string): string[] {
  const uids = new Set([userId()]);
  try {
    uids.add(statSync(home).uid);
  } catch {
    // No home, no owner.
  }
  return [...uids].map((uid) => path.join(tmpdir(), `hal-listener-${uid}`));
}

function listEndpoints(
  folder: string,
  kind: Parameters<typeof pidOfEndpoint>[1],
  home: string,
  separator: string,
): FoundEndpoint[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const pid = pidOfEndpoint(name, kind, home);
    return pid === undefined ? [] : [{ pid, endpoint: `${folder}${separator}${name}` }];
  });
}
