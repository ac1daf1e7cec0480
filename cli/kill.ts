import { Command } from 'commander';
import { notes } from './help.ts';
import { awaitRepublished } from './republished.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { describeStop } from './stop.ts';
import { readOnlySupervision, userNoOf } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Does what KILL.PHANTOM n does in QM, for every phantom of this home, whoever started it. Open queries are dropped.

Examples:
  hal-listener list
  hal-listener kill 10001 10002
`;

/** `hal-listener kill n...`: ends phantoms by User No. without waiting for questions under way. */
export function killVerb(terminal: Terminal): Command {
  const command = new Command('kill')
    .description('end phantoms by their User No.')
    .argument('<userNo...>', 'the numbers in "hal-listener list"')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(async (userNos: readonly string[]) => {
    const numbers = userNos.map(userNoOf);
    const own = readOnlySupervision(command, terminal);
    const { supervisor } = own;
    supervisor.events.on('log', (line) => terminal.err(`${line}\n`));
    await awaitRepublished(own);
    let failure: CliFailure | undefined;
    for (const userNo of numbers) {
      try {
        terminal.out(describeStop(await supervisor.kill(userNo)));
      } catch (error) {
        // The others end all the same; the last failure is the command's.
        if (!(error instanceof CliFailure)) throw error;
        if (failure !== undefined) terminal.err(`${failure.message}\n`);
        failure = error;
      }
    }
    if (failure !== undefined) throw failure;
  });
}
