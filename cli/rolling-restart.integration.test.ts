import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { canRun, whySkipped } from '../listener/server/proxy/testing/real-proxy.ts';
import { proxyOf } from '../listener/server/proxy/testing/several-listeners.ts';
import { AskingClients, type AskingResult, largest } from '../listener/server/testing/asking-clients.ts';
import { hasStore, RealStore, storeKeyFile, whyNoStore } from '../listener/store/testing/real-store.ts';
import { Controls } from './testing/controls.ts';

/**
 * Two shipped listeners behind HAProxy, with clients that ask all the time. `ROLL_CLIENTS=200` runs what docs/scale.md
 * reports; fewer clients take CI less.
 */
const CLIENTS = Number(process.env.ROLL_CLIENTS ?? 40);
/** The least patient of us: a reconnect of a client that was told to leave. */
const MAX_RECONNECT_MS = 1_000;
const haproxy = canRun('haproxy', '-v');

const ENV = {
  WEBSOCKET_DRAIN_NOTICE: '2500',
  WEBSOCKET_DRAIN_SPREAD: '3000',
  MAX_CONNECTIONS: '1000',
  TRUSTED_PROXIES: '127.0.0.1',
};

async function twoListeners(env: Readonly<Record<string, string>> = ENV) {
  const listeners = [await Controls.open(), await Controls.open()] as const;
  for (const here of listeners)
    expect(await here.run(['start', '--example'], env)).toMatchObject({ code: 0 });
  return listeners;
}

async function ask(url: string, resumes = false): Promise<AskingClients> {
  const clients = await AskingClients.start({
    url,
    clients: CLIENTS,
    question: 'What medication am I taking?',
    answer: 'Lisinopril',
    thinkMs: 200,
    resumes,
  });
  onTestFinished(async () => void (await clients.stop()));
  return clients;
}

function report(name: string, result: AskingResult): void {
  if (process.env.ROLL_CLIENTS === undefined) return;
  const slowest = Math.round(largest(result.reconnectMs));
  console.log(name, JSON.stringify({ ...result, reconnectMs: undefined, slowestReconnectMs: slowest }));
}

const connectionsOf = async (here: Controls) =>
  JSON.parse((await here.run(['status', '--json'])).out).connections.open as number;

describe.skipIf(!haproxy)(`two listeners behind HAProxy${whySkipped('haproxy', haproxy)}`, () => {
  it('restarts both in turn: every question is answered, and every client is back at once', async () => {
    const [one, other] = await twoListeners();
    const proxy = await proxyOf([one.port, other.port]);
    await expect.poll(() => proxy.states(), { timeout: 20_000 }).toEqual(['UP', 'UP']);
    const clients = await ask(proxy.url);
    await pause(1_000);
    for (const here of [one, other]) {
      const before = here.pids();
      const restarted = await here.run(['restart', '--drain'], ENV);
      expect(restarted).toMatchObject({ code: 0, out: expect.stringContaining('RUNNING') });
      expect(restarted.err).toMatch(/\d+ clients left, waiting until proxies have noticed/);
      expect(here.pids()).not.toEqual(before);
    }
    await expect.poll(() => proxy.states(), { timeout: 20_000 }).toEqual(['UP', 'UP']);
    await pause(500);
    const result = await clients.stop();
    report('roll', result);
    expect(result).toMatchObject({ lost: 0, cut: 0, wrong: [], refused: [] });
    expect(result.codes).toEqual({ 1012: expect.any(Number) });
    expect(result.reconnects).toBeGreaterThanOrEqual(CLIENTS);
    // A question may cross the close on its way: its client asks it again.
    expect(result.repeated).toBeLessThanOrEqual(result.reconnects / 10);
    expect(largest(result.reconnectMs)).toBeLessThan(MAX_RECONNECT_MS);
  });

  it.skipIf(!hasStore)(`keeps the sessions in a shared store${whyNoStore}`, async () => {
    const store = await RealStore.start();
    const env = { ...ENV, SESSION_STORE: store.address, SESSION_STORE_KEY_FILE: await storeKeyFile() };
    const [one, other] = await twoListeners(env);
    const proxy = await proxyOf([one.port, other.port]);
    await expect.poll(() => proxy.states(), { timeout: 20_000 }).toEqual(['UP', 'UP']);
    const clients = await ask(proxy.url, true);
    await pause(1_000);
    for (const here of [one, other]) {
      expect(await here.run(['restart', '--drain'], env)).toMatchObject({ code: 0 });
    }
    await pause(500);
    const result = await clients.stop();
    report('roll with a store', result);
    expect(result).toMatchObject({ lost: 0, cut: 0, wrong: [], refused: [], forgotten: 0 });
    expect(result.reconnects).toBeGreaterThanOrEqual(CLIENTS);
  });

  it('takes one out, says so, and puts it back', async () => {
    const [one, other] = await twoListeners();
    const proxy = await proxyOf([one.port, other.port]);
    await expect.poll(() => proxy.states(), { timeout: 20_000 }).toEqual(['UP', 'UP']);
    const clients = await ask(proxy.url);
    const drained = await one.run(['drain']);
    expect(drained).toMatchObject({ code: 0, out: expect.stringContaining('Drained: no clients are left') });
    expect(await proxy.states()).toEqual(['DOWN', 'UP']);
    expect([await connectionsOf(one), await connectionsOf(other)]).toEqual([0, CLIENTS]);
    expect((await one.run(['status'])).out).toContain('WebSocket Listener: DRAINED');
    expect(JSON.parse((await one.run(['status', '--json'])).out)).toMatchObject({
      state: 'draining',
      drain: { phase: 'drained', left: 0 },
    });
    expect((await one.list()).out).toMatch(/ drained /);
    expect(await one.run(['start'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/RUNNING already[\s\S]*warning: drained by cli/),
    });
    expect(await one.run(['drain', '--undo'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('In service again'),
    });
    await expect.poll(() => proxy.states(), { timeout: 20_000 }).toEqual(['UP', 'UP']);
    expect(await clients.stop()).toMatchObject({ lost: 0, cut: 0, wrong: [], refused: [] });
  });

  it('loses a listener to kill -9: its clients are answered by the other one', async () => {
    const [one, other] = await twoListeners();
    const proxy = await proxyOf([one.port, other.port]);
    await expect.poll(() => proxy.states(), { timeout: 20_000 }).toEqual(['UP', 'UP']);
    const clients = await ask(proxy.url);
    await pause(500);
    for (const pid of one.pids()) process.kill(pid, 'SIGKILL');
    await expect.poll(() => connectionsOf(other), { timeout: 10_000 }).toBe(CLIENTS);
    await pause(500);
    const result = await clients.stop();
    report('kill -9 of a listener', result);
    expect(result).toMatchObject({ lost: 0, wrong: [] });
    expect(result.reconnects).toBeGreaterThan(0);
    expect(largest(result.reconnectMs)).toBeLessThan(5 * MAX_RECONNECT_MS);
  });

  it('loses a proxy to kill -9: its clients come back through the other one', async () => {
    const [one, other] = await twoListeners();
    const proxy = await proxyOf([one.port, other.port], { processes: 2 });
    await expect.poll(() => proxy.states(), { timeout: 20_000 }).toEqual(['UP', 'UP']);
    const clients = await ask(proxy.url);
    await pause(500);
    proxy.processes[0]?.kill('SIGKILL');
    await expect.poll(() => clients.result.reconnects, { timeout: 10_000 }).toBeGreaterThan(0);
    await pause(1_500);
    const result = await clients.stop();
    report('kill -9 of a proxy', result);
    expect(result).toMatchObject({ lost: 0, wrong: [] });
    expect(largest(result.reconnectMs)).toBeLessThan(5 * MAX_RECONNECT_MS);
  });
});
