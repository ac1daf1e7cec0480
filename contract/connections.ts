import { z } from 'zod';

/** Closed connections and answered queries that are remembered. */
export const MAX_REMEMBERED = 1_000;
/** Open connections in one answer; `total` says how many there are. */
export const MAX_LISTED = 5_000;

/** One client, as `hal-listener connections` and the panel show it. Times are milliseconds since the epoch. */
const CONNECTION = z.object({
  /** Counts up from 1 in a listener's life: short enough to type. */
  id: z.string(),
  /** As `192.0.2.7:50124`. */
  address: z.string(),
  userAgent: z.string().nullable(),
  /** The first characters of its session id: the whole would let a reader resume the session. */
  session: z.string(),
  state: z.enum(['passive_listening', 'active_listening', 'processing', 'closed']),
  since: z.number(),
  lastActivity: z.number(),
  /** Round-trip time of the last heartbeat, ms; null before the first. */
  rtt: z.number().nullable(),
  /** Bytes that wait for the client to read them. */
  pendingBytes: z.number(),
  messagesIn: z.number(),
  messagesOut: z.number(),
  queries: z.number(),
  errors: z.number(),
});

export type ConnectionInfo = z.infer<typeof CONNECTION>;

const CLOSED_CONNECTION = CONNECTION.extend({
  closedAt: z.number(),
  /** Who ended it: the client, we for a reason, or a fault. */
  by: z.string(),
  reason: z.string(),
});

export type ClosedConnection = z.infer<typeof CLOSED_CONNECTION>;

export const CONNECTIONS = z.object({
  /** All that are open, listed or not. */
  total: z.number(),
  open: z.array(CONNECTION),
  /** Newest first. */
  closed: z.array(CLOSED_CONNECTION),
});

export type Connections = z.infer<typeof CONNECTIONS>;

/** Characters of a question that are kept where questions may be shown at all. */
export const MAX_QUESTION_LENGTH = 500;

/** A question that is being answered. */
const RUNNING_QUERY = z.object({
  /** Id of its connection. */
  connection: z.string(),
  address: z.string(),
  /** Milliseconds since the epoch. */
  askedAt: z.number(),
  /** Only where the setting that writes questions to the logs is on. */
  text: z.string().optional(),
});

export type RunningQuery = z.infer<typeof RUNNING_QUERY>;

const ANSWERED_QUERY = RUNNING_QUERY.extend({
  intent: z.string(),
  /** From question to answer. */
  ms: z.number(),
  rows: z.number(),
  /** `declined`: understood as nothing the account can answer; `refused`: a password, which is never spoken. */
  status: z.enum(['success', 'error', 'cancelled', 'declined', 'refused']),
});

export type AnsweredQuery = z.infer<typeof ANSWERED_QUERY>;

export const QUERIES = z.object({
  running: z.array(RUNNING_QUERY),
  /** Newest first. */
  recent: z.array(ANSWERED_QUERY),
  /** The last ones that were declined, newest first: what the table could be taught. */
  declined: z.array(ANSWERED_QUERY).optional(),
});

export type Queries = z.infer<typeof QUERIES>;
