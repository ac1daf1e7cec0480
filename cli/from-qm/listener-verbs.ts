import { Command } from 'commander';
import { thisPlatform } from '../../supervisor/platform/this-platform.ts';
import { tryHandshake } from '../handshake.ts';
import { addressOf } from '../listener-address.ts';
import { stopped } from '../stop.ts';
import { supervision, userNoOf } from '../supervision.ts';
import type { Terminal } from '../terminal.ts';
import { tell, told } from './answer.ts';

const ANSWERS_WITHIN_MS = 5_000;

/** Whether the listener answers a real client; where it does not, whether it was meant to stop, and who is there. */
export function checkVerb(terminal: Terminal): Command {
  const command = new Command('check').option('--force', 'also where it was stopped on purpose', false);
  return command.action(({ force }: { readonly force: boolean }) =>
    told(terminal, async () => {
      const { supervisor, config } = supervision(command, terminal, 'qm');
      const { socket } = addressOf(config, '127.0.0.1');
      const outcome = await tryHandshake({ url: socket, token: config.token, timeoutMs: ANSWERS_WITHIN_MS });
      if (outcome.kind === 'answers') return tell(terminal, 'RUNNING');
      const { desired } = supervisor;
      if (desired?.desired === 'stopped' && !force) {
        terminal.out(`It was stopped by ${desired.by}. CHECK.WEBSOCKET.LISTENER FORCE starts it.\n`);
        return tell(terminal, 'STOPPED');
      }
      const there = await supervisor.adopt();
      if (there === undefined) tell(terminal, 'DOWN');
      else tell(terminal, 'SILENT', there.registration.userNo);
    }),
  );
}

export function stopVerb(terminal: Terminal): Command {
  const command = new Command('stop');
  return command.action(() =>
    told(terminal, async () => {
      const { supervisor } = supervision(command, terminal, 'qm');
      supervisor.events.on('log', (line) => terminal.out(`${line}\n`));
      terminal.out(stopped(await supervisor.stop()));
      tell(terminal, 'DONE');
    }),
  );
}

export function killVerb(terminal: Terminal): Command {
  const command = new Command('kill').argument('<userNo>', 'its User No.');
  return command.action((userNo: string) =>
    told(terminal, async () => {
      const { supervisor } = supervision(command, terminal, 'qm');
      supervisor.events.on('log', (line) => terminal.out(`${line}\n`));
      const result = await supervisor.kill(userNoOf(userNo));
      if (result.kind === 'no-such-phantom') return tell(terminal, 'DOWN');
      terminal.out(stopped(result));
      tell(terminal, 'DONE');
    }),
  );
}

/** Whether a process is there: QM keeps the locks of a user that was killed. */
export function aliveVerb(terminal: Terminal): Command {
  return new Command('alive')
    .argument('<pid>')
    .action((pid: string) =>
      told(terminal, async () => tell(terminal, thisPlatform().isAlive(userNoOf(pid)) ? 'ALIVE' : 'GONE')),
    );
}
