import { EXIT } from '../../contract/exit-codes.ts';
import { isExternallySupervised } from '../../contract/phantom-origins.ts';
import { waitUntil } from '../../lib/clock.ts';
import { type HungListener, isRunningListener, type RunningListener } from '../registry/find-listeners.ts';
import { readLastExit } from '../registry/state-files.ts';
import { ALIVE, afterPing } from './monitor.ts';
import { decideRestart, type EndedRun } from './restart-policy.ts';
import type { StartFailure } from './start-failure.ts';
import type { Supervisor } from './supervisor.ts';

/** What a QM phantom knows about its listener when it asks what to do. */
export interface SupervisedRun {
  /** The phantom's number in QM, and the listener's. */
  readonly userNo: number;
  /** PID of its last known listener. */
  readonly pid: number;
  /** Uptime of each listener that exited unexpectedly, including the last, ms; undefined if it never answered. */
  readonly runs: readonly (number | undefined)[];
  /** Whether the requested delay is over. */
  readonly hasWaited: boolean;
  /** Whether an unresponsive listener is to be ended now. */
  readonly endsUnresponsive: boolean;
}

export type SupervisedResult =
  /** It answers, so there is nothing to do. */
  | { readonly kind: 'answers'; readonly listener: RunningListener }
  /** It exited on purpose, so the phantom exits too. */
  | { readonly kind: 'meant'; readonly why: string }
  /** It runs and does not answer; it may recover. */
  | { readonly kind: 'silent'; readonly why: string }
  /** It died and is to be restarted after a delay: ask again then. */
  | { readonly kind: 'wait'; readonly ms: number; readonly why: string }
  /** A new one answers, because an operator requested it or the old one died. */
  | { readonly kind: 'started'; readonly listener: RunningListener; readonly isRequested: boolean }
  | { readonly kind: 'failed'; readonly failure: StartFailure | undefined; readonly final: boolean };

/** Time from the removal of its registration to its exit, in which it still writes its logs. */
const EXIT_TIMEOUT_MS = 15_000;
const POLL_INTERVAL_MS = 25;

/**
 * A QM phantom owns the restarts of its listener. It notices that the heartbeat stops and calls this to find out why:
 * whether the listener was stopped, is restarting, died or hangs. One that died or was asked to restart is started again
 * under the phantom's number.
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
  await waitUntil(() => !platform.isAlive(run.pid), {
    clock,
    sleep,
    timeoutMs,
    intervalMs: POLL_INTERVAL_MS,
  });
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
  // After a crash it runs as before; a requested restart uses QM's current parameters and the operator's flags.
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
    case 'failed': {
      const { failure } = result;
      if (failure.kind === 'cancelled') return { kind: 'meant', why: `stopped by ${failure.by}` };
      return { kind: 'failed', failure, final: isFinal(failure) };
    }
  }
}

/**
 * Ends a hung listener that another process has started in its place and that nothing would restart; otherwise the phantom
 * would wait for its port for ever. It gets as many pings as from a supervisor.
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

/** Whether another attempt would fail the same way. */
function isFinal(failure: StartFailure): boolean {
  return (
    failure.kind === 'bad-configuration' ||
    (failure.kind === 'ended' && failure.exit.kind === 'code' && failure.exit.code === EXIT.badConfiguration)
  );
}
