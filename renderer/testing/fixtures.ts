import type { AnsweredQuery, ClosedConnection, ConnectionInfo } from '../../contract/connections.ts';
import type { SeenFleet } from '../../contract/fleet.ts';
import type { HomeEvent } from '../../contract/home-events.ts';
import type { Asked } from '../../contract/panel-ask.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import type { History, Sample, Status } from '../../contract/status.ts';

/** Realistic data for screenshots and for states that no listener can be put into on demand. */

const MINUTE = 60_000;

export function busyStatus(change: Partial<Status> = {}): Status {
  return {
    state: 'running',
    userNo: 10_001,
    pid: 48_211,
    origin: 'panel',
    version: '0.1.0',
    startedAt: Date.now() - 194 * MINUTE,
    uptimeMs: 194 * MINUTE,
    listening: [
      { host: '0.0.0.0', port: 8_768 },
      { host: '::', port: 8_768 },
    ],
    connections: { open: 12, max: 50, total: 381, refused: 2 },
    queries: { total: 18_204, failed: 7 },
    account: {
      name: 'HAL',
      driver: 'qmclient',
      state: 'ready',
      seats: { used: 2, limit: 2, waiting: 0 },
    },
    logLevel: 'info',
    lastError: {
      at: Date.now() - 41 * MINUTE,
      message: 'the query failed code=FILE_NOT_FOUND file=APPOINTMENT',
    },
    ...change,
  };
}

export function running(change: Partial<Snapshot> = {}): Snapshot {
  const since = Date.now() - 194 * MINUTE;
  return {
    at: Date.now(),
    state: 'running',
    since,
    reason: 'User No. 10001, PID 48211, started by panel',
    port: 8_768,
    scheme: 'ws',
    status: busyStatus(),
    machine: 'QMSERVER',
    version: '0.1.0',
    ...change,
  };
}

/** When the listener does not respond. */
export function silent(state: Snapshot['state'], reason: string, change: Partial<Snapshot> = {}): Snapshot {
  const { status: _, ...rest } = running({ state, reason, since: Date.now() - 75_000, ...change });
  return rest;
}

function wave(step: number, period: number, phase = 0): number {
  return Math.sin((step / period) * 2 * Math.PI + phase);
}

/** Deterministic noise. */
function jitter(step: number): number {
  return ((Math.sin(step * 12.9898) * 43_758.5453) % 1) / 2;
}

export function sampleAt(at: number, step: number): Sample {
  const load = 1 + 0.6 * wave(step, 140) + 0.3 * wave(step, 37, 1) + 0.5 * jitter(step);
  const queries = Math.max(0, Math.round((6 + 6 * load) * 10) / 10);
  return {
    at,
    cpu: Math.max(0.3, Math.round((2.4 + 3.1 * load + jitter(step + 7)) * 10) / 10),
    rss: (61 + 3 * wave(step, 160) + (step % 60) / 20) * 1_048_576,
    heap: 21 * 1_048_576,
    loopDelay: 1.2,
    connections: Math.round(12 + 2 * wave(step - 295, 190) - 0.6 * wave(step - 295, 23)),
    queriesPerSecond: queries,
    latencyP50: Math.round((3.1 + load + 0.5 * jitter(step)) * 10) / 10,
    latencyP99: Math.round((11 + 5 * load + 9 * Math.max(0, jitter(step + 3))) * 10) / 10,
  };
}

export function busyHistory(): History {
  const now = Date.now();
  const list = (count: number, everyMs: number): Sample[] =>
    Array.from({ length: count }, (_, place) => sampleAt(now - (count - place) * everyMs, place));
  return { seconds: list(290, 1_000), tenSeconds: list(350, 10_000), minutes: list(1_100, MINUTE) };
}

const AGENTS = [
  'HAL-Mac/2.4 (macOS 15.1)',
  'HAL-Windows/2.4',
  'Mozilla/5.0 Chrome/156.0',
  'Python/3.11 websockets/12.0',
  null,
];
const STATES = ['passive_listening', 'active_listening', 'passive_listening', 'processing'] as const;

export function client(number: number, change: Partial<ConnectionInfo> = {}): ConnectionInfo {
  const since = Date.now() - number * 7 * MINUTE;
  return {
    id: String(number),
    address: `192.0.2.${20 + number}:${50_100 + number * 37}`,
    userAgent: AGENTS[number % AGENTS.length] ?? null,
    session: `hal_${(number * 7_919).toString(16)}_b2c4`,
    state: STATES[number % STATES.length] ?? 'passive_listening',
    since,
    lastActivity: Date.now() - ((number * 13_700) % 400_000),
    rtt: number === 5 ? null : (number * 17) % 9,
    pendingBytes: number === 9 ? 18_432 : 0,
    messagesIn: number * 31,
    messagesOut: number * 47,
    queries: number * 19,
    failed: number % 6 === 0 ? 2 : 0,
    malformed: number % 5 === 0 ? 1 : 0,
    ...change,
  };
}

export function closedClient(number: number, by: string, reason: string): ClosedConnection {
  return {
    ...client(number),
    id: String(100 + number),
    state: 'closed',
    closedAt: Date.now() - number * 90_000,
    code: by === 'client' ? 1_001 : 1_008,
    by,
    reason,
  };
}

const INTENTS = ['MEDICATION.LIST', 'APPOINTMENT.NEXT', 'TRANSACTION.SUM', 'REMINDER.TODAY', 'GENERAL'];

export function answeredQueries(connection: string, count: number): AnsweredQuery[] {
  return Array.from({ length: count }, (_, place) => ({
    connection,
    address: '192.0.2.23:50211',
    askedAt: Date.now() - place * 47_000,
    intent: INTENTS[place % INTENTS.length] ?? 'GENERAL',
    ms: 2 + ((place * 7) % 50),
    rows: (place * 3) % 14,
    status: place === 3 ? 'error' : 'success',
  }));
}

/** A question with a word that was not understood. */
export function answeredQuestion(): Asked {
  return {
    url: 'ws://127.0.0.1:8768',
    session: 's-1',
    resumed: false,
    frames: [
      { from: 'listener', ms: 2, text: '{"type":"connected","session_id":"s-1"}' },
      {
        from: 'client',
        ms: 3,
        text: '{"type":"text_input","text":"What did the wombat spend at Starbucks?"}',
      },
      { from: 'listener', ms: 11, text: '{"type":"response","text":"You spent $12.00 at Starbucks …"}' },
    ],
    response: {
      text: 'You spent $12.00 at Starbucks, in 2 transactions.',
      status: 'success',
      intent: 'TRANSACTION',
      action: 'transaction_query',
      confidence: 0.8,
      count: 2,
      data: [
        { '@ID': 'T1', AMOUNT: '-5.00', TAGS: ['a', 'b'] },
        { '@ID': 'T2', AMOUNT: '-7.00' },
      ],
      understood: {
        subject: 'TRANSACTION',
        operation: 'sum',
        constraints: ['payee'],
        period: { from: '2026-10-01', to: '2026-10-31' },
        remainder: ['wombat'],
      },
      duration_ms: 6,
    },
    ms: 8,
    trace: {
      statements: [{ text: 'LIST TRANSACTION WITH PAYEE = "Starbucks" AMOUNT CSV', ms: 4.2, status: 2 }],
      omitted: 0,
      outcome: { remainder: ['wombat'] },
    },
  };
}

/** Events of three days, oldest first. */
export function pastEvents(): HomeEvent[] {
  const event = (
    minutesAgo: number,
    kind: HomeEvent['kind'],
    cause: string,
    change: Partial<HomeEvent> = {},
  ) => ({
    at: Date.now() - minutesAgo * MINUTE,
    kind,
    cause,
    by: 'panel (anna)',
    port: 8_768,
    boot: 'b',
    count: 1,
    ...change,
  });
  const listener = { userNo: 10_001, pid: 48_102 };
  return [
    event(4_100, 'started', 'version 0.1.0', { by: 'task (SYSTEM)', ...listener, pid: 30_011 }),
    event(3_050, 'reloaded', 'changed: token, logLevel; needs a restart: maxConnections', {
      by: 'cli (anna)',
    }),
    event(2_990, 'restarted', 'restart by cli (anna)', { by: 'cli (anna)', ...listener, pid: 30_011 }),
    event(2_989, 'started', 'version 0.1.0', { by: 'task (SYSTEM)', ...listener }),
    event(1_300, 'database-down', 'account HAL: qmserver:4243 refuses the connection', {
      by: 'task (SYSTEM)',
    }),
    event(1_291, 'database-up', 'account HAL (4 further changes since the last event)', {
      by: 'task (SYSTEM)',
    }),
    event(700, 'alarm', 'High CPU usage: 45 % of a core, limit 20 %', { by: 'task (SYSTEM)', alarm: 'cpu' }),
    event(690, 'alarm-cleared', 'CPU usage is normal again', { by: 'task (SYSTEM)', alarm: 'cpu' }),
    event(410, 'clients-refused', '31 clients: 25 no free connection, 6 token wrong or missing', {
      by: 'task (SYSTEM)',
    }),
    event(195, 'crashed', 'process 48102 is gone', {
      ...listener,
      signal: 'SIGKILL',
      lines: [
        'FATAL ERROR: Reached heap limit Allocation failed',
        '    at readListing (hal-listener.cjs:10220:15)',
      ],
    }),
    event(194, 'started', 'version 0.1.0', { ...listener, pid: 48_211 }),
    event(2, 'reloaded', 'changed: certificate', { by: 'cli (anna)' }),
  ];
}

/** Three listeners that share a session store: one is drained, one has not been heard of for a minute. */
export function threeListeners(): SeenFleet {
  const member = { version: '0.1.0', seatsTotal: 4 };
  return {
    members: [
      {
        ...member,
        ...{ id: '0b8f6c1d2e3a.4711.5f0c9a1b', host: 'hal1', port: 8_768, pid: 4_711, state: 'running' },
        ...{
          uptimeMs: 194 * MINUTE,
          clients: { open: 12, max: 50 },
          seats: { used: 2, limit: 2 },
          silentMs: 1_400,
        },
      },
      {
        ...member,
        ...{ id: '1b8f6c1d2e3a.4712.5f0c9a1b', host: 'hal2', port: 8_768, pid: 4_712, state: 'drained' },
        ...{
          uptimeMs: 12 * MINUTE,
          clients: { open: 0, max: 50 },
          seats: { used: 1, limit: 2 },
          silentMs: 3_100,
        },
      },
      {
        ...member,
        ...{
          id: '2b8f6c1d2e3a.4713.5f0c9a1b',
          host: 'a-machine-with-a-long-name.example',
          port: 8_768,
          pid: 4_713,
        },
        ...{
          state: 'running',
          uptimeMs: 3 * 24 * 60 * MINUTE,
          clients: { open: 7, max: 50 },
          silentMs: 61_000,
        },
      },
    ],
    unreadable: 1,
    seatsInUse: 3,
  };
}
