import type { PhantomOrigin } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import { DEFAULT_DRAIN_MS, type RestartOrder } from '../../contract/start-flags.ts';

import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import { isRunningListener, type ListenerProcess, type RunningListener } from '../registry/find-listeners.ts';
import type { StartFailure } from './start-failure.ts';
import type { SupervisorOptions } from './supervisor-types.ts';

/** What a restart by somebody else led to. */
export type Handover =
  | { readonly kind: 'restarted'; readonly listener: RunningListener; readonly by: string }
  | { readonly kind: 'failed'; readonly failure: StartFailure };

export interface HandoverOptions {
  readonly options: Pick<SupervisorOptions, 'by' | 'clock' | 'sleep'>;
  connect(registration: Registration): Promise<ControlClient>;
  find(only: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]>;
  /** Whether it is the listener that the supervisor is responsible for. */
  isOwn(registration: Registration): boolean;
  log(line: string): void;
}

/** The longest back-off, and a start; the drain of the one that ends comes on top. */
const REPLACEMENT_TIMEOUT_MS = 35_000;
const POLL_INTERVAL_MS = 100;

/**
 * Asks the owner of a listener's restarts to restart it.
 *
 * @returns the owner, as `watch (root)` or `its QM phantom`; undefined where nobody would start it again
 */
export async function askOwnerToRestart(
  { registration, status }: RunningListener,
  order: RestartOrder,
  { options, connect, log }: HandoverOptions,
): Promise<string | undefined> {
  try {
    const client = await connect(registration);
    try {
      await client.request('restart', { ...order, by: options.by });
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

/** Waits for the replacement of a listener that somebody else restarts; its port may differ. */
export async function awaitReplacement(
  previous: ListenerProcess,
  owner: string,
  { options, find, isOwn }: HandoverOptions,
): Promise<Handover> {
  const { pid, ports, drainMs = DEFAULT_DRAIN_MS } = previous.registration;
  const refusedBefore = isRunningListener(previous) ? previous.status.restartRefused?.at : undefined;
  const isReplacement = (one: Registration): boolean =>
    one.pid !== pid && (one.ports.some((port) => ports.includes(port)) || isOwn(one));
  const timeoutMs = REPLACEMENT_TIMEOUT_MS + drainMs;
  for (const until = options.clock.monotonic() + timeoutMs; options.clock.monotonic() < until; ) {
    const found = (await find((one) => one.pid === pid || isReplacement(one))).filter(isRunningListener);
    const listener = found.find((one) => one.registration.pid !== pid);
    if (listener !== undefined) return { kind: 'restarted', listener, by: owner };
    const refused = found.find((one) => one.registration.pid === pid)?.status.restartRefused;
    if (refused !== undefined && refused.at !== refusedBefore) {
      return { kind: 'failed', failure: { kind: 'owner-refused', owner, why: refused.why } };
    }
    await options.sleep(POLL_INTERVAL_MS);
  }
  return { kind: 'failed', failure: { kind: 'no-successor', owner, afterMs: timeoutMs } };
}

/** Who restarts a listener of that origin, where no supervisor does. */
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
