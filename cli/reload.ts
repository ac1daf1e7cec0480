import { Command } from 'commander';
import type { ReloadReport } from '../contract/control.ts';
import { EXIT } from '../contract/exit-codes.ts';
import { notes } from './help.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { type Supervision, supervision, withListener } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Applies the log level, the origins, a new token, the certificate with its key and the table of intents without losing a
client, and lists the changed settings that need a restart. If the configuration or the certificate is bad, nothing
changes. On Linux and macOS SIGHUP does the same.

Exit codes: 0 done, 3 not running, 78 bad configuration; the old one stays in force.
`;

/** `hal-listener reload`: has the running listener read its configuration again. */
export function reloadVerb(terminal: Terminal): Command {
  const command = new Command('reload')
    .description('reload the configuration without a restart')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(async () => {
    const report = await requestReload(supervision(command, terminal));
    terminal.out(`${describeReload(report)}\n`);
    if (report.problems.length > 0) throw new CliFailure(describeProblems(report), EXIT.badConfiguration);
  });
}

/** Reloads the listener for a supervisor. Never rejects. @returns one line about the result */
export async function reloadListener(context: Supervision): Promise<string> {
  try {
    const report = await requestReload(context);
    return [describeReload(report), ...(report.problems.length > 0 ? [describeProblems(report)] : [])].join(
      ' ',
    );
  } catch (error) {
    return `reload: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function requestReload(context: Supervision): Promise<ReloadReport> {
  return withListener(context, (client) => client.request('reload', { by: context.supervisor.options.by }));
}

function describeReload({ changed, restart }: ReloadReport): string {
  const summary =
    changed.length === 0 ? 'Reloaded: nothing has changed.' : `Reloaded: ${changed.join(', ')}.`;
  if (restart.length === 0) return summary;
  return `${summary} Needs "hal-listener restart": ${restart.join(', ')}.`;
}

function describeProblems({ problems }: ReloadReport): string {
  return `Not reloaded, the old configuration stays in force: ${problems.join('; ')}`;
}
