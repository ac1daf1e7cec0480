import { z } from 'zod';
import { ACCOUNT_COMMAND_JSON, ACCOUNT_JSON } from './account-json.ts';
import { ALARM } from './alarm.ts';
import { FLEET_JSON } from './fleet.ts';
import { SPEECH_STATE, STORE_HEALTH } from './health.ts';
import { HOME_EVENT } from './home-events.ts';
import { LOG_LEVELS } from './log-line.ts';
import { DIAGNOSE_RESULTS } from './panel-diagnostics.ts';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';

/**
 * The output of `hal-listener ... --json`: stable for scripts, documented in docs/json.md. Times are ISO 8601 in UTC,
 * durations are milliseconds, and a field that does not apply is absent. Strict, so that a test finds every printed
 * field that is not documented.
 */

const time = z.iso.datetime();
const userNo = z.number().int().positive();
const pid = z.number().int().positive();
const port = z.number().int().min(1).max(65_535);

/** `draining`: it answers pending queries before it stops, or was taken out of service (`drain`). `unreachable`: it runs, but rejects this user. */
const LISTENER_STATES = ['running', 'draining', 'hung', 'unreachable', 'stopped'] as const;

const figures = {
  connections: z.strictObject({ open: z.number(), max: z.number(), total: z.number(), refused: z.number() }),
  queries: z.strictObject({ total: z.number(), failed: z.number(), declined: z.number().optional() }),
};

/** One listener process. Only `state` is always present: for a hung listener only its registration is known. */
const LISTENER_JSON = z.strictObject({
  state: z.enum(LISTENER_STATES),
  /** Why it is not running, or why no more is known. */
  reason: z.string().optional(),
  userNo: userNo.optional(),
  pid: pid.optional(),
  origin: z.enum(PHANTOM_ORIGINS).optional(),
  owner: z.strictObject({ by: z.string(), pid }).optional(),
  version: z.string().optional(),
  /** Its first port, or the one it would use. */
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
  proxies: z
    .strictObject({
      trusted: z.array(z.string()),
      named: z.number(),
      unnamed: z.number(),
      malformed: z.number(),
      untrusted: z.array(
        z.strictObject({
          address: z.string(),
          sent: z.array(z.string()),
          requests: z.number(),
          lastSeenAt: time,
        }),
      ),
    })
    .optional(),
  /** Absent while it is in service. `left`: clients still connected; `waiting`: those that wait for an answer. */
  drain: z
    .strictObject({
      phase: z.enum(['notice', 'closing', 'drained']),
      by: z.string(),
      at: time,
      left: z.number(),
      waiting: z.number(),
    })
    .optional(),
  certificate: z.strictObject({ endsAt: time, warning: z.string().optional() }).optional(),
  /** Raised alarms, oldest first. */
  alarms: z.array(z.strictObject({ kind: ALARM.shape.kind, at: time, message: z.string() })).optional(),
  store: STORE_HEALTH.optional(),
  speech: SPEECH_STATE.optional(),
  /** When it was last read, and the settings that a restart would change. */
  configuration: z.strictObject({ readAt: time, needsRestart: z.array(z.string()) }).optional(),
  lastError: z.strictObject({ at: time, message: z.string() }).optional(),
  restartRefused: z.strictObject({ at: time, by: z.string(), reason: z.string() }).optional(),
});

export type ListenerJson = Readonly<z.infer<typeof LISTENER_JSON>>;

/** A crash, a hang or a failed start. */
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
  /** Last lines of its standard output and error. */
  output: z.array(z.string()).optional(),
});

export type IncidentJson = Readonly<z.infer<typeof INCIDENT_JSON>>;

/** `status --json`. */
export const STATUS_JSON = LISTENER_JSON.extend({
  /** The health page that was requested, if its control channel was not used. */
  url: z.string().optional(),
  /** Who stopped it on purpose. */
  stoppedBy: z.string().optional(),
  lastIncident: INCIDENT_JSON.optional(),
});

export type StatusJson = Readonly<z.infer<typeof STATUS_JSON>>;

/** Who uses the port, if it is not one of our listeners. */
const PORT_OWNER_JSON = z.strictObject({
  /** `unknown`: this user may not see the process; `reserved`: Windows reserves the port. */
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

/** A listener of another home: the process as the operating system shows it, the rest as its home says. */
const OTHER_LISTENER_JSON = z.strictObject({
  /** `unknown`: this user cannot ask it; `reason` says why. */
  state: z.enum(['running', 'draining', 'unknown']),
  reason: z.string().optional(),
  pid: z.number().int().positive(),
  user: z.string().optional(),
  /** Its folder; absent if this user cannot see it. */
  home: z.string().optional(),
  userNo: userNo.optional(),
  origin: z.enum(PHANTOM_ORIGINS).optional(),
  account: z.string().optional(),
  version: z.string().optional(),
  ports: z.array(port).optional(),
  startedAt: time.optional(),
  connections: z.strictObject({ open: z.number(), max: z.number() }).optional(),
  /** CPU time since its start. */
  cpuMs: z.number().optional(),
  memoryBytes: z.number().optional(),
});

export type OtherListenerJson = Readonly<z.infer<typeof OTHER_LISTENER_JSON>>;

/** `list --json`. */
export const LIST_JSON = z.strictObject({
  port,
  phantoms: z.array(LISTENER_JSON),
  /** Registrations of an unknown version. */
  otherVersions: z.array(z.strictObject({ userNo, form: z.number() })),
  /** Listeners of other homes and users, as far as this user may see them. */
  others: z.array(OTHER_LISTENER_JSON),
  /** Why there may be more of them. */
  othersReason: z.string().optional(),
  /** Who uses the port, if it is none of the phantoms. */
  portOwner: PORT_OWNER_JSON.optional(),
  /** Why this user cannot see the phantoms of this home. */
  reason: z.string().optional(),
});

export type ListJson = Readonly<z.infer<typeof LIST_JSON>>;

const connection = {
  id: z.string(),
  address: z.string(),
  /** The trusted proxy that named the client. */
  proxy: z.string().optional(),
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
  failed: z.number(),
  malformed: z.number(),
};

/** `connections --json`. */
export const CONNECTIONS_JSON = z.strictObject({
  total: z.number(),
  open: z.array(z.strictObject(connection)),
  /** Newest first. */
  closed: z.array(
    z.strictObject({
      ...connection,
      closedAt: time,
      closedBy: z.string(),
      code: z.number(),
      reason: z.string(),
    }),
  ),
});

export type ConnectionsJson = Readonly<z.infer<typeof CONNECTIONS_JSON>>;

/** `config --json`; the tray's supervisor reads it too. */
export const CONFIG_JSON = z.strictObject({
  settings: z.array(
    z.strictObject({
      name: z.string(),
      /** A secret is `(set)` or `(not set)`. */
      value: z.unknown(),
      source: z.enum(['default', 'qmconfig', 'file', 'environment', 'flag']),
      /** Name in the source, for example `WEBSOCKET_PORT`; absent for a default. */
      key: z.string().optional(),
      /** File of the source, with the line. */
      file: z.string().optional(),
      line: z.number().int().positive().optional(),
      /** Where it can be set: environment variable, key in QMCONFIG, flag. */
      env: z.string().nullable(),
      qmconfig: z.string().nullable(),
      flag: z.string().nullable(),
    }),
  ),
  warnings: z.array(z.string()),
});

export type ConfigJson = Readonly<z.infer<typeof CONFIG_JSON>>;

/** `firewall show --json`. */
const FIREWALL_JSON = z.strictObject({
  /** `off`: nothing filters. `unknown`: this user may not look. */
  state: z.enum(['open', 'closed', 'off', 'unknown']),
  port,
  /** Absent if this system has none that is known. */
  firewall: z.string().optional(),
  /** What lets clients in. */
  rules: z.array(z.string()).optional(),
  reason: z.string().optional(),
});

export type FirewallJson = Readonly<z.infer<typeof FIREWALL_JSON>>;

/** `autostart status --json`: one entry per kind that this machine supports. */
const AUTOSTART_JSON = z.array(
  z.strictObject({
    kind: z.string(),
    /** `disabled`: it exists and starts nothing. `unknown`: it could not be read. */
    state: z.enum(['installed', 'absent', 'disabled', 'unknown']),
    /** Location of the entry: a file, or a registry key. */
    place: z.string(),
    program: z.string().optional(),
    args: z.array(z.string()).optional(),
    reason: z.string().optional(),
  }),
);

export type AutostartJson = Readonly<z.infer<typeof AUTOSTART_JSON>>;

/** `diagnose --json`. */
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

/** What a backup consists of, as people call it. */
export const BACKUP_PARTS = [
  'configuration',
  'intents',
  'events',
  'sessions',
  'account',
  'programs',
  'secrets',
] as const;

const backupPart = z.enum(BACKUP_PARTS);

/** `backup --json`. */
const BACKUP_JSON = z.strictObject({
  file: z.string(),
  bytes: z.number().int(),
  createdAt: time,
  version: z.string(),
  parts: z.array(
    z.strictObject({
      part: backupPart,
      files: z.number().int(),
      /** Unpacked. */
      bytes: z.number().int(),
      /** Of the embedded account, its dictionary items included. */
      records: z.number().int().optional(),
    }),
  ),
  /** Members of config.json that are not in it, or only under the passphrase. */
  withheld: z.array(z.string()),
  /** Settings that are in force and not in it, because config.json does not set them. */
  elsewhere: z.array(z.strictObject({ name: z.string(), source: z.string() })),
  /** What could not be saved. */
  notes: z.array(z.string()),
});

export type BackupJson = Readonly<z.infer<typeof BACKUP_JSON>>;

/** `restore --json`. */
const RESTORE_JSON = z.strictObject({
  /** `checked`: nothing was changed, as asked. */
  result: z.enum(['restored', 'checked', 'completed']),
  file: z.string().optional(),
  home: z.string(),
  createdAt: time.optional(),
  version: z.string().optional(),
  parts: z.array(backupPart),
  /** Folder with what was replaced; absent if nothing was. */
  kept: z.string().optional(),
  /** What is left to do. */
  notes: z.array(z.string()),
});

export type RestoreJson = Readonly<z.infer<typeof RESTORE_JSON>>;

/** The schema of every `--json`, by command. `query --json` prints a frame of the HAL protocol. */
export const COMMAND_JSON = {
  status: STATUS_JSON,
  list: LIST_JSON,
  connections: CONNECTIONS_JSON,
  fleet: FLEET_JSON,
  config: CONFIG_JSON,
  diagnose: DIAGNOSE_JSON,
  backup: BACKUP_JSON,
  restore: RESTORE_JSON,
  'firewall show': FIREWALL_JSON,
  'autostart status': AUTOSTART_JSON,
  ...ACCOUNT_COMMAND_JSON,
} as const;
