import { Command } from 'commander';
import type { FirewallJson } from '../contract/command-json.ts';
import { EXIT } from '../contract/exit-codes.ts';
import { activeFirewall, applyCommands, formatCommand } from '../supervisor/firewall/active-firewall.ts';
import {
  type Firewall,
  type FirewallCommand,
  FirewallError,
  type FirewallState,
  type FirewallTarget,
} from '../supervisor/firewall/firewall.ts';
import { type RunTool, runTool, ToolError } from '../supervisor/platform/run-tool.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { readOnlySupervision } from './supervision.ts';
import { CliFailure, columns, type Terminal } from './terminal.ts';
import { thisProgram } from './this-program.ts';

const EXAMPLES = `
Shows whether the firewall of this machine lets clients of other machines in, whoever made the rule. On Windows it is
the Windows Defender Firewall, on Linux ufw, firewalld or nftables. "add" and "remove" print the commands; with --apply
they run them, which needs an administrator, and read the result back.

Exit codes: 0 clients are let in, or there is no firewall; 1 they are not, or it is unknown.

Examples:
  hal-listener firewall show
  hal-listener firewall add --apply
`;

export interface FirewallDependencies {
  readonly platform: NodeJS.Platform;
  readonly run: RunTool;
  /** Path of the listener's program. */
  readonly program: () => string;
}

const THIS_MACHINE: FirewallDependencies = {
  platform: process.platform,
  run: runTool,
  program: () => thisProgram().program,
};

interface FirewallFlags {
  readonly apply?: boolean;
  readonly json?: boolean;
}

/** `hal-listener firewall`: whether clients are let in, and what lets them in. */
export function firewallVerb(terminal: Terminal, dependencies: FirewallDependencies = THIS_MACHINE): Command {
  const command = new Command('firewall')
    .description('show whether the firewall lets clients in; add or remove a rule')
    .addHelpText('after', notes(EXAMPLES));
  const show = new Command('show')
    .description('show whether the firewall lets clients in')
    .option('--json', 'print JSON', false)
    .action(({ json = false }: FirewallFlags) =>
      withFirewall(show, terminal, dependencies, async (firewall, target) => {
        const state = await readState(firewall, target);
        terminal.out(
          json ? formatJson(firewallJson(firewall, target, state)) : describe(firewall, target, state),
        );
        if (!letsIn(state)) throw new CliFailure('', EXIT.failed);
      }),
    );
  const change = (
    name: 'add' | 'remove',
    description: string,
    commandsOf: (firewall: Firewall, target: FirewallTarget) => Promise<readonly FirewallCommand[]>,
  ): Command => {
    const verb: Command = new Command(name)
      .description(description)
      .option('--apply', 'run the commands, as an administrator', false)
      .action(({ apply = false }: FirewallFlags) =>
        withFirewall(verb, terminal, dependencies, async (firewall, target) => {
          if (firewall === undefined) throw new CliFailure(NO_FIREWALL, EXIT.failed);
          const commands = await commandsOf(firewall, target);
          if (commands.length === 0) return terminal.out(`There is no rule of ours in ${firewall.name}.\n`);
          if (!apply) {
            terminal.out(
              `As an administrator:\n${commands.map((each) => `  ${formatCommand(each)}\n`).join('')}`,
            );
            return;
          }
          await applyCommands(dependencies.run, commands);
          const state = await firewall.read(target);
          terminal.out(describe(firewall, target, state));
          if (name === 'add' && !letsIn(state))
            throw new CliFailure('The rule was added, but clients are not let in.', EXIT.failed);
        }),
      );
    return verb;
  };
  for (const verb of [
    show,
    change('add', 'add a rule that lets clients in', (firewall, target) => firewall.addCommands(target)),
    change('remove', 'remove our rule', (firewall, target) => firewall.removeCommands(target)),
  ])
    command.addCommand(addSettingFlags(verb, ['port', ...PLACE_NAMES]));
  return command;
}

const NO_FIREWALL = 'There is no firewall on this machine that this program knows.';

async function withFirewall(
  command: Command,
  terminal: Terminal,
  { platform, run, program }: FirewallDependencies,
  work: (firewall: Firewall | undefined, target: FirewallTarget) => Promise<void>,
): Promise<void> {
  const { supervisor } = readOnlySupervision(command, terminal);
  const target = { port: supervisor.port, program: program() };
  try {
    await work(await activeFirewall(platform, run, target), target);
  } catch (error) {
    if (error instanceof FirewallError || error instanceof ToolError)
      throw new CliFailure(error.message, EXIT.failed);
    throw error;
  }
}

async function readState(firewall: Firewall | undefined, target: FirewallTarget): Promise<FirewallState> {
  return firewall === undefined ? { kind: 'off' } : firewall.read(target);
}

function letsIn({ kind }: FirewallState): boolean {
  return kind === 'open' || kind === 'off';
}

function describe(firewall: Firewall | undefined, { port }: FirewallTarget, state: FirewallState): string {
  const name = firewall?.name ?? '';
  switch (state.kind) {
    case 'off':
      return firewall === undefined ? `${NO_FIREWALL}\n` : `${name} is not active.\n`;
    case 'open':
      return `${name} lets clients in at port ${port}:\n${columns(state.rules.map((rule) => ['  ', rule]))}`;
    case 'closed':
      return `${name} keeps clients out: ${state.why}.\nTo let them in: hal-listener firewall add --apply\n`;
    case 'unknown':
      return `${name} cannot be read: ${state.why}.\nTry as an administrator.\n`;
  }
}

function firewallJson(
  firewall: Firewall | undefined,
  { port }: FirewallTarget,
  state: FirewallState,
): FirewallJson {
  return {
    state: state.kind,
    port,
    ...(firewall === undefined ? {} : { firewall: firewall.name }),
    ...(state.kind === 'open' ? { rules: [...state.rules] } : {}),
    ...('why' in state ? { reason: state.why } : {}),
  };
}
