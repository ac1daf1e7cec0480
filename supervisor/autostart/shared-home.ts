import { oneLine } from '../../lib/text.ts';
import type { RunTool } from '../platform/run-tool.ts';
import { AutostartError } from './autostart.ts';

/** Well-known SIDs, independent of the language: SYSTEM and the group of administrators. */
const PRIVILEGED_IDS = ['*S-1-5-18', '*S-1-5-32-544'] as const;

/**
 * Creates the machine-wide home on Windows and restricts it to SYSTEM, administrators and one user or group: by default every
 * user of the machine could read the control key in a folder of ProgramData.
 *
 * @param user for example `anna`, `HALBOX\\anna` or the name of a group
 * @throws AutostartError
 */
export async function grantHomeAccess(
  folder: string,
  user: string,
  dependencies: { readonly run: RunTool; readonly makeFolder: (folder: string) => void },
): Promise<void> {
  const grants = [...PRIVILEGED_IDS.map((grant) => `${grant}:(OI)(CI)F`), `${user}:(OI)(CI)M`];
  try {
    dependencies.makeFolder(folder);
    await dependencies.run('icacls.exe', [
      folder,
      '/inheritance:r',
      ...grants.flatMap((grant) => ['/grant:r', grant]),
    ]);
  } catch (error) {
    throw new AutostartError(
      `${folder} could not be created for ${user}: ${oneLine(error)}. Try as an administrator.`,
    );
  }
}
