import type { Command } from 'commander';
import { ControlError } from '../../supervisor/control-error.ts';
import { isAnswering } from '../../supervisor/phantom.ts';
import { lookingSupervision } from '../supervision.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Has a running listener open new QM sessions: QM goes on running the old object of a subroutine in a session that
 * called it before (QMClient spec §0 H12). No listener, no harm.
 */
export async function recycleSessions(terminal: Terminal, command: Command): Promise<void> {
  const { supervisor } = lookingSupervision(command, terminal);
  const phantom = await supervisor.adopt();
  if (phantom === undefined || !isAnswering(phantom)) return;
  try {
    const client = await supervisor.meet(phantom.registration);
    try {
      await client.request('recycle-sessions', {});
      terminal.out('The running listener opens new QM sessions.\n');
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    terminal.err(`The running listener keeps its QM sessions (${error.message}): restart it to be sure.\n`);
  }
}
