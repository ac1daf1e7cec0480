import { z } from 'zod';

/**
 * The flags a listener was started with, as `{"--port": "9000"}`: what a restart repeats, whoever does it. Paths are
 * whole, since the next start may be from another folder. Not in it: `--home`, which says where this is kept,
 * `--debug`, which is for one run, and secrets, which have no flag.
 */
export const START_FLAGS = z.record(z.string().regex(/^--[a-z][a-z-]{0,40}$/), z.string().max(4_096));

export type StartFlags = Readonly<Record<string, string>>;

/** What the next listener is told beside what the one before was; `debug` is every step in its log. */
export const RESTART_ORDER = z.object({ debug: z.boolean(), flags: START_FLAGS });

export type RestartOrder = Readonly<z.infer<typeof RESTART_ORDER>>;

/** The flag that says which port, and so which phantom. */
export const PORT_FLAG = '--port';

/** The flag that lets the invented example records answer. */
export const EXAMPLE_FLAG = '--example';

/** As words of a command line. */
export function flagArguments(flags: StartFlags): string[] {
  return Object.entries(flags).map(([flag, value]) => `${flag}=${value}`);
}

/** The port that flags name; undefined where they name none, or leave it to the system (0). */
export function portOfFlags(flags: StartFlags): number | undefined {
  const port = Number(flags[PORT_FLAG]);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

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
export function shutdownTimeoutMs(drainMs: number = DEFAULT_DRAIN_MS): number {
  return drainMs + AFTER_DRAIN_MS;
}

/** From the order until whoever started it (a unit, a service) may end it by force, ms. */
export function stopTimeoutMs(drainMs: number = DEFAULT_DRAIN_MS): number {
  return shutdownTimeoutMs(drainMs) + SIGNALLED_MS;
}
