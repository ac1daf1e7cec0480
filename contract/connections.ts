import { z } from 'zod';

/** Maximum number of remembered closed connections and of answered queries. */
export const MAX_REMEMBERED = 1_000;
/** Maximum number of open connections in one reply; `total` counts all. */
export const MAX_LISTED = 5_000;

/** A client connection, as `hal-listener connections` and the panel show it. Times are milliseconds since the epoch. */
const CONNECTION = z.object({
  /** Counts up from 1 per listener process, so it is short to type. */
  id: z.string(),
  /** The client's, for example `192.0.2.7:50124`; without a port where a proxy names none. */
  address: z.string(),
  /** The trusted proxy that named the client; absent for a direct connection. */
  proxy: z.string().optional(),
  userAgent: z.string().nullable(),
  /** The first characters of its session id: with the whole id a reader could resume the session. */
  session: z.string(),
  state: z.enum(['passive_listening', 'active_listening', 'processing', 'closed']),
  since: z.number(),
  lastActivity: z.number(),
  /** Round-trip time of the last heartbeat, ms; null before the first. */
  rtt: z.number().nullable(),
  /** Bytes that the client has not received yet. */
  pendingBytes: z.number(),
  messagesIn: z.number(),
  messagesOut: z.number(),
  queries: z.number(),
  /** Queries that could not be answered. */
  failed: z.number(),
  /** Messages that were rejected as invalid. */
  malformed: z.number(),
});

export type ConnectionInfo = z.infer<typeof CONNECTION>;

const CLOSED_CONNECTION = CONNECTION.extend({
  closedAt: z.number(),
  /** Who closed it: the client, the listener for a reason, or an error. */
  by: z.string(),
  /** WebSocket close code; 1006 if there was no closing handshake. */
  code: z.number(),
  reason: z.string(),
});

export type ClosedConnection = z.infer<typeof CLOSED_CONNECTION>;

export const CONNECTIONS = z.object({
  /** Number of open connections, listed or not. */
  total: z.number(),
  open: z.array(CONNECTION),
  /** Newest first. */
  closed: z.array(CLOSED_CONNECTION),
});

export type Connections = z.infer<typeof CONNECTIONS>;

/** Maximum number of characters kept of a question, if questions may be shown at all. */
export const MAX_QUESTION_LENGTH = 500;

/** A query that is being answered. */
const RUNNING_QUERY = z.object({
  /** Id of its connection. */
  connection: z.string(),
  address: z.string(),
  /** Milliseconds since the epoch. */
  askedAt: z.number(),
  /** Only if the setting that logs questions is on. */
  text: z.string().optional(),
});

export type RunningQuery = z.infer<typeof RUNNING_QUERY>;

const ANSWERED_QUERY = RUNNING_QUERY.extend({
  intent: z.string(),
  /** From question to answer. */
  ms: z.number(),
  rows: z.number(),
  /** `declined`: not a question that the account can answer; `refused`: about a password, which is never answered. */
  status: z.enum(['success', 'error', 'cancelled', 'declined', 'refused']),
  /** It was spoken: length of the audio and time of recognition, ms, and number of words. */
  spoken: z.object({ audioMs: z.number(), ms: z.number(), words: z.number() }).optional(),
});

export type AnsweredQuery = z.infer<typeof ANSWERED_QUERY>;

export const QUERIES = z.object({
  running: z.array(RUNNING_QUERY),
  /** Newest first. */
  recent: z.array(ANSWERED_QUERY),
  /** The latest declined queries, newest first: candidates for the intent table. */
  declined: z.array(ANSWERED_QUERY).optional(),
});

export type Queries = z.infer<typeof QUERIES>;
