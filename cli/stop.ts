import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import type { StopResult } from '../supervisor/lifecycle/supervisor-types.ts';
import { supervisorWithLog } from './await-registration.ts';
import { notes } from './help.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { describeListener, listenerElsewhere, noSuchListener, userNoOf } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Open queries are finished first, for at most 10 s. The listener stays stopped until "hal-listener start".

Examples:
  hal-listener stop            the listener on the configured port
  hal-listener stop 10002      another, by its User No.
  hal-listener stop --now      without waiting for open queries
`;

interface StopOptions {
  readonly now?: boolean;
  readonly forNow?: boolean;
}

/** `hal-listener stop`: stops a listener and saves that this was on purpose. */
export function stopVerb(terminal: Terminal): Command {
  const command = new Command('stop')
    .description('stop the listener')
    .argument('[userNo]', 'its User No.; without it, the one on the configured port')
    .option('--now', 'do not wait for open queries')
    .option('--for-now', 'do not remember it: the next start of the machine or of a watch starts it again')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async (userNo: string | undefined, { now = false, forNow = false }: StopOptions) => {
      const supervisor = await supervisorWithLog(command, terminal);
      const selection = userNo === undefined ? {} : { userNo: userNoOf(userNo) };
      const result = await supervisor.stop({ ...selection, now, forNow });
      const elsewhere = result.kind === 'not-running' ? await listenerElsewhere(supervisor.port) : undefined;
      if (elsewhere !== undefined) throw new CliFailure(elsewhere, EXIT.failed);
      terminal.out(
        forNow && result.kind === 'not-running' ? 'No listener is running.\n' : describeStop(result),
      );
    },
  );
}

/** Describes the result of `stop` and `kill`. @throws CliFailure if nothing was stopped */
export function describeStop(result: StopResult): string {
  switch (result.kind) {
    case 'not-running':
      return 'No listener is running. It stays stopped until "hal-listener start".\n';
    case 'no-such-listener':
      throw noSuchListener(result.userNo);
    case 'not-stopped':
      throw new CliFailure(
        `${describeListener(result.listener)}: could not be stopped. Try again as the user it runs as, or as an administrator.`,
        EXIT.failed,
      );
    case 'stopped':
      return `Stopped: ${describeListener(result.listener)}\n`;
  }
}
