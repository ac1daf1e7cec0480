import { oneLine } from '../../lib/text.ts';
import { AUTOSTART_NAME, type Autostart, type AutostartDependencies, AutostartError } from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { type RegistryExport, readRegistry, readRegistryText } from './registry.ts';
import { approve, readApproval } from './startup-approval.ts';

const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
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
  const approval = { hive: 'HKCU', list: 'Run', name } as const;
  const fail = (error: unknown): never => {
    throw new AutostartError(`Could not change the registry: ${oneLine(error)}`);
  };
  const reg = async (...args: readonly string[]): Promise<void> => {
    await run('reg.exe', args).catch(fail);
  };
  return {
    location: `${KEY}, value ${name}`,
    install: async (entry) => {
      const line = windowsCommandLine(entry);
      if (line.length > MAX_COMMAND_LENGTH) throw tooLong(line);
      await reg('add', KEY, ...value, '/t', 'REG_SZ', '/d', line, '/f');
      // A new installation is enabled even if an earlier one was switched off.
      await approve(run, approval).catch(fail);
    },
    remove: async () => {
      if ((await readRegistry(run, KEY, name)).kind !== 'absent') await reg('delete', KEY, ...value, '/f');
    },
    read: async () => {
      const found = await readRegistryText(run, KEY, name, place);
      if (found.kind !== 'value') return found;
      const off = await readApproval(run, approval);
      if (off !== undefined) return off;
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
