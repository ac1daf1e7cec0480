import { z } from 'zod';

/** `read-only`: it refuses writes, so new sessions stay in this listener. */
export const STORE_HEALTH = z.object({
  state: z.enum(['connecting', 'ready', 'read-only', 'down']),
  /** Why it is not ready. */
  reason: z.string().optional(),
});

/** Speech recognition since the start. */
export const SPEECH_STATE = z.object({
  /** Whether its server answered the last utterance. */
  isUp: z.boolean(),
  waiting: z.number(),
  utterances: z.number(),
  recognized: z.number(),
  /** Utterances that its server did not answer usably; those without words do not count. */
  failed: z.number(),
});

/** The reply of `/healthz`: enough for operators and monitoring, without secrets. */
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
    /** Queries that were declined or refused; they do not count as failed. */
    declined: z.number().int().nonnegative().optional(),
  }),
  account: z.object({
    name: z.string(),
    driver: z.string(),
    state: z.enum(['ready', 'connecting', 'down']),
    /** Set if the records are example data. */
    example: z.boolean().optional(),
    /** QM sessions in use, their limit, and queries waiting for one; absent for drivers without sessions. */
    seats: z
      .object({
        used: z.number().int().nonnegative(),
        limit: z.number().int().positive(),
        waiting: z.number().int().nonnegative(),
      })
      .optional(),
  }),
  /** The session store; absent if none is configured. It does not count for `status`: questions are answered without it. */
  store: STORE_HEALTH.optional(),
});

export type Health = z.infer<typeof HEALTH>;
