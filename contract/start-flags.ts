import { z } from 'zod';

/**
 * The flags that a listener was started with, as `{"--port": "9000"}`, which a restart repeats. Paths are absolute,
 * because the next start may have another working directory. Not included: `--home`, where this is stored; `--debug`,
 * which is for one run; and secrets, which have no flag.
 */
export const START_FLAGS = z.record(z.string().regex(/^--[a-z][a-z-]{0,40}$/), z.string().max(4_096));

export type StartFlags = Readonly<Record<string, string>>;

/** Additional settings of a restart; `debug` logs every step. */
export const RESTART_ORDER = z.object({ debug: z.boolean(), flags: START_FLAGS });

export type RestartOrder = Readonly<z.infer<typeof RESTART_ORDER>>;

/** The flag of the port, which identifies the phantom. */
export const PORT_FLAG = '--port';

/** The flag that allows example data to be served. */
export const EXAMPLE_FLAG = '--example';

/** As command line arguments. */
export function flagArguments(flags: StartFlags): string[] {
  return Object.entries(flags).map(([flag, value]) => `${flag}=${value}`);
}

/** The port in the flags; undefined if there is none, or the system chooses it (0). */
export function portOfFlags(flags: StartFlags): number | undefined {
  const port = Number(flags[PORT_FLAG]);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

/**
 * How long stopping a listener may take. Everything follows from one setting, `drainMs`: how long a stop waits for
 * pending queries. All code that waits for a stop or kills a listener takes its timeouts from here.
 */

/** Default of the setting. */
export const DEFAULT_DRAIN_MS = 10_000;
/** After the drain: closing clients, QM sessions and logs, ms. */
const AFTER_DRAIN_MS = 3_000;
/** From the signal to the exit of a listener that did not react to the request, ms. */
const SIGNALLED_MS = 7_000;

/** From the stop request until the listener is considered unresponsive, ms. */
export function shutdownTimeoutMs(drainMs: number = DEFAULT_DRAIN_MS): number {
  return drainMs + AFTER_DRAIN_MS;
}

/** From the stop request until its starter (a unit, a service) may kill it, ms. */
export function stopTimeoutMs(drainMs: number = DEFAULT_DRAIN_MS): number {
  return shutdownTimeoutMs(drainMs) + SIGNALLED_MS;
}
