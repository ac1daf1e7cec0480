import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { type ProbeResult, probeAccount } from '../../listener/account/account-probe.ts';
import { configuredProgram } from '../../listener/account/open.ts';
import { loadConfig } from '../../listener/config/load.ts';
import { notes } from '../help.ts';
import { formatJson } from '../json.ts';
import { loadInputs, orBadConfiguration } from '../setting-flags.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import type { JsonOption } from './opened.ts';

const EXAMPLES = `
The best way is tried first: use the first that works. Nothing is changed in QM, and no password is printed.

Examples:
  hal-listener account probe
  QM_USERNAME=hal QM_PASSWORD_FILE=/etc/hal/password hal-listener account probe --qm-host qmserver
`;

/** `account probe`: tries every way to connect to QM. Exits with 0 if one works. */
export function probeVerb(terminal: Terminal): Command {
  return new Command('probe')
    .description('try pipe, TCP and command in turn; show which works and what the others need')
    .option('--json', 'print JSON', false)
    .addHelpText('after', notes(EXAMPLES))
    .action(async (options: JsonOption, command: Command) => {
      const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
      const results: ProbeResult[] = [];
      for await (const result of probeAccount(config, configuredProgram(config))) {
        results.push(result);
        if (!options.json) terminal.out(describe(result));
      }
      const best = results.find(({ works }) => works)?.driver;
      if (options.json) terminal.out(formatJson({ use: best ?? null, results }));
      else if (best !== undefined) terminal.out(`\nUse QM_DRIVER=${best}.\n`);
      else terminal.out('\nNo way to QM works from here yet.\n');
      if (best === undefined) throw new CliFailure('', EXIT.failed);
    });
}

function describe(result: ProbeResult): string {
  const head = `${result.driver.padEnd(8)}  ${result.works ? 'works' : 'no   '}  ${result.text}\n`;
  return result.works ? head : `${head}${' '.repeat(17)}→ ${result.advice}\n`;
}
