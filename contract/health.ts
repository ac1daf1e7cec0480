import { z } from 'zod';

/** What `/healthz` answers: enough for an operator and a monitor, nothing secret. */
export const HEALTH = z.object({
  status: z.enum(['ok', 'degraded', 'draining']),
  product: z.literal('hal-listener'),
  version: z.string(),
  pid: z.number().int().positive(),
  /** ISO 8601. */
  started: z.string(),
  uptime_s: z.number().nonnegative(),
  connections: z.object({
    open: z.number().int().nonnegative(),
    max: z.number().int().positive(),
    total: z.number().int().nonnegative(),
    refused: z.number().int().nonnegative(),
  }),
  queries: z.object({
    total: z.number().int().nonnegative(),
    failed: z.number().int().nonnegative(),
    /** Of all, those that were declined or refused: no failures. */
    declined: z.number().int().nonnegative().optional(),
  }),
  account: z.object({
    name: z.string(),
    driver: z.string(),
    state: z.enum(['ready', 'connecting', 'down']),
    /** Set where the records are invented. */
    example: z.boolean().optional(),
    /** QM sessions in use, how many there may be, and queries waiting for one; absent where a driver has none. */
    seats: z
      .object({
        used: z.number().int().nonnegative(),
        limit: z.number().int().positive(),
        waiting: z.number().int().nonnegative(),
      })
      .optional(),
  }),
});

export type Health = z.infer<typeof HEALTH>;
