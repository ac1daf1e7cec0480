import { spawnSync } from 'node:child_process';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { HalClient } from './testing/hal-client.ts';
import { hostileSockets, upgradeRequest } from './testing/hostile-sockets.ts';
import { scratchHome, type TestListener, testListener } from './testing/test-listener.ts';

const ATTACKER = '127.0.0.2';
const CLIENT = '127.0.0.3';
const MANY = 2_100;
const PAGE_REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

/** The status of `/healthz` over a connection of its own; 0 where none came in time. */
function healthz({ http }: TestListener, from: string): Promise<number> {
  return new Promise((resolve) => {
    const get = http.startsWith('https') ? httpsGet : httpGet;
    const options = { localAddress: from, agent: false, rejectUnauthorized: false, timeout: 5_000 };
    const request = get(`${http}/healthz`, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', () => resolve(0));
    request.on('timeout', () => request.destroy());
  });
}

async function answered(listener: TestListener, from = '127.0.0.1'): Promise<number> {
  let count = 0;
  for (let asked = 0; asked < 30; asked += 1) {
    if ((await healthz(listener, from)) === 200) count += 1;
  }
  return count;
}

async function asksAClient({ url }: TestListener, token?: string): Promise<unknown> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const client = await HalClient.greeted(url, { localAddress: CLIENT, headers, rejectUnauthorized: false });
  const { status } = await client.ask('What time is it?');
  await client.close();
  return status;
}

async function metric({ http }: TestListener, name: string): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );
}

describe(`beside ${MANY} sockets of one address`, () => {
  it.each([
    ['that say nothing', {}],
    ['that dribble their headers', { first: 'GET / HTTP/1.1\r\nHost: x\r\nX-A: ', dribble: 'a' }],
    ['that stop within an upgrade', { first: upgradeRequest().slice(0, -2) }],
    ['that close their side after an upgrade', { first: upgradeRequest(), halfClose: true }],
    ['that ask two thousand times in a packet', { first: PAGE_REQUEST.repeat(2_000) }],
    ['that keep a page alive', { first: PAGE_REQUEST, dribble: 'GET' }],
  ])('%s, operators and clients of other addresses are served', async (_, hostile) => {
    const listener = await testListener();
    const sockets = await hostileSockets({ port: listener.port, count: MANY, from: ATTACKER, ...hostile });
    expect(await answered(listener)).toBe(30);
    expect(await asksAClient(listener)).toBe('success');
    // Before the handshake, and a client for the seats it may have.
    expect(sockets.open()).toBeLessThanOrEqual(64 + 45);
    expect(await metric(listener, 'hal_pending_sockets')).toBeLessThanOrEqual(64 + 2);
  });

  it('that were refused, operators and clients are served, and no refused socket lasts', async () => {
    const listener = await testListener({ token: 'sesame' });
    const { port } = listener;
    const hostile = { port, count: MANY, from: ATTACKER, first: upgradeRequest(), dribble: 'a' };
    const sockets = await hostileSockets(hostile);
    expect(await answered(listener)).toBe(30);
    expect(await asksAClient(listener, 'sesame')).toBe('success');
    expect(sockets.open()).toBe(0);
    await expect.poll(() => sockets.connected(), { timeout: 10_000 }).toBe(0);
    // All but the one that asks.
    await expect
      .poll(() => metric(listener, 'hal_pending_sockets'), { timeout: 5_000 })
      .toBeLessThanOrEqual(1);
  });

  it('of this machine itself, operators and clients are served', async () => {
    const listener = await testListener();
    const sockets = await hostileSockets({ port: listener.port, count: MANY, from: '127.0.0.1' });
    expect(await answered(listener)).toBe(30);
    expect(await asksAClient(listener)).toBe('success');
    expect(sockets.open()).toBeGreaterThan(1_000);
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;

it.skipIf(!openssl)(
  `beside ${MANY} sockets of one address that never begin TLS, clients are served${openssl ? '' : ' (skipped: no openssl)'}`,
  async () => {
    const home = await scratchHome();
    const [tlsKey, tlsCert] = [join(home, 'key.pem'), join(home, 'cert.pem')];
    const request =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost';
    const made = spawnSync('openssl', [...request.split(' '), '-keyout', tlsKey, '-out', tlsCert]);
    expect(made.status).toBe(0);
    const plain = await testListener({ home, tlsKey, tlsCert });
    const listener = {
      ...plain,
      url: `wss://127.0.0.1:${plain.port}`,
      http: `https://127.0.0.1:${plain.port}`,
    };
    const sockets = await hostileSockets({ port: listener.port, count: MANY, from: ATTACKER });
    expect(await answered(listener)).toBe(30);
    expect(await asksAClient(listener)).toBe('success');
    expect(sockets.open()).toBeLessThanOrEqual(64);
    expect(listener.listener.health().connections).toMatchObject({ total: 1 });
  },
);

it('closes sockets that are silent for 10 s, whatever trickles in', async () => {
  const clock = new FakeClock();
  const listener = await testListener({}, { clock });
  const { port } = listener;
  const slow = [
    await hostileSockets({ port, count: 5, from: ATTACKER }),
    await hostileSockets({ port, count: 5, from: ATTACKER, first: 'GET / HTTP/1.1\r\nX: ', dribble: 'a' }),
  ];
  // Node may take them in later than their peers think.
  await expect.poll(() => metric(listener, 'hal_pending_sockets')).toBeGreaterThanOrEqual(10);
  const open = () => slow.map((sockets) => sockets.open());
  clock.advance(9_999);
  // Two looks at the deadlines.
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(open()).toEqual([5, 5]);
  clock.advance(1);
  await expect.poll(open, { timeout: 5_000 }).toEqual([0, 0]);
});

describe('seats', () => {
  it('are left for other addresses, and this machine may have them all', async () => {
    const listener = await testListener({ maxConnections: 4, maxConnectionsPerAddress: 3 });
    const connect = (localAddress: string) =>
      HalClient.greeted(listener.url, { localAddress }).catch(() => undefined);
    const greedy = [];
    for (let asked = 0; asked < 5; asked += 1) greedy.push(await connect(ATTACKER));
    expect(greedy.filter((client) => client !== undefined)).toHaveLength(3);
    const other = await connect(CLIENT);
    expect(other).toBeDefined();
    await Promise.all([...greedy, other].map((client) => client?.close()));
    await expect.poll(() => listener.listener.health().connections.open).toBe(0);
    const own = [];
    for (let asked = 0; asked < 5; asked += 1) own.push(await connect('127.0.0.1'));
    expect(own.filter((client) => client !== undefined)).toHaveLength(4);
    // A seat that is given back may be taken again.
    await Promise.all(own.map((client) => client?.close()));
    await expect.poll(() => listener.listener.health().connections.open).toBe(0);
    expect(await connect(ATTACKER)).toBeDefined();
  });
});
