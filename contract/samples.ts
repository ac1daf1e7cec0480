import { z } from 'zod';

/** One measurement of the listener by itself. A second's figures, or those of a longer span joined. */
export const SAMPLE = z.object({
  /** End of the span, milliseconds since the epoch. */
  at: z.number(),
  /** Percent of one core. */
  cpu: z.number(),
  /** Resident memory, bytes. */
  rss: z.number(),
  /** JavaScript heap in use, bytes. */
  heap: z.number(),
  /** Event-loop delay, 99th percentile, ms. */
  loopDelay: z.number(),
  connections: z.number(),
  queriesPerSecond: z.number(),
  /** From question to answer, ms; null where no question was answered. */
  latencyP50: z.number().nullable(),
  latencyP99: z.number().nullable(),
});

export type Sample = z.infer<typeof SAMPLE>;

/** How finely and how long samples are kept; oldest first in each. */
export const RESOLUTIONS = {
  seconds: { everyMs: 1_000, kept: 300 },
  tenSeconds: { everyMs: 10_000, kept: 360 },
  minutes: { everyMs: 60_000, kept: 1_440 },
} as const;

export type Resolution = keyof typeof RESOLUTIONS;

export const HISTORY = z.object({
  seconds: z.array(SAMPLE),
  tenSeconds: z.array(SAMPLE),
  minutes: z.array(SAMPLE),
});

export type History = z.infer<typeof HISTORY>;
