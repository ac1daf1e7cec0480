import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND_JSON, type DiagnoseJson } from '../../contract/command-json.ts';
import { SHIPPED, waitFor } from '../testing/controls.ts';
import { freePort } from '../testing/free-port.ts';
import { endHome, registeredPids } from '../testing/home-end.ts';
import { CHECKS } from './checks.ts';

/**
 * An installation as it should be: its own records, a token, a supervisor that an autostart entry started after the last
 * boot. Each test breaks one thing, sees that one check find it, follows its advice, and sees it gone.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'hal-diagnose-'));
const home = path.join(folder, 'home');
const env: Record<string, string> = {
  PATH: process.env.PATH ?? '',
  HOME: folder,
  XDG_CONFIG_HOME: path.join(folder, 'config'),
  HAL_LISTENER_HOME: home,
};
let port = 0;

interface Output {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function hal(args: readonly string[], more: Record<string, string> = {}): Promise<Output> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [SHIPPED, ...args], {
      env: { ...env, ...more },
      timeout: 60_000,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, out: stdout, err: stderr };
  }
}

type Found = DiagnoseJson['checks'][number];

async function diagnose(
  more: Record<string, string> = {},
): Promise<{ code: number; found: readonly Found[] }> {
  const { code, out } = await hal(['diagnose', '--json'], more);
  const { checks } = COMMAND_JSON.diagnose.parse(JSON.parse(out));
  const isBad = ({ id, result }: Found): boolean =>
    // The runtime is that of this test.
    id !== 'versions' && (result === 'warning' || result === 'problem');
  return { code, found: checks.filter(isBad) };
}

/** Sees one check find something. @returns its findings */
async function finds(id: string, result: string, more: Record<string, string> = {}) {
  const { code, found } = await diagnose(more);
  expect(found).toMatchObject([{ id, result }]);
  expect(code).toBe(result === 'problem' ? 1 : 0);
  return found[0]?.findings.filter(({ result }) => result !== 'ok') ?? [];
}

async function isWell(): Promise<void> {
  expect(await diagnose()).toEqual({ code: 0, found: [] });
}

/** PID of the supervisor; 0 if there is none. */
function supervisorPid(): number {
  try {
    return Number(JSON.parse(readFileSync(path.join(home, 'run/watch.lock'), 'utf8')).pid);
  } catch {
    return 0;
  }
}

const configFile = path.join(home, 'config.json');
const pid = (): number => registeredPids(home)[0] ?? 0;

beforeAll(async () => {
  port = await freePort();
  const records = {
    files: { DOCTOR: { dict: { LAST_NAME: { field: 2 } }, data: { D1: { LAST_NAME: 'Roe' } } } },
  };
  const document = path.join(folder, 'records.json');
  writeFileSync(document, JSON.stringify(records));
  expect(await hal(['account', 'load', document, '--no-example'])).toMatchObject({ code: 0 });
  expect(await hal(['config', 'set', 'port', String(port)])).toMatchObject({ code: 0 });
  writeFileSync(configFile, JSON.stringify({ port, token: 'a-token-of-twenty-two' }), { mode: 0o600 });
  expect(await hal(['autostart', 'install', 'login'])).toMatchObject({ code: 0 });
  const before = {
    at: Date.now() - 86_400_000,
    kind: 'started',
    cause: 'version 0.1.0',
    by: 'watch (anna)',
    boot: 'at:1',
    count: 1,
  };
  writeFileSync(path.join(home, 'events.jsonl'), `${JSON.stringify(before)}\n`, { mode: 0o600 });
  // As the entry does.
  expect(await hal(['watch', '--detach'])).toMatchObject({ code: 0 });
  await waitFor(() => pid() !== 0);
  await waitForAnswer();
}, 120_000);

afterAll(async () => {
  await hal(['stop']);
  const supervisor = supervisorPid();
  if (supervisor !== 0) process.kill(supervisor, 'SIGKILL');
  endHome(home, registeredPids(home));
  rmSync(folder, { recursive: true, force: true });
});

async function waitForAnswer(): Promise<void> {
  for (const end = performance.now() + 30_000; (await hal(['status'])).code !== 0; )
    if (performance.now() > end) throw new Error('the listener does not answer');
}

it('finds missing dictionary items, and nothing once they are added', async () => {
  const [first] = await finds('dictionaries', 'warning');
  expect(first?.text).toMatch(/^DOCTOR FIRST_NAME is not in the dictionary/);
  expect(first?.advice).toContain('hal-listener account install --dictionaries');
  expect(await hal(['account', 'install', '--dictionaries', '--yes'])).toMatchObject({ code: 0 });
  await isWell();
  const { code, out } = await hal(['diagnose']);
  expect(code).toBe(0);
  expect(out).toMatch(/^ 2 {2}Configuration {2}.*ok/m);
  expect(out).toMatch(new RegExp(`^${CHECKS.length} checks: `, 'm'));
});

it('finds a setting that is misspelled, and one that is invalid', async () => {
  const good = readFileSync(configFile, 'utf8');
  writeFileSync(configFile, good.replace('{', '{"prt": 1,'));
  const [typo] = await finds('configuration', 'warning');
  expect(typo?.text).toContain('did you mean "port"');
  writeFileSync(configFile, good);
  const [invalid] = await finds('configuration', 'problem', { WEBSOCKET_DEADLINE: 'soon' });
  expect(invalid?.text).toContain('WEBSOCKET_DEADLINE');
  await isWell();
});

it.skipIf(process.platform === 'win32')('finds a file of secrets that others can read', async () => {
  chmodSync(configFile, 0o644);
  const [open] = await finds('home', 'problem');
  expect(open?.text).toBe(`${configFile} has the mode 0644`);
  chmodSync(configFile, 0o600);
  await isWell();
});

it('finds that it was stopped, and who has its port then', async () => {
  expect(await hal(['stop'])).toMatchObject({ code: 0 });
  const [stopped] = await finds('listener', 'warning');
  expect(stopped).toMatchObject({
    text: expect.stringContaining('stopped by cli'),
    advice: expect.stringContaining('start'),
  });
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const { code, found } = await diagnose().finally(() => other.close());
  expect(code).toBe(1);
  expect(found).toMatchObject([{ id: 'port', result: 'problem' }, { id: 'listener' }]);
  expect(found[0]?.findings[0]?.text).toContain(`PID ${process.pid}`);
  expect(await hal(['start'])).toMatchObject({ code: 0 });
  await isWell();
});

it.skipIf(process.platform === 'win32')('finds a listener that hangs', async () => {
  process.kill(pid(), 'SIGSTOP');
  try {
    const [hung] = await finds('listener', 'problem');
    expect(hung?.advice).toContain('restart');
  } finally {
    process.kill(pid(), 'SIGCONT');
  }
  await waitForAnswer();
  await isWell();
});

it('finds that the network is open without a token', async () => {
  writeFileSync(configFile, JSON.stringify({ port }), { mode: 0o600 });
  await hal(['stop']);
  expect(await hal(['start'])).toMatchObject({ code: 0 });
  const [open] = await finds('protection', 'warning');
  expect(open?.advice).toContain('hal-listener config set token');
  writeFileSync(configFile, JSON.stringify({ port, token: 'a-token-of-twenty-two' }), { mode: 0o600 });
  expect(await hal(['restart'])).toMatchObject({ code: 0 });
  await isWell();
});

it('finds errors of the last day in the log, those of one cause together', async () => {
  const log = path.join(home, 'logs/HAL.SPLITTER.LOG');
  const good = readFileSync(log);
  const now = new Date();
  const stamp = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
    .toISOString()
    .replace('T', ' ')
    .slice(0, 23);
  for (const n of [1, 2, 3])
    appendFileSync(log, `${stamp} ERROR account  statement ${n} failed after ${n * 7} ms\n`);
  appendFileSync(log, '2020-01-01 00:00:00.000 ERROR account  long ago\n');
  appendFileSync(log, `${stamp} ERROR account  statement 4 failed after 9 ms\n`);
  // The old line ends the search, since a log is read from its end.
  expect((await finds('log', 'warning')).map(({ text }) => text)).toEqual([
    '1 × account: statement 4 failed after 9 ms',
  ]);
  writeFileSync(log, good);
  for (const n of [1, 2, 3])
    appendFileSync(log, `${stamp} ERROR account  statement ${n} failed after ${n * 7} ms\n`);
  expect((await finds('log', 'warning')).map(({ text }) => text)).toEqual([
    '3 × account: statement 3 failed after 21 ms',
  ]);
  writeFileSync(log, good);
  await isWell();
});

it('finds a time zone that is none', async () => {
  const [zone] = await finds('clock', 'warning', { TZ: 'Mars/Phobos' });
  expect(zone?.text).toBe('TZ=Mars/Phobos is no time zone');
});

it.skipIf(process.platform !== 'linux')('finds that it uses more memory than its alarm allows', async () => {
  const good = readFileSync(configFile, 'utf8');
  writeFileSync(configFile, good.replace('{', '{"alarmRss": "20 MiB",'));
  const [alarm] = await finds('limits', 'problem');
  expect(alarm?.text).toMatch(/^[\d.]+ MB, alarm 21\.0 MB$/);
  writeFileSync(configFile, good);
  await isWell();
});

it.skipIf(process.platform !== 'linux')(
  'finds that nothing starts it, and that an entry starts nothing',
  async () => {
    const entry = path.join(folder, 'config/autostart/hal-listener.desktop');
    const good = readFileSync(entry, 'utf8');
    writeFileSync(entry, good.replaceAll(process.execPath, '/opt/gone/node'));
    const [gone] = await finds('autostart', 'problem');
    expect(gone).toMatchObject({
      text: 'login: /opt/gone/node',
      advice: expect.stringContaining('autostart install login'),
    });
    expect(await hal(['autostart', 'remove', 'login'])).toMatchObject({ code: 0 });
    const [none] = await finds('autostart', 'warning');
    expect(none?.advice).toContain('autostart install');
    expect(await hal(['autostart', 'install', 'login'])).toMatchObject({ code: 0 });
    await isWell();
  },
);

it('finds that it was started by hand after the last boot', async () => {
  const file = path.join(home, 'events.jsonl');
  const good = readFileSync(file, 'utf8');
  const [before = '', first = '', ...rest] = good.split('\n');
  writeFileSync(file, [before, first.replace(/"by":"watch/, '"by":"cli'), ...rest].join('\n'));
  await finds('reboot', 'problem');
  writeFileSync(file, good);
  await isWell();
});

it('finds that nothing restarts it', async () => {
  process.kill(supervisorPid(), 'SIGTERM');
  await waitFor(() => supervisorPid() === 0);
  const [nobody] = await finds('supervisors', 'warning');
  expect(nobody?.advice).toContain('hal-listener watch --detach');
  expect(await hal(['watch', '--detach'])).toMatchObject({ code: 0 });
  await isWell();
});

it('finds that it crashed', async () => {
  const killed = pid();
  process.kill(killed, 'SIGKILL');
  await waitFor(() => pid() !== 0 && pid() !== killed);
  await waitForAnswer();
  const { found } = await diagnose();
  expect(found.map(({ id }) => id)).toContain('incidents');
});
