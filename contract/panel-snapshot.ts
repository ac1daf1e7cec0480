import { z } from 'zod';
import { STATUS } from './status.ts';

/** What the listener on the configured port is doing, as the supervisor sees it. */
export const PHANTOM_STATES = [
  'stopped',
  'starting',
  'running',
  'draining',
  'hung',
  'backing-off',
  'failed',
] as const;

export type PhantomState = (typeof PHANTOM_STATES)[number];

/** A stranger on our port. */
const PORT_TAKEN = z.object({
  port: z.number().int(),
  /** Who has it, in an operator's words. */
  owner: z.string(),
  /** Absent where this user may not see the process. */
  pid: z.number().int().positive().optional(),
  /** Whether "stop that process" may be offered. */
  canStop: z.boolean(),
});

export type PortTaken = z.infer<typeof PORT_TAKEN>;

/** Why there is no running listener. */
const PHANTOM_FAILURE = z.object({
  /** What went wrong and what to do. */
  message: z.string(),
  /** The end of what it wrote before it ended. */
  lastLines: z.array(z.string()).max(100),
  portTaken: PORT_TAKEN.optional(),
});

export type PhantomFailure = z.infer<typeof PHANTOM_FAILURE>;

/** Everything the panel's header and overview show. Times are milliseconds since the epoch. */
export const SNAPSHOT = z.object({
  /** When it was taken. */
  at: z.number(),
  state: z.enum(PHANTOM_STATES),
  since: z.number(),
  /** One line: why it is in that state. */
  reason: z.string(),
  /** When the next start is tried; only while backing off. */
  retryAt: z.number().optional(),
  /** The configured port. */
  port: z.number().int(),
  scheme: z.enum(['ws', 'wss']),
  /** The listener's own answer; absent when it did not give one for this snapshot. */
  status: STATUS.optional(),
  failure: PHANTOM_FAILURE.optional(),
  /** The last crash, hang or failed start that is on record in the home, in words. */
  lastTrouble: z.object({ at: z.number(), message: z.string() }).optional(),
  /** User No. and PID of a listener that does not answer. */
  silent: z.object({ userNo: z.number().int(), pid: z.number().int() }).optional(),
  /** The name of this machine. */
  machine: z.string(),
  /** Of the product the panel belongs to. */
  version: z.string(),
  /** What runs our commands in a terminal of this machine; absent where only their usual name is known. */
  commandName: z.string().max(4_096).optional(),
});

export type Snapshot = z.infer<typeof SNAPSHOT>;

/** The panel's screens, as its address names them: `#/logs`. */
export const SCREENS = ['overview', 'connections', 'logs'] as const;
export type Screen = (typeof SCREENS)[number];
