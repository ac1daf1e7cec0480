import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { Controls, isAlive, SHIPPED, waitFor } from './testing/controls.ts';

/** Faults that a listener meets when it runs for years. */

const QUESTION = 'What medications am I taking?';
const url = (here: Controls) => `ws://127.0.0.1:${here.port}`;

it('takes a thousand clients that come back at once after a restart: each is served or refused cleanly', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const before = await HalClient.greeted(url(here));
  const closed = before.closed();
  await here.run(['restart']);
  expect((await closed).code).toBe(1012);
  const outcomes = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      try {
        const client = await HalClient.connect(url(here));
        const answer = await client.ask(QUESTION);
        client.ws.terminate();
        return answer.status;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    }),
  );
  expect(outcomes.filter((outcome) => outcome === 'success').length).toBeGreaterThanOrEqual(50);
  expect(
    outcomes.filter((outcome) => outcome !== 'success' && outcome !== 'Unexpected server response: 503'),
  ).toEqual([]);
  expect(await here.run(['check'])).toMatchObject({ code: 0 });
});

const tmpfs = canMount();

it.skipIf(!tmpfs)(
  `keeps serving when the disk of the log is full, and says so once${tmpfs ? '' : ' (skipped: no disk may be mounted here)'}`,
  async () => {
    const here = await Controls.open();
    const disk = path.join(here.home, 'small');
    mkdirSync(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', ['-l', disk]));
    const env = { LOG_DIR: disk, WEBSOCKET_RATE: '0' };
    const listener = here.spawn(['run'], env);
    await waitFor(() => listener.text().out.includes('Ctrl+C'));
    const fill = path.join(disk, 'fill');
    spawnSync('dd', ['if=/dev/zero', `of=${fill}`, 'bs=1k', 'count=64']);
    const client = await HalClient.greeted(url(here));
    for (let count = 0; count < 20; count += 1) expect((await client.ask(QUESTION)).status).toBe('success');
    await waitFor(() => /cannot write the gateway log/.test(listener.text().err));
    expect(listener.text().err.match(/cannot write the gateway log/g)).toHaveLength(1);
    writeFileSync(fill, '');
    // No line was lost: the waiting lines are written first.
    const written = () => readFileSync(path.join(disk, 'gateway.log'), 'utf8').match(/ query /g)?.length ?? 0;
    await waitFor(() => written() >= 20);
    await client.close();
  },
);

it('does not mind a clock that is set back', async () => {
  const here = await Controls.open();
  // A test must not set this machine's clock, so the listener gets its own, which is set back an hour after its start.
  const clock = path.join(here.home, 'clock.cjs');
  writeFileSync(
    clock,
    'const now = Date.now; setTimeout(() => { Date.now = () => now() - 3600000; }, 1500).unref();',
  );
  const listener = here.spawn(['run'], { NODE_OPTIONS: `--require=${clock}` });
  await waitFor(() => listener.text().out.includes('Ctrl+C'));
  here.remember();
  const client = await HalClient.greeted(url(here));
  expect((await client.ask(QUESTION)).status).toBe('success');
  await new Promise((wake) => setTimeout(wake, 2_000));
  expect((await client.ask(QUESTION)).status).toBe('success');
  expect(await here.run(['status'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^WebSocket Listener: RUNNING/),
  });
  expect(await here.run(['check'])).toMatchObject({ code: 0 });
  await client.close();
  expect(await here.run(['stop'])).toMatchObject({ code: 0 });
});

it('shrugs off unauthenticated peers on its control channel: garbage, a flood, silence', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  here.remember();
  const [pid = 0] = here.pids();
  const socket = path.join(here.home, 'run', `${pid}.sock`);
  expect(existsSync(socket)).toBe(true);
  for (const bytes of [Buffer.from('garbage\n'), Buffer.alloc(100 * 1024 * 1024, 'x'), Buffer.alloc(0)]) {
    await new Promise<void>((resolve) => {
      const peer = connect(socket);
      peer.on('error', () => undefined);
      peer.on('close', () => resolve());
      peer.end(bytes);
      peer.resume();
    });
  }
  expect(isAlive(pid)).toBe(true);
  expect(await here.run(['status'])).toMatchObject({ code: 0 });
});

it('leaves a deliberate stop alone when a unit that starts whatever ends starts it', async () => {
  const here = await Controls.open();
  const unit = { HAL_LISTENER_ORIGIN: 'systemd' };
  await here.run(['stop']);
  const { code, err } = await here.run(['run'], unit);
  expect([code, err]).toEqual([
    5,
    expect.stringMatching(/stopped on purpose by cli .*hal-listener\S* start/),
  ]);
  // PHANTOM in QM and `run` are deliberate starts.
  const typed = here.spawn(['run', '--example'], { HAL_LISTENER_ORIGIN: 'qm' });
  await waitFor(() => typed.text().out.includes('Ctrl+C'));
});

it('sees through registrations that are empty, half written, or have the PID of another program', async () => {
  const here = await Controls.open();
  const other = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void other.kill('SIGKILL'));
  await here.run(['start']);
  const [listenerPid = 0] = here.pids();
  const registration = JSON.parse(here.read('run/10001.json'));
  const write = (userNo: number, text: string): void =>
    writeFileSync(path.join(here.home, 'run', `${userNo}.json`), text);
  write(10_002, '');
  write(10_003, JSON.stringify(registration).slice(0, 60));
  // The PID belongs to a program that was started at another time: the number was reused.
  write(
    10_004,
    JSON.stringify({ ...registration, userNo: 10_004, pid: other.pid, endpoint: '/nowhere/1.sock' }),
  );
  write(
    10_005,
    JSON.stringify({ ...registration, userNo: 10_005, pid: 999_999_999, endpoint: '/nowhere/2.sock' }),
  );
  // The PID belongs to our own process, but the listener at the endpoint reports another one.
  write(10_006, JSON.stringify({ ...registration, userNo: 10_006 }));
  write(10_007, JSON.stringify({ form: 99, anything: true }));

  const killed = await here.run(['kill', '10004']);
  expect([killed.code, killed.err]).toEqual([1, expect.stringContaining('no phantom')]);
  const { out, err } = await here.list();
  expect(out.match(/^10\d{3} /gm)).toEqual(['10001 ']);
  expect(out).toContain('User No. 10007 was started by another version');
  for (const userNo of [10_002, 10_003, 10_004, 10_005, 10_006]) {
    expect(killed.err + err).toContain(`of User No. ${userNo} removed`);
  }
  expect(
    readdirSync(path.join(here.home, 'run'))
      .filter((name) => /^10\d+\.json$/.test(name))
      .sort(),
  ).toEqual(['10001.json', '10007.json']);
  expect([isAlive(listenerPid), other.exitCode, other.signalCode]).toEqual([true, null, null]);
});

it('starts after a listener was killed, and does not end another process that has its PID', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const registration = JSON.parse(here.read('run/10001.json'));
  process.kill(registration.pid, 'SIGKILL');
  await waitFor(() => !isAlive(registration.pid));
  const other = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void other.kill('SIGKILL'));
  const reused = JSON.stringify({ ...registration, pid: other.pid });
  for (const verb of [['stop'], ['restart'], ['check', '--restart'], ['start']]) {
    writeFileSync(path.join(here.home, 'run/10001.json'), reused);
    const { code } = await here.run(verb);
    expect([verb, code]).toEqual([verb, 0]);
    if (verb[0] === 'stop') continue;
    expect(await here.run(['status'])).toMatchObject({ code: 0 });
    for (const pid of here.pids()) process.kill(pid, 'SIGKILL');
  }
  expect([other.exitCode, other.signalCode]).toEqual([null, null]);
});

const root = process.getuid?.() === 0;

it.skipIf(!root)(
  `tells another user of the machine what is there, and what to do${root ? '' : ' (skipped: only root may become another user)'}`,
  async () => {
    const here = await Controls.open();
    await here.run(['start']);
    const [pid = 0] = here.pids();
    // The user has no name and no home, like `nobody`.
    const other = (...args: string[]) => {
      const env = { ...here.env, HOME: '/nonexistent' };
      return spawnSync(process.execPath, [SHIPPED, ...args], {
        env,
        uid: 65_534,
        gid: 65_534,
        encoding: 'utf8',
      });
    };
    // Other users may traverse the home, which can be a shared folder, but not read its files.
    chmodSync(here.home, 0o711);
    const closed = /run cannot be read by this user \(EACCES\): run as the user the listener runs as/;
    for (const verb of ['stop', 'start', 'restart', 'kill 10001']) {
      const { status, stderr } = other(...verb.split(' '));
      expect([verb, status, stderr]).toEqual([verb, 1, expect.stringMatching(/\(EACCES\): run as the user/)]);
    }
    const status = other('status');
    expect([status.status, status.stdout]).toEqual([
      0,
      expect.stringMatching(/RUNNING[\s\S]*run cannot be read by this user/),
    ]);
    const list = other('list');
    expect([list.status, list.stdout]).toEqual([0, expect.stringMatching(closed)]);
    expect(list.stdout).toContain(`Port ${here.port} is in use: `);
    const elsewhere = ['--home', '/tmp/hal-nobody-has-this'];
    const stop = other('stop', ...elsewhere);
    onTestFinished(() => rmSync('/tmp/hal-nobody-has-this', { recursive: true, force: true }));
    expect([stop.status, stop.stderr]).toEqual([1, expect.stringContaining('of another home or user')]);
    expect(other('start', ...elsewhere).stderr).toContain(`(PID ${pid}): name its home with --home`);
    expect(isAlive(pid)).toBe(true);
  },
);

/** Only root may mount, and not in every container. */
function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const probe = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return probe.status === 0;
}
