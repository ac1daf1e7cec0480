import type { PhantomOrigin } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import { DEFAULT_DRAIN_MS, type RestartOrder } from '../../contract/start-flags.ts';

import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import { isRunningListener, type ListenerProcess, type RunningListener } from '../registry/find-listeners.ts';
import type { StartFailure } from './start-failure.ts';
import type { SupervisorParts } from './supervisor-types.ts';

/** What a restart by somebody else led to. */
export type Handover =
  | { readonly kind: 'restarted'; readonly phantom: RunningListener; readonly by: string }
  | { readonly kind: 'failed'; readonly failure: StartFailure };

export interface HandoverOptions {
  readonly parts: Pick<SupervisorParts, 'by' | 'clock' | 'sleep'>;
  connect(registration: Registration): Promise<ControlClient>;
  find(only: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]>;
  /** Whether a phantom is the one the supervisor is about. */
  isAbout(registration: Registration): boolean;
  log(line: string): void;
}

/** The longest back-off, and a start; the drain of the one that ends comes on top. */
const WITHIN_MS = 35_000;
const POLL_INTERVAL_MS = 100;

/**
 * Asks whoever owns a phantom's restarts to restart it.
 *
 * @returns the owner, as `watch (root)` or `its QM phantom`; undefined where nobody would start it again
 */
export async function askOwnerToRestart(
  { registration, status }: RunningListener,
  how: RestartOrder,
  { parts, connect, log }: HandoverOptions,
): Promise<string | undefined> {
  try {
    const client = await connect(registration);
    try {
      await client.request('restart', { ...how, by: parts.by });
    } finally {
      client.close();
    }
  } catch (error) {
    if (error instanceof ControlError) return undefined;
    throw error;
  }
  const name = status.owner?.by ?? describeOwner(status.origin);
  log(`${name} was asked to restart User No. ${registration.userNo}`);
  return name;
}

/** Waits for the next phantom in the place of one that is restarted by somebody else; its port may be another. */
export async function awaitReplacement(
  asked: ListenerProcess,
  owner: string,
  { parts, find, isAbout }: HandoverOptions,
): Promise<Handover> {
  const { pid, ports, drainMs = DEFAULT_DRAIN_MS } = asked.registration;
  const refusedBefore = isRunningListener(asked) ? asked.status.restartRefused?.at : undefined;
  const follows = (one: Registration): boolean =>
    one.pid !== pid && (one.ports.some((port) => ports.includes(port)) || isAbout(one));
  const withinMs = WITHIN_MS + drainMs;
  for (const until = parts.clock.monotonic() + withinMs; parts.clock.monotonic() < until; ) {
    const found = (await find((one) => one.pid === pid || follows(one))).filter(isRunningListener);
    const phantom = found.find((one) => one.registration.pid !== pid);
    if (phantom !== undefined) return { kind: 'restarted', phantom, by: owner };
    const refused = found.find((one) => one.registration.pid === pid)?.status.restartRefused;
    if (refused !== undefined && refused.at !== refusedBefore) {
      return { kind: 'failed', failure: { kind: 'owner-refused', owner, why: refused.why } };
    }
    await parts.sleep(POLL_INTERVAL_MS);
  }
  return { kind: 'failed', failure: { kind: 'no-successor', owner, afterMs: withinMs } };
}

/** Who starts a phantom of that origin again, where no supervisor does. */
export function describeOwner(origin: PhantomOrigin): string {
  switch (origin) {
    case 'qm':
      return 'its QM phantom';
    case 'task':
      return 'its task';
    case 'service':
      return 'its service';
    case 'systemd':
      return 'its systemd unit';
    default:
      return `its ${origin}`;
  }
}
