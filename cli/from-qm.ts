import path from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import { PHANTOM_PID_VARIABLE, USER_NO_VARIABLE } from '../contract/phantom-origins.ts';
import type { Config } from '../listener/config/config.ts';
import { type Keeping, keepForPhantom } from '../supervisor/phantom-keeper.ts';
import { thisPlatform } from '../supervisor/platform/this-platform.ts';
import { startFailureInWords } from '../supervisor/start-failure.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';
import { tell, tellRunning } from './from-qm/answer.ts';
import { applyParameters } from './from-qm/parameters.ts';
import { tryHandshake } from './handshake.ts';
import { addressOf } from './listener-address.ts';
import { addSettingFlags } from './setting-flags.ts';
import { stopped } from './stop.ts';
import { phantomInWords, supervision, userNoOf } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const ANSWERS_WITHIN_MS = 5_000;

/**
 * `hal-listener from-qm ...`: what our QM Basic programs run, which can start a process and read its words and little
 * else. Not for people: what they type is in QM, or the verbs of the same name.
 */
export function fromQmVerb(terminal: Terminal): Command {
  const family = new Command('from-qm').description('what the QM Basic programs run; not for people');
  for (const verb of [
    startVerb(terminal),
    resumeVerb(terminal),
    checkVerb(terminal),
    stopVerb(terminal),
    killVerb(terminal),
  ]) {
    family.addCommand(addSettingFlags(verb));
  }
  return family.addCommand(aliveVerb(terminal));
}

interface PhantomOptions {
  readonly userNo: string;
  readonly phantomPid?: string;
}

/** A verb that a phantom runs: it says who it is, and what it was told. */
function phantomVerb(name: string): Command {
  return new Command(name)
    .argument('[words...]', 'as typed behind WEBSOCKET.LISTENER')
    .requiredOption('--user-no <n>', "the phantom's number in QM")
    .option('--phantom-pid <pid>', "the phantom's process");
}

/** Starts the listener of a phantom. */
function startVerb(terminal: Terminal): Command {
  const command = phantomVerb('start');
  return command.action((words: readonly string[], options: PhantomOptions) =>
    told(terminal, async () => {
      const { debug } = applyParameters(command, words);
      const { supervisor, config } = ofPhantom(command, terminal, options);
      const result = await supervisor.start({ debug });
      if (result.kind === 'failed') throw new CliFailure(startFailureInWords(result.failure), EXIT.failed);
      terminal.out(`${phantomInWords(result.phantom)}\n`);
      if (result.kind === 'started')
        return tellRunning(terminal, 'RUNNING', result.phantom, runFolder(config));
      terminal.out('It runs already. Nothing was changed.\n');
      tell(terminal, 'STOPPED');
    }),
  );
}

interface ResumeOptions extends PhantomOptions {
  readonly pid: string;
  readonly runs: string;
  readonly waited: boolean;
  readonly endSilent: boolean;
}

/** Says what became of the listener of a phantom, and starts it again where that is due. */
function resumeVerb(terminal: Terminal): Command {
  const command = phantomVerb('resume')
    .requiredOption('--pid <pid>', 'the listener it knew last')
    .option('--runs <seconds>', 'how long each was up that ended unasked; -1 never answered', '')
    .option('--waited', 'the pause asked for is over', false)
    .option('--end-silent', 'end one that lives and does not answer', false);
  return command.action((words: readonly string[], options: ResumeOptions) =>
    told(terminal, async () => {
      // Every step in the log is until the next restart: the next one is told anew.
      applyParameters(command, words);
      const { supervisor, config } = ofPhantom(command, terminal, options);
      const keeping = await keepForPhantom(supervisor, {
        userNo: userNoOf(options.userNo),
        pid: userNoOf(options.pid),
        runs: runsOf(options.runs),
        waited: options.waited,
        endsSilent: options.endSilent,
      });
      tellKeeping(terminal, keeping, runFolder(config));
    }),
  );
}

function tellKeeping(terminal: Terminal, keeping: Keeping, run: string): void {
  switch (keeping.kind) {
    case 'answers':
      return tellRunning(terminal, 'RUNNING', keeping.phantom, run);
    case 'started':
      terminal.out(`${phantomInWords(keeping.phantom)}\n`);
      return tellRunning(terminal, keeping.asked ? 'RESTARTED' : 'RUNNING', keeping.phantom, run);
    case 'meant':
      terminal.out(`The listener ended: ${keeping.why}\n`);
      return tell(terminal, 'STOPPED');
    case 'silent':
      return tell(terminal, 'SILENT');
    case 'wait':
      terminal.out(`The listener ended: ${keeping.why}. It is started again in ${keeping.ms / 1_000} s.\n`);
      return tell(terminal, 'WAIT', Math.ceil(keeping.ms / 1_000));
    case 'failed':
      terminal.out(
        `${keeping.failure === undefined ? 'The listener ended too often, and is not started again.' : startFailureInWords(keeping.failure)}\n`,
      );
      return tell(terminal, keeping.final ? 'FAILED' : 'AGAIN');
  }
}

/** Whether the listener answers a real client; where it does not, whether it was meant to stop, and who is there. */
function checkVerb(terminal: Terminal): Command {
  const command = new Command('check').option('--force', 'also where it was stopped on purpose', false);
  return command.action(({ force }: { readonly force: boolean }) =>
    told(terminal, async () => {
      const { supervisor, config } = supervision(command, terminal, 'qm');
      const { socket } = addressOf(config, '127.0.0.1');
      const outcome = await tryHandshake(socket, config.token, ANSWERS_WITHIN_MS);
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

function stopVerb(terminal: Terminal): Command {
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

function killVerb(terminal: Terminal): Command {
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
function aliveVerb(terminal: Terminal): Command {
  return new Command('alive')
    .argument('<pid>')
    .action((pid: string) =>
      told(terminal, async () => tell(terminal, thisPlatform().isAlive(userNoOf(pid)) ? 'ALIVE' : 'GONE')),
    );
}

function ofPhantom(
  command: Command,
  terminal: Terminal,
  { userNo, phantomPid }: PhantomOptions,
): { readonly supervisor: Supervisor; readonly config: Config } {
  const identity = {
    [USER_NO_VARIABLE]: String(userNoOf(userNo)),
    ...(phantomPid === undefined ? {} : { [PHANTOM_PID_VARIABLE]: String(userNoOf(phantomPid)) }),
  };
  const from = { ...terminal, env: { ...terminal.env, ...identity } };
  const parts = supervision(command, from, 'qm', { by: `qm (user ${userNo})` });
  parts.supervisor.events.on('log', (line) => terminal.out(`${line}\n`));
  return parts;
}

function runFolder({ home }: Config): string {
  return path.join(home, HOME_FILES.run);
}

/** `12,-1` is up 12 s, then one that never answered. */
function runsOf(text: string): readonly (number | undefined)[] {
  return text
    .split(',')
    .filter((part) => /^-?\d{1,9}$/.test(part))
    .map((part) => (Number(part) < 0 ? undefined : Number(part) * 1_000));
}

/** Whatever goes wrong is said in a way the program understands. */
async function told(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    terminal.out(`${error.message}\n`);
    tell(terminal, 'FAILED');
  }
}
