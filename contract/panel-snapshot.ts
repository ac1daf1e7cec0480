import { z } from 'zod';
import { EVENT_KINDS } from './home-events.ts';
import { STATUS } from './status.ts';

/** State of the listener on the configured port, as the supervisor sees it. */
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

/** Another program on our port. */
const PORT_TAKEN = z.object({
  port: z.number().int(),
  /** Description of its owner. */
  owner: z.string(),
  /** Absent if this user may not see the process. */
  pid: z.number().int().positive().optional(),
  /** Whether the panel may offer to stop that process. */
  canStop: z.boolean(),
});

export type PortTaken = z.infer<typeof PORT_TAKEN>;

/** Why no listener is running. */
const PHANTOM_FAILURE = z.object({
  /** The error and what to do. */
  message: z.string(),
  /** Its last output. */
  lastLines: z.array(z.string()).max(100),
  portTaken: PORT_TAKEN.optional(),
});

export type PhantomFailure = z.infer<typeof PHANTOM_FAILURE>;

/** The recorded events in figures. */
const EVENT_SUMMARY = z.object({
  /** Changes with each new event. */
  stamp: z.string().max(100),
  /** Events of the last 24 hours by kind; kinds without any are absent. */
  lastDay: z.partialRecord(z.enum(EVENT_KINDS), z.number().int().positive()),
});

export type EventSummary = Readonly<z.infer<typeof EVENT_SUMMARY>>;

/** The machine around the listener, as far as it is known. */
const SURROUNDINGS = z.object({
  /** Whether anything starts the listener with the machine or at a login. */
  autostart: z.enum(['installed', 'missing']).optional(),
  /** The disk of the home, bytes; `free` is what this user can still write. */
  disk: z.object({ free: z.number(), total: z.number() }).optional(),
  /** When a file of the configuration was last changed, ms since the epoch. */
  configurationChangedAt: z.number().optional(),
});

export type Surroundings = Readonly<z.infer<typeof SURROUNDINGS>>;

/** Everything that the panel's header and overview show. Times are milliseconds since the epoch. */
export const SNAPSHOT = z.object({
  /** When it was taken. */
  at: z.number(),
  state: z.enum(PHANTOM_STATES),
  /** When the state began; absent if nothing recorded it, for example a stop before the panel was started. */
  since: z.number().optional(),
  /** One line: the reason for the state. */
  reason: z.string(),
  /** Time of the next start attempt; only while backing off. */
  retryAt: z.number().optional(),
  /** The configured port. */
  port: z.number().int(),
  scheme: z.enum(['ws', 'wss']),
  /** The listener's own status; absent if it did not respond for this snapshot. */
  status: STATUS.optional(),
  failure: PHANTOM_FAILURE.optional(),
  /** The last crash, hang or failed start recorded in the home, as text. */
  lastTrouble: z.object({ at: z.number(), message: z.string() }).optional(),
  /** The recorded events of the home: `events` of the panel's calls lists them. */
  events: EVENT_SUMMARY.optional(),
  surroundings: SURROUNDINGS.optional(),
  /** User No. and PID of a listener that does not respond. */
  silent: z.object({ userNo: z.number().int(), pid: z.number().int() }).optional(),
  /** The name of this machine. */
  machine: z.string(),
  /** Version of the product that the panel belongs to. */
  version: z.string(),
  /** How our commands are run in a terminal of this machine; absent if only the usual name is known. */
  commandName: z.string().max(4_096).optional(),
});

export type Snapshot = z.infer<typeof SNAPSHOT>;

/** The panel's screens, as in its address: `#/logs`. */
export const SCREENS = [
  'overview',
  'ask',
  'connections',
  'logs',
  'events',
  'qm',
  'processes',
  'settings',
  'intents',
  'diagnostics',
  'setup',
  'help',
] as const;
export type Screen = (typeof SCREENS)[number];
