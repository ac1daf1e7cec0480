import path from 'node:path';
import { EXIT } from '../../contract/exit-codes.ts';
import { HOME_FILES } from '../../contract/home-files.ts';
import type { PhantomOrigin } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import type { UnsavedOrder } from '../../contract/run-state.ts';
import { type Clock, type WaitOptions, waitUntil } from '../../lib/clock.ts';

import { lastLines, pruneStderrLogs, removeStderrLog } from '../diagnostics/stderr-log.ts';
import type { Platform, PortOwner } from '../platform/platform.ts';
import { isRunningListener, type ListenerProcess, type RunningListener } from '../registry/find-listeners.ts';
import { readLastExit } from '../registry/state-files.ts';
import { type LaunchCommand, type LaunchedProcess, launch, type ProcessExit } from './launch.ts';
import type { StartFailure } from './start-failure.ts';

export type StartResult =
  | { readonly kind: 'started'; readonly listener: RunningListener }
  | { readonly kind: 'already-running'; readonly listener: RunningListener }
  | { readonly kind: 'failed'; readonly failure: StartFailure };

export interface StartAttempt {
  readonly home: string;
  /** 0 means any free port. */
  readonly port: number;
  readonly origin: PhantomOrigin;
  readonly command: LaunchCommand;
  /** The order that starts it, if it could not be saved. */
  readonly unsaved?: UnsavedOrder | undefined;
  /** Its process, where that was launched before its predecessor ended. */
  readonly standby?: LaunchedProcess | undefined;
  readonly platform: Platform;
  readonly clock: Clock;
  find(only: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]>;
  /** Whether a listener is on the port of this start. */
  isOurs(registration: Registration): boolean;
  log(line: string): void;
  /** @param exited resolves when the listener exits, even long after its start */
  onLaunch(pid: number, exited: Promise<ProcessExit>): void;
  sleep(ms: number): Promise<void>;
}

const POLL_INTERVAL_MS = 25;
/** A listener that opened its ports registers within milliseconds; a busy machine may take seconds. */
const REGISTRATION_TIMEOUT_MS = 10_000;
/** The first login to QM may be slow. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Enough for an error and its stack. */
const LAST_LINES = 20;

/**
 * Starts one listener and waits until it answers, or until the reason of its failure is known. Of several simultaneous
 * attempts one gets the port from the kernel; the others find that listener and report it.
 */
export async function attemptStart(attempt: StartAttempt): Promise<StartResult> {
  const { home, origin, command, log, platform } = attempt;
  const launched = attempt.standby ?? launch(command, home, origin, { unsaved: attempt.unsaved });
  if (launched.pid !== undefined) {
    attempt.onLaunch(launched.pid, launched.exited);
    log(`listener started (PID ${launched.pid}, output in ${launched.stderrFile})`);
  }
  let exit: ProcessExit | undefined;
  void launched.exited.then((how) => {
    exit = how;
  });
  let listener: ListenerProcess | undefined;
  const isAnswering = async (): Promise<boolean> => {
    [listener] = await attempt.find(({ pid }) => pid === launched.pid);
    return exit !== undefined || (listener !== undefined && isRunningListener(listener));
  };
  await waitUntil(isAnswering, waitOptions(ANSWER_TIMEOUT_MS, attempt));
  if (exit === undefined && listener !== undefined && isRunningListener(listener)) {
    keepStderrLog(home, launched.stderrFile);
    return { kind: 'started', listener };
  }
  if (exit !== undefined) return explainFailure(attempt, launched, exit);
  const pid = launched.pid ?? 0;
  await platform.terminate(pid, 'at-once').catch(() => undefined);
  await launched.exited;
  return { kind: 'failed', failure: { kind: 'silent', pid, afterMs: ANSWER_TIMEOUT_MS } };
}

async function explainFailure(
  attempt: StartAttempt,
  { pid, stderrFile }: LaunchedProcess,
  exit: ProcessExit,
): Promise<StartResult> {
  const lines = lastLines(stderrFile, LAST_LINES);
  const lastExit = pid === undefined ? undefined : readLastExit(attempt.home, pid);
  const reason = lastExit?.reason;
  const code = exit.kind === 'code' ? exit.code : undefined;
  if (code === EXIT.portUnavailable) {
    // If no exit record could be written, the last line of its output has the reason.
    const why = reason ?? lines.at(-1) ?? '';
    const isInUse =
      lastExit?.unopened === undefined ? /\bin use\b/.test(why) : lastExit.unopened.code === 'EADDRINUSE';
    const port = lastExit?.unopened?.port ?? attempt.port;
    removeStderrLog(stderrFile);
    if (!isInUse && why !== '') return { kind: 'failed', failure: { kind: 'port-unavailable', reason: why } };
    if (port !== 0) return explainPort(attempt, port);
  }
  keepStderrLog(attempt.home, stderrFile);
  if (code === EXIT.badConfiguration) {
    const why = reason ?? lines.join('; ');
    return { kind: 'failed', failure: { kind: 'bad-configuration', reason: why } };
  }
  return { kind: 'failed', failure: { kind: 'ended', exit, reason, lastLines: lines } };
}

/** A file outside the home is removed: nobody would find it. */
function keepStderrLog(home: string, stderrFile: string): void {
  if (path.dirname(stderrFile) === path.join(home, HOME_FILES.run)) pruneStderrLogs(home, stderrFile);
  else removeStderrLog(stderrFile);
}

/** The port is in use by a listener of this home, which then is the result, or by another program. */
async function explainPort(attempt: StartAttempt, port: number): Promise<StartResult> {
  const { platform, command } = attempt;
  let owner: PortOwner = { kind: 'free' };
  let listener: RunningListener | undefined;
  const isExplained = async (): Promise<boolean> => {
    listener = (await attempt.find(attempt.isOurs)).find(isRunningListener);
    if (listener !== undefined) return true;
    // The winner of a simultaneous start has the port a little before its registration.
    owner = await platform.portOwner(port);
    return !mayBeOurs(owner, command);
  };
  await waitUntil(isExplained, waitOptions(REGISTRATION_TIMEOUT_MS, attempt));
  if (listener !== undefined) return { kind: 'already-running', listener };
  return { kind: 'failed', failure: { kind: 'port-in-use', port, owner } };
}

function waitOptions(timeoutMs: number, { clock, sleep }: StartAttempt): WaitOptions {
  return { clock, sleep, timeoutMs, intervalMs: POLL_INTERVAL_MS };
}

/** Whether the port's owner may be our listener, judged by its command: the same script, or the same program. */
function mayBeOurs(owner: PortOwner, { program, args: [script = ''] }: LaunchCommand): boolean {
  if (owner.kind === 'hidden') return true;
  if (owner.kind !== 'process') return false;
  const { command } = owner.process;
  return command === undefined || command.includes(path.isAbsolute(script) ? script : program);
}
