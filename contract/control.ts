import { z } from 'zod';
import { ALARM } from './alarm.ts';
import { CONNECTIONS, QUERIES } from './connections.ts';
import { SEEN_FLEET } from './fleet.ts';
import { LOG_LEVELS } from './log-line.ts';
import { QUESTION_TRACE } from './question-trace.ts';
import { REGISTRATION } from './registration.ts';
import type { Params, Result } from './rpc.ts';
import { START_FLAGS } from './start-flags.ts';
import { ACCOUNT_STATE, HISTORY, SAMPLE, STATUS } from './status.ts';

const line = z.string().max(4_000);

/** Result of a reload. Settings are listed by name, for example `logLevel`; also `certificate` and `intents`. */
const RELOAD_REPORT = z.object({
  /** Applied. */
  changed: z.array(line).readonly(),
  /** Changed in the configuration, but applied only after a restart. */
  restart: z.array(line).readonly(),
  /** Invalid, so the previous value stays. */
  problems: z.array(line).readonly(),
});

export type ReloadReport = z.infer<typeof RELOAD_REPORT>;

/**
 * Requests of an authenticated peer on the control channel and their replies: one JSON object per line, both ways.
 */

const nothing = z.object({});
const by = z.string().max(200);
const session = z.string().min(1).max(128);

/** Every request by name, with its parameters and result. */
export const CONTROL_REQUESTS = {
  ping: { params: nothing, result: nothing },
  status: { params: nothing, result: STATUS },
  /** Replied immediately; the process exits after pending queries are answered. `restart` asks clients to reconnect. */
  stop: {
    /** `unsaved`: the caller cannot write the home, so the listener saves that it is to stay stopped. */
    params: z.object({ code: z.enum(['stop', 'restart']), by, unsaved: z.boolean().optional() }),
    result: nothing,
  },
  /** Takes the listener out of service without stopping it; STATUS has its progress. */
  'take-out': { params: z.object({ by }), result: nothing },
  /** Puts it back into service. `wasOut`: whether it was out. */
  'put-back': { params: z.object({ by }), result: z.object({ wasOut: z.boolean() }) },
  /**
   * Asks the phantom's owner to restart it. `owner`: the owner has been notified. `exit`: it exits now, and what
   * started it (a service, a unit, a task, QM) starts it again. Without an owner: NO_OWNER.
   */
  restart: {
    /** `flags`: in addition to those it was started with. */
    params: z.object({ debug: z.boolean(), by, flags: START_FLAGS.optional() }),
    result: z.object({ how: z.enum(['owner', 'exit']) }),
  },
  /** Reports why the owner did not restart this phantom, for whoever asked for it: see STATUS. */
  'restart-refused': { params: z.object({ by, why: z.string().max(4_000) }), result: nothing },
  'set-log-level': { params: z.object({ level: z.enum(LOG_LEVELS) }), result: nothing },
  /** Reloads the configuration, the certificate and the intent table. */
  reload: { params: z.object({ by }), result: RELOAD_REPORT },
  connections: { params: nothing, result: CONNECTIONS },
  disconnect: { params: z.object({ id: z.string().max(64), by }), result: nothing },
  queries: { params: nothing, result: QUERIES },
  /**
   * Keeps the statements of the next questions of a session in memory, for as long as it is connected. The whole
   * session id is needed, which only its client knows: nobody sees the statements of others.
   */
  'trace-session': { params: z.object({ session }), result: nothing },
  /** How the last question of a traced session was answered. */
  'question-trace': { params: z.object({ session }), result: QUESTION_TRACE },
  /** The listeners that share its session store; absent if it has none, or cannot read it. */
  fleet: { params: nothing, result: z.object({ fleet: SEEN_FLEET.optional() }) },
  account: { params: nothing, result: ACCOUNT_STATE },
  /** Replaces all QM sessions, without interrupting queries: QM caches object code. */
  'recycle-sessions': { params: nothing, result: nothing },
  history: { params: nothing, result: HISTORY },
  /** The metrics of its last second; absent in the first. */
  'last-sample': { params: nothing, result: z.object({ sample: SAMPLE.optional() }) },
  /** The content of `run/<User No.>.json`, which is restored if it was removed or damaged. */
  registration: { params: nothing, result: REGISTRATION },
  /**
   * Subscribes to events and a sample per second. One subscriber owns the phantom's restarts: the first one that
   * asks for it, until it disconnects.
   */
  subscribe: {
    params: z.object({ as: z.enum(['owner', 'watcher']) }),
    result: z.object({ as: z.enum(['owner', 'watcher']) }),
  },
} as const;

export type ControlRequest = keyof typeof CONTROL_REQUESTS;
export type ControlParams<R extends ControlRequest> = Params<typeof CONTROL_REQUESTS, R>;
export type ControlResult<R extends ControlRequest> = Result<typeof CONTROL_REQUESTS, R>;

/** Why a request was rejected. */
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

/** The reply to the request with that id; null if the request had no readable id. */
export const REPLY_FRAME = z.union([
  // First, because the other schema would accept an error as an empty result.
  z.object({ id: z.number().int().nullable(), error: z.object({ code: z.string(), message: z.string() }) }),
  z.object({ id: z.number().int().nonnegative(), ok: z.unknown() }),
]);

/** Events for subscribers. */
export const CONTROL_EVENT = z.discriminatedUnion('event', [
  z.object({ event: z.literal('draining'), code: z.enum(['stop', 'restart']), by }),
  z.object({ event: z.literal('restart-wanted'), debug: z.boolean(), by, flags: START_FLAGS.optional() }),
  /** The phantom has no owner. */
  z.object({ event: z.literal('owner-left') }),
  /** An alarm was raised or has ended. */
  z.object({ event: z.literal('alarm'), alarm: ALARM }),
  /** The account's state or its reason changed: it went down, came back, or gets no more sessions. */
  z.object({ event: z.literal('account'), account: ACCOUNT_STATE }),
]);

export type ControlEvent = z.infer<typeof CONTROL_EVENT>;

export const PUSH_FRAME = z.union([
  z.object({ push: z.literal('event'), event: CONTROL_EVENT }),
  z.object({ push: z.literal('sample'), sample: SAMPLE }),
]);

export type PushFrame = z.infer<typeof PUSH_FRAME>;

/**
 * Handshake of the control channel: the listener sends hello, the peer sends a proof that it knows the key, and
 * the listener sends its own proof. `HELLO` and `REFUSED` have the same shape in every version, so that a peer of
 * any version gets a clear rejection.
 */

/** Incremented with every change that an older peer would misread. */
export const CONTROL_VERSION = 1;

/** Maximum bytes of a line without its LF. */
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
  /** Version of the control channel. */
  version: z.number().int(),
  /** Version of the product. */
  release: z.string().max(100),
  pid: z.number().int().positive(),
  nonce,
});

export type Hello = z.infer<typeof HELLO>;

/** The part of a proof that is read before its version is known. */
export const PROOF_VERSION = z.object({ type: z.literal('proof'), version: z.number().int() });

export const PROOF = PROOF_VERSION.extend({
  nonce,
  proof,
  /** Who it is, for the log, for example `cli` or `tray (anna)`. */
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

/** Message for a version mismatch: both versions and what to do. */
export function versionMismatch(listener: number, peer: number): string {
  const older = listener < peer ? 'the listener' : 'this program';
  return `The listener speaks version ${listener} of the control channel, this program version ${peer}: update ${older}.`;
}
