import { z } from 'zod';
import { REGISTRATION, RUN_PROFILE } from './registration.ts';
import { RESTART_ORDER, START_FLAGS } from './start-flags.ts';

/**
 * `run/desired.json`: what the operator wants, written before any start or stop. Nobody restarts a listener while
 * it says `stopped`, so that a deliberate stop is undone only by an explicit start. A second listener of the same
 * home, on another port, has a file of its own (see home-files.ts). A copy outside `run/` counts where it is damaged.
 */
export const DESIRED = z.object({
  desired: z.enum(['running', 'stopped']),
  /** Who said so, as `cli` or `tray (anna)`. */
  by: z.string().max(200),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** Of the phantom it is about, once known. */
  port: z.number().int().min(1).max(65_535).optional(),
  /** How it was started last. */
  flags: START_FLAGS.optional(),
  /** What it ran with beside them; a damaged one does not hide what the operator wants. */
  profile: RUN_PROFILE.optional().catch(undefined),
  /** The process that ran so. */
  pid: z.number().int().positive().optional(),
  /**
   * Settings that the environment of its starter said and it does not have, since the one before ran without: keyed
   * fingerprints by variable. Said once more, they are no change of that environment.
   */
  ignoredVariables: RUN_PROFILE.shape.secrets.optional().catch(undefined),
  /** What finds it where its registration is lost. */
  listener: REGISTRATION.pick({ processStart: true, userNo: true, origin: true, endpoint: true })
    .optional()
    .catch(undefined),
  /** When that was noted, milliseconds since the epoch. */
  notedAt: z.number().optional(),
});

export type Desired = z.infer<typeof DESIRED>;

/** A word by which another is recognised: nobody says two at the same moment. */
const MARK = DESIRED.pick({ by: true, at: true });

/**
 * An order that the disk did not take when a listener was started by it: the listener itself writes it once the disk
 * takes it, unless something was said since.
 */
export const UNSAVED_ORDER = z.object({
  desired: DESIRED,
  /** What was said before it; absent where nothing was. */
  over: MARK.optional(),
});

export type UnsavedOrder = Readonly<z.infer<typeof UNSAVED_ORDER>>;

export function isSameOrder(
  one: z.infer<typeof MARK> | undefined,
  other: z.infer<typeof MARK> | undefined,
): boolean {
  return one?.at === other?.at && one?.by === other?.by;
}

/** `run/last-exit.json`: why a listener ended, in its own words. A listener that was killed leaves none. */
export const LAST_EXIT = z.object({
  pid: z.number().int().positive(),
  processStart: z.string(),
  /** Absent where it ended before it had a number. */
  userNo: z.number().int().positive().optional(),
  /** See exit-codes.ts. */
  code: z.number().int(),
  /** `stop` and `restart` were asked for; `signal` came from the operating system; `error` is everything else. */
  cause: z.enum(['stop', 'restart', 'signal', 'error']),
  /** Of a restart. */
  next: RESTART_ORDER.optional(),
  /** One line for operators, as `stopped by cli (anna)`, `port 8768 is in use`. */
  reason: z.string().max(2_000),
  /** The port that could not be opened, and the system's word for why, as EADDRINUSE. */
  unopened: z.object({ port: z.number().int(), code: z.string().max(60) }).optional(),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

export type LastExit = z.infer<typeof LAST_EXIT>;
