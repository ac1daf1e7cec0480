import { z } from 'zod';

/**
 * `run/desired.json`: what the operator wants, written before any start or stop. Nobody restarts a listener while
 * it says `stopped`, so that a deliberate stop is undone only by an explicit start.
 */
export const DESIRED = z.object({
  desired: z.enum(['running', 'stopped']),
  /** Who said so, as `cli` or `tray (anna)`. */
  by: z.string().max(200),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

export type Desired = z.infer<typeof DESIRED>;
