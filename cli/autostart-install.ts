import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { flagArguments, stopTimeoutMs } from '../contract/start-flags.ts';
import { configFileOf } from '../lib/config-file.ts';
import { oneLine } from '../lib/text.ts';
import { absoluteFolder } from '../lib/user.ts';
import { rememberQm, whyNoExample } from '../listener/account/example-rule.ts';
import { configuredProgram, wouldServeExample } from '../listener/account/open.ts';
import { machineHome, machineHomeMarker } from '../listener/config/home.ts';
import { type LoadedConfig, loadConfig } from '../listener/config/load.ts';
import { type Machine as ConfigMachine, pathsOf } from '../listener/config/machine.ts';
import {
  type Autostart,
  type AutostartEntry,
  AutostartError,
  type AutostartState,
  type AutostartVia,
} from '../supervisor/autostart/autostart.ts';
import { AUTOSTART_KINDS, type AutostartKind, autostartOf } from '../supervisor/autostart/kinds.ts';
import { qmEntry, usualQmProgram } from '../supervisor/autostart/qm-entry.ts';
import { prepareSharedHome } from '../supervisor/autostart/shared-home.ts';
import { accountId, ownSid } from '../supervisor/autostart/windows-accounts.ts';
import { describeActor } from './actor.ts';
import {
  type AutostartMachineOf,
  saveEdits,
  type UnattendedSettings,
  unattendedSettings,
} from './autostart-settings.ts';
import { loadInputs, orBadConfiguration } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { lastingProgram } from './this-program.ts';
import { warningLines } from './warnings.ts';

type Machine = ReturnType<AutostartMachineOf>;

export interface InstallOptions {
  readonly for?: string;
  readonly user?: string;
  readonly via: AutostartVia;
  readonly allUsers?: boolean;
  /** Whether an entry stays as it is that somebody has switched off. */
  readonly unlessOff?: boolean;
}

/** Kinds of Windows whose home is the machine's, closed to other users. */
const SHARED_HOME_KINDS: readonly AutostartKind[] = ['task', 'health-task', 'service'];

/**
 * Installs one kind with the settings in force, and reads it back. What fails half-way is undone.
 *
 * @throws AutostartError, CliFailure
 */
export async function installAutostart(
  command: Command,
  terminal: Terminal,
  base: Machine,
  kind: AutostartKind,
  options: InstallOptions,
): Promise<void> {
  const { via, allUsers = false } = options;
  assertPossible(kind, options);
  const inputs = loadInputs(command, terminal);
  const loaded = orBadConfiguration(() => loadConfig(inputs));
  const settings = unattendedSettings(loaded, { kind, via, allUsers }, inputs.machine);
  if (allUsers) assertNothingLost(settings);
  const runAs = options.user === undefined ? undefined : await accountId(options.user, base.run);
  const machine = {
    ...base,
    via,
    allUsers,
    home: settings.home,
    ...(runAs === undefined
      ? {}
      : { runAs, ...(options.user === undefined ? {} : { runAsName: options.user }) }),
  };
  const entry =
    via === 'qm'
      ? phantomEntry(loaded, kind, machine.platform)
      : ownEntry(settings, loaded, kind, machine.platform);
  const autostart = autostartOf(kind, machine);
  const before = await autostart.read();
  if (options.unlessOff === true && before.kind === 'idle' && before.isSwitchedOff === true) {
    return terminal.out(`Left as it is: ${before.why}.\n  ${autostart.location}\n`);
  }
  const isShared = SHARED_HOME_KINDS.includes(kind);
  if (isShared) {
    await shareHome(settings.home, options.for, machine);
    if (settings.home === machineHome(inputs.machine)) markHome(inputs.machine, machine.files);
  }
  const saved = await installOrRestore(autostart, before, entry, () =>
    saveUnattended(settings, machine, describeActor(terminal)),
  );
  terminal.out(`Installed: ${whenItStarts(kind)}.\n  ${autostart.location}\n`);
  if (isShared) {
    terminal.out(
      `The home is now ${settings.home}, with the current settings. ${options.for ?? machine.user} may read it and give orders; only administrators may change what it runs.\n`,
    );
  }
  for (const name of saved) terminal.out(`${name} was saved in ${configFileOf(settings.home)}.\n`);
  if (via === 'qm') {
    if (machine.platform === process.platform && !existsSync(entry.program))
      terminal.err(`warning: there is no ${entry.program} on this machine; --qm-program names QM\n`);
    terminal.out(
      "QM starts its command WEBSOCKET.LISTENER, which 'hal-listener account install' puts there.\n",
    );
  }
  rememberQm({ ...loaded.config, home: settings.home });
  if (via === 'listener') terminal.out(warningLines(await exampleWarnings(loaded)));
  terminal.out(nextStep(kind, via));
}

/** @throws CliFailure */
function assertPossible(kind: AutostartKind, { via, allUsers, user }: InstallOptions): void {
  const refuse = (why: string): CliFailure => new CliFailure(why, EXIT.usage);
  if (allUsers === true && kind !== 'startup') throw refuse('--all-users is for autostart install startup');
  if (user !== undefined && !SHARED_HOME_KINDS.includes(kind))
    throw refuse('--user is for a task or a service of Windows; --for names the user of a systemd unit');
  if (via === 'qm' && kind === 'service') {
    throw refuse(
      "A service must keep running, and QM's PHANTOM leaves at once: use autostart install task --via qm, or --via listener",
    );
  }
}

/** @throws AutostartError */
function assertNothingLost({ edits }: UnattendedSettings): void {
  if (edits.length === 0) return;
  const names = edits.map(({ name }) => name).join(', ');
  throw new AutostartError(
    `Every user has a configuration of his own, so ${names} would not be in force for others. Start it with the machine: hal-listener autostart install task`,
  );
}

/** Makes every command take the machine-wide home from now on: see `machineHomeMarker`. */
function markHome(machine: ConfigMachine, files: Machine['files']): void {
  const marker = machineHomeMarker(machine);
  if (marker !== undefined)
    files.write(
      marker,
      `An administrator made ${machineHome(machine)}, which HAL Listener uses while this file is here.\r\n`,
    );
}

async function shareHome(folder: string, reader: string | undefined, machine: Machine): Promise<void> {
  const { run, homeDisk, env } = machine;
  await prepareSharedHome(
    {
      folder,
      reader: reader ?? (await ownSid(run)) ?? machine.user,
      runAs: machine.runAs ?? 'SYSTEM',
      stagingFolder: absoluteFolder(env.ProgramFiles, pathsOf('win32')) ?? 'C:\\Program Files',
    },
    { run, disk: homeDisk },
  );
}

/**
 * Installs an entry, reads it back and does the rest; after a failure there is what was there before.
 *
 * @returns what `rest` returns
 */
async function installOrRestore<T>(
  autostart: Autostart,
  before: AutostartState,
  entry: AutostartEntry,
  rest: () => T,
): Promise<T> {
  try {
    await autostart.install(entry);
    const state = await autostart.read();
    if (state.kind !== 'installed') {
      const why = 'why' in state ? state.why : 'it is not there';
      throw new AutostartError(`It was written, but reads back as: ${why} (${autostart.location})`);
    }
    return rest();
  } catch (error) {
    const undone = await restore(autostart, before).catch(oneLine);
    if (undone === undefined) throw error;
    throw new AutostartError(
      `${oneLine(error)} What is at ${autostart.location} could not be undone: ${undone}`,
    );
  }
}

async function restore(autostart: Autostart, before: AutostartState): Promise<undefined> {
  if (before.kind === 'installed') await autostart.install(before.entry);
  if (before.kind === 'absent') await autostart.remove();
  return undefined;
}

/** @returns the settings that were put into the home's config.json @throws AutostartError */
function saveUnattended(
  { home, edits }: UnattendedSettings,
  machine: Pick<Machine, 'makeFolder'>,
  by: string,
): readonly string[] {
  if (edits.length === 0) return [];
  try {
    machine.makeFolder(home);
    return saveEdits(home, edits, by);
  } catch (error) {
    const names = edits.map(({ name }) => name).join(', ');
    throw new AutostartError(
      `Nothing was installed, because it would start without ${names}: ${oneLine(error)}`,
    );
  }
}

/** That a start would refuse to answer from invented records, which an operator learns better now. */
async function exampleWarnings({ config }: LoadedConfig): Promise<readonly string[]> {
  const why = whyNoExample({ config, origin: 'watch', continuesExample: false });
  return why !== undefined && (await wouldServeExample(config))
    ? [`it will not start with these settings: ${why}`]
    : [];
}

/** This very program, with the settings in force. */
function ownEntry(
  { flags }: UnattendedSettings,
  { config }: LoadedConfig,
  kind: AutostartKind,
  platform: NodeJS.Platform,
): AutostartEntry {
  const { program, args } = lastingProgram('an autostart');
  if (kind === 'health-task')
    return { program, args: [...args, 'check', '--restart', ...flagArguments(flags)], leavesAtOnce: true };
  // At login on Windows a program of the console would have a window of its own.
  const windowless = platform === 'win32' && (kind === 'login' || kind === 'startup');
  const detached = windowless || kind === 'qm';
  return {
    program,
    args: [...args, 'watch', ...(detached ? ['--detach'] : []), ...flagArguments(flags)],
    stopTimeoutMs: stopTimeoutMs(config.drainMs),
  };
}

/** QM, which starts the listener by its own command. */
function phantomEntry(
  { config }: LoadedConfig,
  kind: AutostartKind,
  platform: NodeJS.Platform,
): AutostartEntry {
  const found = platform === process.platform ? configuredProgram(config) : config.qmProgram;
  const program = found ?? usualQmProgram(platform);
  return qmEntry({ program, account: config.qmAccount }, kind === 'health-task' ? 'health' : 'listener');
}

function whenItStarts(kind: AutostartKind): string {
  return kind === 'health-task'
    ? 'checks the listener every five minutes'
    : `starts ${AUTOSTART_KINDS[kind]}`;
}

function nextStep(kind: AutostartKind, via: AutostartVia): string {
  switch (kind) {
    case 'systemd':
      return 'Start it now: systemctl start hal-listener\n';
    case 'systemd-user':
      return 'Start it now: systemctl --user start hal-listener. To start it at boot, without a login: loginctl enable-linger\n';
    case 'qm':
      return 'It starts the next time QM starts.\n';
    case 'service':
      return 'Start it now: net start "HAL Listener"\n';
    case 'task':
      return 'Start it now: schtasks /Run /TN "HAL Listener"\n';
    case 'health-task':
      return '';
    default:
      return via === 'qm' ? 'It starts at the next login.\n' : 'Start it now: hal-listener start\n';
  }
}
