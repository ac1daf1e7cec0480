import { z } from 'zod';
import { LOG_LEVELS } from './log-line.ts';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';

/** What the account can do now. */
export const ACCOUNT_STATE = z.object({
  name: z.string(),
  driver: z.string(),
  state: z.enum(['ready', 'connecting', 'down']),
  /** Why it is not ready. */
  reason: z.string().optional(),
  /** Set where the records are invented: see listener/account/embedded/example-mark.ts. */
  example: z.boolean().optional(),
  /** QM sessions open, how many there may be, and queries that wait for one. */
  seats: z.object({ used: z.number(), limit: z.number(), waiting: z.number() }).optional(),
  /** Each QM session of ours; `leaving` is given up, but its process may still be there. */
  sessions: z
    .array(
      z.object({
        state: z.enum(['opening', 'idle', 'busy', 'leaving']),
        /** As LISTU shows it; absent until it is known. */
        userNo: z.number().optional(),
        /** The one kept warm, which holds the listener's lock. */
        keeper: z.boolean(),
      }),
    )
    .readonly()
    .optional(),
});

export type AccountState = z.infer<typeof ACCOUNT_STATE>;

/** A listener's answer to "how are you". Times are milliseconds since the epoch. */
export const STATUS = z.object({
  state: z.enum(['running', 'draining']),
  userNo: z.number().int().positive(),
  pid: z.number().int().positive(),
  origin: z.enum(PHANTOM_ORIGINS),
  version: z.string(),
  startedAt: z.number(),
  uptimeMs: z.number(),
  /** Every address and port that is open. */
  listening: z.array(z.object({ host: z.string(), port: z.number() })),
  /** Whether clients must bring a token, and whether they talk TLS; absent in an older version's answer. */
  token: z.boolean().optional(),
  tls: z.boolean().optional(),
  connections: z.object({ open: z.number(), max: z.number(), total: z.number(), refused: z.number() }),
  queries: z.object({ total: z.number(), failed: z.number() }),
  account: ACCOUNT_STATE,
  logLevel: z.enum(LOG_LEVELS),
  /** Of TLS: when it ends, and what is to be done about it. Absent without TLS. */
  certificate: z.object({ endsAt: z.number(), warning: z.string().optional() }).optional(),
  lastError: z.object({ at: z.number(), message: z.string() }).optional(),
  /** The last restart that its owner was asked for and did not do. */
  restartRefused: z.object({ at: z.number(), by: z.string(), why: z.string() }).optional(),
  /** Which supervisor restarts it; absent where none holds that office now. */
  owner: z.object({ by: z.string(), pid: z.number() }).optional(),
});

export type Status = z.infer<typeof STATUS>;

/** Whether an address is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(?:127\.|::1$|::ffff:127\.|localhost$)/i.test(host);
}

/** Whether every machine on the network may connect: no token, and not bound to this machine alone. */
export function isOpenToNetwork({ listening, token }: Pick<Status, 'listening' | 'token'>): boolean {
  return token === false && listening.some(({ host }) => !isLoopback(host));
}

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
