import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { PROGRAM_LINE, type ProgramCall } from '../../contract/panel-program.ts';
import { SETTINGS_VIEW, type SettingsView } from '../../contract/panel-settings.ts';
import { writeDesired } from '../../supervisor/registry/desired-state.ts';
import { readEvents } from '../../supervisor/registry/event-file.ts';
import { recordedTerminal, typed } from '../testing/terminal.ts';
import { panelBridgeVerb } from './panel-bridge.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-panel-bridge-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

const file = (): string => path.join(home, 'config.json');
const saved = (): Record<string, unknown> => JSON.parse(readFileSync(file(), 'utf8'));

/** Asks as the panel does. @returns the last line */
async function ask(call: ProgramCall | 'nothing', params: unknown, env: Record<string, string> = {}) {
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home, ...env });
  await typed(panelBridgeVerb({ ...terminal, input: async () => JSON.stringify(params) }), call);
  return PROGRAM_LINE.parse(JSON.parse(terminal.output().trim().split('\n').at(-1) ?? ''));
}

async function view(env: Record<string, string> = {}): Promise<SettingsView> {
  const line = await ask('settings', {}, env);
  if (line.kind !== 'ok') throw new Error(JSON.stringify(line));
  return SETTINGS_VIEW.parse(line.ok);
}

const setting = (of: SettingsView, name: string) => of.settings.find((one) => one.name === name);

it('shows each setting with its source, and of a secret only that it is set', async () => {
  writeFileSync(file(), '{"port": 9000, "token": "nobody may read this", "logLevel": "debug"}');
  const shown = await view({ MAX_CONNECTIONS: '7', WEBSOCKET_PORT: '9100' });
  expect(JSON.stringify(shown)).not.toContain('nobody');
  expect(setting(shown, 'token')).toMatchObject({
    value: '(set)',
    input: 'secret',
    isInFile: true,
    needsRestart: false,
  });
  expect(setting(shown, 'port')).toMatchObject({
    value: '9100',
    saved: '9000',
    isInFile: true,
    needsRestart: true,
    override: { key: 'WEBSOCKET_PORT', of: 'here' },
  });
  expect(setting(shown, 'logLevel')).toMatchObject({
    value: 'debug',
    input: 'choice',
    source: 'file',
    default: 'info',
  });
  expect(setting(shown, 'maxConnections')).toMatchObject({
    source: 'environment',
    from: 'environment MAX_CONNECTIONS',
  });
  expect(setting(shown, 'keepSessions')).toMatchObject({ input: 'switch', value: 'on', source: 'default' });
  expect(setting(shown, 'home')).toMatchObject({ isEditable: false });
});

it('has a group for every setting', async () => {
  const { settings } = await view();
  expect(settings.filter(({ group }) => group === 'more').map(({ name }) => name)).toEqual([]);
});

it('says what the last start brought, which a restart repeats', async () => {
  writeDesired(home, 'run/desired.json', {
    desired: 'running',
    at: 1,
    by: 'cli (anna)',
    port: 9200,
    flags: { '--port': '9200' },
  });
  expect(setting(await view(), 'port')).toMatchObject({
    value: '9200',
    override: { key: '--port', of: 'last-start' },
  });
});

it('works with a configuration that no listener starts with, and names its errors', async () => {
  writeFileSync(file(), '{"port": "many"}');
  const shown = await view();
  expect(shown.errors).toEqual([expect.stringContaining('port=many')]);
  const edits = [{ name: 'port', value: '9001' }];
  expect(await ask('settings-save', { stamp: shown.stamp, edits })).toMatchObject({ ok: { kind: 'saved' } });
  expect(saved()).toMatchObject({ port: 9001 });
});

it('checks values as the listener does, alone and together, and changes nothing', async () => {
  const check = async (edits: unknown) => (await ask('settings-check', { edits })) as { ok?: unknown };
  expect(await check([{ name: 'port', value: '70000' }])).toMatchObject({
    ok: { problems: [{ name: 'port', message: expect.stringContaining('a whole number from 0 to 65535') }] },
  });
  expect(await check([{ name: 'tlsKey', value: path.join(home, 'key.pem') }])).toMatchObject({
    ok: { problems: [{ name: 'tlsKey' }] },
  });
  expect(await check([{ name: 'port', value: ' 9000 ' }])).toMatchObject({ ok: { problems: [] } });
  expect(() => saved()).toThrow();
});

it('saves atomically, keeps the file before, and brings it back', async () => {
  writeFileSync(file(), '{"port": 9000}');
  const edits = [
    { name: 'port', value: null },
    { name: 'token', value: 'a secret' },
    { name: 'maxConnections', value: '60' },
  ];
  const answer = await ask('settings-save', { stamp: (await view()).stamp, edits });
  expect(answer).toMatchObject({
    ok: { kind: 'saved', message: expect.stringContaining('port, token, maxConnections') },
  });
  expect(saved()).toEqual({ form: 1, token: 'a secret', maxConnections: 60 });
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const changed = await view();
  expect(changed.previous?.differences).toEqual(
    [
      { name: 'port', after: '9000' },
      { name: 'maxConnections', before: '60' },
      { name: 'token', before: '(set)' },
    ].sort((one, other) => order(changed, one.name) - order(changed, other.name)),
  );
  expect(await ask('settings-restore', { stamp: changed.stamp })).toMatchObject({ ok: { kind: 'saved' } });
  expect(saved()).toEqual({ port: 9000 });
  // What it replaced is kept in turn.
  await ask('settings-restore', { stamp: (await view()).stamp });
  expect(saved()).toMatchObject({ token: 'a secret' });
  const events = readEvents(home);
  expect(events.map(({ kind, cause }) => [kind, cause.split(/,? /).sort()])).toEqual(
    Array.from({ length: 3 }, () => [
      'settings-changed',
      ['config.json', 'in', 'maxConnections', 'port', 'token'],
    ]),
  );
  expect(events[0]?.by).toMatch(/^panel \(.+\)$/);
});

const order = (of: SettingsView, name: string): number => of.settings.findIndex((one) => one.name === name);

it('overwrites nothing that was changed since it was read', async () => {
  const { stamp } = await view();
  writeFileSync(file(), '{"port": 9005}');
  const edits = [{ name: 'port', value: '9006' }];
  const answer = await ask('settings-save', { stamp, edits });
  expect(answer).toMatchObject({ ok: { kind: 'conflict' } });
  expect(saved()).toEqual({ port: 9005 });
  expect(await ask('settings-restore', { stamp })).toMatchObject({ ok: { kind: 'conflict' } });
});

it('refuses what is no setting, what the file cannot have, and what is no call', async () => {
  const { stamp } = await view();
  const save = (name: string) => ask('settings-save', { stamp, edits: [{ name, value: '1' }] });
  expect(await save('prot')).toEqual({ kind: 'error', message: 'prot is not a setting.' });
  expect(await save('home')).toEqual({ kind: 'error', message: 'home cannot be set in config.json.' });
  expect(await ask('settings-restore', { stamp })).toEqual({
    kind: 'error',
    message: 'No earlier settings are kept.',
  });
  expect(await ask('nothing', {})).toMatchObject({ kind: 'error' });
  expect(await ask('settings-save', { edits: 'all' })).toMatchObject({
    kind: 'error',
    message: expect.stringContaining('Invalid parameters'),
  });
});
