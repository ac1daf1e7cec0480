import { z } from 'zod';
import type { FileForm } from './file-form.ts';
import { REGISTRATION, RUN_PROFILE } from './registration.ts';
import { RESTART_ORDER, START_FLAGS } from './start-flags.ts';

/** The form of the files that are written for the next start; version 0.1.0 wrote them without the number. */
export const RUN_FORM: FileForm = { current: 1 };

/**
 * `run/desired.json`: what the operator wants, written before any start or stop. While it is `stopped`, nothing
 * restarts the listener, so a deliberate stop is undone only by an explicit start. An additional listener on another
 * port has its own file (see home-files.ts). If it is damaged, a copy outside `run/` is used.
 */
export const DESIRED = z.object({
  desired: z.enum(['running', 'stopped']),
  /** Who decided it, for example `cli` or `tray (anna)`. */
  by: z.string().max(200),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** The phantom's User No., once known. */
  port: z.number().int().min(1).max(65_535).optional(),
  /** Its flags at the last start. */
  flags: START_FLAGS.optional(),
  /** Its other settings; if damaged, the rest of the file is still valid. */
  profile: RUN_PROFILE.optional().catch(undefined),
  /** The process with these settings. */
  pid: z.number().int().positive().optional(),
  /**
   * Keyed fingerprints, by variable, of settings that its starter's environment had and the listener does not use,
   * because the previous one ran without them. The same values again do not count as a change.
   */
  ignoredVariables: RUN_PROFILE.shape.secrets.optional().catch(undefined),
  /** Locates it if its registration is lost. */
  listener: REGISTRATION.pick({ processStart: true, userNo: true, origin: true, endpoint: true })
    .optional()
    .catch(undefined),
  /** When that was recorded, milliseconds since the epoch. */
  notedAt: z.number().optional(),
});

export type Desired = z.infer<typeof DESIRED>;

/** Identifies an order: no two are given at the same time by the same source. */
const MARK = DESIRED.pick({ by: true, at: true });

/**
 * An order that could not be written to the disk when it started a listener: the listener writes it once the disk
 * accepts it, unless there has been a newer order.
 */
export const UNSAVED_ORDER = z.object({
  desired: DESIRED,
  /** The previous order; absent if there was none. */
  over: MARK.optional(),
});

export type UnsavedOrder = Readonly<z.infer<typeof UNSAVED_ORDER>>;

export function isSameOrder(
  one: z.infer<typeof MARK> | undefined,
  other: z.infer<typeof MARK> | undefined,
): boolean {
  return one?.at === other?.at && one?.by === other?.by;
}

/** `run/last-exit.json`: why a listener exited, written by itself. A killed listener leaves none. */
export const LAST_EXIT = z.object({
  pid: z.number().int().positive(),
  processStart: z.string(),
  /** Absent if it exited before it had a number. */
  userNo: z.number().int().positive().optional(),
  /** See exit-codes.ts. */
  code: z.number().int(),
  /** `stop` and `restart` were requested; `signal` came from the operating system; `error` is everything else. */
  cause: z.enum(['stop', 'restart', 'signal', 'error']),
  /** For a restart. */
  next: RESTART_ORDER.optional(),
  /** One line for operators, for example `stopped by cli (anna)`, `port 8768 is in use`. */
  reason: z.string().max(2_000),
  /** The port that could not be opened, and the system's error code, for example EADDRINUSE. */
  unopened: z.object({ port: z.number().int(), code: z.string().max(60) }).optional(),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

export type LastExit = z.infer<typeof LAST_EXIT>;
