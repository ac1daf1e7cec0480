import { oneLine } from '../../lib/text.ts';
import type { RunTool } from '../platform/run-tool.ts';
import { AutostartError } from './autostart.ts';

/** Well-known identities, the same in every language: SYSTEM and the group of administrators. */
const PRIVILEGED_IDS = ['*S-1-5-18', '*S-1-5-32-544'] as const;

/**
 * Makes the machine-wide home on Windows one that SYSTEM, administrators and one user or group may use, and nobody
 * else: a folder of ProgramData would let every user of the machine read the control key.
 *
 * @param user as `anna`, `HALBOX\\anna` or the name of a group
 * @throws AutostartError
 */
export async function grantHomeAccess(
  folder: string,
  user: string,
  dependencies: { readonly run: RunTool; readonly makeFolder: (folder: string) => void },
): Promise<void> {
  const grants = [...PRIVILEGED_IDS.map((one) => `${one}:(OI)(CI)F`), `${user}:(OI)(CI)M`];
  try {
    dependencies.makeFolder(folder);
    await dependencies.run('icacls.exe', [
      folder,
      '/inheritance:r',
      ...grants.flatMap((one) => ['/grant:r', one]),
    ]);
  } catch (error) {
    throw new AutostartError(
      `${folder} could not be made for ${user}: ${oneLine(error)}. Try as an administrator.`,
    );
  }
}
