import path from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { HOME_FILES } from '../../contract/home-files.ts';
import { PHANTOM_PID_VARIABLE, USER_NO_VARIABLE } from '../../contract/phantom-origins.ts';
import type { Config } from '../../listener/config/config.ts';
import { type SupervisedResult, superviseForQmPhantom } from '../../supervisor/lifecycle/qm-phantom.ts';
import { describeStartFailure } from '../../supervisor/lifecycle/start-failure.ts';
import type { Supervisor } from '../../supervisor/lifecycle/supervisor.ts';
import { describeListener, supervision, userNoOf } from '../supervision.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { startWarnings, warningLines } from '../warnings.ts';
import { applyParameters } from './parameters.ts';
import { describeRunning } from './prompt-verbs.ts';
import { reportRunning, sendVerdict, withVerdict } from './verdict.ts';

interface PhantomOptions {
  readonly userNo: string;
  readonly phantomPid?: string;
}

/** A command that a phantom runs, with its user number and the parameters it was started with. */
function phantomVerb(name: string): Command {
  return new Command(name)
    .argument('[words...]', 'as typed behind WEBSOCKET.LISTENER')
    .requiredOption('--user-no <n>', "the phantom's number in QM")
    .option('--phantom-pid <pid>', "the phantom's process");
}

/** Starts the listener of a phantom. */
export function startVerb(terminal: Terminal): Command {
  const command = phantomVerb('start');
  return command.action((args: readonly string[], options: PhantomOptions) =>
    withVerdict(terminal, async () => {
      const { debug, asBefore } = applyParameters(command, args);
      const { supervisor, config } = phantomSupervision(command, terminal, options);
      // A start replaces all flags, except that CHECK.WEBSOCKET.LISTENER repeats those of the last run.
      const result = await supervisor.start(
        asBefore ? { debug } : { debug, flags: supervisor.options.flags },
      );
      if (result.kind === 'failed') throw new CliFailure(describeStartFailure(result.failure), EXIT.failed);
      if (result.kind === 'started') {
        terminal.out(`${describeListener(result.listener)}\n`);
        terminal.out(warningLines(await startWarnings(supervisor, result.listener)));
        return reportRunning(terminal, 'RUNNING', result.listener, runFolder(config));
      }
      terminal.out(describeRunning(result.listener, args));
      sendVerdict(terminal, 'STOPPED');
    }),
  );
}

interface ResumeOptions extends PhantomOptions {
  readonly pid: string;
  readonly runs: string;
  readonly waited: boolean;
  readonly endSilent: boolean;
}

/** Reports what happened to the listener of a phantom, and restarts it if necessary. */
export function resumeVerb(terminal: Terminal): Command {
  const command = phantomVerb('resume')
    .requiredOption('--pid <pid>', 'the listener it knew last')
    .option('--runs <seconds>', 'how long each was up that ended unasked; -1 never answered', '')
    .option('--waited', 'the pause asked for is over', false)
    .option('--end-silent', 'end one that lives and does not answer', false);
  return command.action((args: readonly string[], options: ResumeOptions) =>
    withVerdict(terminal, async () => {
      // DEBUG lasts until the next restart, so it is not repeated.
      applyParameters(command, args);
      const { supervisor, config } = phantomSupervision(command, terminal, options);
      const result = await superviseForQmPhantom(supervisor, {
        userNo: userNoOf(options.userNo),
        pid: userNoOf(options.pid),
        runs: parseRuns(options.runs),
        hasWaited: options.waited,
        endsUnresponsive: options.endSilent,
      });
      reportSupervision(terminal, result, runFolder(config));
    }),
  );
}

function reportSupervision(terminal: Terminal, result: SupervisedResult, run: string): void {
  switch (result.kind) {
    case 'answers':
      return reportRunning(terminal, 'RUNNING', result.listener, run);
    case 'started':
      terminal.out(`${describeListener(result.listener)}\n`);
      return reportRunning(terminal, result.isRequested ? 'RESTARTED' : 'RUNNING', result.listener, run);
    case 'meant':
      terminal.out(`The listener ended: ${result.why}\n`);
      return sendVerdict(terminal, 'STOPPED');
    case 'silent':
      return sendVerdict(terminal, 'SILENT');
    case 'wait':
      terminal.out(`The listener ended: ${result.why}. Restarting in ${result.ms / 1_000} s.\n`);
      return sendVerdict(terminal, 'WAIT', Math.ceil(result.ms / 1_000));
    case 'failed':
      terminal.out(
        `${result.failure === undefined ? 'The listener ended too often and is not restarted.' : describeStartFailure(result.failure)}\n`,
      );
      return sendVerdict(terminal, result.final ? 'FAILED' : 'AGAIN');
  }
}

function phantomSupervision(
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

/** Parses the run times: `12,-1` means one run of 12 s, then one that never answered. @returns ms each */
function parseRuns(text: string): readonly (number | undefined)[] {
  return text
    .split(',')
    .filter((part) => /^-?\d{1,9}$/.test(part))
    .map((part) => (Number(part) < 0 ? undefined : Number(part) * 1_000));
}
