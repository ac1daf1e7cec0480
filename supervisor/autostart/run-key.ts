import { oneLine } from '../../lib/text.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  AutostartError,
  type AutostartState,
} from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { type RegistryExport, readRegistry, readRegistryText } from './registry.ts';
import { approve, readApproval } from './startup-approval.ts';

const RUN = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const KEY = `HKCU\\${RUN}`;
/** Windows ignores a longer one ("Run and RunOnce Registry Keys" in Microsoft's documentation). */
const MAX_COMMAND_LENGTH = 260;

/**
 * Starts at login on Windows, by a value of the user's Run key, through reg.exe. The installer of a whole machine makes such
 * a value for every user, which is read too; only its removal as an administrator, or Task Manager, ends that.
 *
 * @param place where the key may be exported to
 */
export function runKey(
  { run }: Pick<AutostartDependencies, 'run'>,
  place: RegistryExport,
  name = AUTOSTART_NAME,
): Autostart {
  const value = ['/v', name] as const;
  const approvalIn = (hive: 'HKCU' | 'HKLM') => ({ hive, list: 'Run', name }) as const;
  const fail = (error: unknown): never => {
    throw new AutostartError(`Could not change the registry: ${oneLine(error)}`);
  };
  const reg = async (...args: readonly string[]): Promise<void> => {
    await run('reg.exe', args).catch(fail);
  };
  const readHive = async (hive: 'HKCU' | 'HKLM'): Promise<AutostartState> => {
    const found = await readRegistryText(run, `${hive}\\${RUN}`, name, place);
    if (found.kind !== 'value') return found;
    const off = await readApproval(run, approvalIn(hive));
    if (off !== undefined) return off;
    const entry = entryOfWindowsCommandLine(found.data);
    return entry === undefined
      ? { kind: 'idle', why: `its command is not recognized: ${found.data}` }
      : { kind: 'installed', entry };
  };
  return {
    location: `${KEY}, value ${name}`,
    install: async (entry) => {
      const line = windowsCommandLine(entry);
      if (line.length > MAX_COMMAND_LENGTH) throw tooLong(line);
      await reg('add', KEY, ...value, '/t', 'REG_SZ', '/d', line, '/f');
      // A new installation is enabled even if an earlier one was switched off.
      await approve(run, approvalIn('HKCU')).catch(fail);
    },
    remove: async () => {
      if ((await readRegistry(run, KEY, name)).kind !== 'absent') await reg('delete', KEY, ...value, '/f');
    },
    read: async () => {
      const own = await readHive('HKCU');
      return own.kind === 'absent' ? readHive('HKLM') : own;
    },
  };
}

function tooLong(line: string): AutostartError {
  return new AutostartError(
    `Windows starts no command of more than ${MAX_COMMAND_LENGTH} characters at login, and this one has ${line.length}: ${line}. ` +
      'Put its settings into config.json (hal-listener config set), or use the Startup folder: hal-listener autostart install startup',
  );
}
