import { Command } from 'commander';
import { flagArguments, PORT_FLAG } from '../contract/start-flags.ts';
import { ControlError } from '../supervisor/control/control-error.ts';
import type { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { supervisorWithLog } from './await-registration.ts';
import { plain } from './colors.ts';
import { awaitDrained } from './drain.ts';
import { headline } from './format-status.ts';
import { notes } from './help.ts';
import { addSettingFlags, isDebugFlag } from './setting-flags.ts';
import { describeListener, noSuchListener, startFailure, userNoOf, withListener } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { startWarnings, warningLines } from './warnings.ts';

const EXAMPLES = `
Clients are asked to reconnect, and keep their sessions. The new listener repeats the flags and the environment of the
one it replaces, even if they came from another shell. A secret that only that environment had must be set here too, or
in config.json (hal-listener config set token); otherwise nothing is restarted. If a service, a unit, a task, QM or a
tray owns the listener, its owner is asked to restart it.

Examples:
  hal-listener restart
  hal-listener restart --drain  behind a proxy with other listeners: no client waits
  hal-listener restart --debug       every step in the log from now on
`;

interface RestartOptions {
  readonly drain?: boolean;
}

/** `hal-listener restart`: restarts the listener, or starts it if none runs. */
export function restartVerb(terminal: Terminal): Command {
  const command = new Command('restart')
    .description('restart the listener, or start it if none runs')
    .argument('[userNo]', 'its User No.; without it, the one on the configured port')
    .option('--drain', 'let its clients go to other listeners first')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command).action(
    async (userNo: string | undefined, { drain = false }: RestartOptions) => {
      const supervisor = await supervisorWithLog(command, terminal);
      const { [PORT_FLAG]: _, ...flags } = supervisor.options.flags;
      const selection = userNo === undefined ? {} : { userNo: userNoOf(userNo) };
      const undoDrain = drain ? await drainFirst(supervisor, terminal, selection.userNo) : undefined;
      const result = await supervisor.restart({ ...selection, flags, debug: isDebugFlag(command) });
      // A listener that could not be replaced still runs: it takes clients again.
      if (result.kind === 'failed') await undoDrain?.();
      if (result.kind === 'failed') throw await startFailure(result.failure);
      if (result.kind === 'no-such-listener') throw noSuchListener(result.userNo);
      const by = result.kind === 'restarted' ? ` (by ${result.by})` : '';
      const paint = terminal.paint ?? plain;
      terminal.out(`${headline(paint, 'running', `RUNNING${by}`)}${describeListener(result.listener)}\n`);
      terminal.out(warningLines(await startWarnings(supervisor, result.listener)));
      const lost = flagArguments(flags).filter(
        (flag) => !flagArguments(result.listener.registration.flags).includes(flag),
      );
      if (lost.length > 0) {
        terminal.err(
          `Not applied: ${lost.join(' ')}. The listener is started${by || ' elsewhere'}, with its own flags.\n`,
        );
      }
    },
  );
}

/**
 * Drains the listener before its restart, unless none runs or it could not be replaced.
 *
 * @returns what puts it back into service
 * @throws CliFailure if the restart would fail, if the listener does not answer, or if somebody undoes the drain
 */
async function drainFirst(
  supervisor: Supervisor,
  terminal: Terminal,
  userNo: number | undefined,
): Promise<(() => Promise<void>) | undefined> {
  const listener = await supervisor.findSettledListener(userNo);
  if (listener === undefined) return undefined;
  const failure = await supervisor.checkRestart(listener);
  if (failure !== undefined) throw await startFailure(failure);
  const { by, sleep } = supervisor.options;
  await withListener(
    { supervisor },
    async (client, { registration }) => {
      await client.request('take-out', { by });
      terminal.err(`draining User No. ${registration.userNo}\n`);
      await awaitDrained(client, terminal, sleep);
    },
    userNo,
  );
  return async () => {
    try {
      await withListener({ supervisor }, (client) => client.request('put-back', { by }), userNo);
    } catch (error) {
      // It has ended meanwhile: the failed restart is reported.
      if (!(error instanceof ControlError || error instanceof CliFailure)) throw error;
    }
  };
}
