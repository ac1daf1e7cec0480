import { EXIT } from '../../contract/exit-codes.ts';
import { isExternallySupervised } from '../../contract/phantom-origins.ts';
import { waitUntil } from '../../lib/clock.ts';
import { type HungListener, isRunningListener, type RunningListener } from '../registry/find-listeners.ts';
import { readLastExit } from '../registry/state-files.ts';
import { ALIVE, afterPing } from './liveness.ts';
import { decideRestart, type EndedRun } from './restart-policy.ts';
import type { StartFailure } from './start-failure.ts';
import type { Supervisor } from './supervisor.ts';

/** What a QM phantom knows of its listener when it asks what to do about it. */
export interface SupervisedRun {
  /** The phantom's number in QM, and the listener's. */
  readonly userNo: number;
  /** Of the listener it knew last. */
  readonly pid: number;
  /** How long each listener was up that ended unasked, ms, the last one included; undefined: it never answered. */
  readonly runs: readonly (number | undefined)[];
  /** The pause that was asked for is over. */
  readonly hasWaited: boolean;
  /** One that lives and does not answer is ended now: it had its time. */
  readonly endsUnresponsive: boolean;
}

export type SupervisedResult =
  /** It answers: there is nothing to do. */
  | { readonly kind: 'answers'; readonly listener: RunningListener }
  /** It was meant to end, and so the phantom ends. */
  | { readonly kind: 'meant'; readonly why: string }
  /** It lives and does not answer; it may come round. */
  | { readonly kind: 'silent'; readonly why: string }
  /** It died, and is to be started again after a while: ask then. */
  | { readonly kind: 'wait'; readonly ms: number; readonly why: string }
  /** A new one answers, as an operator asked or because the old one died. */
  | { readonly kind: 'started'; readonly listener: RunningListener; readonly isRequested: boolean }
  | { readonly kind: 'failed'; readonly failure: StartFailure | undefined; readonly final: boolean };

/** From the end of its registration to the end of its process: it still writes its logs, ms. */
const EXIT_TIMEOUT_MS = 15_000;
const POLL_INTERVAL_MS = 25;

/**
 * A QM phantom owns the restarts of its listener. It can see that the listener gives no sign of life, and asks here
 * what that means: whether it was stopped, is restarted, died or hangs. One that died or was asked to restart is
 * started again under the phantom's number.
 */
export async function superviseForQmPhantom(
  supervisor: Supervisor,
  run: SupervisedRun,
): Promise<SupervisedResult> {
  const { home, platform, sleep, clock } = supervisor.options;
  const found = await supervisor.findSettledListener(run.userNo);
  if (found !== undefined && isRunningListener(found)) return { kind: 'answers', listener: found };
  if (found !== undefined) {
    const { why } = found;
    if (!run.endsUnresponsive) return { kind: 'silent', why };
    supervisor.log(`User No. ${run.userNo} hangs (${why}): restarting it`);
    supervisor.recordHang(found, why);
    await supervisor.runExclusive(() => supervisor.shutdown(found, 'restart', true));
  }
  const timeoutMs = EXIT_TIMEOUT_MS;
  await waitUntil(() => !platform.isAlive(run.pid), { clock, sleep, timeoutMs, intervalMs: POLL_INTERVAL_MS });
  const { desired } = supervisor;
  if (desired?.desired === 'stopped') return { kind: 'meant', why: `stopped by ${desired.by}` };
  const lastExit = readLastExit(home, run.pid, run.userNo);
  if (lastExit?.cause === 'stop' || lastExit?.cause === 'signal')
    return { kind: 'meant', why: lastExit.reason };
  const isRequested = lastExit?.cause === 'restart';
  if (!isRequested) {
    const why = lastExit?.reason ?? 'it crashed or was killed, without an exit record';
    const decision = decideRestart(history(run, lastExit?.code), 0);
    if (decision.action === 'give-up') return { kind: 'failed', failure: undefined, final: true };
    if (decision.inMs > 0 && !run.hasWaited) return { kind: 'wait', ms: decision.inMs, why };
    supervisor.log(`User No. ${run.userNo} (PID ${run.pid}) ended: ${why}. Starting it again`);
  }
  await endHungReplacement(supervisor);
  // After a crash it is as it ran; a restart takes what QM says by now, and what the operator adds to that.
  const next = isRequested ? lastExit.next : { debug: false, flags: desired?.flags ?? {} };
  const result = await supervisor.respawn(next);
  switch (result.kind) {
    case 'started':
      return { kind: 'started', listener: result.listener, isRequested };
    case 'already-running': {
      const { registration } = result.listener;
      return {
        kind: 'meant',
        why: `User No. ${registration.userNo}, started by ${registration.origin}, has its port`,
      };
    }
    case 'failed':
      return { kind: 'failed', failure: result.failure, final: isFinal(result.failure) };
  }
}

/**
 * Ends one that somebody else has started in its place meanwhile, where that one hangs and nothing starts it again:
 * the phantom would wait for its port for ever. It has as long as a supervisor gives it.
 */
async function endHungReplacement(supervisor: Supervisor): Promise<void> {
  const { sleep, pingIntervalMs } = supervisor.options;
  const findHung = async (): Promise<HungListener | undefined> => {
    const listener = await supervisor.findListener();
    return listener?.condition === 'hangs' && !isExternallySupervised(listener.registration.origin)
      ? listener
      : undefined;
  };
  for (let liveness = ALIVE; ; await sleep(pingIntervalMs)) {
    const hung = await findHung();
    if (hung === undefined) return;
    liveness = afterPing(liveness, false);
    if (!liveness.hung) continue;
    supervisor.log(`User No. ${hung.registration.userNo} hangs (${hung.why}): ending it`);
    supervisor.recordHang(hung, hung.why);
    await supervisor.runExclusive(() => supervisor.shutdown(hung, 'restart', true));
    return;
  }
}

function history({ runs }: SupervisedRun, exitCode: number | undefined): readonly EndedRun[] {
  return runs.map((upMs, index) => ({
    upMs,
    exitCode: index === runs.length - 1 ? exitCode : undefined,
    endedAt: 0,
  }));
}

/** Whether trying again can change nothing. */
function isFinal(failure: StartFailure): boolean {
  return (
    failure.kind === 'bad-configuration' ||
    failure.kind === 'cancelled' ||
    (failure.kind === 'ended' && failure.exit.kind === 'code' && failure.exit.code === EXIT.badConfiguration)
  );
}
