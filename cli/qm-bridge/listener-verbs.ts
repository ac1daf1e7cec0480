import { Command } from 'commander';
import { describeStartFailure } from '../../supervisor/lifecycle/start-failure.ts';
import { thisPlatform } from '../../supervisor/platform/this-platform.ts';
import { checkListener } from '../check.ts';
import { awaitRepublished } from '../republished.ts';
import { describeStop } from '../stop.ts';
import { readOnlySupervision, userNoOf } from '../supervision.ts';
import type { Terminal } from '../terminal.ts';
import { sendVerdict, withVerdict } from './answer.ts';

/** QM takes standard output and error as one text, and prints what is not for its program. */
function warningsOnly(terminal: Terminal): Terminal {
  return { ...terminal, err: terminal.out };
}

/** Whether the listener answers a real client; where it does not, whether it was meant to stop, and who is there. */
export function checkVerb(terminal: Terminal): Command {
  const command = new Command('check').option('--force', 'also where it was stopped on purpose', false);
  return command.action(({ force }: { readonly force: boolean }) =>
    withVerdict(terminal, async () => {
      const own = readOnlySupervision(command, warningsOnly(terminal), 'qm');
      const { supervisor } = own;
      await awaitRepublished(own);
      const checked = await checkListener(own);
      if (checked.kind === 'answers') return sendVerdict(terminal, 'RUNNING');
      const { desired } = supervisor;
      if (desired?.desired === 'stopped' && !force) {
        terminal.out(`It was stopped by ${desired.by}. CHECK.WEBSOCKET.LISTENER FORCE starts it.\n`);
        return sendVerdict(terminal, 'STOPPED');
      }
      if (checked.kind === 'elsewhere') {
        terminal.out(`${checked.why}\n`);
        return sendVerdict(terminal, 'FAILED');
      }
      const { phantom } = checked;
      if (phantom === undefined) return sendVerdict(terminal, 'DOWN');
      // It is ended for another one only where that one runs with no less.
      const refused = await supervisor.checkRestart(phantom);
      if (refused === undefined) return sendVerdict(terminal, 'SILENT', phantom.registration.userNo);
      terminal.out(`${describeStartFailure(refused)}\n`);
      sendVerdict(terminal, 'FAILED');
    }),
  );
}

export function stopVerb(terminal: Terminal): Command {
  const command = new Command('stop');
  return command.action(() =>
    withVerdict(terminal, async () => {
      const own = readOnlySupervision(command, warningsOnly(terminal), 'qm');
      const { supervisor } = own;
      supervisor.events.on('log', (line) => terminal.out(`${line}\n`));
      await awaitRepublished(own);
      terminal.out(describeStop(await supervisor.stop()));
      sendVerdict(terminal, 'DONE');
    }),
  );
}

export function killVerb(terminal: Terminal): Command {
  const command = new Command('kill').argument('<userNo>', 'its User No.');
  return command.action((userNo: string) =>
    withVerdict(terminal, async () => {
      const own = readOnlySupervision(command, warningsOnly(terminal), 'qm');
      const { supervisor } = own;
      supervisor.events.on('log', (line) => terminal.out(`${line}\n`));
      await awaitRepublished(own);
      const result = await supervisor.kill(userNoOf(userNo));
      if (result.kind === 'no-such-listener') return sendVerdict(terminal, 'DOWN');
      terminal.out(describeStop(result));
      sendVerdict(terminal, 'DONE');
    }),
  );
}

/** Whether a process is there: QM keeps the locks of a user that was killed. */
export function aliveVerb(terminal: Terminal): Command {
  return new Command('alive')
    .argument('<pid>')
    .action((pid: string) =>
      withVerdict(terminal, async () =>
        sendVerdict(terminal, thisPlatform().isAlive(userNoOf(pid)) ? 'ALIVE' : 'GONE'),
      ),
    );
}
