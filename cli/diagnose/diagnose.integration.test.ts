import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../lib/testing/free-port.ts';
import { SHIPPED, waitFor } from '../testing/controls.ts';
import { DiagnosedHome } from '../testing/diagnosed-home.ts';
import { CHECKS } from './checks.ts';

let here: DiagnosedHome;

beforeAll(async () => {
  here = await DiagnosedHome.create();
  const records = {
    files: { DOCTOR: { dict: { LAST_NAME: { field: 2 } }, data: { D1: { LAST_NAME: 'Roe' } } } },
  };
  const document = path.join(here.folder, 'records.json');
  writeFileSync(document, JSON.stringify(records));
  await here.must('account', 'load', document, '--no-example');
  here.configure();
  await here.start();
}, 120_000);

afterAll(() => here.end());

it('finds missing dictionary items, and nothing once they are added', async () => {
  const [first] = await here.finds('dictionaries', 'warning');
  expect(first?.text).toMatch(/^DOCTOR FIRST_NAME is not in the dictionary/);
  expect(first?.advice).toContain('hal-listener account install --dictionaries');
  await here.must('account', 'install', '--dictionaries', '--yes');
  await here.isWell();
  const { code, out } = await here.hal(['diagnose']);
  expect(code).toBe(0);
  expect(out).toMatch(/^ 2 {2}Configuration {2}.*ok/m);
  expect(out).toMatch(new RegExp(`^${CHECKS.length} checks: `, 'm'));
});

it('finds a setting that is misspelled, and one that is invalid', async () => {
  const good = readFileSync(here.configFile, 'utf8');
  writeFileSync(here.configFile, good.replace('{', '{"prt": 1,'));
  const [typo] = await here.finds('configuration', 'warning');
  expect(typo?.text).toContain('did you mean "port"');
  writeFileSync(here.configFile, good);
  const [invalid] = await here.finds('configuration', 'problem', { WEBSOCKET_DEADLINE: 'soon' });
  expect(invalid?.text).toContain('WEBSOCKET_DEADLINE');
  await here.isWell();
});

it.skipIf(process.platform === 'win32')('finds a file of secrets that others can read', async () => {
  chmodSync(here.configFile, 0o644);
  const [open] = await here.finds('home', 'problem');
  expect(open?.text).toBe(`${here.configFile} has the mode 0644`);
  chmodSync(here.configFile, 0o600);
  await here.isWell();
});

it('finds that it was stopped, and who has its port then', async () => {
  await here.must('stop');
  const [stopped] = await here.finds('listener', 'warning');
  expect(stopped).toMatchObject({
    text: expect.stringContaining('stopped by cli'),
    advice: expect.stringContaining('start'),
  });
  const other = createServer().listen(here.port, '127.0.0.1');
  await once(other, 'listening');
  const { code, found } = await here.diagnose().finally(() => other.close());
  expect(code).toBe(1);
  expect(found).toMatchObject([{ id: 'port', result: 'problem' }, { id: 'listener' }]);
  expect(found[0]?.findings[0]?.text).toContain(`PID ${process.pid}`);
  await here.must('start');
  await here.isWell();
});

it.skipIf(process.platform === 'win32')('finds a listener that hangs', async () => {
  process.kill(here.pid(), 'SIGSTOP');
  try {
    const [hung] = await here.finds('listener', 'problem');
    expect(hung?.advice).toContain('restart');
  } finally {
    process.kill(here.pid(), 'SIGCONT');
  }
  await here.waitForAnswer();
  await here.isWell();
});

it('finds that the network is open without a token', async () => {
  here.configure({ token: undefined });
  await here.hal(['stop']);
  await here.must('start');
  const [open] = await here.finds('protection', 'warning');
  expect(open?.advice).toContain('hal-listener config set token');
  here.configure();
  await here.must('restart');
  await here.isWell();
});

it('finds a proxy that is not trusted, and one that names its clients badly', async () => {
  const ask = (forwarded: string) =>
    fetch(`http://127.0.0.1:${here.port}/healthz`, { headers: { 'X-Forwarded-For': forwarded } });
  await ask('192.0.2.7');
  const [untrusted] = await here.finds('proxy', 'warning');
  expect(untrusted).toMatchObject({
    text: '127.0.0.1 sent X-Forwarded-For with 1 requests',
    advice: expect.stringContaining('"hal-listener config set trustedProxies 127.0.0.1"'),
  });
  await here.must('config', 'set', 'trustedProxies', '127.0.0.1');
  await here.must('reload');
  await here.isWell();
  expect((await ask('not an address')).status).toBe(400);
  const [malformed] = await here.finds('proxy', 'warning');
  expect(malformed?.text).toBe('1 requests were refused');
  await here.must('restart');
  expect((await ask('192.0.2.7')).status).toBe(200);
  await here.isWell();
  await here.must('config', 'unset', 'trustedProxies');
  await here.must('reload');
});

it('finds a webhook of alarms that has no server and no key, and nothing once it has both', async () => {
  const port = await freePort();
  const alarmWebhook = `http://127.0.0.1:${port}/alarms`;
  here.configure({ alarmWebhook });
  await here.must('restart');
  const [unreachable, unsigned] = await here.finds('alarms', 'warning');
  expect(unreachable?.text).toMatch(/cannot be reached/);
  expect(unsigned?.advice).toContain('hal-listener config set alarmWebhookSecret');
  here.configure({ alarmWebhook, alarmWebhookSecret: 'a key of the webhook' });
  await here.must('restart');
  const receiver = createHttpServer((_, response) => void response.writeHead(204).end());
  await once(receiver.listen(port, '127.0.0.1'), 'listening');
  try {
    await here.must('alarm', 'test');
    await here.isWell();
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
  here.configure();
  await here.must('restart');
});

it('finds errors of the last day in the log, those of one cause together', async () => {
  const log = path.join(here.home, 'logs/HAL.SPLITTER.LOG');
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
  expect((await here.finds('log', 'warning')).map(({ text }) => text)).toEqual([
    '1 × account: statement 4 failed after 9 ms',
  ]);
  writeFileSync(log, good);
  for (const n of [1, 2, 3])
    appendFileSync(log, `${stamp} ERROR account  statement ${n} failed after ${n * 7} ms\n`);
  expect((await here.finds('log', 'warning')).map(({ text }) => text)).toEqual([
    '3 × account: statement 3 failed after 21 ms',
  ]);
  writeFileSync(log, good);
  await here.isWell();
});

it('finds a time zone that is none', async () => {
  const [zone] = await here.finds('clock', 'warning', { TZ: 'Mars/Phobos' });
  expect(zone?.text).toBe('TZ=Mars/Phobos is no time zone');
});

it.skipIf(process.platform !== 'linux')('finds that it uses more memory than its alarm allows', async () => {
  const good = readFileSync(here.configFile, 'utf8');
  writeFileSync(here.configFile, good.replace('{', '{"alarmRss": "20 MiB",'));
  const [alarm] = await here.finds('limits', 'problem');
  expect(alarm?.text).toMatch(/^[\d.]+ MB, alarm 21\.0 MB$/);
  writeFileSync(here.configFile, good);
  await here.isWell();
});

it.skipIf(process.platform !== 'linux')(
  'finds that nothing starts it, and that an entry starts nothing',
  async () => {
    const entry = path.join(here.folder, 'config/autostart/hal-listener.desktop');
    const good = readFileSync(entry, 'utf8');
    writeFileSync(entry, good.replaceAll(process.execPath, '/opt/gone/node'));
    const [gone] = await here.finds('autostart', 'problem');
    expect(gone).toMatchObject({
      text: 'login: /opt/gone/node',
      advice: expect.stringContaining('autostart install login'),
    });
    await here.must('autostart', 'remove', 'login');
    const [none] = await here.finds('autostart', 'warning');
    expect(none?.advice).toContain('autostart install');
    await here.must('autostart', 'install', 'login');
    await here.isWell();
  },
);

it('finds that it was started by hand after the last boot', async () => {
  const file = path.join(here.home, 'events.jsonl');
  const good = readFileSync(file, 'utf8');
  const [before = '', first = '', ...rest] = good.split('\n');
  writeFileSync(file, [before, first.replace(/"by":"watch/, '"by":"cli'), ...rest].join('\n'));
  await here.finds('reboot', 'problem');
  writeFileSync(file, good);
  await here.isWell();
});

it.skipIf(process.platform !== 'linux')(
  'finds that a person typed the command of its supervisor',
  async () => {
    const file = path.join(here.home, 'events.jsonl');
    const good = readFileSync(file, 'utf8');
    const [before = ''] = good.split('\n');
    for (const [pid, isGone] of [
      [here.supervisorPid(), () => here.supervisorPid() === 0],
      [here.pid(), () => here.pid() === 0],
    ] as const) {
      process.kill(pid, 'SIGTERM');
      await waitFor(isGone);
    }
    // As after a boot at which nothing was started.
    writeFileSync(file, `${before}\n`);
    const command = `'${process.execPath}' '${SHIPPED}' watch --detach`;
    await promisify(execFile)('script', ['-qec', command, '/dev/null'], { env: here.env });
    await waitFor(() => here.pid() !== 0);
    await here.waitForAnswer();
    const [typed] = await here.finds('reboot', 'problem');
    expect(typed?.text).toMatch(/ by watch \(.*\), typed at a terminal$/);
    writeFileSync(file, good);
    await here.isWell();
  },
);

it('finds that nothing restarts it', async () => {
  process.kill(here.supervisorPid(), 'SIGTERM');
  await waitFor(() => here.supervisorPid() === 0);
  const [nobody] = await here.finds('supervisors', 'warning');
  expect(nobody?.advice).toContain('hal-listener watch --detach');
  await here.must('watch', '--detach');
  await here.isWell();
});

it('finds that it crashed', async () => {
  const killed = here.pid();
  process.kill(killed, 'SIGKILL');
  await waitFor(() => here.pid() !== 0 && here.pid() !== killed);
  await here.waitForAnswer();
  const { found } = await here.diagnose();
  expect(found.map(({ id }) => id)).toContain('incidents');
});
