import { HOME_FILES } from '../contract/home-files.ts';
import type { Desired } from '../contract/run-state.ts';
import { runEvery } from '../lib/background.ts';
import type { StopOrder } from '../listener/control/controlled-listener.ts';
import type { DesiredState } from '../supervisor/registry/desired-state.ts';

const POLL_INTERVAL_MS = 2_000;

/**
 * Checks every two seconds whether a stop was saved that did not reach this listener: its registration was missing at
 * that moment, it hung, or the process that stopped it was killed before it could send the order.
 *
 * @param previous the desired state that this listener's start overrides, which is not a new order
 * @param ports the ports of this listener; a desired state with another port belongs to another listener
 * @returns `stopped` resolves at most once; `close` ends the checks
 */
export function watchForStop(
  desiredState: Pick<DesiredState, 'desired'>,
  previous: Desired | undefined,
  ports: readonly number[],
): { readonly stopped: Promise<StopOrder>; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<StopOrder>((resolve) => {
    timer = runEvery(POLL_INTERVAL_MS, HOME_FILES.desired, () => {
      const { desired } = desiredState;
      if (desired !== undefined && isNewStop(desired, previous, ports))
        resolve({ code: 'stop', by: desired.by });
    });
    timer.unref();
  });
  return { stopped, close: () => clearInterval(timer) };
}

/**
 * The desired state that the start of this listener overrides.
 *
 * @param isSaved whether the order that started it was saved first: a stop that is saved now was then requested later
 */
export function overriddenState(
  { desired }: Pick<DesiredState, 'desired'>,
  isSaved: boolean,
): Desired | undefined {
  return isSaved && desired?.desired === 'stopped' ? undefined : desired;
}

/** Any time other than that at the start counts as later, because the clock may have been set back. */
function isNewStop(desired: Desired, previous: Desired | undefined, ports: readonly number[]): boolean {
  if (desired.desired !== 'stopped' || (desired.at === previous?.at && desired.by === previous.by))
    return false;
  return desired.port === undefined || ports.includes(desired.port);
}
