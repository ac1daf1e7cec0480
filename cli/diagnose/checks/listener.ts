import { VERSION } from '../../../listener/version.ts';
import { describeStartFailure } from '../../../supervisor/lifecycle/start-failure.ts';
import type { RunningListener } from '../../../supervisor/registry/find-listeners.ts';
import { formatDuration } from '../../../wording/format.ts';
import { describeListener, listenerElsewhere } from '../../supervision.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const NOT_RUNNING: Problem = {
  severity: 'problem',
  symptom: 'The listener does not run',
  advice: 'Start it: `hal-listener start`',
};
const STOPPED: Problem = {
  severity: 'warning',
  symptom: 'The listener was stopped on purpose, and stays stopped',
  advice: 'Start it: `hal-listener start`',
};
const ELSEWHERE: Problem = {
  severity: 'problem',
  symptom: 'The listener of another home or user has the port',
  advice: 'Name its home with --home, or log in as that user.',
};
const HANGS: Problem = {
  severity: 'problem',
  symptom: 'The listener runs and does not answer',
  advice: 'Restart it: `hal-listener restart`',
};
const OTHER_VERSION: Problem = {
  severity: 'warning',
  symptom: 'The listener that runs is of another version than the one that is installed',
  advice: 'Restart it, which starts the installed version: `hal-listener restart`',
};
const RESTART_REFUSED: Problem = {
  severity: 'warning',
  symptom: 'A restart was requested and refused',
  advice: 'Do what the reason says, then: `hal-listener restart`',
};
const EXAMPLE: Problem = {
  severity: 'warning',
  symptom: 'All records and answers are invented: the example account is served',
  advice:
    'Use your own: `hal-listener account load FILE`, or a QM, for which `hal-listener account probe` finds the way.',
};
const NO_RESTART: Problem = {
  severity: 'problem',
  symptom: 'The listener runs, but could not be restarted with the settings of this command',
  advice: 'Do what the reason says, before the next restart or crash needs it.',
};
const LAST_ERROR: Problem = {
  severity: 'warning',
  symptom: 'The listener reported an error in the last hour',
  advice: 'Look at its log: `hal-listener logs --level error`',
};

/** The listener of this home. */
export const listenerCheck: Check = {
  id: 'listener',
  title: 'Listener',
  problems: [
    NOT_RUNNING,
    STOPPED,
    ELSEWHERE,
    HANGS,
    OTHER_VERSION,
    RESTART_REFUSED,
    EXAMPLE,
    NO_RESTART,
    LAST_ERROR,
  ],
  async run(diagnosis) {
    const { supervisor } = diagnosis;
    const result = await diagnosis.find();
    switch (result.kind) {
      case 'hidden':
        return [unknown(result.why)];
      case 'none': {
        const elsewhere = await listenerElsewhere(supervisor.port);
        if (elsewhere !== undefined)
          return [found(ELSEWHERE, `a listener of another home or user answers on port ${supervisor.port}`)];
        const { desired } = supervisor;
        if (desired?.desired === 'stopped') return [found(STOPPED, `stopped by ${desired.by}`)];
        return [found(NOT_RUNNING, 'it does not run')];
      }
      case 'unresponsive': {
        const { listener, why } = result;
        if (listener.condition === 'refuses') return [unknown(`${describeListener(listener)}: ${why}`)];
        return [found(HANGS, `${describeListener(listener)}: ${why}`)];
      }
      case 'running':
        return runningFindings(diagnosis, result.listener);
    }
  },
};

/** An error of the last hour is still of interest, ms. */
const RECENT_MS = 3_600_000;

async function runningFindings(
  { supervisor, clock }: Diagnosis,
  listener: RunningListener,
): Promise<readonly Finding[]> {
  const { status } = listener;
  const { version, restartRefused, lastError, account } = status;
  const failure = await supervisor.checkRestart(listener);
  const findings = [
    ...(version === VERSION
      ? []
      : [found(OTHER_VERSION, `version ${version} runs, and this is version ${VERSION}`)]),
    ...(restartRefused === undefined ? [] : [found(RESTART_REFUSED, restartRefused.why)]),
    ...(account.example === true ? [found(EXAMPLE)] : []),
    ...(failure === undefined ? [] : [found(NO_RESTART, describeStartFailure(failure))]),
    ...(lastError === undefined || Math.abs(clock.now() - lastError.at) > RECENT_MS
      ? []
      : [found(LAST_ERROR, lastError.message)]),
  ];
  return findings.length > 0
    ? findings
    : [ok(`${describeListener(listener)}, up ${formatDuration(status.uptimeMs)}`)];
}
