import { Argument, Command } from 'commander';
import type { AutostartJson } from '../contract/command-json.ts';
import { EXIT } from '../contract/exit-codes.ts';
import { flagArguments, stopTimeoutMs } from '../contract/start-flags.ts';
import { configFileOf } from '../lib/config-file.ts';
import { rememberQm, whyNoExample } from '../listener/account/example-rule.ts';
import { wouldServeExample } from '../listener/account/open.ts';
import { type LoadedConfig, loadConfig } from '../listener/config/load.ts';
import {
  type Autostart,
  type AutostartEntry,
  AutostartError,
  type AutostartMachine,
  type AutostartState,
} from '../supervisor/autostart/autostart.ts';
import {
  AUTOSTART_KINDS,
  type AutostartKind,
  autostartOf,
  isAutostartKind,
  kindsOf,
} from '../supervisor/autostart/kinds.ts';
import { grantHomeAccess } from '../supervisor/autostart/shared-home.ts';
import {
  type AutostartMachineOf,
  saveEdits,
  thisComputer,
  type UnattendedSettings,
  unattendedSettings,
} from './autostart-settings.ts';
import { type Paint, paintState, plain } from './colors.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { addSettingFlags, loadInputs, orBadConfiguration } from './setting-flags.ts';
import { CliFailure, columns, type Terminal } from './terminal.ts';
import { lastingProgram } from './this-program.ts';
import { warningLines } from './warnings.ts';

const KINDS_HELP = Object.entries(AUTOSTART_KINDS)
  .map(([kind, when]) => `  ${kind.padEnd(14)}${when}`)
  .join('\n');

const EXAMPLES = `
Starts "hal-listener watch", which keeps the listener running and leaves it alone after a stop on purpose. The entry
contains the settings in force now, those of this environment too; secrets of this environment are written to config.json
of the home.

Kinds:
${KINDS_HELP}

Examples:
  hal-listener autostart status
  hal-listener autostart install login
  hal-listener autostart install systemd --port 9000     with settings of its own
  hal-listener autostart install login --example         answer from the invented example records
  hal-listener autostart remove login
`;

/** What two kinds need to know of this machine. */
interface LocationOptions {
  readonly wrapper?: string;
  readonly qmConfig?: string;
}

interface InstallOptions extends LocationOptions {
  readonly for?: string;
}

/** `hal-listener autostart`: what makes the machine start the phantom by itself. */
export function autostartVerb(terminal: Terminal, machineOf: AutostartMachineOf = thisComputer): Command {
  const install = new Command('install')
    .description('start the listener automatically with this machine or at login')
    .addArgument(kindArgument())
    .option(
      '--for <user>',
      'who may use the listener (task, service), or the user it runs as (systemd); default: you',
    );
  addSettingFlags(addLocationFlags(install)).action((word: string, options: InstallOptions) =>
    withCliFailures(async () => {
      const base = machineWith(machineOf(terminal), options);
      const kind = kindOf(word, base);
      const inputs = loadInputs(install, terminal);
      const loaded = orBadConfiguration(() => loadConfig(inputs));
      const settings = unattendedSettings(loaded, kind, inputs.machine);
      const machine = { ...base, home: settings.home };
      const entry = watchEntry(settings, loaded, kind, machine.platform);
      const autostart = autostartOf(kind, machine);
      await autostart.install(entry);
      const state = await autostart.read();
      if (state.kind !== 'installed') throw installFailure(kind, autostart, state);
      terminal.out(`Installed: starts ${AUTOSTART_KINDS[kind]}.\n  ${autostart.location}\n`);
      if (kind === 'task' || kind === 'service') {
        await grantHomeAccess(settings.home, machine.user, machine);
        terminal.out(
          `The home is now ${settings.home}, with the current settings; ${machine.user} and administrators may use it.\n`,
        );
      }
      for (const name of saveSettings(settings, machine)) {
        terminal.out(`${name} was saved in ${configFileOf(settings.home)}.\n`);
      }
      rememberQm({ ...loaded.config, home: settings.home });
      terminal.out(warningLines(await exampleWarnings(loaded)));
      terminal.out(nextStep(kind));
    }),
  );

  const remove = new Command('remove')
    .description('remove the entry; a running listener keeps running')
    .addArgument(kindArgument())
    .action((word: string, options: LocationOptions) =>
      withCliFailures(async () => {
        const machine = machineWith(machineOf(terminal), options);
        const kind = kindOf(word, machine);
        const autostart = autostartOf(kind, machine);
        const before = await autostart.read();
        await autostart.remove();
        if ((await autostart.read()).kind !== 'absent') {
          throw new CliFailure(`It could not be removed: ${autostart.location}`, EXIT.failed);
        }
        terminal.out(
          before.kind === 'absent' ? 'It was not installed.\n' : `Removed: ${autostart.location}\n`,
        );
      }),
    );

  const status = new Command('status')
    .description('show what is installed, as read from the system')
    .option('--json', 'print JSON')
    .action(({ json = false, ...options }: LocationOptions & { readonly json?: boolean }) =>
      withCliFailures(async () => {
        const machine = machineWith(machineOf(terminal), options);
        const found = await Promise.all(
          kindsOf(machine.platform).map(async (kind) => {
            const autostart = autostartOf(kind, machine);
            return { kind, place: autostart.location, state: await autostart.read() };
          }),
        );
        if (json) return terminal.out(formatJson(found.map(autostartJson)));
        const rows = found.map(({ kind, state }) => [kind, ...describeState(state, terminal.paint ?? plain)]);
        terminal.out(columns([['KIND', 'STATE', 'STARTS'], ...rows]));
      }),
    );

  const command = new Command('autostart')
    .description('start the listener automatically with this machine or at login')
    .addHelpText('after', notes(EXAMPLES));
  for (const verb of [install, addLocationFlags(remove), addLocationFlags(status)]) command.addCommand(verb);
  return command;
}

function addLocationFlags(command: Command): Command {
  return command
    .option('--wrapper <nssm>', 'NSSM, the program that runs it as a service (service)')
    .option('--qm-config <file>', "QM's configuration file, if it is not in a usual place (qm)");
}

function machineWith<M extends AutostartMachine>(machine: M, options: InstallOptions): M {
  return {
    ...machine,
    ...(options.for === undefined ? {} : { user: options.for }),
    ...(options.wrapper === undefined ? {} : { wrapper: options.wrapper }),
    ...(options.qmConfig === undefined ? {} : { qmConfig: options.qmConfig }),
  };
}

/** Shown in the help and completed; a wrong one is refused with those that this machine has. */
function kindArgument(): Argument {
  const argument = new Argument('<kind>', 'how it starts, see below');
  argument.argChoices = Object.keys(AUTOSTART_KINDS);
  return argument;
}

function kindOf(word: string, { platform }: Pick<AutostartMachine, 'platform'>): AutostartKind {
  if (isAutostartKind(word)) return word;
  throw new CliFailure(`${word} is not a kind of autostart: use ${kindsOf(platform).join(', ')}`, EXIT.usage);
}

/** @returns the settings that were put into the home's config.json @throws AutostartError */
function saveSettings(
  { home, edits }: UnattendedSettings,
  machine: { makeFolder(folder: string): void },
): readonly string[] {
  if (edits.length === 0) return [];
  try {
    machine.makeFolder(home);
    return saveEdits(home, edits);
  } catch (error) {
    const names = edits.map(({ name }) => name).join(', ');
    throw new AutostartError(
      `Installed, but it would start without ${names}: ${error instanceof Error ? error.message : error}`,
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
function watchEntry(
  { flags }: UnattendedSettings,
  { config }: LoadedConfig,
  kind: AutostartKind,
  platform: NodeJS.Platform,
): AutostartEntry {
  const { program, args } = lastingProgram('an autostart');
  // At login on Windows a program of the console would have a window of its own.
  const windowless = platform === 'win32' && (kind === 'login' || kind === 'startup');
  const detached = windowless || kind === 'qm';
  return {
    program,
    args: [...args, 'watch', ...(detached ? ['--detach'] : []), ...flagArguments(flags)],
    stopTimeoutMs: stopTimeoutMs(config.drainMs),
  };
}

interface FoundAutostart {
  readonly kind: AutostartKind;
  readonly place: string;
  readonly state: AutostartState;
}

function autostartJson({ kind, place, state }: FoundAutostart): AutostartJson[number] {
  switch (state.kind) {
    case 'absent':
      return { kind, state: 'absent', place };
    case 'installed':
      return { kind, state: 'installed', place, program: state.entry.program, args: [...state.entry.args] };
    case 'idle':
      return { kind, state: 'disabled', place, reason: state.why };
    case 'unknown':
      return { kind, state: 'unknown', place, reason: state.why };
  }
}

function describeState(state: AutostartState, paint: Paint): string[] {
  switch (state.kind) {
    case 'absent':
      return [paintState(paint, 'absent', 'not installed'), '-'];
    case 'idle':
      return [paintState(paint, 'disabled'), state.why];
    case 'unknown':
      return ['unknown', state.why];
    case 'installed':
      return [paintState(paint, 'installed'), [state.entry.program, ...state.entry.args].join(' ')];
  }
}

function installFailure(kind: AutostartKind, { location }: Autostart, state: AutostartState): CliFailure {
  const why = 'why' in state ? state.why : 'it is not there';
  return new CliFailure(`${kind} was written, but reads back as: ${why} (${location})`, EXIT.failed);
}

function nextStep(kind: AutostartKind): string {
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
    default:
      return 'Start it now: hal-listener start\n';
  }
}

async function withCliFailures(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AutostartError) throw new CliFailure(error.message, EXIT.failed);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliFailure(`${error.message}. Try as an administrator.`, EXIT.failed);
  }
}
