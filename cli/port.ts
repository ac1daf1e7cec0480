import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { releasePort } from '../panel/port-release.ts';
import type { ProcessInfo } from '../supervisor/platform/platform.ts';
import { describePortOwner, describeProcess, protectionReason } from '../supervisor/platform/platform.ts';
import { PanelError } from '../wording/panel-error.ts';
import { notes } from './help.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { describeListener, listenerElsewhere, readOnlySupervision, type Supervision } from './supervision.ts';
import { CliFailure, printableLine, type Terminal } from './terminal.ts';

const EXAMPLES = `
Exit codes: 0 the port is free or the listener's, 1 another program uses it.

Examples:
  hal-listener port                  who uses the listener's port
  hal-listener port --port 8765
  hal-listener port --stop-owner     asks, then ends the program that uses it
`;

/** Asks the operator. Resolves with true for yes. */
export type Confirm = (question: string) => Promise<boolean>;

/** `hal-listener port`: shows which program uses the port, and ends it on request. */
export function portVerb(terminal: Terminal, confirm: Confirm = askAtTerminal): Command {
  const command = new Command('port')
    .description("show which program uses the listener's port")
    .option('--stop-owner', 'end that program, after asking you')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async ({ stopOwner = false }: { readonly stopOwner?: boolean }) => {
      const context = readOnlySupervision(command, terminal);
      const { port, foreignOwner } = await context.supervisor.list();
      if (foreignOwner === undefined) return reportOwnPort(context, port, stopOwner, terminal);
      const elsewhere = await listenerElsewhere(port);
      if (elsewhere !== undefined) terminal.out(`${elsewhere}\n`);
      terminal.out(`Port ${port}: ${describePortOwner(foreignOwner)}\n`);
      if (foreignOwner.kind === 'process') {
        terminal.out(`  addresses ${foreignOwner.addresses.join(', ')}\n`);
        if (foreignOwner.process.command !== undefined)
          terminal.out(`  command   ${printableLine(foreignOwner.process.command)}\n`);
        if (stopOwner) return endOwner(context, port, foreignOwner.process, terminal, confirm);
      } else if (stopOwner) {
        throw new CliFailure('Cannot end it: this user cannot see its process.', EXIT.failed);
      }
      throw new CliFailure('', EXIT.failed);
    },
  );
}

async function reportOwnPort(
  context: Supervision,
  port: number,
  stopOwner: boolean,
  terminal: Terminal,
): Promise<void> {
  const phantom = await context.supervisor.findListener();
  if (phantom === undefined) return terminal.out(`Port ${port} is free.\n`);
  terminal.out(`Port ${port}: the listener itself (${describeListener(phantom)})\n`);
  if (stopOwner) throw new CliFailure('To stop it: hal-listener stop', EXIT.failed);
}

async function endOwner(
  { supervisor }: Supervision,
  port: number,
  owner: ProcessInfo,
  terminal: Terminal,
  confirm: Confirm,
): Promise<void> {
  const reason = protectionReason(owner, process.pid);
  if (reason !== undefined) throw new CliFailure(`PID ${owner.pid} was not ended: ${reason}.`, EXIT.failed);
  if (!(await confirm(`End ${describeProcess(owner)}?`)))
    throw new CliFailure('Nothing was changed.', EXIT.failed);
  try {
    terminal.out(`${await releasePort(port, owner.pid, { ...supervisor.options, ownPid: process.pid })}\n`);
  } catch (error) {
    if (error instanceof PanelError) throw new CliFailure(error.message, EXIT.failed);
    throw error;
  }
}

async function askAtTerminal(question: string): Promise<boolean> {
  // Without a terminal, no one can confirm.
  if (!process.stdin.isTTY) return false;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
  } finally {
    prompt.close();
  }
}
