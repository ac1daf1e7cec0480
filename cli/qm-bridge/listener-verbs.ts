import { Command } from 'commander';
import { describeStartFailure } from '../../supervisor/lifecycle/start-failure.ts';
import { thisPlatform } from '../../supervisor/platform/this-platform.ts';
import { awaitRegistration, supervisorWithLog } from '../await-registration.ts';
import { checkListener } from '../check.ts';
import { describeStop } from '../stop.ts';
import { readOnlySupervision, userNoOf } from '../supervision.ts';
import type { Terminal } from '../terminal.ts';
import { sendVerdict, withVerdict } from './verdict.ts';

/** Writes warnings to standard output: QM reads both streams as one text, and prints the lines for the user. */
function warningsOnly(terminal: Terminal): Terminal {
  return { ...terminal, err: terminal.out };
}

/**
 * Checks whether the listener answers a real client; if not, whether it was stopped on purpose, and whether it is
 * hanging.
 */
export function checkVerb(terminal: Terminal): Command {
  const command = new Command('check').option('--force', 'also where it was stopped on purpose', false);
  return command.action(({ force }: { readonly force: boolean }) =>
    withVerdict(terminal, async () => {
      const context = readOnlySupervision(command, warningsOnly(terminal), 'qm');
      const { supervisor } = context;
      await awaitRegistration(context);
      const checked = await checkListener(context);
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
      // A hanging listener is only replaced if the new one has at least the same protection.
      const failure = await supervisor.checkRestart(phantom);
      if (failure === undefined) return sendVerdict(terminal, 'SILENT', phantom.registration.userNo);
      terminal.out(`${describeStartFailure(failure)}\n`);
      sendVerdict(terminal, 'FAILED');
    }),
  );
}

/** Stops the listener on the configured port. */
export function stopVerb(terminal: Terminal): Command {
  const command = new Command('stop');
  return command.action(() =>
    withVerdict(terminal, async () => {
      const supervisor = await supervisorWithLog(command, warningsOnly(terminal), 'qm');
      terminal.out(describeStop(await supervisor.stop()));
      sendVerdict(terminal, 'DONE');
    }),
  );
}

/** Ends a phantom by its User No. without waiting for open queries. */
export function killVerb(terminal: Terminal): Command {
  const command = new Command('kill').argument('<userNo>', 'its User No.');
  return command.action((userNo: string) =>
    withVerdict(terminal, async () => {
      const supervisor = await supervisorWithLog(command, warningsOnly(terminal), 'qm');
      const result = await supervisor.kill(userNoOf(userNo));
      if (result.kind === 'no-such-listener') return sendVerdict(terminal, 'DOWN');
      terminal.out(describeStop(result));
      sendVerdict(terminal, 'DONE');
    }),
  );
}

/** Tells whether a process exists. The QM program needs that because QM keeps the locks of a killed user. */
export function aliveVerb(terminal: Terminal): Command {
  return new Command('alive')
    .argument('<pid>')
    .action((pid: string) =>
      withVerdict(terminal, async () =>
        sendVerdict(terminal, thisPlatform().isAlive(userNoOf(pid)) ? 'ALIVE' : 'GONE'),
      ),
    );
}
