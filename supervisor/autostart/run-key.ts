import { oneLine } from '../../lib/text.ts';
import { AUTOSTART_NAME, type Autostart, type AutostartDependencies, AutostartError } from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { type RegistryExport, readRegistry, readRegistryText } from './registry.ts';

const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
/** Task Manager and Settings record here which entries a user has switched off. */
const APPROVED = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';
/** Windows ignores a longer one ("Run and RunOnce Registry Keys" in Microsoft's documentation). */
const MAX_COMMAND_LENGTH = 260;

/**
 * Starts at login on Windows, by a value of the user's Run key, through reg.exe.
 *
 * @param place where the key may be exported to
 */
export function runKey(
  { run }: Pick<AutostartDependencies, 'run'>,
  place: RegistryExport,
  name = AUTOSTART_NAME,
): Autostart {
  const value = ['/v', name] as const;
  const reg = async (...args: readonly string[]): Promise<void> => {
    try {
      await run('reg.exe', args);
    } catch (error) {
      throw new AutostartError(`Could not change the registry: ${oneLine(error)}`);
    }
  };
  return {
    location: `${KEY}, value ${name}`,
    install: async (entry) => {
      const line = windowsCommandLine(entry);
      if (line.length > MAX_COMMAND_LENGTH) throw tooLong(line);
      await reg('add', KEY, ...value, '/t', 'REG_SZ', '/d', line, '/f');
      // A new installation is enabled even if an earlier one was switched off.
      if ((await readRegistry(run, APPROVED, name)).kind !== 'absent')
        await reg('delete', APPROVED, ...value, '/f');
    },
    remove: async () => {
      if ((await readRegistry(run, KEY, name)).kind !== 'absent') await reg('delete', KEY, ...value, '/f');
    },
    read: async () => {
      const found = await readRegistryText(run, KEY, name, place);
      if (found.kind !== 'value') return found;
      const approved = await readRegistry(run, APPROVED, name);
      if (approved.kind === 'unknown') return approved;
      if (approved.kind === 'value' && isSwitchedOff(approved.data)) {
        return { kind: 'idle', why: 'it was switched off in Task Manager or Settings', isSwitchedOff: true };
      }
      const entry = entryOfWindowsCommandLine(found.data);
      return entry === undefined
        ? { kind: 'idle', why: `its command is not recognized: ${found.data}` }
        : { kind: 'installed', entry };
    },
  };
}

function tooLong(line: string): AutostartError {
  return new AutostartError(
    `Windows starts no command of more than ${MAX_COMMAND_LENGTH} characters at login, and this one has ${line.length}: ${line}. ` +
      'Put its settings into config.json (hal-listener config set), or use the Startup folder: hal-listener autostart install startup',
  );
}

/** Whether the entry is switched off: the first byte of the value is even for on, odd for off (usually 02 and 03). */
function isSwitchedOff(bytes: string): boolean {
  const [, first] = /^\s*([0-9A-F]{2})/i.exec(bytes) ?? [];
  return first !== undefined && Number.parseInt(first, 16) % 2 === 1;
}
