import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../lib/testing/free-port.ts';
import { bareServer } from './testing/bare-server.ts';
import {
  canRun,
  certificateFolder,
  clientOf,
  connectFrom,
  documentedConfig,
  getKept,
  overHttp2,
  SPOOFED_HEADERS,
  startProxy,
  whySkipped,
} from './testing/real-proxy.ts';

/** HAProxy itself, with the configurations of docs/proxy.md. */

const there = canRun('haproxy', '-v');
const TRUSTED = { trustedProxies: ['127.0.0.1'] };

interface Proxy {
  readonly port: number;
  /** Fields of its statistics about the server. */
  server(): Promise<Readonly<Record<string, string>>>;
}

/** @param nth configuration of the document @param replaced texts besides ports and paths */
async function haproxy(
  listenerPort: number,
  nth: number,
  replaced: Readonly<Record<string, string>> = {},
): Promise<Proxy> {
  const [folder, port] = [await certificateFolder(), await freePort()];
  const [admin, file] = [join(folder, 'admin.sock'), join(folder, 'haproxy.cfg')];
  const documented = documentedConfig('haproxy', nth, {
    ...replaced,
    ':443': `127.0.0.1:${port}`,
    '127.0.0.1:8768': `127.0.0.1:${listenerPort}`,
  }).replaceAll('/etc/haproxy', folder);
  await writeFile(file, `global\n stats socket ${admin} level admin\n${documented}`);
  await startProxy('haproxy', ['-db', '-f', file], port);
  return { port, server: () => statistics(admin) };
}

async function statistics(admin: string): Promise<Record<string, string>> {
  const socket = connect(admin);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.write('show stat\n');
  await once(socket, 'close');
  const [names = '', ...rows] = text.split('\n');
  const row = rows.find((line) => line.startsWith('hal,hal,'))?.split(',') ?? [];
  return Object.fromEntries(
    names
      .replace('# ', '')
      .split(',')
      .map((name, index) => [name, row[index] ?? '']),
  );
}

const isUp = async (proxy: Proxy) => {
  const { status, check_status: check } = await proxy.server();
  return `${status} ${check}`;
};

/** A listener behind the first configuration, found up by its health check. */
async function behindHaproxy(
  change: Parameters<typeof bareServer>[0] = {},
  replaced: Readonly<Record<string, string>> = {},
) {
  const listener = await bareServer({ ...TRUSTED, ...change });
  const proxy = await haproxy(listener.port, 0, { 'inter 2s': 'inter 100ms', ...replaced });
  await expect.poll(() => isUp(proxy), { timeout: 10_000 }).toMatch(/^UP L7OK/);
  return { listener, proxy, url: `wss://127.0.0.1:${proxy.port}` };
}

describe.skipIf(!there)(`HAProxy in HTTP mode${whySkipped('haproxy', there)}`, () => {
  it('names clients of a WebSocket over TLS, whatever they write themselves', async () => {
    const { listener, url } = await behindHaproxy();
    const { greeting } = await connectFrom('127.0.0.2', url);
    expect([greeting.type, clientOf(listener)]).toEqual(['connected', '127.0.0.2 via 127.0.0.1']);
    await connectFrom('127.0.0.3', url, SPOOFED_HEADERS);
    expect(clientOf(listener)).toBe('127.0.0.3 via 127.0.0.1');
    expect(listener.server.proxies).toMatchObject({ named: 2, unnamed: 0, malformed: 0, untrusted: [] });
    expect(listener.gateway[0]).toContain('"client":"127.0.0.2","proxy":"127.0.0.1"');
  });

  it('lets limits and the check of origins see the outside', async () => {
    const { url } = await behindHaproxy({ maxConnections: 10, maxConnectionsPerAddress: 1 });
    await connectFrom('127.0.0.2', url);
    await expect(connectFrom('127.0.0.2', url)).rejects.toThrow('503');
    await connectFrom('127.0.0.3', url, { Origin: 'https://hal.example', Host: 'hal.example' });
    const evil = { Origin: 'https://evil.example', Host: 'hal.example' };
    await expect(connectFrom('127.0.0.4', url, evil)).rejects.toThrow('403');
    const plain = { Origin: 'http://hal.example', Host: 'hal.example' };
    await expect(connectFrom('127.0.0.4', url, plain)).rejects.toThrow('403');
  });

  it('serves a sub-path, and keeps /metrics inside', async () => {
    const { listener, proxy, url } = await behindHaproxy();
    for (const path of ['/hal', '/hal/', '/hal/any']) {
      expect((await connectFrom('127.0.0.2', `${url}${path}`)).greeting.type).toBe('connected');
    }
    expect((await connectFrom('127.0.0.2', `${url}/hal/state`)).greeting.type).toBe('state');
    expect(clientOf(listener)).toBe('127.0.0.2 via 127.0.0.1');
    const paths = ['/healthz', '/hal/healthz', '/readyz', '/metrics', '/hal/metrics', '/nothing'];
    expect(await getKept(proxy.port, '127.0.0.2', paths)).toEqual([200, 200, 200, 404, 404, 404]);
  });

  it('takes HTTP/2, also for the WebSocket', async () => {
    const { listener, proxy } = await behindHaproxy();
    const origin = `https://127.0.0.1:${proxy.port}`;
    expect(await overHttp2(origin, { ':path': '/healthz' })).toBe('200');
    const websocket = {
      ':method': 'CONNECT',
      ':protocol': 'websocket',
      ':path': '/',
      'sec-websocket-version': '13',
    };
    expect(JSON.parse(await overHttp2(origin, websocket))).toMatchObject({ type: 'connected' });
    expect(clientOf(listener)).toBe('127.0.0.1 via 127.0.0.1');
  });

  it('reuses connections for several clients, and each of them is told apart', async () => {
    const { listener, proxy, url } = await behindHaproxy();
    for (const client of ['127.0.0.2', '127.0.0.3', '127.0.0.2']) {
      expect(await getKept(proxy.port, client, ['/healthz', '/readyz', '/'])).toEqual([200, 200, 200]);
    }
    await connectFrom('127.0.0.4', url);
    expect(clientOf(listener)).toBe('127.0.0.4 via 127.0.0.1');
    expect(Number((await proxy.server()).reuse)).toBeGreaterThan(3);
  });

  it('finds a listener that starts later and notices one that stops', async () => {
    const port = await freePort();
    const proxy = await haproxy(port, 0, { 'inter 2s': 'inter 100ms' });
    await expect.poll(() => isUp(proxy), { timeout: 10_000 }).toMatch(/^DOWN/);
    expect(await getKept(proxy.port, '127.0.0.2', ['/healthz'])).toEqual([503]);
    const listener = await bareServer({ ...TRUSTED, port });
    await expect.poll(() => isUp(proxy), { timeout: 10_000 }).toMatch(/^UP L7OK/);
    const { ws } = await connectFrom('127.0.0.2', `wss://127.0.0.1:${proxy.port}`);
    const closed = once(ws, 'close');
    await listener.server.close(1012);
    expect((await closed)[0]).toBe(1012);
    await expect.poll(() => isUp(proxy), { timeout: 10_000 }).toMatch(/^DOWN/);
  });

  it('keeps a silent tunnel past the timeouts of requests, until that of tunnels', async () => {
    const short = { 'timeout client 30s': 'timeout client 1s', 'timeout server 30s': 'timeout server 1s' };
    const { listener, url } = await behindHaproxy({}, { ...short, 'timeout tunnel 1h': 'timeout tunnel 4s' });
    const { ws } = await connectFrom('127.0.0.2', url);
    const openedAt = performance.now();
    await once(ws, 'close');
    expect(performance.now() - openedAt).toBeGreaterThan(3_000);
    await expect.poll(() => listener.server.connections).toBe(0);
  });
});

describe.skipIf(!there)(`HAProxy in TCP mode${whySkipped('haproxy', there)}`, () => {
  it.each(['send-proxy', 'send-proxy-v2', 'send-proxy-v2-ssl'])('names clients by %s', async (word) => {
    const listener = await bareServer({ ...TRUSTED, maxConnections: 10, maxConnectionsPerAddress: 1 });
    const proxy = await haproxy(listener.port, 1, { 'send-proxy-v2-ssl check': `${word} check inter 100ms` });
    await expect.poll(() => isUp(proxy), { timeout: 10_000 }).toMatch(/^UP L7OK/);
    const url = `wss://127.0.0.1:${proxy.port}`;
    await connectFrom('127.0.0.2', url, { 'X-Forwarded-For': '192.0.2.99' });
    expect(clientOf(listener)).toMatch(/^127\.0\.0\.2:\d+ via 127\.0\.0\.1$/);
    await expect(connectFrom('127.0.0.2', url)).rejects.toThrow('503');
    // Only one of them says that the client used TLS.
    const page = connectFrom('127.0.0.3', url, { Origin: 'https://hal.example', Host: 'hal.example' });
    if (word === 'send-proxy-v2-ssl') await page;
    else await expect(page).rejects.toThrow('403');
    expect(listener.server.proxies).toMatchObject({ malformed: 0, untrusted: [] });
  });

  it('passes TLS through to the listener', async () => {
    const folder = await certificateFolder();
    const tls = { tlsKey: join(folder, 'hal.key'), tlsCert: join(folder, 'hal.pem') };
    const listener = await bareServer({ ...TRUSTED, ...tls });
    const proxy = await haproxy(listener.port, 1, {
      ' ssl crt /etc/haproxy/hal.pem': '',
      'send-proxy-v2-ssl check': 'send-proxy-v2 check check-ssl verify none inter 100ms',
    });
    await expect.poll(() => isUp(proxy), { timeout: 10_000 }).toMatch(/^UP L7OK/);
    await connectFrom('127.0.0.2', `wss://127.0.0.1:${proxy.port}`);
    expect(clientOf(listener)).toMatch(/^127\.0\.0\.2:\d+ via 127\.0\.0\.1$/);
  });

  it('is refused and named in the log where it is not trusted', async () => {
    const listener = await bareServer();
    const proxy = await haproxy(listener.port, 1, { 'send-proxy-v2-ssl check': 'send-proxy-v2' });
    await expect(connectFrom('127.0.0.2', `wss://127.0.0.1:${proxy.port}`)).rejects.toThrow('400');
    expect(listener.server.proxies.untrusted).toMatchObject([
      { address: '127.0.0.1', sent: ['PROXY protocol'] },
    ]);
    expect(listener.lines.filter((line) => line.includes('TRUSTED_PROXIES'))).toHaveLength(1);
  });
});
