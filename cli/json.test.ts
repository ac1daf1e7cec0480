import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { COMMAND_JSON, CONNECTIONS_JSON, LIST_JSON, STATUS_JSON } from '../contract/command-json.ts';
import type { HomeEvent } from '../contract/home-events.ts';
import { PHANTOM_ORIGINS } from '../contract/phantom-origins.ts';
import { REGISTRATION } from '../contract/registration.ts';
import type { Status } from '../contract/status.ts';
import { connectionsJson, healthJson, incidentJson, listenerJson, listJson } from './json.ts';
import { program } from './main.ts';
import { recordedTerminal } from './testing/terminal.ts';

const AT = Date.UTC(2026, 10, 23, 5, 6, 7, 123);
const ISO = '2026-11-23T05:06:07.123Z';

const STATUS: Status = {
  state: 'running',
  userNo: 10_001,
  pid: 4711,
  origin: 'tray',
  version: '0.1.0',
  startedAt: AT,
  uptimeMs: 302_000,
  listening: [{ host: '0.0.0.0', port: 8768 }],
  connections: { open: 3, max: 50, total: 7, refused: 0 },
  queries: { total: 12, failed: 1 },
  account: { name: 'HAL', driver: 'embedded', state: 'ready', example: true },
  logLevel: 'info',
  certificate: { endsAt: AT, warning: 'it ends soon' },
  alarms: [{ kind: 'disk', state: 'raised', at: AT, detail: '1 MB free' }],
  lastError: { at: AT, message: 'QM refused the login' },
  restartRefused: { at: AT, by: 'qm (user 7)', why: 'it does not answer' },
  owner: { by: 'watch (anna)', pid: 1 },
};

const REGISTERED = REGISTRATION.parse({
  form: 1,
  userNo: 10_002,
  pid: 4712,
  processStart: 'linux 1',
  origin: 'qm',
  ports: [8769, 8765],
  account: 'HAL',
  version: '0.1.0',
  endpoint: '/run/4712.sock',
  registeredAt: AT,
});

describe('docs/json.md', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../docs/json.md'), 'utf8');
  const sections = text.split(/^## /m).slice(1);
  const examples = new Map(
    sections.map((section) => [
      section.split('\n', 1)[0] ?? '',
      [...section.matchAll(/^```json\n(.*?)^```/gms)].map(([, json = '']) => json),
    ]),
  );

  it.each(Object.entries(COMMAND_JSON))('shows %s as it is printed', (command, schema) => {
    const printed = examples.get(command) ?? [];
    expect(printed.length).toBeGreaterThan(0);
    for (const example of printed) expect(schema.safeParse(JSON.parse(example)).error).toBeUndefined();
  });

  it('shows every field that is promised', () => {
    const shown = (command: string) =>
      new Set((examples.get(command) ?? []).flatMap((example) => Object.keys(JSON.parse(example))));
    const unverified = (command: 'status' | 'list' | 'config') =>
      Object.keys(COMMAND_JSON[command].shape).filter((field) => !shown(command).has(field));
    // The fields that only appear after an error are described in the text instead.
    expect([unverified('status'), unverified('list'), unverified('config')]).toEqual([
      ['restartRefused'],
      ['othersReason', 'reason'],
      [],
    ]);
  });

  it('names every origin', () => {
    for (const origin of PHANTOM_ORIGINS) expect(text).toContain(`\`${origin}\``);
  });

  it('has a section for every command with --json, and the promise has a schema for it', async () => {
    const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];
    const named = (command: Command): string =>
      command.parent?.parent == null ? command.name() : `${named(command.parent)} ${command.name()}`;
    const verbs = all(await program(recordedTerminal()))
      .filter((command) => command.options.some(({ long }) => long === '--json'))
      .map(named);
    expect(verbs.toSorted()).toEqual([...Object.keys(COMMAND_JSON), 'query'].toSorted());
    for (const verb of verbs) expect([...examples.keys()]).toContain(verb);
  });
});

it('says of a listener that answers all that its status says, with ISO times, at one level', () => {
  const json = listenerJson({ registration: REGISTERED, condition: 'answers', status: STATUS });
  expect(STATUS_JSON.parse(json)).toMatchObject({
    state: 'running',
    userNo: 10_001,
    port: 8769,
    startedAt: ISO,
    certificate: { endsAt: ISO },
    alarms: [{ kind: 'disk', at: ISO, message: 'Low disk space: 1 MB free' }],
    lastError: { at: ISO },
    restartRefused: { at: ISO, reason: 'it does not answer' },
  });
});

it.each([
  ['hangs', 'hung'],
  ['refuses', 'unreachable'],
] as const)('says of one that %s what its registration says', (condition, state) => {
  const json = listenerJson({ registration: REGISTERED, condition, why: 'no answer' });
  expect(STATUS_JSON.parse(json)).toEqual({
    state,
    reason: 'no answer',
    userNo: 10_002,
    pid: 4712,
    origin: 'qm',
    version: '0.1.0',
    port: 8769,
    startedAt: ISO,
  });
});

it.each([
  ['ok', 'running'],
  ['degraded', 'running'],
  ['draining', 'draining'],
] as const)('calls a health page that says %s %s', (status, state) => {
  const { connections, queries } = STATUS;
  const account = { name: 'HAL', driver: 'pipe', state: 'ready' } as const;
  const page = { product: 'hal-listener', version: '1', pid: 4, started: ISO, uptime_s: 1.5 } as const;
  expect(STATUS_JSON.parse(healthJson({ ...page, status, connections, queries, account }))).toMatchObject({
    state,
    startedAt: ISO,
    uptimeMs: 1_500,
  });
});

it('keeps the last incident without what is for the file alone', () => {
  const event: HomeEvent = {
    at: AT,
    kind: 'crashed',
    cause: 'process 4600 is gone',
    by: 'watch (anna)',
    pid: 4600,
    signal: 'SIGKILL',
    lines: ['out of memory'],
    boot: 'b',
    count: 3,
  };
  expect(STATUS_JSON.parse({ state: 'stopped', lastIncident: incidentJson(event) }).lastIncident).toEqual({
    at: ISO,
    event: 'crashed',
    reason: 'process 4600 is gone',
    by: 'watch (anna)',
    pid: 4600,
    signal: 'SIGKILL',
    output: ['out of memory'],
  });
});

it.each([
  [
    {
      kind: 'process',
      process: { pid: 9, name: 'python', startedAt: AT, start: { boot: 'b', ticks: 1 } },
      addresses: ['::'],
    },
    { type: 'process', pid: 9, name: 'python', startedAt: ISO, addresses: ['::'] },
  ],
  [
    { kind: 'hidden', user: 'anna', addresses: ['::'] },
    { type: 'unknown', user: 'anna', addresses: ['::'] },
  ],
  [
    { kind: 'reserved', from: 8700, to: 8799 },
    { type: 'reserved', firstPort: 8700, lastPort: 8799 },
  ],
])('says who has the port: %j', (foreignOwner, portOwner) => {
  const listing = { port: 8768, listeners: [], unknown: [{ userNo: 3, form: 2 }], foreignOwner } as never;
  expect(LIST_JSON.parse(listJson(listing, { listeners: [] }))).toEqual({
    port: 8768,
    phantoms: [],
    otherVersions: [{ userNo: 3, form: 2 }],
    others: [],
    portOwner,
  });
});

it('shows what is known of listeners of other homes, and why there may be more', () => {
  const listing = { port: 8768, listeners: [], unknown: [], foreignOwner: undefined };
  const program = {
    pid: 4720,
    name: 'node',
    user: 'bob',
    args: [],
    homes: [],
    ports: [9000],
    startedAt: AT,
    cpuMs: 1_500,
    rss: 61_000_000,
  };
  const listeners = [
    { program, home: '/srv/hal', registration: REGISTERED, status: STATUS, why: '' },
    {
      program: { pid: 4721, name: 'node', args: [], homes: [] },
      why: 'its home is not visible to this user',
    },
  ];
  const listed = LIST_JSON.parse(listJson(listing, { listeners, incomplete: 'There are more.' }));
  expect(listed.others).toEqual([
    {
      state: 'running',
      pid: 4720,
      user: 'bob',
      home: '/srv/hal',
      userNo: 10_002,
      origin: 'qm',
      account: 'HAL',
      version: '0.1.0',
      ports: [9000],
      startedAt: ISO,
      connections: { open: 3, max: 50 },
      cpuMs: 1_500,
      memoryBytes: 61_000_000,
    },
    { state: 'unknown', reason: 'its home is not visible to this user', pid: 4721 },
  ]);
  expect(listed.othersReason).toBe('There are more.');
});

it('gives connections ISO times', () => {
  const one = {
    id: '1',
    address: '192.0.2.7:50124',
    userAgent: null,
    session: 'hal_1',
    state: 'processing',
    since: AT,
    lastActivity: AT,
    rtt: 4,
    pendingBytes: 0,
    messagesIn: 1,
    messagesOut: 2,
    queries: 0,
    failed: 0,
    malformed: 0,
  } as const;
  const closed = { ...one, closedAt: AT, by: 'client', code: 1_001, reason: 'going away' };
  const { open, closed: unverified } = CONNECTIONS_JSON.parse(
    connectionsJson({ total: 1, open: [one], closed: [closed] }),
  );
  expect(open[0]).toMatchObject({ connectedAt: ISO, lastActivityAt: ISO, rttMs: 4 });
  expect(unverified[0]).toMatchObject({ connectedAt: ISO, closedAt: ISO, closedBy: 'client', code: 1_001 });
});
