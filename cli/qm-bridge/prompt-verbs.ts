import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { PORT_FLAG } from '../../contract/start-flags.ts';
import { describeStartFailure } from '../../supervisor/lifecycle/start-failure.ts';
import { isRunningListener, type ListenerProcess } from '../../supervisor/registry/find-listeners.ts';
import { describeListenerUsers, SEAT_ADVICE } from '../seats.ts';
import { describeListener, readOnlySupervision, supervision } from '../supervision.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { applyParameters } from './parameters.ts';
import { sendVerdict, withVerdict } from './verdict.ts';

/** The commands that the QM programs run in the user's own session, before a phantom takes one of QM's seats. */

/**
 * `ready`: checks whether a listener can be started with these parameters. An unknown parameter, a bad setting and a
 * listener that is already running are reported at once.
 */
export function readyVerb(terminal: Terminal): Command {
  const command = textVerb('ready');
  return command.action((args: readonly string[]) =>
    withVerdict(terminal, async () => {
      const { asBefore } = applyParameters(command, args);
      const { supervisor } = supervision(command, terminal, 'qm');
      const existing = await supervisor.findListener();
      // The phantom waits for a listener that does not answer or is stopping.
      if (existing === undefined || !isRunningListener(existing) || existing.status.state !== 'running') {
        const failure = asBefore ? undefined : await supervisor.checkStart(supervisor.options.flags);
        if (failure !== undefined) throw new CliFailure(describeStartFailure(failure), EXIT.failed);
        return sendVerdict(terminal, 'READY');
      }
      terminal.out(describeRunning(existing, args));
      sendVerdict(terminal, 'STOPPED');
    }),
  );
}

/** `restart`: restarts the running listener with these parameters in addition to those of its start. */
export function restartVerb(terminal: Terminal): Command {
  const command = textVerb('restart');
  return command.action((args: readonly string[]) =>
    withVerdict(terminal, async () => {
      const { debug } = applyParameters(command, args);
      const { supervisor } = supervision(command, terminal, 'qm');
      if ((await supervisor.findListener()) === undefined) return sendVerdict(terminal, 'DOWN');
      supervisor.events.on('log', (line) => terminal.out(`${line}\n`));
      const { [PORT_FLAG]: _, ...flags } = supervisor.options.flags;
      const result = await supervisor.restart({ debug, flags });
      if (result.kind === 'failed') throw new CliFailure(describeStartFailure(result.failure), EXIT.failed);
      if (result.kind === 'no-such-listener') return sendVerdict(terminal, 'DOWN');
      terminal.out(`Restarted: ${describeListener(result.listener)}\n`);
      sendVerdict(terminal, 'DONE');
    }),
  );
}

/** `seats`: prints which of QM's users are the listener's own sessions, and how to free a seat. */
export function seatsVerb(terminal: Terminal): Command {
  const command = new Command('seats');
  return command.action(() =>
    withVerdict(terminal, async () => {
      const { supervisor } = readOnlySupervision(command, { ...terminal, err: terminal.out }, 'qm');
      terminal.out(describeListenerUsers(await supervisor.findListener()));
      terminal.out(SEAT_ADVICE);
      sendVerdict(terminal, 'DONE');
    }),
  );
}

/** A command whose arguments are those typed after WEBSOCKET.LISTENER. */
function textVerb(name: string): Command {
  return new Command(name).argument('[words...]', 'as typed behind WEBSOCKET.LISTENER');
}

/** The message of a start while a listener runs, with the command that would apply the typed parameters. */
export function describeRunning(phantom: ListenerProcess, args: readonly string[]): string {
  const restart = `To restart it with these parameters: WEBSOCKET.LISTENER RESTART ${args.join(' ')}\n`;
  return `${describeListener(phantom)}\nIt is already running. Nothing was changed.\n${args.length > 0 ? restart : ''}`;
}
