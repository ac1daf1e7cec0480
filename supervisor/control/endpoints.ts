import { readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';
import { PIPE_FOLDER, pidOfEndpoint } from '../../lib/endpoint-address.ts';
import { userId } from '../../lib/user.ts';

/** An endpoint that may belong to a listener of this home, judged by its address. */
export interface FoundEndpoint {
  readonly pid: number;
  /** Socket path or pipe name. */
  readonly endpoint: string;
}

/**
 * Every endpoint that may belong to a listener of this home, registered or not. It includes sockets of killed processes,
 * and on Windows the pipes of other homes, so each must be connected to.
 */
export function endpointsOf(home: string, platform: NodeJS.Platform = process.platform): FoundEndpoint[] {
  if (platform === 'win32') return listEndpoints(PIPE_FOLDER, 'pipes', home, '');
  const run = path.join(home, HOME_FILES.run);
  return [
    ...listEndpoints(run, 'run', home, '/'),
    ...socketFolders(home).flatMap((folder) => listEndpoints(folder, 'short', home, '/')),
  ];
}

/** The folders of this user and of the home's owner, as root may manage another user's listeners. */
function socketFolders(home: string): string[] {
  const uids = new Set([userId()]);
  try {
    uids.add(statSync(home).uid);
  } catch {
    // The home does not exist, so it has no owner.
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
