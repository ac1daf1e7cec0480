import { Command, CommanderError } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { VERSION } from '../listener/version.ts';
import { HomeError } from '../supervisor/registry/state-files.ts';
import { accountVerb } from './account.ts';
import { alarmVerb } from './alarm.ts';
import { autostartVerb } from './autostart.ts';
import { backupVerb } from './backup.ts';
import { checkVerb } from './check.ts';
import { completionVerb } from './completion/completion.ts';
import { configVerb } from './config.ts';
import { connectionsVerb } from './connections.ts';
import { diagnoseVerb } from './diagnose.ts';
import { disconnectVerb } from './disconnect.ts';
import { drainVerb } from './drain.ts';
import { firewallVerb } from './firewall.ts';
import { fleetVerb } from './fleet.ts';
import { HELP_LAYOUT, notes, wrapLines } from './help.ts';
import { intentsVerb } from './intents.ts';
import { killVerb } from './kill.ts';
import { listVerb } from './list.ts';
import { logsVerb } from './logs.ts';
import { manVerb } from './man-page.ts';
import { PANEL_DEPENDENCIES, panelSource, panelVerb } from './panel.ts';
import { portVerb } from './port.ts';
import { qmBridgeVerb } from './qm-bridge/qm-bridge.ts';
import { queryVerb } from './query.ts';
import { reloadVerb } from './reload.ts';
import { restartVerb } from './restart.ts';
import { restoreVerb } from './restore.ts';
import { runVerb } from './run.ts';
import { selftestVerb } from './selftest.ts';
import { startVerb } from './start.ts';
import { statusVerb } from './status.ts';
import { stopVerb } from './stop.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { watchVerb } from './watch.ts';

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

/** Every command, in the order in which the help shows them. Each has its own file. */
const VERBS = new Map<string, (terminal: Terminal) => Command>([
  ['run', runVerb],
  ['start', startVerb],
  ['stop', stopVerb],
  ['restart', restartVerb],
  ['drain', drainVerb],
  ['list', listVerb],
  ['kill', killVerb],
  ['reload', reloadVerb],
  ['connections', connectionsVerb],
  ['disconnect', disconnectVerb],
  ['fleet', fleetVerb],
  ['port', portVerb],
  ['check', checkVerb],
  ['diagnose', (terminal) => diagnoseVerb(terminal)],
  ['firewall', (terminal) => firewallVerb(terminal)],
  ['alarm', alarmVerb],
  ['backup', (terminal) => backupVerb(terminal)],
  ['restore', restoreVerb],
  ['watch', watchVerb],
  ['autostart', autostartVerb],
  ['panel', (terminal) => panelVerb(terminal, { ...PANEL_DEPENDENCIES, source: panelSource })],
  ['status', statusVerb],
  ['selftest', selftestVerb],
  ['query', queryVerb],
  ['logs', logsVerb],
  ['config', configVerb],
  ['account', accountVerb],
  ['intents', intentsVerb],
  ['completion', (terminal) => completionVerb(terminal, () => program(terminal))],
  ['man', (terminal) => manVerb(terminal, () => program(terminal))],
]);

/**
 * The whole command line.
 *
 * @param only the command to run; creating the others, each with a flag per setting, would take time
 */
export function program(terminal: Terminal, only?: string): Command {
  const main = new Command('hal-listener')
    .description('The HAL WebSocket listener: answers HAL clients from an OpenQM account.')
    .version(VERSION, '-V, --version')
    .addHelpText('after', notes(EXIT_CODES));
  const requested = VERBS.get(only ?? '');
  for (const verb of requested === undefined ? VERBS.values() : [requested]) main.addCommand(verb(terminal));
  if (requested === undefined) main.addCommand(qmBridgeVerb(terminal), { hidden: true });
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
    await program(terminal, args[0]).parseAsync(args, { from: 'user' });
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
