import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { Controls, isAlive, SHIPPED, waitFor } from './testing/controls.ts';

/** No check or restart results in less protection, another port, other addresses or fewer seats than before. */

const TOKEN = 'a-token-of-some-length';

/** The environment of a shell that only knows the home, as in cron. */
async function bare(here: Controls, ...args: string[]) {
  const env = { PATH: process.env.PATH ?? '', HAL_LISTENER_HOME: here.home };
  const child = spawn(process.execPath, [SHIPPED, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  await once(child, 'close');
  here.remember();
  return { code: child.exitCode, out, err };
}

function registered(here: Controls) {
  const registrations = registrationFiles(here.home)
    .flatMap(({ read }) => (read.kind === 'ours' ? [read.registration] : []))
    .sort((left, right) => left.registeredAt - right.registeredAt)
    .at(-1);
  if (registrations === undefined) throw new Error('no listener is registered');
  return registrations;
}

async function killed(here: Controls): Promise<void> {
  const { pid } = registered(here);
  process.kill(pid, 'SIGKILL');
  await waitFor(() => !isAlive(pid));
}

/** The HTTP status of a client's handshake; 101 if it is accepted. */
function knock(port: number, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(`ws://127.0.0.1:${port}`, { headers });
    client.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    client.on('open', () => {
      client.close();
      resolve(101);
    });
    client.on('error', reject);
  });
}

it('leaves a healthy listener alone, whatever it answers and wherever it is', async () => {
  const here = await Controls.open();
  for (const { env, message } of [
    { env: { WEBSOCKET_TOKEN: TOKEN }, message: 'HTTP 401' },
    { env: { MAX_CONNECTIONS: '1' }, message: 'HTTP 503' },
    { env: { WEBSOCKET_HOST: '::' }, message: / ms\)/ },
    { env: { WEBSOCKET_HOST: '127.0.0.3' }, message: / ms\)/ },
  ]) {
    expect((await here.run(['start'], env)).code).toBe(0);
    const { pid } = registered(here);
    const client =
      env.MAX_CONNECTIONS === undefined ? undefined : new WebSocket(`ws://127.0.0.1:${here.port}`);
    if (client !== undefined) await once(client, 'open');
    expect(await bare(here, 'check', '--restart')).toMatchObject({
      code: 0,
      out: expect.stringMatching(message),
    });
    expect((await bare(here, 'from-qm', 'check')).out).toBe('@ RUNNING\n');
    expect(registered(here).pid).toBe(pid);
    client?.terminate();
    await here.run(['stop']);
  }
});

it('restarts nothing where the token would be lost, says why and how to keep it, and then restarts', async () => {
  const here = await Controls.open();
  await here.run(['start'], { WEBSOCKET_TOKEN: TOKEN });
  const { pid } = registered(here);
  const { code, err } = await bare(here, 'restart');
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^Not restarted.*WEBSOCKET_TOKEN .*hal-listener\S* config set token" keeps it/),
  ]);
  const right = await here.run(['restart'], { WEBSOCKET_TOKEN: 'another-token' });
  expect([right.code, right.err]).toEqual([1, expect.stringContaining('differs from the one')]);
  expect(registered(here).pid).toBe(pid);
  expect(JSON.stringify([registered(here), here.read('run/desired.json')])).not.toContain(TOKEN);

  // The listener hangs: a check that cannot restart it with the token leaves it running and reports that.
  process.kill(pid, 'SIGSTOP');
  expect(await bare(here, 'check', '--restart')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Not restarted'),
  });
  expect((await bare(here, 'from-qm', 'check')).out).toMatch(/Not restarted[\s\S]*@ FAILED\n$/);
  process.kill(pid, 'SIGCONT');
  // The listener crashed: it is not started without the token either.
  await killed(here);
  expect((await bare(here, 'check', '--restart')).code).toBe(1);
  expect(here.pids()).toEqual([]);
  const watch = here.spawn(['watch']);
  await waitFor(() => watch.text().out.includes('Not restarted'));
  expect(here.pids()).toEqual([]);
  watch.child.kill('SIGTERM');
  await once(watch.child, 'close');

  writeFileSync(path.join(here.home, 'config.json'), JSON.stringify({ token: TOKEN }));
  expect((await bare(here, 'check', '--restart')).code).toBe(0);
  const { ports, listening } = registered(here);
  expect([ports, listening]).toEqual([[here.port], [{ host: '127.0.0.1', port: here.port }]]);
  expect(await knock(here.port)).toBe(401);
  expect(await knock(here.port, { Authorization: `Bearer ${TOKEN}` })).toBe(101);
});

it('runs on with port, address, seats and TLS of another shell, and against what this one says', async () => {
  const here = await Controls.open();
  await here.run(['start'], { MAX_CONNECTIONS: '7', LOG_LEVEL: 'warn', WEBSOCKET_ORIGINS: 'hal.example' });
  const before = registered(here);
  const strange = {
    WEBSOCKET_PORT: '1',
    WEBSOCKET_HOST: '127.0.0.9',
    MAX_CONNECTIONS: '1',
    QM_HOST: 'nosuch',
  };
  const restarted = await here.run(['restart'], strange);
  expect([restarted.code, restarted.err]).toEqual([0, expect.stringContaining('WEBSOCKET_PORT')]);
  const same = { ports: before.ports, listening: before.listening, profile: before.profile };
  expect(registered(here)).toMatchObject(same);
  expect(registered(here).pid).not.toBe(before.pid);
  await killed(here);
  expect((await bare(here, 'check', '--restart')).code).toBe(0);
  expect(registered(here)).toMatchObject(same);
  await killed(here);
  const watch = here.spawn(['watch'], strange);
  await waitFor(() => watch.text().out.includes('running:'));
  here.remember();
  expect(registered(here)).toMatchObject(same);
  // A start replaces all settings.
  watch.child.kill('SIGTERM');
  await once(watch.child, 'close');
  await here.run(['stop']);
  await here.run(['start'], { MAX_CONNECTIONS: '3' });
  expect(registered(here).profile?.environment.MAX_CONNECTIONS).toBe('3');
  expect(registered(here).profile?.environment.WEBSOCKET_ORIGINS).toBeUndefined();
});

it('has the owner say why it did not restart, and leaves what runs', async () => {
  const here = await Controls.open();
  await here.run(['start'], { WEBSOCKET_TOKEN: TOKEN });
  const watch = here.spawn(['watch']);
  await waitFor(() => watch.text().out.includes('running:'));
  const { pid } = registered(here);
  const { code, err } = await here.run(['restart'], { WEBSOCKET_TOKEN: TOKEN });
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/watch \(.*\) was asked to restart it: Not restarted/),
  ]);
  expect(registered(here).pid).toBe(pid);
});

it('refuses to go on where its configuration file is gone, or QM with it', async () => {
  const here = await Controls.open();
  const file = path.join(here.home, 'config.json');
  writeFileSync(file, JSON.stringify({ token: TOKEN, maxConnections: 9 }));
  await here.run(['start']);
  const { pid } = registered(here);
  writeFileSync(file, '{"maxConnections": 9}');
  const without = await here.run(['restart']);
  expect([without.code, without.err]).toEqual([1, expect.stringContaining('Clients need a token now')]);
  writeFileSync(file, '{"maxConnections": 9');
  expect(await here.run(['restart'])).toMatchObject({
    code: 78,
    err: expect.stringContaining('config.json'),
  });
  expect(registered(here).pid).toBe(pid);
});

it.each([
  ['the command', async (here: Controls) => void (await here.run(['reload']))],
  ['SIGHUP', async (here: Controls) => void process.kill(registered(here).pid, 'SIGHUP')],
])('keeps a token that a reload by %s brought, whoever restarts, also after a crash', async (_, reload) => {
  const here = await Controls.open();
  const file = path.join(here.home, 'config.json');
  await here.run(['start']);
  const { pid, profile } = registered(here);
  expect(profile).toMatchObject({ token: false, files: [] });
  writeFileSync(file, JSON.stringify({ token: TOKEN, maxConnections: 9 }));
  await reload(here);
  await waitFor(() => registered(here).profile?.token === true);
  const knownProfile = { ...profile, token: true, files: [file] };
  expect(registered(here)).toMatchObject({ pid, profile: knownProfile });
  await waitFor(() => JSON.parse(here.read('run/desired.json')).profile.token);
  expect(JSON.parse(here.read('run/desired.json'))).toMatchObject({
    desired: 'running',
    pid,
    profile: knownProfile,
  });

  writeFileSync(file, '{}');
  // A second reload does not remove it either.
  expect((await here.run(['reload'])).out).toMatch(/Needs .*: token/);
  for (const order of [['restart'], ['check', '--restart']]) {
    if (order[0] === 'check') await killed(here);
    expect(await here.run(order)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Clients need a token now'),
    });
  }
  rmSync(file);
  expect((await here.run(['check', '--restart'])).err).toContain(
    `${file} that it runs with no longer exists`,
  );
  expect(here.pids()).toEqual([]);
  writeFileSync(file, JSON.stringify({ token: TOKEN }));
  expect((await here.run(['check', '--restart'])).code).toBe(0);
  expect(await knock(here.port)).toBe(401);
});

it('notes a reload of its own listener alone, and leaves a stop that was ordered', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const desired = path.join(here.home, 'run', 'desired.json');
  const saved = JSON.parse(here.read('run/desired.json'));
  const orders = [
    { ...saved, desired: 'stopped', by: 'somebody' },
    { ...saved, pid: 1 },
  ];
  for (const [index, order] of orders.entries()) {
    writeFileSync(desired, JSON.stringify(order));
    writeFileSync(path.join(here.home, 'config.json'), JSON.stringify({ token: `${TOKEN}-${index}` }));
    expect((await here.run(['reload'])).out).toContain('token');
    const current = JSON.parse(here.read('run/desired.json'));
    const { by, pid, profile } = current;
    expect({ desired: current.desired, by, pid, token: profile.token }).toEqual({
      desired: order.desired,
      by: order.by,
      pid: order.pid,
      token: order.pid !== 1,
    });
  }
});

it('reloads with the settings that it goes on with after a crash', async () => {
  const here = await Controls.open();
  const unit = { HAL_LISTENER_ORIGIN: 'systemd' };
  await here.run(['start'], { LOG_LEVEL: 'warn', WEBSOCKET_ORIGINS: 'hal.example' });
  await killed(here);
  const second = here.spawn(['run', '--example'], unit);
  await waitFor(() => second.text().out.includes('Ctrl+C'));
  expect((await here.run(['reload'])).out).toBe('Reloaded: nothing has changed.\n');
});

it('starts with no less when a unit starts what crashed, and says all after an end on purpose', async () => {
  const here = await Controls.open();
  const unit = { HAL_LISTENER_ORIGIN: 'systemd' };
  await here.run(['start'], { WEBSOCKET_TOKEN: TOKEN, MAX_CONNECTIONS: '4' });
  await killed(here);
  const less = await here.run(['run', '--example'], unit);
  expect([less.code, less.err]).toEqual([78, expect.stringContaining('Not restarted')]);
  const second = here.spawn(['run', '--example'], { ...unit, WEBSOCKET_TOKEN: TOKEN });
  await waitFor(() => second.text().out.includes('Ctrl+C'));
  expect(registered(here).profile?.environment.MAX_CONNECTIONS).toBe('4');
  second.child.kill('SIGTERM');
  await once(second.child, 'close');
  const third = here.spawn(['run', '--example'], { ...unit, MAX_CONNECTIONS: '5' });
  await waitFor(() => third.text().out.includes('Ctrl+C'));
  expect(registered(here).profile).toMatchObject({ token: false, environment: { MAX_CONNECTIONS: '5' } });
});

it.each([
  [
    'says nothing',
    () => createServer((socket) => void socket.on('error', () => undefined)),
    'does not answer',
  ],
  [
    'answers HTTP',
    () => createHttpServer((_, response) => response.writeHead(404).end('Not Found')),
    'is not a HAL listener (HTTP 404)',
  ],
])('finds no listener where a program that %s took the port', async (_what, program, why) => {
  const here = await Controls.open();
  await here.run(['start']);
  await killed(here);
  const other = program().listen(here.port, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { code, err } = await here.run(['check']);
  expect([code, err]).toEqual([1, expect.stringContaining(why)]);
});
