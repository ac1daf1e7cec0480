import { oneLine } from '../../lib/text.ts';
import { AUTOSTART_NAME, type Autostart, type AutostartDependencies, AutostartError } from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';

const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
/** Task Manager and Settings record here which entries a user has switched off. */
const APPROVED = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';

/** Starts at login on Windows, by a value of the user's Run key, through reg.exe. */
export function runKey({ run }: Pick<AutostartDependencies, 'run'>, name = AUTOSTART_NAME): Autostart {
  const value = ['/v', name] as const;
  const reg = async (...args: readonly string[]): Promise<string> => {
    try {
      return await run('reg.exe', args);
    } catch (error) {
      throw new AutostartError(`Could not change the registry: ${oneLine(error)}`);
    }
  };
  const query = (key: string): Promise<string> => run('reg.exe', ['query', key, ...value]).catch(() => '');

  return {
    location: `${KEY}, value ${name}`,
    install: async (entry) => {
      await reg('add', KEY, ...value, '/t', 'REG_SZ', '/d', windowsCommandLine(entry), '/f');
      // A new installation is enabled even if an earlier one was switched off.
      if ((await query(APPROVED)) !== '') await reg('delete', APPROVED, ...value, '/f');
    },
    remove: async () => {
      if ((await query(KEY)) !== '') await reg('delete', KEY, ...value, '/f');
    },
    read: async () => {
      const line = registryText(await query(KEY), name);
      if (line === undefined) return { kind: 'absent' };
      if (isSwitchedOff(await query(APPROVED))) {
        return { kind: 'idle', why: 'it was switched off in Task Manager or Settings' };
      }
      const entry = entryOfWindowsCommandLine(line);
      return entry === undefined
        ? { kind: 'idle', why: `its command is not recognized: ${line}` }
        : { kind: 'installed', entry };
    },
  };
}

/** The text of a value in the output of `reg query KEY /v NAME`: name, type and data, separated by four spaces. */
export function registryText(output: string, name: string): string | undefined {
  for (const line of output.split(/\r?\n/)) {
    const rest = line.startsWith(`    ${name}    `) ? line.slice(8 + name.length) : undefined;
    const [, data] = /^REG_(?:EXPAND_)?SZ {4}(.*)$/.exec(rest ?? '') ?? [];
    if (data !== undefined) return data;
  }
  return undefined;
}

/** Whether the entry is switched off: the first byte of the value is even for on, odd for off (usually 02 and 03). */
function isSwitchedOff(output: string): boolean {
  const [, first] = /REG_BINARY\s+([0-9A-F]{2})/i.exec(output) ?? [];
  return first !== undefined && Number.parseInt(first, 16) % 2 === 1;
}
