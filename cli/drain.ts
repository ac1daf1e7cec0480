import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import type { DrainState } from '../contract/status.ts';
import type { ControlClient } from '../supervisor/control/control-client.ts';
import { notes } from './help.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { describeListener, readOnlySupervision, userNoOf, withListener } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Takes the listener out of service without stopping it. /readyz answers 503 at once, so that proxies send new clients to
other listeners. After drainNoticeMs (7 s) new clients are refused, and the connected ones are told to reconnect (close
code 1012) in small groups over drainSpreadMs (10 s), each when it does not wait for an answer. Undone by --undo or by a
restart.

Exit codes: 0 drained, 1 clients are left, 3 not running.

Examples:
  hal-listener drain              waits until no client is left
  hal-listener drain --undo       takes clients again
  hal-listener restart --drain    drain, restart, back in service
`;

interface DrainOptions {
  readonly undo?: boolean;
  readonly wait: boolean;
}

/** `hal-listener drain`: takes a listener out of service, or puts it back. */
export function drainVerb(terminal: Terminal): Command {
  const command = new Command('drain')
    .description('take the listener out of service without stopping it')
    .argument('[userNo]', 'its User No.; without it, the one on the configured port')
    .option('--undo', 'put it back into service')
    .option('--no-wait', 'do not wait until its clients have left')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async (userNo: string | undefined, { undo = false, wait }: DrainOptions) => {
      const context = readOnlySupervision(command, terminal);
      const { by } = context.supervisor.options;
      const selected = userNo === undefined ? undefined : userNoOf(userNo);
      await withListener(
        context,
        async (client, listener) => {
          const name = describeListener(listener);
          if (undo) {
            const { wasOut } = await client.request('put-back', { by });
            const done = wasOut ? 'In service again' : 'It was in service already';
            terminal.out(`${done}: ${name}\n`);
            return;
          }
          await client.request('take-out', { by });
          terminal.out(`Draining: ${name}\n`);
          if (!wait) return;
          await awaitDrained(client, terminal, context.supervisor.options.sleep);
          terminal.out('Drained: no clients are left. To take clients again: hal-listener drain --undo\n');
        },
        selected,
      );
    },
  );
}

const POLL_INTERVAL_MS = 200;

/**
 * Shows the progress of a drain until no client is left.
 *
 * @throws CliFailure if somebody undoes it meanwhile, ControlError if the listener ends
 */
export async function awaitDrained(
  client: Pick<ControlClient, 'request'>,
  { err, canRedraw = false }: Pick<Terminal, 'err' | 'canRedraw'>,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  let shown = '';
  for (;;) {
    const { drain } = await client.request('status', {});
    const text = drain === undefined ? '' : describeProgress(drain);
    if (text !== shown && canRedraw) err(`\r\u001b[K${text}`);
    else if (text !== shown && text !== '') err(`${text}\n`);
    shown = text;
    if (drain === undefined || drain.phase === 'drained') {
      if (canRedraw) err('\r\u001b[K');
      if (drain !== undefined) return;
      throw new CliFailure('The drain was undone: the listener is in service.', EXIT.failed);
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

/** `12 clients left, 3 of them wait for an answer`. */
export function describeProgress({ phase, left, waiting }: DrainState): string {
  const clients = `${left} ${left === 1 ? 'client' : 'clients'} left`;
  if (phase === 'notice') return `${clients}, waiting until proxies have noticed`;
  return waiting === 0 ? clients : `${clients}, ${waiting} waiting for an answer`;
}
