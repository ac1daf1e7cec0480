import { z } from 'zod';
import { CONNECTIONS, QUERIES } from './connections.ts';
import { LOG_LEVELS } from './log-line.ts';
import { REGISTRATION } from './registration.ts';
import type { Params, Result } from './rpc.ts';
import { START_FLAGS } from './start-flags.ts';
import { ACCOUNT_STATE, HISTORY, SAMPLE, STATUS } from './status.ts';

const line = z.string().max(4_000);

/** What became of a reload. Settings stand by their names, as `logLevel`; beside them `certificate` and `intents`. */
const RELOAD_REPORT = z.object({
  /** In force from now on. */
  changed: z.array(line).readonly(),
  /** Changed in the configuration, and in force after a restart. */
  restart: z.array(line).readonly(),
  /** What was bad and stays as it was. */
  problems: z.array(line).readonly(),
});

export type ReloadReport = z.infer<typeof RELOAD_REPORT>;

/**
 * What an authenticated peer may ask on the control channel, and the replies: one JSON object per line, both ways.
 */

const nothing = z.object({});
const by = z.string().max(200);

/** Every request by name: what it brings, and what is answered. */
export const CONTROL_REQUESTS = {
  ping: { params: nothing, result: nothing },
  status: { params: nothing, result: STATUS },
  /** Answered at once; the process ends when what was asked is answered. `restart` tells clients to come back. */
  stop: {
    /** `unsaved`: who asks may not write the home, so the listener writes down that it is to stay stopped. */
    params: z.object({ code: z.enum(['stop', 'restart']), by, unsaved: z.boolean().optional() }),
    result: nothing,
  },
  /** Takes no clients and no questions any more, and answers what was asked; only a stop can follow. */
  drain: { params: z.object({ by }), result: nothing },
  /**
   * Asks whoever owns this phantom to restart it. `owner`: the owner has been told. `exit`: it ends now, and what
   * started it (a service, a unit, a task, QM) starts it again. Without an owner: NO_OWNER.
   */
  restart: {
    /** `flags`: beside those it was started with. */
    params: z.object({ debug: z.boolean(), by, flags: START_FLAGS.optional() }),
    result: z.object({ how: z.enum(['owner', 'exit']) }),
  },
  /** Says why the owner did not restart this phantom, for whoever asked: see STATUS. */
  'restart-refused': { params: z.object({ by, why: z.string().max(4_000) }), result: nothing },
  'set-log-level': { params: z.object({ level: z.enum(LOG_LEVELS) }), result: nothing },
  /** Reads the configuration, the certificate and the intent table anew. */
  reload: { params: z.object({ by }), result: RELOAD_REPORT },
  connections: { params: nothing, result: CONNECTIONS },
  disconnect: { params: z.object({ id: z.string().max(64), by }), result: nothing },
  queries: { params: nothing, result: QUERIES },
  account: { params: nothing, result: ACCOUNT_STATE },
  /** New QM sessions for old, none is cut short: QM caches object code. */
  'recycle-sessions': { params: nothing, result: nothing },
  history: { params: nothing, result: HISTORY },
  /** What stands in `run/<User No.>.json`, put back there where somebody removed or damaged it. */
  registration: { params: nothing, result: REGISTRATION },
  /**
   * From now on events, and a sample a second. One subscriber is the owner of the phantom's restarts: the first
   * that asks for the office, until it leaves.
   */
  subscribe: {
    params: z.object({ as: z.enum(['owner', 'watcher']) }),
    result: z.object({ as: z.enum(['owner', 'watcher']) }),
  },
} as const;

export type ControlRequest = keyof typeof CONTROL_REQUESTS;
export type ControlParams<R extends ControlRequest> = Params<typeof CONTROL_REQUESTS, R>;
export type ControlResult<R extends ControlRequest> = Result<typeof CONTROL_REQUESTS, R>;

/** Why a request was refused. */
export const CONTROL_ERRORS = {
  BAD_REQUEST: 'The request is malformed.',
  UNKNOWN_REQUEST: 'Unknown request.',
  NOT_FOUND: 'Not found.',
  FORBIDDEN: 'Only an administrator may do that.',
  NO_OWNER: 'No supervisor or service would restart this listener.',
  FAILED: 'The request failed. See the log for details.',
} as const;

export type ControlErrorCode = keyof typeof CONTROL_ERRORS;

export const REQUEST_FRAME = z.object({
  id: z.number().int().nonnegative(),
  do: z.string().max(64),
  params: z.unknown().optional(),
});

/** The answer to the request of that id; null where the request had none that could be read. */
export const REPLY_FRAME = z.union([
  // First: the other would take an error for an answer of nothing.
  z.object({ id: z.number().int().nullable(), error: z.object({ code: z.string(), message: z.string() }) }),
  z.object({ id: z.number().int().nonnegative(), ok: z.unknown() }),
]);

/** What subscribers are told. */
export const CONTROL_EVENT = z.discriminatedUnion('event', [
  z.object({ event: z.literal('draining'), code: z.enum(['stop', 'restart']), by }),
  z.object({ event: z.literal('restart-wanted'), debug: z.boolean(), by, flags: START_FLAGS.optional() }),
  /** The office of owner is free. */
  z.object({ event: z.literal('owner-left') }),
  z.object({
    event: z.literal('alarm'),
    of: z.enum(['cpu', 'rss']),
    value: z.number(),
    limit: z.number(),
  }),
  /** Its state or the reason for it is another: it went away, came back, or gets no more sessions. */
  z.object({ event: z.literal('account'), account: ACCOUNT_STATE }),
]);

export type ControlEvent = z.infer<typeof CONTROL_EVENT>;

export const PUSH_FRAME = z.union([
  z.object({ push: z.literal('event'), event: CONTROL_EVENT }),
  z.object({ push: z.literal('sample'), sample: SAMPLE }),
]);

export type PushFrame = z.infer<typeof PUSH_FRAME>;

/**
 * How a peer is let into the control channel: listener says hello, peer answers with a proof that it holds the
 * key, listener answers with its own proof. `HELLO` and `REFUSED` keep their shape in every version, so that a
 * peer of any age gets a clear refusal.
 */

/** Raised with every change that an older peer would misread. */
export const CONTROL_VERSION = 1;

/** Bytes of one line, LF not counted. */
export const FRAME_CAPS = {
  fromListener: 4 * 1024 * 1024,
  fromStranger: 64 * 1024,
  fromPeer: 1024 * 1024,
} as const;

/** 16 random bytes as hex. */
const nonce = z.string().regex(/^[0-9a-f]{32}$/);
/** An HMAC-SHA256 as hex; see lib/keyed-hashes.ts. */
const proof = z.string().regex(/^[0-9a-f]{64}$/);

export const HELLO = z.object({
  type: z.literal('hello'),
  product: z.literal('hal-listener'),
  /** Of the control channel. */
  version: z.number().int(),
  /** Of the product. */
  release: z.string().max(100),
  pid: z.number().int().positive(),
  nonce,
});

export type Hello = z.infer<typeof HELLO>;

/** What is read of a proof before its version is known. */
export const PROOF_VERSION = z.object({ type: z.literal('proof'), version: z.number().int() });

export const PROOF = PROOF_VERSION.extend({
  nonce,
  proof,
  /** Who it is, for the log, as `cli` or `tray (anna)`. */
  by: z.string().max(200),
  pid: z.number().int().positive(),
});

export type Proof = z.infer<typeof PROOF>;

export const WELCOME = z.object({ type: z.literal('welcome'), proof });

export const REFUSED = z.object({
  type: z.literal('refused'),
  code: z.string().max(100),
  message: z.string().max(2_000),
});

/** Names both sides of a version mismatch, and what to do. */
export function versionMismatch(listener: number, peer: number): string {
  const older = listener < peer ? 'the listener' : 'this program';
  return `The listener speaks version ${listener} of the control channel, this program version ${peer}: update ${older}.`;
}
