import { absoluteFolder } from '../../lib/user-folder.ts';
import { environmentValue, type Machine, pathsOf } from './machine.ts';
import type { ValueOf } from './setting.ts';

/** Where QM's Windows installer and the HAL guide put the account. */
const WINDOWS_ACCOUNT = 'C:\\qmsys\\hal';

/**
 * The folder of configuration, run/, sessions and keys: the machine-wide one where it exists and this process
 * may make files in it (an installer or a boot-time start made it), else the user's own. Not created here.
 */
export function defaultHome(outside: Machine): string {
  const shared = machineHome(outside);
  return outside.files.canWriteIn(shared) ? shared : userHome(outside);
}

/** The home that a service and every user of this machine share. */
export function machineHome(outside: Machine): string {
  const { join } = pathsOf(outside.platform);
  switch (outside.platform) {
    case 'win32':
      return join(
        absoluteFolder(environmentValue(outside, 'ProgramData'), pathsOf('win32')) ?? 'C:\\ProgramData',
        'HAL Listener',
      );
    case 'darwin':
      return '/Library/Application Support/HAL Listener';
    default:
      return '/var/lib/hal-listener';
  }
}

/** The home of this user alone. */
function userHome(outside: Machine): string {
  const paths = pathsOf(outside.platform);
  const { join } = paths;
  switch (outside.platform) {
    case 'win32': {
      const told = absoluteFolder(environmentValue(outside, 'LOCALAPPDATA'), paths);
      const local = told ?? join(outside.userDir, 'AppData', 'Local');
      return join(local, 'HAL Listener');
    }
    case 'darwin':
      return join(outside.userDir, 'Library', 'Application Support', 'HAL Listener');
    default: {
      // The XDG specification has a relative path ignored.
      const data = absoluteFolder(environmentValue(outside, 'XDG_DATA_HOME'), paths);
      return join(data ?? join(outside.userDir, '.local', 'share'), 'hal-listener');
    }
  }
}

/** The HAL account's folder where nobody named one. */
export function defaultAccountDir(outside: Machine): string | undefined {
  const found = outside.platform === 'win32' && outside.files.isDirectory(WINDOWS_ACCOUNT);
  return found ? WINDOWS_ACCOUNT : undefined;
}

/** Beside the account where it is known and writable, so that operators find the logs there; else under home. */
export function defaultLogDir(outside: Machine, value: ValueOf): string {
  const accountDir = value('accountDir');
  if (accountDir !== undefined && outside.files.canWriteIn(accountDir)) return accountDir;
  return pathsOf(outside.platform).join(value('home'), 'logs');
}
