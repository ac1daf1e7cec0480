import { Command } from 'commander';
import type { ReloadReport } from '../contract/control.ts';
import { EXIT } from '../contract/exit-codes.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { type Supervision, supervision, withPhantom } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Takes up at once, without losing a client: the log level, the origins, a new token, the certificate and its key, and the
table of intents. It says what else has changed and needs a restart. A bad configuration or certificate changes
nothing, and what was in force stays. On Linux and macOS SIGHUP does the same.

Exit codes: 0 done, 3 not running, 78 something is bad and stays as it was.
`;

/** `hal-listener reload`: has the running listener read its configuration anew. */
export function reloadVerb(terminal: Terminal): Command {
  const command = new Command('reload')
    .description('have the listener read its configuration anew, without a restart')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(async () => {
    const report = await requestReload(supervision(command, terminal));
    terminal.out(`${describeReload(report)}\n`);
    if (report.problems.length > 0) throw new CliFailure(describeProblems(report), EXIT.badConfiguration);
  });
}

/** For a supervisor that was told to: one line on what became of it. Never rejects. */
export async function reloadListener(own: Supervision): Promise<string> {
  try {
    const report = await requestReload(own);
    return [describeReload(report), ...(report.problems.length > 0 ? [describeProblems(report)] : [])].join(
      ' ',
    );
  } catch (error) {
    return `reload: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function requestReload(own: Supervision): Promise<ReloadReport> {
  return withPhantom(own, (client) => client.request('reload', { by: own.supervisor.options.by }));
}

function describeReload({ changed, restart }: ReloadReport): string {
  const done =
    changed.length === 0 ? 'Reloaded: nothing new is in force.' : `Reloaded: ${changed.join(', ')}.`;
  if (restart.length === 0) return done;
  return `${done} In force after "hal-listener restart": ${restart.join(', ')}.`;
}

function describeProblems({ problems }: ReloadReport): string {
  return `What was in force stays: ${problems.join('; ')}`;
}
