import { z } from 'zod';
import { HOME_EVENT } from './home-events.ts';
import { LOG_LEVELS } from './log-line.ts';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';
import { ACCOUNT_STATE } from './status.ts';

/**
 * What `hal-listener ... --json` prints: a promise to scripts, explained in docs/json.md. Times are ISO 8601 in UTC,
 * durations are milliseconds, and a field that does not apply is absent. Strict, so that a test notices every field
 * that is printed and not promised.
 */

const time = z.iso.datetime();
const userNo = z.number().int().positive();
const pid = z.number().int().positive();
const port = z.number().int().min(1).max(65_535);

/** `draining`: it answers its last queries before it stops. `unreachable`: it runs and does not talk to this user. */
const LISTENER_STATES = ['running', 'draining', 'hung', 'unreachable', 'stopped'] as const;

const figures = {
  connections: z.strictObject({ open: z.number(), max: z.number(), total: z.number(), refused: z.number() }),
  queries: z.strictObject({ total: z.number(), failed: z.number(), declined: z.number().optional() }),
};

const ACCOUNT_JSON = z.strictObject(ACCOUNT_STATE.shape);

/** One listener process. Only `state` is always there: a hung one tells no more than its registration. */
const LISTENER_JSON = z.strictObject({
  state: z.enum(LISTENER_STATES),
  /** Why it is not running, or why no more is known. */
  reason: z.string().optional(),
  userNo: userNo.optional(),
  pid: pid.optional(),
  origin: z.enum(PHANTOM_ORIGINS).optional(),
  owner: z.strictObject({ by: z.string(), pid }).optional(),
  version: z.string().optional(),
  /** Its first port, or the one it would have. */
  port: port.optional(),
  listening: z.array(z.strictObject({ host: z.string(), port })).optional(),
  startedAt: time.optional(),
  uptimeMs: z.number().optional(),
  logLevel: z.enum(LOG_LEVELS).optional(),
  token: z.boolean().optional(),
  tls: z.boolean().optional(),
  connections: figures.connections.optional(),
  queries: figures.queries.optional(),
  account: ACCOUNT_JSON.optional(),
  certificate: z.strictObject({ endsAt: time, warning: z.string().optional() }).optional(),
  lastError: z.strictObject({ at: time, message: z.string() }).optional(),
  restartRefused: z.strictObject({ at: time, by: z.string(), reason: z.string() }).optional(),
});

export type ListenerJson = Readonly<z.infer<typeof LISTENER_JSON>>;

/** A crash, a hang or a start that failed. */
const INCIDENT_JSON = z.strictObject({
  at: time,
  event: HOME_EVENT.shape.kind,
  reason: z.string(),
  by: z.string(),
  userNo: userNo.optional(),
  pid: pid.optional(),
  port: port.optional(),
  exitCode: z.number().int().optional(),
  signal: z.string().optional(),
  /** The end of what it wrote to standard output and error. */
  output: z.array(z.string()).optional(),
});

export type IncidentJson = Readonly<z.infer<typeof INCIDENT_JSON>>;

/** `status --json`. */
export const STATUS_JSON = LISTENER_JSON.extend({
  /** The health page that was asked, where its control channel was not. */
  url: z.string().optional(),
  /** Who stopped it on purpose. */
  stoppedBy: z.string().optional(),
  lastIncident: INCIDENT_JSON.optional(),
});

export type StatusJson = Readonly<z.infer<typeof STATUS_JSON>>;

/** Who has the port where it is none of our listeners. */
const PORT_OWNER_JSON = z.strictObject({
  /** `unknown`: this user may not see the process; `reserved`: Windows keeps the port for itself. */
  type: z.enum(['process', 'unknown', 'reserved']),
  pid: z.number().int().nonnegative().optional(),
  name: z.string().optional(),
  user: z.string().optional(),
  command: z.string().optional(),
  startedAt: time.optional(),
  addresses: z.array(z.string()).optional(),
  /** The range that Windows reserves. */
  firstPort: port.optional(),
  lastPort: port.optional(),
});

export type PortOwnerJson = Readonly<z.infer<typeof PORT_OWNER_JSON>>;

/** `list --json`. */
export const LIST_JSON = z.strictObject({
  port,
  phantoms: z.array(LISTENER_JSON),
  /** Registrations of a version whose form this one does not know. */
  otherVersions: z.array(z.strictObject({ userNo, form: z.number() })),
  /** Who has the port, where it is none of the phantoms. */
  portOwner: PORT_OWNER_JSON.optional(),
  /** Why this user cannot see the phantoms of this home. */
  reason: z.string().optional(),
});

export type ListJson = Readonly<z.infer<typeof LIST_JSON>>;

const connection = {
  id: z.string(),
  address: z.string(),
  userAgent: z.string().nullable(),
  session: z.string(),
  state: z.enum(['passive_listening', 'active_listening', 'processing', 'closed']),
  connectedAt: time,
  lastActivityAt: time,
  rttMs: z.number().nullable(),
  pendingBytes: z.number(),
  messagesIn: z.number(),
  messagesOut: z.number(),
  queries: z.number(),
  errors: z.number(),
};

/** `connections --json`. */
export const CONNECTIONS_JSON = z.strictObject({
  total: z.number(),
  open: z.array(z.strictObject(connection)),
  /** Newest first. */
  closed: z.array(
    z.strictObject({ ...connection, closedAt: time, closedBy: z.string(), reason: z.string() }),
  ),
});

export type ConnectionsJson = Readonly<z.infer<typeof CONNECTIONS_JSON>>;

/** `config --json`; the supervisor of the tray reads it too. */
export const CONFIG_JSON = z.strictObject({
  settings: z.array(
    z.strictObject({
      name: z.string(),
      /** A secret is `(set)` or `(not set)`. */
      value: z.unknown(),
      source: z.enum(['default', 'qmconfig', 'file', 'environment', 'flag']),
      /** What the source calls it, as `WEBSOCKET_PORT`; absent for a default. */
      key: z.string().optional(),
      /** The file of the source, and its line. */
      file: z.string().optional(),
      line: z.number().int().positive().optional(),
      /** Where it can be set: its environment variable, its key in QMCONFIG, its flag. */
      env: z.string().nullable(),
      qmconfig: z.string().nullable(),
      flag: z.string().nullable(),
    }),
  ),
  warnings: z.array(z.string()),
});

export type ConfigJson = Readonly<z.infer<typeof CONFIG_JSON>>;

/** `autostart status --json`: one entry for each way this machine has. */
const AUTOSTART_JSON = z.array(
  z.strictObject({
    kind: z.string(),
    /** `disabled`: it is there and starts nothing. `unknown`: it could not be read. */
    state: z.enum(['installed', 'absent', 'disabled', 'unknown']),
    /** Where the entry is: a file, or a key of the registry. */
    place: z.string(),
    program: z.string().optional(),
    args: z.array(z.string()).optional(),
    reason: z.string().optional(),
  }),
);

export type AutostartJson = Readonly<z.infer<typeof AUTOSTART_JSON>>;

/** `diagnose --json`. */
export const DIAGNOSE_RESULTS = ['ok', 'unknown', 'warning', 'problem'] as const;
const diagnoseResult = z.enum(DIAGNOSE_RESULTS);
const DIAGNOSE_JSON = z.strictObject({
  /** The worst of all checks. */
  result: diagnoseResult,
  checks: z.array(
    z.strictObject({
      number: z.number().int().positive(),
      id: z.string(),
      title: z.string(),
      result: diagnoseResult,
      ms: z.number().int().nonnegative(),
      findings: z.array(
        z.strictObject({ result: diagnoseResult, text: z.string(), advice: z.string().optional() }),
      ),
    }),
  ),
});

export type DiagnoseJson = Readonly<z.infer<typeof DIAGNOSE_JSON>>;

/** `account status --json`. */
const ACCOUNT_STATUS_JSON = ACCOUNT_JSON;

/** `account probe --json`. */
const ACCOUNT_PROBE_JSON = z.strictObject({
  /** The driver to use; null where none works. */
  use: z.string().nullable(),
  results: z.array(
    z.strictObject({
      driver: z.string(),
      works: z.boolean(),
      text: z.string(),
      advice: z.string().optional(),
    }),
  ),
});

const severity = z.enum(['error', 'warning', 'note']);

/** `account check --json`. */
const ACCOUNT_CHECK_JSON = z.strictObject({
  /** Neither errors nor warnings. */
  good: z.boolean(),
  findings: z.array(
    z.strictObject({
      severity,
      kind: z.string(),
      file: z.string(),
      field: z.string().optional(),
      text: z.string(),
    }),
  ),
  /** Dictionary items that `account install --dictionaries` would add. */
  missing: z.array(z.strictObject({ file: z.string(), name: z.string(), item: z.array(z.string()) })),
  programs: z.array(z.strictObject({ severity, name: z.string(), text: z.string() })),
});

/** `account users --json`. */
const ACCOUNT_USERS_JSON = z.array(
  z.strictObject({
    userNo: z.number().int(),
    pid: z.number().int(),
    parent: z.number().int().optional(),
    /** As QM prints it, without a year and in QM's own time zone: `23 Nov 05:06`. */
    since: z.string(),
    origin: z.string(),
    self: z.boolean(),
  }),
);

/** `account locks --json`. */
const ACCOUNT_LOCKS_JSON = z.array(
  z.strictObject({ userNo: z.number().int(), file: z.string(), type: z.string(), id: z.string() }),
);

/** `account exec --json`. Value marks in `output` are U+00FD. */
const ACCOUNT_EXEC_JSON = z.strictObject({ output: z.string(), status: z.number().int() });

/** The schema of every `--json`, by command. `query --json` prints a frame of the HAL protocol. */
export const COMMAND_JSON = {
  status: STATUS_JSON,
  list: LIST_JSON,
  connections: CONNECTIONS_JSON,
  config: CONFIG_JSON,
  diagnose: DIAGNOSE_JSON,
  'autostart status': AUTOSTART_JSON,
  'account status': ACCOUNT_STATUS_JSON,
  'account probe': ACCOUNT_PROBE_JSON,
  'account check': ACCOUNT_CHECK_JSON,
  'account users': ACCOUNT_USERS_JSON,
  'account locks': ACCOUNT_LOCKS_JSON,
  'account exec': ACCOUNT_EXEC_JSON,
} as const;
