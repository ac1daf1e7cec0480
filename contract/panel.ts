import { z } from 'zod';
import { CONNECTIONS, QUERIES } from './connections.ts';
import { CONTROL_EVENT } from './control.ts';
import { LOG_CALLS } from './panel-logs.ts';
import { SNAPSHOT } from './panel-snapshot.ts';
import type { Params, Result } from './rpc.ts';
import { type RESOLUTIONS, SAMPLE } from './status.ts';

/**
 * What the panel's page and the program behind it say to each other, whichever way it travels (a WebSocket of
 * `hal-listener panel`, IPC of the tray).
 */

const nothing = z.object({});
const port = z.number().int().min(1).max(65_535);
/** What was done, in one line for a toast. */
const DONE = z.object({ message: z.string() });

const MAX_DISCONNECTS_PER_CALL = 5_000;

/** The spans the charts show. */
const SPANS = ['seconds', 'tenSeconds', 'minutes'] as const satisfies readonly (keyof typeof RESOLUTIONS)[];

/** Every call by name: what it brings, and what is answered. */
export const PANEL_CALLS = {
  snapshot: { params: nothing, result: SNAPSHOT },
  start: { params: z.object({ debug: z.boolean() }), result: DONE },
  stop: { params: nothing, result: DONE },
  restart: { params: z.object({ debug: z.boolean() }), result: DONE },
  kill: { params: z.object({ userNo: z.number().int().positive() }), result: DONE },
  /** The PID is what the operator was shown; another process on the port by now is left alone. */
  'stop-port-owner': { params: z.object({ port, pid: z.number().int().positive() }), result: DONE },
  /** Saves the port in the configuration and starts there. */
  'use-port': { params: z.object({ port }), result: DONE },
  connections: { params: nothing, result: CONNECTIONS },
  disconnect: {
    params: z.object({ ids: z.array(z.string().min(1).max(64)).min(1).max(MAX_DISCONNECTS_PER_CALL) }),
    /** `gone` were not there any more. */
    result: DONE.extend({ disconnected: z.number(), gone: z.number() }),
  },
  /** Of one client. */
  queries: { params: z.object({ connection: z.string().min(1).max(64) }), result: QUERIES },
  history: { params: z.object({ span: z.enum(SPANS) }), result: z.object({ samples: z.array(SAMPLE) }) },
  ...LOG_CALLS,
} as const;

export type PanelCall = keyof typeof PANEL_CALLS;
export type PanelParams<C extends PanelCall> = Params<typeof PANEL_CALLS, C>;
export type PanelResult<C extends PanelCall> = Result<typeof PANEL_CALLS, C>;

/** What the page is told without asking. */
const PANEL_EVENT = z.discriminatedUnion('kind', [
  /** At every change, and once a second. */
  z.object({ kind: z.literal('snapshot'), snapshot: SNAPSHOT }),
  z.object({ kind: z.literal('sample'), sample: SAMPLE }),
  z.object({ kind: z.literal('listener'), event: CONTROL_EVENT }),
]);

export type PanelEvent = z.infer<typeof PANEL_EVENT>;

/** Every way in which a call of the panel fails. */
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

/** The one form in which an error reaches the panel. A newer program may send codes that this one does not know. */
export const PANEL_ERROR = z.object({ code: z.string(), message: z.string(), advice: z.string() });

export type PanelErrorFrame = z.infer<typeof PANEL_ERROR>;

/** The first message of a page: it holds the link's token. */
export const ADMISSION_FRAME = z.object({ token: z.string().min(1).max(200) });

/** Page to program, once admitted. */
export const CALL_FRAME = z.union([
  z.object({ id: z.number().int().nonnegative(), call: z.string().max(64), params: z.unknown() }),
  /** Nobody waits for that call any more. */
  z.object({ cancel: z.number().int().nonnegative() }),
]);

/** Program to page. */
export const ANSWER_FRAME = z.union([
  z.object({ id: z.number().int().nonnegative(), error: PANEL_ERROR }),
  z.object({ id: z.number().int().nonnegative(), ok: z.unknown() }),
  z.object({ event: PANEL_EVENT }),
]);

export type AnswerFrame = z.infer<typeof ANSWER_FRAME>;

/** Close codes of the panel's WebSocket. */
export const PANEL_CLOSE = {
  /** The token is wrong: the link is of another run of the panel. Connecting again changes nothing. */
  badToken: 4401,
  /** The page spoke out of turn. */
  badFrame: 4400,
  /** The program ends. */
  ending: 1001,
} as const;
