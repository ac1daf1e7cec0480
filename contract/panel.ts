import { z } from 'zod';
import { CONNECTIONS, QUERIES } from './connections.ts';
import { CONTROL_EVENT } from './control.ts';
import { SEEN_FLEET } from './fleet.ts';
import { HOME_EVENT } from './home-events.ts';
import { ADDRESS_CALLS } from './panel-addresses.ts';
import { ASK_CALLS } from './panel-ask.ts';
import { LOG_CALLS } from './panel-logs.ts';
import { PROCESS_CALLS } from './panel-processes.ts';
import { PROGRAM_CALLS } from './panel-program.ts';
import { QUESTION_CALLS } from './panel-questions.ts';
import { SNAPSHOT } from './panel-snapshot.ts';
import { UPLOAD_CALLS } from './panel-upload.ts';
import type { Params, Result } from './rpc.ts';
import { type RESOLUTIONS, SAMPLE } from './status.ts';

/**
 * Protocol between the panel's page and its server, independent of the transport (the WebSocket of
 * `hal-listener panel`, the tray's IPC).
 */

const nothing = z.object({});
const port = z.number().int().min(1).max(65_535);
/** The result as one line for a toast. */
const DONE = z.object({ message: z.string() });

const MAX_DISCONNECTS_PER_CALL = 5_000;

/** The file of events is bounded; this is far beyond what it holds. */
export const MAX_EVENTS = 5_000;

/** Time ranges of the charts. */
const SPANS = ['seconds', 'tenSeconds', 'minutes'] as const satisfies readonly (keyof typeof RESOLUTIONS)[];

/** Every call by name, with its parameters and result. */
export const PANEL_CALLS = {
  snapshot: { params: nothing, result: SNAPSHOT },
  start: { params: z.object({ debug: z.boolean() }), result: DONE },
  stop: { params: nothing, result: DONE },
  restart: { params: z.object({ debug: z.boolean() }), result: DONE },
  /** Reads the configuration, the certificate and the intent table again. */
  reload: { params: nothing, result: DONE },
  /** Puts a drained listener back into service. */
  'put-back': { params: nothing, result: DONE },
  kill: { params: z.object({ userNo: z.number().int().positive() }), result: DONE },
  /** `pid` is the one that the operator saw; if another process has the port by now, nothing is stopped. */
  'stop-port-owner': { params: z.object({ port, pid: z.number().int().positive() }), result: DONE },
  /** Saves the port in the configuration and starts the listener there. */
  'use-port': { params: z.object({ port }), result: DONE },
  connections: { params: nothing, result: CONNECTIONS },
  disconnect: {
    params: z.object({ ids: z.array(z.string().min(1).max(64)).min(1).max(MAX_DISCONNECTS_PER_CALL) }),
    /** `gone`: had already disconnected. */
    result: DONE.extend({ disconnected: z.number(), gone: z.number() }),
  },
  /** The listeners that share the session store; absent if there is none, or it cannot be read. */
  fleet: { params: nothing, result: z.object({ fleet: SEEN_FLEET.optional() }) },
  /** Queries of one client. */
  queries: { params: z.object({ connection: z.string().min(1).max(64) }), result: QUERIES },
  history: { params: z.object({ span: z.enum(SPANS) }), result: z.object({ samples: z.array(SAMPLE) }) },
  /** The recorded events of the home, newest first. */
  events: { params: nothing, result: z.object({ events: z.array(HOME_EVENT).max(MAX_EVENTS).readonly() }) },
  ...ADDRESS_CALLS,
  ...ASK_CALLS,
  ...LOG_CALLS,
  ...PROGRAM_CALLS,
  ...PROCESS_CALLS,
  ...QUESTION_CALLS,
  ...UPLOAD_CALLS,
} as const;

export type PanelCall = keyof typeof PANEL_CALLS;
export type PanelParams<C extends PanelCall> = Params<typeof PANEL_CALLS, C>;
export type PanelResult<C extends PanelCall> = Result<typeof PANEL_CALLS, C>;

/** Events that the server sends to the page. */
const PANEL_EVENT = z.discriminatedUnion('kind', [
  /** On every change, and once a second. */
  z.object({ kind: z.literal('snapshot'), snapshot: SNAPSHOT }),
  z.object({ kind: z.literal('sample'), sample: SAMPLE }),
  z.object({ kind: z.literal('listener'), event: CONTROL_EVENT }),
]);

export type PanelEvent = z.infer<typeof PANEL_EVENT>;

/** Every error code of the panel's calls. */
export const PANEL_ERROR_CODES = [
  'BAD_REQUEST',
  'UNKNOWN_CALL',
  'NOT_RUNNING',
  'NO_ANSWER',
  'NOT_FOUND',
  'REFUSED',
  'NOT_ALLOWED',
  'START_FAILED',
  'STOP_FAILED',
  'NO_LOG',
  'BAD_PATTERN',
  'TOO_SLOW',
  'CANCELLED',
  'NOT_CONNECTED',
  'FAILED',
] as const;

export type PanelErrorCode = (typeof PANEL_ERROR_CODES)[number];

/** The format of every error in the panel. A newer server may send codes that this version does not know. */
export const PANEL_ERROR = z.object({ code: z.string(), message: z.string(), advice: z.string() });

export type PanelErrorFrame = z.infer<typeof PANEL_ERROR>;

/** The first message of a page, with the token of its link. */
export const ADMISSION_FRAME = z.object({ token: z.string().min(1).max(200) });

/** Page to server, once authenticated. */
export const CALL_FRAME = z.union([
  z.object({ id: z.number().int().nonnegative(), call: z.string().max(64), params: z.unknown() }),
  /** The page no longer waits for that call. */
  z.object({ cancel: z.number().int().nonnegative() }),
]);

/** Server to page. */
export const ANSWER_FRAME = z.union([
  z.object({ id: z.number().int().nonnegative(), error: PANEL_ERROR }),
  z.object({ event: PANEL_EVENT }),
  /** How far a call is; only those that take long tell. */
  z.object({ progressOf: z.number().int().nonnegative(), progress: z.unknown() }),
  z.object({ id: z.number().int().nonnegative(), ok: z.unknown() }),
]);

export type AnswerFrame = z.infer<typeof ANSWER_FRAME>;

/** Close codes of the panel's WebSocket. */
export const PANEL_CLOSE = {
  /** Wrong token: the link is from another run of the panel. Reconnecting does not help. */
  badToken: 4401,
  /** The page sent an invalid or unexpected frame. */
  badFrame: 4400,
  /** The server is stopping. */
  ending: 1001,
} as const;
