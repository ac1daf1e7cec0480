import { type Clock, waitUntil } from '../lib/clock.ts';
import { oneLine } from '../lib/text.ts';
import type { Platform, PortOwner } from '../supervisor/platform/platform.ts';
import { describeProcess, protectionReason } from '../supervisor/platform/platform.ts';
import { PanelError } from '../wording/panel-error.ts';

export interface ReleaseDependencies {
  readonly platform: Pick<Platform, 'portOwner' | 'process' | 'isAlive' | 'terminate'>;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** PID of this program. */
  readonly ownPid: number;
}

const EXIT_TIMEOUT_MS = 3_000;
const POLL_INTERVAL_MS = 50;

/** Whether "stop that process" may be offered for whoever has a port. */
export function mayBeStopped(owner: PortOwner, ownPid: number): boolean {
  return owner.kind === 'process' && protectionReason(owner.process, ownPid) === undefined;
}

/**
 * Ends the process that has a port, if it is the one the operator was shown, no harder than needed.
 *
 * @returns one line that says what was done
 * @throws PanelError
 */
export async function releasePort(
  port: number,
  pid: number,
  dependencies: ReleaseDependencies,
): Promise<string> {
  const { platform, clock, sleep, ownPid } = dependencies;
  const owner = await platform.portOwner(port);
  if (owner.kind === 'free') return `Port ${port} is already free.`;
  if (owner.kind !== 'process' || owner.process.pid !== pid) {
    throw new PanelError('NOT_FOUND', `Another process uses port ${port} now. Nothing was stopped.`);
  }
  const why = protectionReason(owner.process, ownPid);
  if (why !== undefined)
    throw new PanelError('REFUSED', `PID ${pid} was not stopped: ${why}.`, 'Use another port.');
  for (const how of ['gently', 'at-once'] as const) {
    const now = await platform.process(pid);
    // It ended by itself, or the PID is another program's by now.
    if (now === undefined || now.start !== owner.process.start) break;
    const failure = await platform.terminate(pid, how).then(() => undefined, oneLine);
    // Windows ends a program without a window by force only.
    if (failure !== undefined && how === 'gently') continue;
    if (failure !== undefined) throw new PanelError('STOP_FAILED', `Failed to stop PID ${pid}: ${failure}.`);
    const patience = { clock, sleep, timeoutMs: EXIT_TIMEOUT_MS, intervalMs: POLL_INTERVAL_MS };
    await waitUntil(() => !platform.isAlive(pid), patience);
  }
  if (platform.isAlive(pid)) throw new PanelError('STOP_FAILED', `PID ${pid} did not exit.`);
  return `Stopped ${describeProcess(owner.process)}.`;
}
