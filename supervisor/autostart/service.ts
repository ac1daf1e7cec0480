import { oneLine } from '../../lib/text.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  AutostartError,
  type AutostartState,
} from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { readRegistry } from './registry.ts';
import { assertNoControlCharacters } from './text-formats.ts';

const SERVICES = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';

/**
 * Starts as a Windows service, through NSSM (nssm.cc), whose path the user gives: a Node program cannot talk to the service
 * control manager itself. NSSM's arguments are from its page "usage"; it keeps program and arguments in the registry, where
 * they are read back. Needs an administrator. Not tested on Windows.
 *
 * @param wrapper path of nssm.exe; not needed for reading
 */
export function wrappedService(
  { run }: Pick<AutostartDependencies, 'run'>,
  wrapper: string | undefined,
  name = AUTOSTART_NAME,
): Autostart {
  const key = `${SERVICES}\\${name}`;
  const nssm = async (...nssmArguments: readonly string[]): Promise<void> => {
    if (wrapper === undefined) {
      throw new AutostartError(
        'A service needs a wrapper: name NSSM with --wrapper C:\\tools\\nssm.exe (nssm.cc)',
      );
    }
    await run(wrapper, nssmArguments).catch((error: unknown) => {
      throw new AutostartError(`${wrapper} failed: ${oneLine(error)}. Try as an administrator.`);
    });
  };
  const read = async (): Promise<AutostartState> => {
    const program = await readRegistry(run, `${key}\\Parameters`, 'Application');
    if (program.kind !== 'value') return program;
    const [start, parameters] = [
      await readRegistry(run, key, 'Start'),
      await readRegistry(run, `${key}\\Parameters`, 'AppParameters'),
    ];
    if (start.kind === 'unknown') return start;
    if (parameters.kind === 'unknown') return parameters;
    // Start type 2 is automatic, 3 by hand, 4 disabled (Microsoft: SERVICE_START_TYPE).
    if (start.kind === 'absent' || Number(start.data) !== 2) {
      const why = 'the service does not start automatically: set it to Automatic';
      return { kind: 'idle', why, isSwitchedOff: true };
    }
    const line = parameters.kind === 'value' ? parameters.data : '';
    const { args = [] } = entryOfWindowsCommandLine(`x ${line}`) ?? {};
    return { kind: 'installed', entry: { program: program.data, args } };
  };
  return {
    location: `Windows service ${name}`,
    install: async (entry) => {
      assertNoControlCharacters(entry);
      if ((await read()).kind === 'absent') await nssm('install', name, entry.program);
      const nssmArguments = windowsCommandLine(entry).slice(entry.program.length + 2);
      await nssm('set', name, 'Application', entry.program);
      await nssm('set', name, 'AppParameters', nssmArguments.trimStart());
      await nssm('set', name, 'Start', 'SERVICE_AUTO_START');
      // NSSM's default of 1.5 s would end it during a drain.
      const { stopTimeoutMs } = entry;
      if (stopTimeoutMs !== undefined) await nssm('set', name, 'AppStopMethodConsole', String(stopTimeoutMs));
    },
    remove: async () => {
      if ((await read()).kind !== 'absent') await nssm('remove', name, 'confirm');
    },
    read,
  };
}
