import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { PORT_FLAG } from '../../contract/start-flags.ts';
import { describeStartFailure } from '../../supervisor/lifecycle/start-failure.ts';
import { isRunningListener, type ListenerProcess } from '../../supervisor/registry/find-listeners.ts';
import { describeListenerUsers, SEAT_ADVICE } from '../seats.ts';
import { describeListener, readOnlySupervision, supervision } from '../supervision.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { sendVerdict, withVerdict } from './answer.ts';
import { applyParameters } from './parameters.ts';

/** What the programs ask at the prompt that somebody typed at, before a phantom takes a seat of QM's. */

/**
 * `ready`: whether a listener can be started with these words: a parameter that is none, a bad setting and a listener
 * that runs already are told at once.
 */
export function readyVerb(terminal: Terminal): Command {
  const command = textVerb('ready');
  return command.action((words: readonly string[]) =>
    withVerdict(terminal, async () => {
      const { asBefore } = applyParameters(command, words);
      const { supervisor } = supervision(command, terminal, 'qm');
      const there = await supervisor.findListener();
      // One that does not answer, or is about to end, is for the phantom to wait for.
      if (there === undefined || !isRunningListener(there) || there.status.state !== 'running') {
        const failure = asBefore ? undefined : await supervisor.checkStart(supervisor.options.flags);
        if (failure !== undefined) throw new CliFailure(describeStartFailure(failure), EXIT.failed);
        return sendVerdict(terminal, 'READY');
      }
      terminal.out(runsAlready(there, words));
      sendVerdict(terminal, 'STOPPED');
    }),
  );
}

/** `restart`: restarts the listener that runs, with these words beside what it was started with. */
export function restartVerb(terminal: Terminal): Command {
  const command = textVerb('restart');
  return command.action((words: readonly string[]) =>
    withVerdict(terminal, async () => {
      const { debug } = applyParameters(command, words);
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

/** `seats`: which of QM's users are the listener's own sessions, and how a seat becomes free. */
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

/** The words behind a verb are those typed behind WEBSOCKET.LISTENER. */
function textVerb(name: string): Command {
  return new Command(name).argument('[words...]', 'as typed behind WEBSOCKET.LISTENER');
}

/** The text of a start while a listener runs, with the command that applies the typed parameters. */
export function runsAlready(phantom: ListenerProcess, words: readonly string[]): string {
  const restart = `To restart it so: WEBSOCKET.LISTENER RESTART ${words.join(' ')}\n`;
  return `${describeListener(phantom)}\nIt is already running. Nothing was changed.\n${words.length > 0 ? restart : ''}`;
}
