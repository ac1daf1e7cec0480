import { createHash } from 'node:crypto';
import path from 'node:path';
import { oneLine } from '../../lib/text.ts';
import { powershell, powershellText } from '../platform/powershell.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
  type AutostartState,
  WINDOWS_SYSTEM_SID,
} from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { type RegistryExport, readRegistry, readRegistryText } from './registry.ts';
import { SERVICE_HOST_SOURCE } from './service-host-source.ts';
import { assertNoControlCharacters } from './text-formats.ts';

const SERVICES = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const KEY = `${SERVICES}\\${AUTOSTART_NAME}`;
/** Names under which QM is known to run as a service. */
const QM_SERVICES = ['QMSvc', 'OpenQM', 'QM'];
const DEFAULT_STOP_MS = 20_000;

export interface ServiceOptions {
  /** The machine-wide home, where the program of the service is put; needed for the installation. */
  readonly home: string | undefined;
  /** SID or name of the account that it runs as, and the name as it was given. */
  readonly runAs: string;
  readonly runAsName: string | undefined;
  readonly place: RegistryExport;
}

/**
 * Starts as a Windows service, after the others, and after QM's. Windows' own compiler makes the program that answers the
 * service control manager, so that nothing has to be fetched. Needs an administrator. The service is unproven on Windows;
 * the compiled program is tested with Mono.
 */
export function windowsService(
  { run, files }: AutostartDependencies,
  { home, runAs, runAsName, place }: ServiceOptions,
): Autostart {
  const sc = async (verb: string, ...words: readonly string[]): Promise<void> => {
    await run('sc.exe', [verb, AUTOSTART_NAME, ...words]).catch((error: unknown) => {
      throw new AutostartError(
        `Windows rejected the change of the service: ${oneLine(error)}. Try as an administrator.`,
      );
    });
  };
  const read = async (): Promise<AutostartState> => {
    const image = await readRegistryText(run, KEY, 'ImagePath', place);
    if (image.kind !== 'value') return image;
    // It was removed while it ran, and goes when it has stopped.
    if ((await readRegistry(run, KEY, 'DeleteFlag')).kind === 'value') return { kind: 'absent' };
    const start = await readRegistry(run, KEY, 'Start');
    if (start.kind === 'unknown') return start;
    // Start type 2 is automatic, 3 by hand, 4 disabled (Microsoft: SERVICE_START_TYPE).
    if (start.kind === 'absent' || Number(start.data) !== 2) {
      const why = 'the service does not start automatically: set it to Automatic';
      return { kind: 'idle', why, isSwitchedOff: true };
    }
    const entry = entryOfService(image.data);
    return entry === undefined
      ? { kind: 'idle', why: `its command is not recognized: ${image.data}` }
      : { kind: 'installed', entry };
  };
  return {
    location: `Windows service ${AUTOSTART_NAME}`,
    install: async (entry) => {
      assertNoControlCharacters(entry);
      const account = serviceAccount(runAs, runAsName);
      const host = await compileHost({ run, files }, home);
      const line = serviceCommandLine(host, entry);
      const qm = await findQmService(run);
      const isNew = (await readRegistry(run, KEY, 'ImagePath')).kind === 'absent';
      const depends = qm === undefined ? (isNew ? [] : ['depend=', '/']) : ['depend=', qm];
      const settings = ['binPath=', line, 'start=', 'delayed-auto', 'obj=', account, ...depends];
      await sc(isNew ? 'create' : 'config', ...settings);
      await sc(
        'description',
        'Keeps the HAL listener running, and answers HAL clients from an OpenQM account',
      );
      await sc('failure', 'reset=', '86400', 'actions=', 'restart/5000/restart/30000/restart/60000');
      // Also after an end with an error that the service itself reports.
      await sc('failureflag', '1');
    },
    remove: async () => {
      if ((await read()).kind !== 'absent') await sc('delete');
    },
    read,
  };
}

/** @throws AutostartError if the account has a password, which nobody should type into a command */
function serviceAccount(runAs: string, name = runAs): string {
  switch (runAs) {
    case WINDOWS_SYSTEM_SID:
      return 'LocalSystem';
    case 'S-1-5-19':
      return 'NT AUTHORITY\\LocalService';
    case 'S-1-5-20':
      return 'NT AUTHORITY\\NetworkService';
    default:
      // A managed service account has no password that a person knows.
      if (name.endsWith('$')) return name;
      throw new AutostartError(
        `${name} has a password: use LocalService, NetworkService or a managed service account (its name ends with $), or install the service without --user and set its account in services.msc.`,
      );
  }
}

function serviceCommandLine(host: string, entry: AutostartEntry): string {
  const timeoutMs = entry.stopTimeoutMs ?? DEFAULT_STOP_MS;
  const line = windowsCommandLine({ program: host, args: [String(timeoutMs), entry.program, ...entry.args] });
  // Windows would put a variable's value there.
  if (line.includes('%')) throw new AutostartError(`A service's command may not contain %: ${line}`);
  return line;
}

/** What a service keeps running; undefined if its command has no program. */
function entryOfService(line: string): AutostartEntry | undefined {
  const entry = entryOfWindowsCommandLine(line);
  if (entry === undefined || !HOST_FILE.test(entry.program)) return entry;
  const [, program, ...args] = entry.args;
  return program === undefined ? undefined : { program, args };
}

const HOST_FILE = /hal-listener-service-[0-9a-f]{8}\.exe$/i;

/** @returns the path of the program of the service, which is compiled if it is not there @throws AutostartError */
async function compileHost({ run, files }: AutostartDependencies, home: string | undefined): Promise<string> {
  if (home === undefined) throw new AutostartError('A service needs a home: name it with --home');
  const hash = createHash('sha256').update(SERVICE_HOST_SOURCE).digest('hex').slice(0, 8);
  const folder = path.win32.join(home, 'service');
  const file = path.win32.join(folder, `hal-listener-service-${hash}.exe`);
  // A running program cannot be replaced; another source has another name.
  if (files.read(file) !== undefined) return file;
  const script = [
    `$null=New-Item -ItemType Directory -Force -Path ${powershellText(folder)}`,
    `Add-Type -TypeDefinition ${powershellText(SERVICE_HOST_SOURCE)} -ReferencedAssemblies System.ServiceProcess -OutputAssembly ${powershellText(file)} -OutputType ConsoleApplication`,
  ].join(';');
  try {
    await powershell(run, script);
  } catch (error) {
    throw new AutostartError(
      `Windows could not compile the program of the service: ${oneLine(error)}. A task does the same: hal-listener autostart install task`,
    );
  }
  if (files.read(file) === undefined)
    throw new AutostartError(
      `Windows compiled no program of the service (${file}). A task does the same: hal-listener autostart install task`,
    );
  return file;
}

async function findQmService(run: AutostartDependencies['run']): Promise<string | undefined> {
  for (const name of QM_SERVICES) {
    if ((await readRegistry(run, `${SERVICES}\\${name}`, 'ImagePath')).kind === 'value') return name;
  }
  return undefined;
}
