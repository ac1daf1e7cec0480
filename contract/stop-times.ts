/**
 * How long the end of a listener may take. All of it comes from one setting, `drainMs`: how long a stop lets a listener
 * answer what was asked. Whoever waits for a stop, or ends what does not stop, takes its times from here.
 */

/** Of the setting, where nobody says otherwise. */
export const DEFAULT_DRAIN_MS = 10_000;
/** After the drain: the closing of clients, of QM sessions and of logs, ms. */
const AFTER_DRAIN_MS = 3_000;
/** From the signal to the end, where a listener did not take its order, ms. */
const SIGNALLED_MS = 7_000;

/** From the order to stop until a listener counts as one that does not obey, ms. */
export function obeysWithinMs(drainMs: number = DEFAULT_DRAIN_MS): number {
  return drainMs + AFTER_DRAIN_MS;
}

/** From the order until whoever started it (a unit, a service) may end it by force, ms. */
export function endedWithinMs(drainMs: number = DEFAULT_DRAIN_MS): number {
  return obeysWithinMs(drainMs) + SIGNALLED_MS;
}
