import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isSea } from 'node:sea';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { flagWords, stopTimeoutMs } from '../contract/start-flags.ts';
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
import { addSettingFlags, loadInputs, orBadConfiguration } from './setting-flags.ts';
import { CliFailure, columns, type Terminal } from './terminal.ts';

import { warningLines } from './warnings.ts';

const KINDS_HELP = Object.entries(AUTOSTART_KINDS)
  .map(([kind, when]) => `  ${kind.padEnd(14)}${when}`)
  .join('\n');

const EXAMPLES = `
What is started is "hal-listener watch", which keeps the listener running and leaves it alone after a stop on purpose.

Kinds:
${KINDS_HELP}

Examples:
  hal-listener autostart status
  hal-listener autostart install login
  hal-listener autostart install systemd --port 9000     with settings of its own
  hal-listener autostart install login --example         let the invented example records answer

The settings in force now, from this environment too, go into the entry; a secret of this environment goes into
config.json of the home.
  hal-listener autostart remove login
`;

/** What two kinds need to know of this machine. */
interface PlaceOptions {
  readonly wrapper?: string;
  readonly qmConfig?: string;
}

interface InstallOptions extends PlaceOptions {
  readonly for?: string;
}

/** `hal-listener autostart`: what makes the machine start the phantom by itself. */
export function autostartVerb(terminal: Terminal, machineOf: AutostartMachineOf = thisComputer): Command {
  const install = new Command('install')
    .description('have this machine start the listener by itself')
    .argument('<kind>', 'see above')
    .option(
      '--for <user>',
      'who may use the listener (task, service), or whom it runs as (systemd); default: you',
    );
  addSettingFlags(addPlaces(install)).action(async (word: string, options: InstallOptions) => {
    const base = machineWith(machineOf(terminal), options);
    const kind = kindOf(word, base);
    const inputs = loadInputs(install, terminal);
    const loaded = orBadConfiguration(() => loadConfig(inputs));
    const settings = unattendedSettings(loaded, kind, inputs.outside);
    const machine = { ...base, home: settings.home };
    const entry = watchEntry(settings, loaded, kind, machine.platform);
    await orRefused(async () => {
      const autostart = autostartOf(kind, machine);
      await autostart.install(entry);
      const state = await autostart.read();
      if (state.kind !== 'installed') throw notTaken(kind, autostart, state);
      terminal.out(`Installed: starts ${AUTOSTART_KINDS[kind]}.\n  ${autostart.location}\n`);
      if (kind === 'task' || kind === 'service') {
        await grantHomeAccess(settings.home, machine.user, machine);
        terminal.out(
          `From now on the home is ${settings.home}, for ${machine.user} and administrators, with the settings of now.\n`,
        );
      }
      for (const name of saved(settings, machine)) {
        terminal.out(`${name} was put into ${path.join(settings.home, 'config.json')}.\n`);
      }
      rememberQm({ ...loaded.config, home: settings.home });
      terminal.out(warningLines(await exampleWarnings(loaded)));
      terminal.out(next(kind));
    });
  });

  const remove = new Command('remove')
    .description('take that away again; a listener that runs is left alone')
    .argument('<kind>', 'see above')
    .action((word: string, options: PlaceOptions) =>
      orRefused(async () => {
        const machine = machineWith(machineOf(terminal), options);
        const kind = kindOf(word, machine);
        const autostart = autostartOf(kind, machine);
        const before = await autostart.read();
        await autostart.remove();
        if ((await autostart.read()).kind !== 'absent') {
          throw new CliFailure(`It is still there: ${autostart.location}`, EXIT.failed);
        }
        terminal.out(
          before.kind === 'absent' ? 'It was not installed.\n' : `Removed: ${autostart.location}\n`,
        );
      }),
    );

  const status = new Command('status')
    .description('read back what is installed')
    .option('--json', 'print JSON')
    .action(({ json = false, ...options }: PlaceOptions & { readonly json?: boolean }) =>
      orRefused(async () => {
        const machine = machineWith(machineOf(terminal), options);
        const found = await Promise.all(
          kindsOf(machine.platform).map(async (kind) => {
            const autostart = autostartOf(kind, machine);
            return { autostart: kind, place: autostart.location, ...(await autostart.read()) };
          }),
        );
        if (json) return terminal.out(`${JSON.stringify(found, null, 2)}\n`);
        const rows = found.map(({ autostart, ...state }) => [autostart, ...describeState(state)]);
        terminal.out(columns([['KIND', 'STATE', 'STARTS'], ...rows]));
      }),
    );

  const command = new Command('autostart')
    .description('have this machine start the listener by itself')
    .addHelpText('after', EXAMPLES);
  for (const verb of [install, addPlaces(remove), addPlaces(status)]) command.addCommand(verb);
  return command;
}

function addPlaces(command: Command): Command {
  return command
    .option('--wrapper <nssm>', 'the program that makes it a service (service)')
    .option('--qm-config <file>', "QM's configuration file, where it is in an unusual place (qm)");
}

function machineWith<M extends AutostartMachine>(machine: M, options: InstallOptions): M {
  return {
    ...machine,
    ...(options.for === undefined ? {} : { user: options.for }),
    ...(options.wrapper === undefined ? {} : { wrapper: options.wrapper }),
    ...(options.qmConfig === undefined ? {} : { qmConfig: options.qmConfig }),
  };
}

function kindOf(word: string, { platform }: Pick<AutostartMachine, 'platform'>): AutostartKind {
  if (isAutostartKind(word)) return word;
  throw new CliFailure(`${word} is no kind: use ${kindsOf(platform).join(', ')}`, EXIT.usage);
}

/** @returns the settings that were put into the home's config.json @throws AutostartError */
function saved(
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
      `It is installed, and would start without ${names}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** That a start would refuse to answer from invented records, which an operator learns better now. */
async function exampleWarnings({ config }: LoadedConfig): Promise<readonly string[]> {
  const why = whyNoExample({ config, origin: 'watch', goesOn: false });
  return why !== undefined && (await wouldServeExample(config))
    ? [`as it is now, it will not start: ${why}`]
    : [];
}

/** This very program, with the settings in force. */
function watchEntry(
  { flags }: UnattendedSettings,
  { config }: LoadedConfig,
  kind: AutostartKind,
  platform: NodeJS.Platform,
): AutostartEntry {
  const [, script = ''] = process.argv;
  // At login on Windows a program of the console would have a window of its own.
  const windowless = platform === 'win32' && (kind === 'login' || kind === 'startup');
  const detached = windowless || kind === 'qm';
  return {
    program: process.execPath,
    args: [
      // The file itself: npx and npm start it by links, in folders that do not stay.
      ...(isSea() ? [] : [realpathSync(script)]),
      'watch',
      ...(detached ? ['--detach'] : []),
      ...flagWords(flags),
    ],
    stopTimeoutMs: stopTimeoutMs(config.drainMs),
  };
}

function describeState(state: AutostartState): string[] {
  switch (state.kind) {
    case 'absent':
      return ['not installed', '-'];
    case 'idle':
      return ['will not start', state.why];
    case 'unknown':
      return ['not known', state.why];
    case 'installed':
      return ['installed', [state.entry.program, ...state.entry.args].join(' ')];
  }
}

function notTaken(kind: AutostartKind, { location }: Autostart, state: AutostartState): CliFailure {
  const why = 'why' in state ? state.why : 'nothing is there';
  return new CliFailure(`${kind} was written, and reading it back says: ${why} (${location})`, EXIT.failed);
}

function next(kind: AutostartKind): string {
  switch (kind) {
    case 'systemd':
      return 'Start it now: systemctl start hal-listener\n';
    case 'systemd-user':
      return 'Start it now: systemctl --user start hal-listener. From boot on, without a login: loginctl enable-linger\n';
    case 'qm':
      return 'It starts when QM starts the next time.\n';
    case 'service':
      return 'Start it now: net start "HAL Listener"\n';
    case 'task':
      return 'Start it now: schtasks /Run /TN "HAL Listener"\n';
    default:
      return 'Start it now: hal-listener start\n';
  }
}

async function orRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AutostartError) throw new CliFailure(error.message, EXIT.failed);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliFailure(`${error.message}. Try as an administrator.`, EXIT.failed);
  }
}
