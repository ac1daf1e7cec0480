import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readRegistration } from '../../contract/registration.ts';
import { parseHistory } from '../../contract/saved-history.ts';
import { HISTORY, type History } from '../../contract/status.ts';
import { systemClock } from '../../lib/clock.ts';
import { type Control, openControl } from './control.ts';
import { readOrCreateKey } from './control-key.ts';
import { controlled, recordedLog } from './testing/controlled.ts';
import { RawPeer } from './testing/raw-peer.ts';

const peers: RawPeer[] = [];
let home = '';
let control: Control;
let log: ReturnType<typeof recordedLog>;
let listener: ReturnType<typeof controlled>;

async function open(inHome: string): Promise<void> {
  control = await openControl({
    home: inHome,
    origin: 'cli',
    qmPhantom: undefined,
    flags: {},
    environment: [],
    ports: [8768],
    configuredPort: 8768,
    account: 'HAL',
    listener,
    alarms: { check: () => [], raised: [] },
    log,
    clock: systemClock,
  });
}

beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-control-'));
  log = recordedLog();
  listener = controlled();
  await open(home);
});

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.socket.destroy();
  await control.close();
  rmSync(home, { recursive: true, force: true });
});

function connectPeer(): RawPeer {
  const peer = new RawPeer(control.address);
  peers.push(peer);
  return peer;
}

async function admitted(): Promise<RawPeer> {
  const peer = connectPeer();
  expect(await peer.prove(readOrCreateKey(home, recordedLog()))).toMatchObject({ type: 'welcome' });
  return peer;
}

it('is found through its registration, which is removed with it', async () => {
  const file = path.join(home, 'run', '10001.json');
  expect(readRegistration(readFileSync(file, 'utf8'))).toMatchObject({
    registration: { userNo: 10_001, pid: process.pid, endpoint: control.address, ports: [8768] },
  });
  expect(statSync(control.address).isSocket()).toBe(true);
  await control.close();
  expect(existsSync(file)).toBe(false);
  expect(existsSync(control.address)).toBe(false);
});

it('goes on with the figures of the listener before it, and marks no stop by zeros', async () => {
  const file = path.join(home, 'run', 'history-8768.json');
  await vi.waitFor(
    async () => expect((await historyOf(await admitted())).seconds.length).toBeGreaterThan(1),
    {
      timeout: 10_000,
    },
  );
  await control.close();
  const saved = parseHistory(readFileSync(file, 'utf8'), Date.now());
  expect([saved.seconds.length > 1, saved.tenSeconds.length, saved.minutes.length]).toEqual([true, 1, 1]);
  await open(home);
  const next = await admitted();
  const until = saved.seconds.at(-1)?.at ?? 0;
  await vi.waitFor(async () => expect((await historyOf(next)).seconds.at(-1)?.at).toBeGreaterThan(until), {
    timeout: 10_000,
  });
  const shown = await historyOf(next);
  expect(shown.seconds.slice(0, saved.seconds.length)).toEqual(saved.seconds);
  expect(shown.minutes).toEqual(saved.minutes);
  expect(shown.seconds.every(({ rss }) => rss > 0)).toBe(true);
});

async function historyOf(peer: RawPeer): Promise<History> {
  const { ok } = (await peer.request('history')) as { ok: unknown };
  return HISTORY.parse(ok);
}

it('answers an admitted peer, several requests in one write too', async () => {
  const peer = await admitted();
  expect(await peer.request('status')).toMatchObject({ ok: { userNo: 10_001, pid: process.pid } });
  peer.socket.write('{"id":91,"do":"ping"}\n\n{"id":92,"do":"ping"}\n');
  expect(await peer.next()).toEqual({ id: 91, ok: {} });
  expect(await peer.next()).toEqual({ id: 92, ok: {} });
});

it('pushes a sample per second to a subscriber, and names the owner until it disconnects', async () => {
  const peer = await admitted();
  expect(await peer.request('subscribe', { as: 'owner' })).toMatchObject({ ok: { as: 'owner' } });
  expect(await peer.next()).toMatchObject({ push: 'sample', sample: { connections: 0 } });
  const other = await admitted();
  expect(await other.request('subscribe', { as: 'owner' })).toMatchObject({ ok: { as: 'watcher' } });
  expect(await other.request('status')).toMatchObject({ ok: { owner: { by: 'test' } } });
  peer.socket.destroy();
  await vi.waitFor(async () => {
    const status = await other.request('status');
    expect(status?.ok).not.toHaveProperty('owner');
  }, 10_000);
});

it('refuses a wrong key after a while, with a log line', async () => {
  expect(await connectPeer().prove(randomBytes(32))).toMatchObject({ type: 'refused', code: 'BAD_PROOF' });
  expect(log.lines.join('\n')).toMatch(/warn control peer refused .*BAD_PROOF/);
});

it('refuses another version by naming both', async () => {
  const peer = connectPeer();
  await peer.hello();
  peer.send({ type: 'proof', version: 7 });
  expect(await peer.next()).toMatchObject({
    code: 'VERSION',
    message: expect.stringMatching(/version 1 .* version 7/),
  });
  await peer.closed();
});

it('disconnects an unauthenticated peer that sends requests before its proof', async () => {
  const peer = connectPeer();
  await peer.hello();
  peer.send({ id: 1, do: 'stop', params: { code: 'stop', by: 'nobody' } });
  expect(await peer.next()).toMatchObject({ type: 'refused', code: 'NO_PROOF' });
  await peer.closed();
  expect(listener.calls).toEqual([]);
});

it('disconnects an unauthenticated peer that sends garbage or an endless line, and continues', async () => {
  const endless = connectPeer();
  const block = Buffer.alloc(1024 * 1024, 'x');
  // 100 MB, as long as anyone reads.
  for (let sent = 0; sent < 100 && !endless.socket.destroyed; sent += 1) {
    if (endless.socket.write(block)) continue;
    await new Promise<void>((resolve) => {
      endless.socket.once('drain', resolve);
      endless.socket.once('close', () => resolve());
    });
  }
  await endless.closed();
  expect(log.lines.join('\n')).toMatch(/warn control peer disconnected .*longer than 65536 bytes/);
  const garbage = connectPeer();
  garbage.socket.write(randomBytes(5_000));
  garbage.socket.write('\n');
  await garbage.closed();
  expect(await (await admitted()).request('ping')).toMatchObject({ ok: {} });
});

it('disconnects an authenticated peer whose message is over 1 MiB', async () => {
  const peer = await admitted();
  peer.send({ id: 1, do: 'ping', params: { padding: 'x'.repeat(1024 * 1024) } });
  await peer.closed();
  expect(log.lines.join('\n')).toContain('longer than 1048576 bytes');
});

it('disconnects an unauthenticated peer that sends nothing', async () => {
  const peer = connectPeer();
  await peer.hello();
  await peer.closed();
  expect(log.lines.join('\n')).toContain('no valid proof in time');
});

it('admits peers beside any number of unauthenticated ones that send nothing or a wrong proof', async () => {
  const unauthenticated = Array.from({ length: 300 }, connectPeer);
  await Promise.all(unauthenticated.slice(-60, -30).map((peer) => peer.hello()));
  for (const peer of unauthenticated.slice(-30)) peer.prove(randomBytes(32)).catch(() => undefined);
  for (let listenerPids = 0; listenerPids < 5; listenerPids += 1) {
    expect(await (await admitted()).request('ping')).toMatchObject({ ok: {} });
  }
  // Those that were not needed for others' sake had to go: a bound on what unauthenticated peers hold.
  await vi.waitFor(() => {
    expect(unauthenticated.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(64);
  }, 5_000);
  for (const { socket } of unauthenticated) socket.destroy();
  expect(log.lines.filter((line) => line.includes('control peer disconnected'))).toHaveLength(1);
});

it('rejects excess peers with a reason, and accepts one after another has disconnected', async () => {
  const all: RawPeer[] = [];
  for (let listenerPids = 0; listenerPids < 64; listenerPids += 1) all.push(await admitted());
  expect(await connectPeer().prove(readOrCreateKey(home, recordedLog()))).toMatchObject({
    type: 'refused',
    code: 'FULL',
  });
  all[0]?.socket.destroy();
  await vi.waitFor(async () => {
    expect(await connectPeer().prove(readOrCreateKey(home, recordedLog()))).toMatchObject({
      type: 'welcome',
    });
  }, 5_000);
});

it('uses a short folder for a home with a long path', async () => {
  await control.close();
  const long = path.join(home, 'x'.repeat(100));
  await open(long);
  expect(Buffer.byteLength(control.address)).toBeLessThanOrEqual(100);
  const peer = connectPeer();
  expect(await peer.prove(readOrCreateKey(long, recordedLog()))).toMatchObject({ type: 'welcome' });
});
