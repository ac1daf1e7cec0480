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
export function flagWords(flags: StartFlags): string[] {
  return Object.entries(flags).map(([flag, value]) => `${flag}=${value}`);
}

/** The port that flags name; undefined where they name none, or leave it to the system (0). */
export function portOfFlags(flags: StartFlags): number | undefined {
  const port = Number(flags[PORT_FLAG]);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
