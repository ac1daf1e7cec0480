import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { Controls, isAlive, SHIPPED, waitFor } from './testing/controls.ts';

it('starts, lists, restarts and stops, and says who runs when started twice', async () => {
  const here = await Controls.open();
  const started = await here.run(['start']);
  expect(started).toMatchObject({ code: 0, out: expect.stringContaining('RUNNING\nUser No. 10001') });
  const [pid = 0] = here.pids();

  expect(await here.run(['start'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('RUNNING already'),
  });
  expect(here.pids()).toEqual([pid]);

  const { out } = await here.list();
  expect(out).toMatch(new RegExp(`10001 +${pid} +${here.port} +cli +running`));
  expect(JSON.parse((await here.run(['list', '--json'])).out)).toMatchObject({
    phantoms: [{ state: 'running', userNo: 10_001, pid }],
  });
  expect(await here.run(['port'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('the listener itself'),
  });
  expect(await here.run(['connections'])).toMatchObject({ code: 0, out: 'No connections.\n' });
  const client = await HalClient.greeted(`ws://127.0.0.1:${here.port}`);
  const closed = client.closed();
  expect((await here.run(['connections'])).out).toContain('127.0.0.1:');
  expect(await here.run(['disconnect', '1'])).toMatchObject({ code: 0 });
  expect((await closed).code).toBeGreaterThanOrEqual(1000);
  expect(await here.run(['disconnect', '7'])).toMatchObject({ code: 1, err: expect.stringContaining('7') });

  expect(await here.run(['restart'])).toMatchObject({ code: 0 });
  expect(here.pids()).not.toEqual([pid]);
  expect(here.pids()).toHaveLength(1);

  const [second = 0] = here.pids();
  expect(await here.run(['stop'])).toMatchObject({ code: 0, out: expect.stringContaining('Stopped') });
  expect([here.pids(), isAlive(second)]).toEqual([[], false]);
  expect(JSON.parse(here.read('run/desired.json'))).toMatchObject({ desired: 'stopped' });
  expect(JSON.parse(here.read('run/last-exit.json'))).toMatchObject({ cause: 'stop', pid: second });
  expect(await here.run(['stop'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('No listener is running'),
  });
});

it('lets exactly one of ten starts at the same moment win, and nine say so', async () => {
  const here = await Controls.open();
  const ran = await Promise.all(Array.from({ length: 10 }, () => here.run(['start'])));
  expect(ran.map(({ code, err }) => [code, err])).toEqual(Array.from({ length: 10 }, () => [0, '']));
  expect(ran.filter(({ out }) => !out.includes('already'))).toHaveLength(1);
  const [pid, ...otherPids] = here.pids();
  expect(otherPids).toEqual([]);
  for (const { out } of ran) expect(out).toContain(`PID ${pid},`);
});

it('names the program that has the port, and does not end it unasked', async () => {
  const here = await Controls.open();
  const messages: string[] = [];
  const thief = createServer((socket) => {
    socket.on('data', (chunk) => messages.push(String(chunk).slice(0, 12)));
    socket.on('error', () => undefined);
  }).listen(here.port, '127.0.0.1');
  onTestFinished(() => void thief.close());
  await once(thief, 'listening');
  const { code, err } = await here.run(['start']);
  // It may be a listener of another home. A silent program is waited for one second, and only once.
  expect(messages.filter((text) => text === 'GET /healthz')).toHaveLength(1);
  const owner = `in use by .*PID ${process.pid}, user \\S+, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\)`;
  const advice = 'use another port with --port, or end it with .* port --stop-owner';
  expect([code, err]).toEqual([75, expect.stringMatching(new RegExp(`${owner}: ${advice}`))]);
  // The desired state is saved before the start is attempted.
  expect(JSON.parse(here.read('run/desired.json'))).toMatchObject({ desired: 'running', port: here.port });
  expect((await here.list()).out).toContain('is in use by another program');
  expect(await here.run(['port', '--stop-owner'])).toMatchObject({ code: 1 });
  expect(thief.listening).toBe(true);
});

it('tells a bad configuration and a crash as they are', async () => {
  const here = await Controls.open();
  const bad = await here.run(['start', '--port', '99999999']);
  expect([bad.code, bad.err]).toEqual([78, expect.stringContaining('99999999')]);
  here.breakAccount();
  const crash = await here.run(['start']);
  expect([crash.code, crash.err]).toEqual([1, expect.stringContaining("the account's folder")]);
});

it('keeps five crash tails', async () => {
  const here = await Controls.open();
  here.breakAccount();
  for (let count = 0; count < 7; count += 1) await here.run(['start']);
  const tails = readdirSync(path.join(here.home, 'run')).filter((name) => name.startsWith('stderr-'));
  expect(tails.sort()).toEqual([3, 4, 5, 6, 7].map((n) => `stderr-${n}.log`));
});

it('ends a listener that hangs, and starts another', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGSTOP');
  expect((await here.list()).out).toContain('hung');
  expect(await here.run(['check', '--restart'])).toMatchObject({ code: 0 });
  expect(isAlive(pid)).toBe(false);
  expect(await here.run(['check'])).toMatchObject({ code: 0, out: expect.stringContaining('answers') });
});

it('kills by number, and refuses a number that is no phantom', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  expect(await here.run(['kill', '4711'])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no phantom with User No\. 4711.*list/s),
  });
  expect(here.pids()).toHaveLength(1);
  expect(await here.run(['kill', '10001'])).toMatchObject({ code: 0 });
  expect(here.pids()).toEqual([]);
});

it('restarts a phantom on another port where it was, by its number', async () => {
  const here = await Controls.open();
  const other = await Controls.open();
  await here.run(['start']);
  await here.run(['start', '--port', String(other.port)]);
  expect((await here.list()).out).toMatch(new RegExp(`10002 +\\d+ +${other.port} `));
  const [first = 0, second = 0] = here.pids();
  expect(await here.run(['restart', '10002'])).toMatchObject({
    code: 0,
    out: expect.stringContaining(`port ${other.port}`),
  });
  expect([isAlive(first), isAlive(second), here.pids().length]).toEqual([true, false, 2]);
  expect(await here.run(['restart', '4711'])).toMatchObject({ code: 1 });
  // Stopping another phantom does not change the desired state of the configured one.
  expect(await here.run(['stop', '10002'])).toMatchObject({ code: 0 });
  expect(JSON.parse(here.read('run/desired.json'))).toMatchObject({ desired: 'running' });
});

it('leaves a listener stopped that was stopped on purpose', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  await here.run(['stop']);
  expect((await here.run(['status'])).out).toMatch(/NOT RUNNING[\s\S]*stopped by cli/);
  expect(await here.run(['check', '--restart'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('stays stopped'),
  });
  const watch = here.spawn(['watch', '--example']);
  await waitFor(() => watch.text().out.includes('stopped: stopped by cli'));
  expect(here.pids()).toEqual([]);
  await here.run(['start']);
  await waitFor(() => watch.text().out.includes('running: User No. 10001'));
});

it('restarts under watch after kill -9, adopts after the watch was killed, and recovers from both', async () => {
  const here = await Controls.open();
  const first = here.spawn(['watch', '--example']);
  await waitFor(() => here.pids().length === 1 && first.text().out.includes('running:'));
  const [pid = 0] = here.pids();
  here.remember();
  process.kill(pid, 'SIGKILL');
  await waitFor(() => here.pids().some((listed) => listed !== pid));
  await waitFor(() => first.text().out.split('running:').length === 3);
  const [second = 0] = here.pids();
  here.remember();

  first.child.kill('SIGKILL');
  await once(first.child, 'close');
  expect(isAlive(second)).toBe(true);
  const next = here.spawn(['watch', '--example']);
  await waitFor(() => next.text().out.includes('running:'));
  expect(here.pids()).toEqual([second]);

  next.child.kill('SIGKILL');
  process.kill(second, 'SIGKILL');
  const last = here.spawn(['watch', '--example']);
  await waitFor(() => last.text().out.includes('running:'));
  here.remember();
  expect(here.pids()).not.toContain(second);

  // A restart from elsewhere is left to the watch, which owns the phantom.
  const [third = 0] = here.pids();
  expect(await here.run(['restart'])).toMatchObject({ code: 0, out: expect.stringContaining('by watch (') });
  expect(here.pids()).not.toContain(third);

  const [fourth = 0] = here.pids();
  last.child.kill('SIGTERM');
  await once(last.child, 'close');
  expect([last.child.exitCode, isAlive(fourth)]).toEqual([0, true]);
});

it('watches in the background, detached from the terminal', async () => {
  const here = await Controls.open();
  const { code, out } = await here.run(['watch', '--detach', '--example']);
  const pid = Number(/PID (\d+)/.exec(out)?.[1]);
  onTestFinished(() => void process.kill(pid, 'SIGKILL'));
  expect([code, isAlive(pid)]).toEqual([0, true]);
  await waitFor(() => here.pids().length === 1 && here.read('run/watch.log').includes('running:'));
});

it('waits with a bad configuration for its file to change, its own and the listener’s', async () => {
  const here = await Controls.open();
  const file = path.join(here.home, 'config.json');
  writeFileSync(file, '{"maxConnections": "many"}');
  const watch = here.spawn(['watch', '--example']);
  const waitForLine = (text: string) => waitFor(() => watch.text().out.includes(text));
  await waitForLine('Waiting for the configuration to change');
  expect(watch.child.exitCode).toBeNull();
  writeFileSync(file, '{}');
  await waitFor(() => here.pids().length === 1 && watch.text().out.includes('running:'));
  here.remember();
  writeFileSync(file, '{"maxConnections": "many"}');
  process.kill(here.pids()[0] ?? 0, 'SIGKILL');
  await waitForLine('failed: The configuration cannot be used');
  writeFileSync(file, '{"maxConnections": 7}');
  await waitFor(() => watch.text().out.split('running:').length === 3);
});

it('waits, naming the program, if the port is taken between restarts, and recovers', async () => {
  const here = await Controls.open();
  const watch = here.spawn(['watch', '--example']);
  const runs = (times: number) => waitFor(() => watch.text().out.split('running:').length === times + 1);
  await runs(1);
  here.remember();
  process.kill(here.pids()[0] ?? 0, 'SIGKILL');
  await runs(2);
  here.remember();
  // The second restart waits one second, in which another program can take the port.
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGKILL');
  await waitFor(() => !isAlive(pid));
  const thief = createServer().listen(here.port, '127.0.0.1');
  onTestFinished(() => void thief.close());
  await once(thief, 'listening');
  await waitFor(() => new RegExp(`backing-off: Port .*PID ${process.pid}`).test(watch.text().out));
  thief.close();
  await runs(3);
});

it('waits a minute after five starts that never answered, with the last output of the listener, until started again', async () => {
  const here = await Controls.open();
  here.breakAccount();
  const watch = here.spawn(['watch', '--example']);
  await waitFor(() => watch.text().out.split('listener started').length === 6);
  await waitFor(() => /backing-off: .*exit code 1\b[\s\S]*the account's folder/.test(watch.text().out));
  here.repairAccount();
  expect(await here.run(['start'])).toMatchObject({ code: 0 });
  await waitFor(() => watch.text().out.includes('running:'));
});

const tmux = spawnSync('tmux', ['-V']).status === 0;

it.skipIf(!tmux)(
  `answers on after the tmux it was started in is killed${tmux ? '' : ' (skipped: no tmux here)'}`,
  async () => {
    const here = await Controls.open();
    const socket = path.join(here.home, 'tmux');
    const run = (...args: string[]) => spawnSync('tmux', ['-S', socket, ...args], { env: here.env });
    run('new-session', '-d', `"${process.execPath}" "${SHIPPED}" start; sleep 60`);
    onTestFinished(() => void run('kill-server'));
    await waitFor(() => here.pids().length === 1);
    here.remember();
    const [pid = 0] = here.pids();
    run('kill-server');
    await pause(500);
    expect(isAlive(pid)).toBe(true);
    expect(await here.run(['check'])).toMatchObject({ code: 0 });
  },
);

const ipv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

it.skipIf(!ipv6)(
  `looks at every address of its port before it opens one${ipv6 ? '' : ' (skipped: no IPv6 here)'}`,
  async () => {
    const here = await Controls.open();
    const thief = createServer().listen(here.port, '::1');
    onTestFinished(() => void thief.close());
    await once(thief, 'listening');
    const { code, err } = await here.run(['start'], { WEBSOCKET_HOST: '*' });
    expect([code, err]).toEqual([75, expect.stringContaining(`PID ${process.pid}`)]);
  },
);
