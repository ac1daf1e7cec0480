import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HOME_EVENT, type HomeEvent } from '../contract/home-events.ts';
import { freePort } from '../lib/testing/free-port.ts';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { Controls, isAlive, waitFor } from './testing/controls.ts';

/** Unattended faults: removed files, full disks, killed processes, several supervisors. */

function events(here: Controls): HomeEvent[] {
  return here
    .read('events.jsonl')
    .trim()
    .split('\n')
    .map((line) => HOME_EVENT.parse(JSON.parse(line)));
}

const hasKey = (here: Controls): boolean => {
  // The file is missing for a moment while it is replaced.
  const stats = statSync(path.join(here.home, 'control.key'), { throwIfNoEntry: false });
  return stats !== undefined && stats.size > 0;
};

const log = (here: Controls): string => here.read('logs/HAL.SPLITTER.LOG');

it('records an unsupervised crash in the events, the log and the status', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGKILL');
  await waitFor(() => !isAlive(pid));
  // No command runs in between, so the next listener finds the files that the previous one left.
  const next = here.spawn(['run']);
  await waitFor(() => next.text().out.includes('Ctrl+C'));
  expect(events(here).map(({ kind }) => kind)).toEqual(['started', 'crashed', 'started']);
  expect(events(here)[1]).toMatchObject({ pid, count: 1, userNo: 10_001, port: here.port });
  expect(log(here)).toMatch(/ERROR .*before this start: crashed/);
  const status = await here.run(['status']);
  expect([status.code, status.out]).toEqual([
    0,
    expect.stringMatching(/last incident .*crashed: .*1 since boot/),
  ]);
  expect(here.pids()).toHaveLength(1);
  next.child.kill('SIGTERM');
  await waitFor(() => next.child.exitCode !== null);
  expect(JSON.parse(here.read('run/last-exit.json'))).toMatchObject({
    cause: 'signal',
    reason: 'ended by SIGTERM',
  });
  expect(events(here).at(-1)).toMatchObject({ kind: 'stopped', cause: 'ended by SIGTERM' });
});

it('records crashes under a watch with their signal, and counts them', async () => {
  const here = await Controls.open();
  const watch = here.spawn(['watch', '--example']);
  for (const count of [1, 2]) {
    await waitFor(() => watch.text().out.split('running:').length === count + 1);
    here.remember();
    process.kill(here.pids()[0] ?? 0, 'SIGKILL');
    await waitFor(() => events(here).filter(({ kind }) => kind === 'crashed').length === count);
    expect(events(here).findLast(({ kind }) => kind === 'crashed')).toMatchObject({
      signal: 'SIGKILL',
      count,
    });
  }
});

it.each([
  ['rm -rf run', (home: string) => rmSync(path.join(home, 'run'), { recursive: true })],
  [
    'a damaged registration',
    (home: string) => writeFileSync(path.join(home, 'run', '10001.json'), '{"form":1'),
  ],
  ['an empty key', (home: string) => writeFileSync(path.join(home, 'control.key'), '')],
])('finds a running listener again after %s', async (_what, damage) => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  damage(here.home);
  // The listener checks its registration every two seconds.
  await waitFor(() => here.pids().includes(pid) && hasKey(here));
  await waitFor(
    () => log(here).includes('restored it') || log(here).includes('control.key was missing or changed'),
  );
  const list = await here.list();
  expect([list.code, list.out]).toEqual([0, expect.stringContaining(`10001    ${pid}`)]);
  expect(await here.run(['start'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('RUNNING already'),
  });
  expect(await here.run(['stop'])).toMatchObject({ code: 0 });
  expect(isAlive(pid)).toBe(false);
});

it.each([
  ['stop', [], 'Stopped: User No. 10001'],
  ['kill', ['10001'], 'Stopped: User No. 10001'],
  ['status', [], 'WebSocket Listener: RUNNING'],
  ['list', [], '10001    '],
  ['restart', [], 'WebSocket Listener: RUNNING'],
  ['check', ['--restart'], 'The listener answers'],
])(
  '%s finds a listener in the second after rm -rf run, wherever it was started',
  async (verb, args, message) => {
    const here = await Controls.open();
    const port = String(await freePort());
    expect((await here.run(['start', '--port', port])).code).toBe(0);
    const [pid = 0] = here.pids();
    rmSync(path.join(here.home, 'run'), { recursive: true });
    expect(await here.run([verb, ...args])).toMatchObject({ code: 0, out: expect.stringContaining(message) });
    expect(isAlive(pid)).toBe(verb === 'status' || verb === 'list' || verb === 'check');
  },
);

it('asks at the endpoint before it judges a damaged registration', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  writeFileSync(path.join(here.home, 'run', '10001.json'), '');
  const { code, out } = await here.run(['stop']);
  expect([code, out]).toEqual([0, expect.stringContaining(`PID ${pid}`)]);
  expect(isAlive(pid)).toBe(false);
});

it('starts over an empty or short control.key', async () => {
  const here = await Controls.open();
  writeFileSync(path.join(here.home, 'control.key'), 'short');
  expect(await here.run(['start'])).toMatchObject({
    code: 0,
    err: expect.stringContaining('control.key was damaged: replaced it'),
  });
});

it('has one supervisor a home: another stands by, and a stop and a start are one attempt', async () => {
  const here = await Controls.open();
  const first = here.spawn(['watch', '--example']);
  await waitFor(() => first.text().out.includes('running:'));
  here.remember();
  const second = here.spawn(['watch', '--example']);
  await waitFor(() => second.text().out.includes('standing by'));
  expect(second.text().out).toContain(`PID ${first.child.pid}`);
  expect(await here.run(['watch', '--detach', '--example'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/already keeps this listener running\. Nothing was changed/),
  });
  for (let round = 0; round < 3; round += 1) {
    expect(await here.run(['stop'])).toMatchObject({ code: 0 });
    expect(await here.run(['restart'])).toMatchObject({ code: 0 });
    await waitFor(() => first.text().out.split('running:').length === round + 3);
  }
  expect(log(here)).not.toContain(' ERROR ');
  expect(events(here).filter(({ kind }) => kind === 'started')).toHaveLength(4);
  expect(events(here).filter(({ kind }) => kind === 'start-failed')).toEqual([]);
  // The second supervisor takes over when the first has ended.
  first.child.kill('SIGKILL');
  const pid = here.pids()[0] ?? 0;
  await waitFor(() => /running: .*PID/.test(second.text().out));
  process.kill(pid, 'SIGKILL');
  await waitFor(() => here.pids().length === 1 && here.pids()[0] !== pid);
  here.remember();
});

const root = process.getuid?.() === 0;
const mounts = root && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
const skipped = mounts ? '' : ' (skipped: no disk may be mounted here)';

/** A listener whose home is on a separate disk, which `worsen` fills or makes read-only. */
async function onDisk(worsen: (home: string) => void) {
  const here = await Controls.open();
  const home = path.join(here.home, 'disk');
  mkdirSync(home);
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', home]).status).toBe(0);
  chmodSync(home, 0o700);
  const env = { HAL_LISTENER_HOME: home, LOG_DIR: path.join(here.home, 'logs') };
  onTestFinished(() => void spawnSync('umount', ['-l', home]));
  const run = (...args: string[]) => here.run(args, env);
  const listener = here.spawn(['run'], env);
  await waitFor(() => listener.text().out.includes('Ctrl+C'));
  worsen(home);
  return { here, home, run, listener };
}

it.skipIf(!mounts).each([
  ['full', 'stop', (home: string) => void spawnSync('dd', ['if=/dev/zero', `of=${home}/fill`, 'bs=1k'])],
  ['read-only', 'kill', (home: string) => void spawnSync('mount', ['-o', 'remount,ro', home])],
])(
  `does what it is told on a %s disk, and says what it cannot remember${skipped}`,
  async (_what, last, worsen) => {
    const { here, run, listener } = await onDisk(worsen);
    const client = await HalClient.greeted(`ws://127.0.0.1:${here.port}`);
    expect((await client.ask('What medications am I taking?')).status).toBe('success');
    await client.close();
    for (const args of [['status'], ['list'], ['start']]) {
      expect([args, await run(...args)]).toEqual([args, expect.objectContaining({ code: 0 })]);
    }
    const restart = await run('restart');
    expect([restart.code, restart.err]).toEqual([0, expect.stringContaining('not saved yet')]);
    await waitFor(() => listener.child.exitCode !== null);
    // The next listener could not register, but is found anyway.
    const [, userNo = '', pid = '0'] = /User No\. (\d+), PID (\d+)/.exec(restart.out) ?? [];
    onTestFinished(() => {
      if (isAlive(Number(pid))) process.kill(Number(pid), 'SIGKILL');
    });
    const list = await run('list');
    expect([list.code, list.out]).toEqual([0, expect.stringContaining(pid)]);
    expect(await run(last, userNo)).toMatchObject({ code: 0 });
    expect(isAlive(Number(pid))).toBe(false);
  },
);

it.skipIf(!mounts)(`ends at SIGTERM with a read-only home${skipped}`, async () => {
  const { listener } = await onDisk((home) => void spawnSync('mount', ['-o', 'remount,ro', home]));
  listener.child.kill('SIGTERM');
  await waitFor(() => listener.child.exitCode !== null);
  expect(listener.child.exitCode).toBe(0);
});

it.skipIf(!root)('does not remember a stop that the system does not let through', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const before = readFileSync(path.join(here.home, 'run', 'desired.json'), 'utf8');
  // A user who can write in run/, but cannot read the key or send signals.
  chmodSync(here.home, 0o711);
  chmodSync(path.join(here.home, 'run'), 0o777);
  for (const name of ['desired.json', '10001.json']) chmodSync(path.join(here.home, 'run', name), 0o666);
  const other = spawnSync(process.execPath, [path.resolve('dist/hal-listener.cjs'), 'stop'], {
    env: { ...here.env, HOME: '/nonexistent' },
    uid: 65_534,
    gid: 65_534,
    encoding: 'utf8',
  });
  expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('could not be stopped')]);
  const now = JSON.parse(readFileSync(path.join(here.home, 'run', 'desired.json'), 'utf8'));
  expect(now).toEqual(JSON.parse(before));
});

it.skipIf(!root)('remembers a stop by somebody who may give orders and not write the home', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const run = path.join(here.home, 'run');
  // What rights of reading are on Windows, where orders need no more than the key.
  for (const folder of [here.home, run]) chmodSync(folder, 0o755);
  chmodSync(path.join(here.home, 'control.key'), 0o644);
  for (const name of readdirSync(run))
    chmodSync(path.join(run, name), name.endsWith('.json') ? 0o644 : 0o666);
  const other = spawnSync(process.execPath, [path.resolve('dist/hal-listener.cjs'), 'stop'], {
    env: { ...here.env, HOME: '/nonexistent' },
    uid: 65_534,
    gid: 65_534,
    encoding: 'utf8',
  });
  expect([other.status, other.stderr]).toEqual([0, expect.stringContaining('not saved')]);
  const { desired, by } = JSON.parse(readFileSync(path.join(run, 'desired.json'), 'utf8'));
  expect([desired, by]).toEqual(['stopped', expect.stringMatching(/^cli \(/)]);
});
