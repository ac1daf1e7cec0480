import { Command, CommanderError } from 'commander';
import { PANEL_BRIDGE_VERB } from '../contract/bridge-command.ts';
import { EXIT } from '../contract/exit-codes.ts';
import { VERSION } from '../listener/version.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';
import { HELP_LAYOUT, notes, wrapLines } from './help.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXIT_CODES = `
Exit codes:
   0  done
   1  the command failed, or its answer is no
   2  the command line is wrong
   3  no listener runs          4  it runs and does not answer
   5  it was stopped on purpose and stays stopped
  70  unexpected error          75  a port cannot be opened
  78  bad configuration
`;

/** What the QM Basic programs run; hidden, because users do not. */
const QM_BRIDGE = 'from-qm';

const VERSION_FLAGS: readonly string[] = ['-V', '--version'];

/** Loads and creates a command. */
type LazyVerb = (terminal: Terminal) => Promise<Command>;

/** Every command, in the order in which the help shows them. Each has its own file. */
const VERBS: ReadonlyMap<string, LazyVerb> = new Map<string, LazyVerb>([
  ['run', async (terminal) => (await import('./run.ts')).runVerb(terminal)],
  ['start', async (terminal) => (await import('./start.ts')).startVerb(terminal)],
  ['stop', async (terminal) => (await import('./stop.ts')).stopVerb(terminal)],
  ['restart', async (terminal) => (await import('./restart.ts')).restartVerb(terminal)],
  ['drain', async (terminal) => (await import('./drain.ts')).drainVerb(terminal)],
  ['list', async (terminal) => (await import('./list.ts')).listVerb(terminal)],
  ['kill', async (terminal) => (await import('./kill.ts')).killVerb(terminal)],
  ['reload', async (terminal) => (await import('./reload.ts')).reloadVerb(terminal)],
  ['connections', async (terminal) => (await import('./connections.ts')).connectionsVerb(terminal)],
  ['disconnect', async (terminal) => (await import('./disconnect.ts')).disconnectVerb(terminal)],
  ['fleet', async (terminal) => (await import('./fleet.ts')).fleetVerb(terminal)],
  ['port', async (terminal) => (await import('./port.ts')).portVerb(terminal)],
  ['check', async (terminal) => (await import('./check.ts')).checkVerb(terminal)],
  ['diagnose', async (terminal) => (await import('./diagnose.ts')).diagnoseVerb(terminal)],
  ['firewall', async (terminal) => (await import('./firewall.ts')).firewallVerb(terminal)],
  ['alarm', async (terminal) => (await import('./alarm.ts')).alarmVerb(terminal)],
  ['backup', async (terminal) => (await import('./backup.ts')).backupVerb(terminal)],
  ['restore', async (terminal) => (await import('./restore.ts')).restoreVerb(terminal)],
  ['watch', async (terminal) => (await import('./watch.ts')).watchVerb(terminal)],
  ['autostart', async (terminal) => (await import('./autostart.ts')).autostartVerb(terminal)],
  [
    'panel',
    async (terminal) => {
      const { PANEL_DEPENDENCIES, panelSource, panelVerb } = await import('./panel.ts');
      return panelVerb(terminal, { ...PANEL_DEPENDENCIES, source: panelSource });
    },
  ],
  ['status', async (terminal) => (await import('./status.ts')).statusVerb(terminal)],
  ['selftest', async (terminal) => (await import('./selftest.ts')).selftestVerb(terminal)],
  ['query', async (terminal) => (await import('./query.ts')).queryVerb(terminal)],
  ['logs', async (terminal) => (await import('./logs.ts')).logsVerb(terminal)],
  ['config', async (terminal) => (await import('./config.ts')).configVerb(terminal)],
  ['account', async (terminal) => (await import('./account.ts')).accountVerb(terminal)],
  ['intents', async (terminal) => (await import('./intents.ts')).intentsVerb(terminal)],
  [
    'completion',
    async (terminal) =>
      (await import('./completion/completion.ts')).completionVerb(terminal, () => program(terminal)),
  ],
  ['man', async (terminal) => (await import('./man-page.ts')).manVerb(terminal, () => program(terminal))],
  [QM_BRIDGE, async (terminal) => (await import('./qm-bridge/qm-bridge.ts')).qmBridgeVerb(terminal)],
]);

/** What panel and tray run. */
const panelBridge: LazyVerb = async (terminal) =>
  (await import('./panel-bridge/panel-bridge.ts')).panelBridgeVerb(terminal);

/**
 * The whole command line.
 *
 * @param only the command to run; loading the others would take time and memory
 */
export async function program(terminal: Terminal, only = ''): Promise<Command> {
  const main = new Command('hal-listener')
    .description('The HAL WebSocket listener: answers HAL clients from an OpenQM account.')
    .version(VERSION, VERSION_FLAGS.join(', '))
    .addHelpText('after', notes(EXIT_CODES));
  // Nobody types it, so it is in no help.
  if (only === PANEL_BRIDGE_VERB) main.addCommand(await panelBridge(terminal));
  const isKnown = VERBS.has(only) || VERSION_FLAGS.includes(only) || only === PANEL_BRIDGE_VERB;
  for (const [name, verb] of VERBS) {
    if (!isKnown || name === only) main.addCommand(await verb(terminal), { hidden: name === QM_BRIDGE });
  }
  for (const command of everyCommand(main)) {
    command
      .exitOverride()
      .configureHelp(HELP_LAYOUT)
      .configureOutput({
        writeOut: (text) => terminal.out(layOut(text, terminal)),
        // Without a terminal, such as in a log, an error stays on one line.
        writeErr: (text) => terminal.err(terminal.width === undefined ? text : layOut(text, terminal)),
        getOutHelpWidth: () => widthOf(terminal),
        getErrHelpWidth: () => widthOf(terminal),
      })
      .showHelpAfterError(`Run "${pathOf(command)} --help" to see what it takes.`);
  }
  return main;
}

function widthOf({ width = 80 }: Terminal): number {
  return width;
}

/** Wraps lines after inserting the command name, which may be longer than the one in the text. */
function layOut(text: string, terminal: Terminal): string {
  return wrapLines(terminal.format?.(text) ?? text, widthOf(terminal));
}

/** The command as typed, such as `hal-listener autostart install`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/** Runs one command line. @returns its exit code */
export async function execute(terminal: Terminal, args: readonly string[]): Promise<number> {
  try {
    await (await program(terminal, args[0])).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof HomeError) {
      terminal.err(`${error.message}\n`);
      return EXIT.failed;
    }
    if (error instanceof CliFailure) {
      if (error.message !== '') terminal.err(`${error.message}\n`);
      return error.exitCode;
    }
    terminal.err(`unexpected error: ${error instanceof Error ? error.stack : String(error)}\n`);
    return EXIT.crashed;
  }
}
