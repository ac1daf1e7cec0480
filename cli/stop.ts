import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import type { StopResult } from '../supervisor/order-results.ts';
import { awaitRepublished } from './republished.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import {
  listenerElsewhere,
  lookingSupervision,
  noSuchPhantom,
  phantomInWords,
  userNoOf,
} from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Questions under way are answered first (10 s at most). It stays stopped until "hal-listener start".

Examples:
  hal-listener stop            the listener on the configured port
  hal-listener stop 10002      another, by its User No.
  hal-listener stop --now      without waiting for questions under way
`;

/** `hal-listener stop`: stops a listener, and remembers that it was meant. */
export function stopVerb(terminal: Terminal): Command {
  const command = new Command('stop')
    .description('stop the listener')
    .argument('[userNo]', 'its User No.; without it, the one on the configured port')
    .option('--now', 'do not wait for questions under way')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async (userNo: string | undefined, { now = false }: { readonly now?: boolean }) => {
      const own = lookingSupervision(command, terminal);
      const { supervisor } = own;
      supervisor.events.on('log', (line) => terminal.err(`${line}\n`));
      await awaitRepublished(own);
      const which = userNo === undefined ? {} : { userNo: userNoOf(userNo) };
      const result = await supervisor.stop({ ...which, now });
      const elsewhere = result.kind === 'not-running' ? await listenerElsewhere(supervisor.port) : undefined;
      if (elsewhere !== undefined) throw new CliFailure(elsewhere, EXIT.failed);
      terminal.out(stopped(result));
    },
  );
}

/** What a stop led to, for `stop` and `kill`. @throws CliFailure */
export function stopped(result: StopResult): string {
  switch (result.kind) {
    case 'not-running':
      return 'No listener runs. It stays stopped until "hal-listener start".\n';
    case 'no-such-phantom':
      throw noSuchPhantom(result.userNo);
    case 'not-stopped':
      throw new CliFailure(
        `${phantomInWords(result.phantom)}: could not be ended. Try as the user it runs as, or as an administrator.`,
        EXIT.failed,
      );
    case 'stopped':
      return `Stopped: ${phantomInWords(result.phantom)}\n`;
  }
}
