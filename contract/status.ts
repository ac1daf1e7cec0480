import { z } from 'zod';
import { ALARM } from './alarm.ts';
import { SPEECH_STATE, STORE_HEALTH } from './health.ts';
import { LOG_LEVELS } from './log-line.ts';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';

/** State of the account. */
export const ACCOUNT_STATE = z.object({
  name: z.string(),
  driver: z.string(),
  state: z.enum(['ready', 'connecting', 'down']),
  /** Why it is not ready. */
  reason: z.string().optional(),
  /** Set for example data: see listener/account/embedded/example-mark.ts. */
  example: z.boolean().optional(),
  /** Open QM sessions, their limit, and queries waiting for one. */
  seats: z.object({ used: z.number(), limit: z.number(), waiting: z.number() }).optional(),
  /** Each of our QM sessions; `leaving` is closed, but its process may still exist. */
  sessions: z
    .array(
      z.object({
        state: z.enum(['opening', 'idle', 'busy', 'leaving']),
        /** As shown by LISTU; absent until known. */
        userNo: z.number().optional(),
        /** The primary session, which is kept open and holds the listener's lock. */
        keeper: z.boolean(),
      }),
    )
    .readonly()
    .optional(),
});

export type AccountState = z.infer<typeof ACCOUNT_STATE>;

/** A listener that was taken out of service by `drain`. */
const DRAIN_STATE = z.object({
  /** `notice`: not ready, but still accepts clients; `closing`: closes them in groups; `drained`: has none left. */
  phase: z.enum(['notice', 'closing', 'drained']),
  /** Who took it out. */
  by: z.string(),
  since: z.number(),
  /** Clients still connected, and those of them that wait for an answer. */
  left: z.number(),
  waiting: z.number(),
});

export type DrainState = z.infer<typeof DRAIN_STATE>;

/** The status that a listener reports. Times are milliseconds since the epoch. */
export const STATUS = z.object({
  state: z.enum(['running', 'draining']),
  userNo: z.number().int().positive(),
  pid: z.number().int().positive(),
  origin: z.enum(PHANTOM_ORIGINS),
  version: z.string(),
  startedAt: z.number(),
  uptimeMs: z.number(),
  /** Every open address and port. */
  listening: z.array(z.object({ host: z.string(), port: z.number() })),
  /** Whether clients need a token and whether they use TLS; absent in replies of older versions. */
  token: z.boolean().optional(),
  tls: z.boolean().optional(),
  connections: z.object({ open: z.number(), max: z.number(), total: z.number(), refused: z.number() }),
  queries: z.object({ total: z.number(), failed: z.number() }),
  account: ACCOUNT_STATE,
  logLevel: z.enum(LOG_LEVELS),
  /** The TLS certificate's expiry, and what to do about it. Absent without TLS. */
  certificate: z.object({ endsAt: z.number(), warning: z.string().optional() }).optional(),
  /** Raised alarms, oldest first; absent in replies of older versions. */
  alarms: z.array(ALARM).readonly().optional(),
  lastError: z.object({ at: z.number(), message: z.string() }).optional(),
  /** Proxies in front of it; absent in replies of older versions. */
  proxies: z
    .object({
      /** The setting TRUSTED_PROXIES. */
      trusted: z.array(z.string()),
      /** Clients so far that a trusted proxy named, and those it did not (or that are programs beside it). */
      named: z.number(),
      unnamed: z.number(),
      /** Requests refused because a trusted proxy named their client in a malformed way. */
      malformed: z.number(),
      /** Addresses that are not trusted and name clients, the busiest first: probably a proxy that should be trusted. */
      untrusted: z
        .array(
          z.object({
            address: z.string(),
            /** Names of headers, or `PROXY protocol`. */
            sent: z.array(z.string()).readonly(),
            requests: z.number(),
            lastAt: z.number(),
          }),
        )
        .readonly(),
    })
    .optional(),
  /** Absent while it is in service. */
  drain: DRAIN_STATE.optional(),
  /** The session store; absent if none is configured. */
  store: STORE_HEALTH.optional(),
  /** Absent if speech is not recognized. */
  speech: SPEECH_STATE.optional(),
  /** Absent in replies of older versions. */
  configuration: z
    .object({
      /** When it was last read in full: at the start, or by a reload. */
      readAt: z.number(),
      /** Settings that the last reload found changed and that need a restart. */
      needsRestart: z.array(z.string()).readonly(),
    })
    .optional(),
  /** The last restart that its owner was asked for and did not perform. */
  restartRefused: z.object({ at: z.number(), by: z.string(), why: z.string() }).optional(),
  /** The supervisor that restarts it; absent if there is none. */
  owner: z.object({ by: z.string(), pid: z.number() }).optional(),
});

export type Status = z.infer<typeof STATUS>;

/** Whether an address is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return /^(?:127\.|::1$|::ffff:127\.|localhost$)/i.test(host);
}

/**
 * Whether every machine on the network can connect: no token, and not bound to this machine only, or with a proxy in front
 * that may let others in.
 */
export function isOpenToNetwork({
  listening,
  token,
  proxies,
}: Pick<Status, 'listening' | 'token' | 'proxies'>): boolean {
  return token === false && (listening.some(({ host }) => !isLoopback(host)) || hasProxy(proxies));
}

function hasProxy(proxies: Status['proxies']): boolean {
  return proxies !== undefined && proxies.trusted.length + proxies.untrusted.length > 0;
}

/** Metrics of the listener over one second, or over a longer span. */
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
  /** From question to answer, ms; null if no question was answered. */
  latencyP50: z.number().nullable(),
  latencyP99: z.number().nullable(),
});

export type Sample = z.infer<typeof SAMPLE>;

/** Interval and number of samples that are kept; oldest first in each. */
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
