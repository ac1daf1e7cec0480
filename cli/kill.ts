import { Command } from 'commander';
import { supervisorWithLog } from './await-registration.ts';
import { notes } from './help.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { describeStop } from './stop.ts';
import { userNoOf } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Does what KILL.PHANTOM n does in QM, for any phantom of this home, whoever started it. Open queries are dropped.

Examples:
  hal-listener list
  hal-listener kill 10001 10002
`;

/** `hal-listener kill n...`: ends phantoms by User No. without waiting for open queries. */
export function killVerb(terminal: Terminal): Command {
  const command = new Command('kill')
    .description('end phantoms by their User No.')
    .argument('<userNo...>', 'the numbers in "hal-listener list"')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(async (userNos: readonly string[]) => {
    const numbers = userNos.map(userNoOf);
    const supervisor = await supervisorWithLog(command, terminal);
    let failure: CliFailure | undefined;
    for (const userNo of numbers) {
      try {
        terminal.out(describeStop(await supervisor.kill(userNo)));
      } catch (error) {
        // The other phantoms are still ended; the last failure is thrown at the end.
        if (!(error instanceof CliFailure)) throw error;
        if (failure !== undefined) terminal.err(`${failure.message}\n`);
        failure = error;
      }
    }
    if (failure !== undefined) throw failure;
  });
}
