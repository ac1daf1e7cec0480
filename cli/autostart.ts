import { Argument, Command, Option } from 'commander';
import type { AutostartJson } from '../contract/command-json.ts';
import { EXIT } from '../contract/exit-codes.ts';
import {
  AutostartError,
  type AutostartMachine,
  type AutostartState,
} from '../supervisor/autostart/autostart.ts';
import { type FoundAutostart, findAutostarts } from '../supervisor/autostart/find-autostarts.ts';
import {
  AUTOSTART_KINDS,
  type AutostartKind,
  autostartOf,
  isAutostartKind,
  kindsOf,
} from '../supervisor/autostart/kinds.ts';
import { type InstallOptions, installAutostart } from './autostart-install.ts';
import { type AutostartMachineOf, thisComputer } from './autostart-settings.ts';
import { type Paint, paintState, plain } from './colors.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { addSettingFlags } from './setting-flags.ts';
import { CliFailure, columns, type Terminal } from './terminal.ts';

const KINDS_HELP = Object.entries(AUTOSTART_KINDS)
  .map(([kind, when]) => `  ${kind.padEnd(14)}${when}`)
  .join('\n');

const EXAMPLES = `
Starts "hal-listener watch", which keeps the listener running and leaves it alone after a stop on purpose. The entry
contains the settings in force now, those of this environment too; secrets of this environment are written to config.json
of the home. With --via qm it starts QM's own command instead, and all settings in force are written to config.json. Where
something fails half-way, what was there before is restored.

Kinds:
${KINDS_HELP}

Examples:
  hal-listener autostart status
  hal-listener autostart install login
  hal-listener autostart install systemd --port 9000     with settings of its own
  hal-listener autostart install login --example         answer from the invented example records
  hal-listener autostart install task --user LocalService   as an account with few rights
  hal-listener autostart install health-task --via qm    runs CHECK.WEBSOCKET.LISTENER every five minutes
  hal-listener autostart install startup --all-users --via qm
  hal-listener autostart remove login
`;

/** What some kinds need to know of this machine. */
interface LocationOptions {
  readonly qmConfig?: string;
  readonly for?: string;
}

interface RemoveOptions extends LocationOptions {
  readonly allUsers?: boolean;
}

/** `hal-listener autostart`: what makes the machine start the phantom by itself. */
export function autostartVerb(terminal: Terminal, machineOf: AutostartMachineOf = thisComputer): Command {
  const install = new Command('install')
    .description('start the listener automatically with this machine or at login')
    .addArgument(kindArgument())
    .addOption(
      new Option('--via <program>', 'what is started: this program, or QM, whose phantom starts it')
        .choices(['listener', 'qm'])
        .default('listener'),
    )
    .option(
      '--for <user>',
      'who may use the listener (task, service), or the user it runs as (systemd); default: you',
    )
    .option('--user <account>', 'the account that it runs as (task, service); default: SYSTEM')
    .option('--all-users', 'in the Startup folder of all users (startup)')
    .option('--unless-off', 'leave an entry as it is that somebody has switched off');
  addSettingFlags(addLocationFlags(install)).action(
    (word: string, options: InstallOptions & LocationOptions) =>
      withCliFailures(async () => {
        const machine = machineWith(machineOf(terminal), options);
        await installAutostart(install, terminal, machine, kindOf(word, machine), options);
      }),
  );

  const remove = new Command('remove')
    .description('remove the entry; a running listener keeps running')
    .addArgument(kindArgument())
    .option('--all-users', 'from the Startup folder of all users (startup)')
    .action((word: string, { allUsers = false, ...options }: RemoveOptions) =>
      withCliFailures(async () => {
        const machine = { ...machineWith(machineOf(terminal), options), allUsers };
        const autostart = autostartOf(kindOf(word, machine), machine);
        const before = await autostart.read();
        // Of what is there now.
        const { location } = autostart;
        await autostart.remove();
        const after = await autostart.read();
        if (after.kind === 'unknown')
          throw new CliFailure(`Not known whether it is there: ${after.why} (${location})`, EXIT.failed);
        if (after.kind !== 'absent')
          throw new CliFailure(`It could not be removed: ${location}`, EXIT.failed);
        terminal.out(before.kind === 'absent' ? 'It was not installed.\n' : `Removed: ${location}\n`);
      }),
    );

  const status = new Command('status')
    .description('show what is installed, as read from the system')
    .option('--json', 'print JSON')
    .action(({ json = false, ...options }: LocationOptions & { readonly json?: boolean }) =>
      withCliFailures(async () => {
        const found = await findAutostarts(machineWith(machineOf(terminal), options));
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
  return command.option('--qm-config <file>', "QM's configuration file, if it is not in a usual place (qm)");
}

function machineWith<M extends AutostartMachine>(machine: M, options: LocationOptions): M {
  return {
    ...machine,
    ...(options.for === undefined ? {} : { user: options.for }),
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

async function withCliFailures(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AutostartError) throw new CliFailure(error.message, EXIT.failed);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliFailure(`${error.message}. Try as an administrator.`, EXIT.failed);
  }
}
