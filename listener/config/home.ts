import { HOME_FILES } from '../../contract/home-files.ts';
import { absoluteFolder } from '../../lib/user.ts';
import { environmentValue, type Machine, pathsOf } from './machine.ts';
import type { ValueOf } from './setting.ts';

/** The account's folder by QM's Windows installer and the HAL guide. */
const WINDOWS_ACCOUNT = 'C:\\qmsys\\hal';

/**
 * The folder of configuration, run/, sessions and keys: the machine-wide one if an administrator made it and this process
 * may create files in it or give orders by its key, otherwise the user's own. It is not created here.
 */
export function defaultHome(machine: Machine): string {
  const shared = machineHome(machine);
  const isUsable =
    isMadeByAdministrator(machine) && (machine.files.canWriteIn(shared) || mayGiveOrders(machine, shared));
  return isUsable ? shared : userHome(machine);
}

/**
 * A file that says that an administrator made the machine-wide home of Windows. Every user may create a folder of that
 * name in ProgramData, with a configuration that names programs to run; only administrators may write in Program Files.
 *
 * @returns undefined where there is no such question
 */
export function machineHomeMarker(machine: Machine): string | undefined {
  if (machine.platform !== 'win32') return undefined;
  const programs = absoluteFolder(environmentValue(machine, 'ProgramFiles'), pathsOf('win32'));
  return programs && pathsOf('win32').join(programs, 'HAL Listener', 'machine-wide-home.txt');
}

function isMadeByAdministrator(machine: Machine): boolean {
  const marker = machineHomeMarker(machine);
  return marker === undefined || canRead(machine, marker);
}

function canRead(machine: Machine, file: string): boolean {
  try {
    return machine.files.read(file).length > 0;
  } catch {
    return false;
  }
}

/** Whether this user may use a listener of Windows without writing its home, because it runs as another account. */
function mayGiveOrders(machine: Machine, home: string): boolean {
  return machine.platform === 'win32' && canRead(machine, pathsOf('win32').join(home, HOME_FILES.controlKey));
}

/** The home shared by a service and all users of this machine. */
export function machineHome(machine: Machine): string {
  const { join } = pathsOf(machine.platform);
  switch (machine.platform) {
    case 'win32':
      return join(
        absoluteFolder(environmentValue(machine, 'ProgramData'), pathsOf('win32')) ?? 'C:\\ProgramData',
        'HAL Listener',
      );
    case 'darwin':
      return '/Library/Application Support/HAL Listener';
    default:
      return '/var/lib/hal-listener';
  }
}

/** The home of this user. */
function userHome(machine: Machine): string {
  const paths = pathsOf(machine.platform);
  const { join } = paths;
  switch (machine.platform) {
    case 'win32': {
      const localAppData = absoluteFolder(environmentValue(machine, 'LOCALAPPDATA'), paths);
      const local = localAppData ?? join(machine.userDir, 'AppData', 'Local');
      return join(local, 'HAL Listener');
    }
    case 'darwin':
      return join(machine.userDir, 'Library', 'Application Support', 'HAL Listener');
    default: {
      // The XDG specification says to ignore a relative path.
      const data = absoluteFolder(environmentValue(machine, 'XDG_DATA_HOME'), paths);
      return join(data ?? join(machine.userDir, '.local', 'share'), 'hal-listener');
    }
  }
}

/** The HAL account's folder if none is configured. */
export function defaultAccountDir(machine: Machine): string | undefined {
  const found = machine.platform === 'win32' && machine.files.isDirectory(WINDOWS_ACCOUNT);
  return found ? WINDOWS_ACCOUNT : undefined;
}

/** The account's folder if it is known and writable, where operators look for logs; otherwise a folder in the home. */
export function defaultLogDir(machine: Machine, value: ValueOf): string {
  const accountDir = value('accountDir');
  if (accountDir !== undefined && machine.files.canWriteIn(accountDir)) return accountDir;
  return pathsOf(machine.platform).join(value('home'), 'logs');
}
