import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { Controls, isAlive, until } from './testing/controls.ts';

/** What machines do to a listener that runs for years. */

const QUESTION = 'What medications am I taking?';
const url = (here: Controls) => `ws://127.0.0.1:${here.port}`;

it('takes a thousand clients that come back at once after a restart: each is served or refused cleanly', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const before = await HalClient.greeted(url(here));
  const told = before.closed();
  await here.run(['restart']);
  expect((await told).code).toBe(1012);
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
    await until(() => listener.text().out.includes('Ctrl+C'));
    const fill = path.join(disk, 'fill');
    spawnSync('dd', ['if=/dev/zero', `of=${fill}`, 'bs=1k', 'count=64']);
    const client = await HalClient.greeted(url(here));
    for (let asked = 0; asked < 20; asked += 1) expect((await client.ask(QUESTION)).status).toBe('success');
    await until(() => /cannot be written/.test(listener.text().err));
    expect(listener.text().err.match(/gateway log cannot be written/g)).toHaveLength(1);
    writeFileSync(fill, '');
    // Nothing was lost meanwhile: what waited is written first.
    const written = () => readFileSync(path.join(disk, 'gateway.log'), 'utf8').match(/ query /g)?.length ?? 0;
    await until(() => written() >= 20);
    await client.close();
  },
);

it('does not mind a clock that is set back', async () => {
  const here = await Controls.open();
  // No test may set this machine's clock: the listener gets a clock of its own, an hour back after its start.
  const clock = path.join(here.home, 'clock.cjs');
  writeFileSync(
    clock,
    'const now = Date.now; setTimeout(() => { Date.now = () => now() - 3600000; }, 1500).unref();',
  );
  const listener = here.spawn(['run'], { NODE_OPTIONS: `--require=${clock}` });
  await until(() => listener.text().out.includes('Ctrl+C'));
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

it('shrugs off strangers on its control channel: garbage, a flood, silence', async () => {
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

/** Only root, and not in every container, may mount. */
function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const probe = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return probe.status === 0;
}
