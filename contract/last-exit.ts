import { z } from 'zod';
import { RESTART_ORDER } from './start-flags.ts';

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
