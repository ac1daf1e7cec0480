import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type BareServer, bareServer } from './testing/bare-server.ts';
import { proxyV1, proxyV2 } from './testing/proxy-headers.ts';
import { certificateFolder } from './testing/real-proxy.ts';

/** What a proxy on 127.0.0.1 sends, byte by byte; real ones are in haproxy and nginx tests beside this. */

const TRUSTED = { trustedProxies: ['127.0.0.1'] };

const UPGRADE = [
  'GET / HTTP/1.1',
  'Host: hal.example',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const head = (...headers: string[]) => Buffer.from([...UPGRADE, ...headers, '', ''].join('\r\n'));
const GET = Buffer.from('GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');

function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Sends the bytes, and waits for the head of an answer. */
async function answer(socket: Socket, ...parts: readonly Buffer[]): Promise<string> {
  for (const part of parts) {
    socket.write(part);
    if (parts.length > 1) await new Promise((resolve) => setImmediate(resolve));
  }
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes('\r\n\r\n')) break;
  }
  return text;
}

/** Sends all in one packet and nothing more, and reads until the other side closes. */
async function wholeAnswer(port: number, ...parts: readonly Buffer[]): Promise<string> {
  const socket = open(port);
  socket.end(Buffer.concat(parts));
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

async function statusOf(port: number, ...parts: readonly Buffer[]): Promise<string> {
  return (await answer(open(port), ...parts)).split(' ')[1] ?? 'closed';
}

/** The clients as the connections table shows them, oldest first. */
async function connected(one: BareServer, ...parts: readonly Buffer[]) {
  const socket = open(one.port);
  expect(await answer(socket, ...parts)).toMatch(/^HTTP\/1\.1 101 /);
  const last = one.server.listConnections().open.at(-1);
  return { address: last?.address, proxy: last?.proxy };
}

/** Sockets that were closed before they were clients, by reason. */
async function droppedSockets({ port }: BareServer): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const found = text.matchAll(/^hal_dropped_sockets_total\{reason="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries(Array.from(found, ([, reason, count]) => [reason ?? '', Number(count)]));
}

describe('headers', () => {
  it('of a trusted proxy name the client, in table, logs and status', async () => {
    const one = await bareServer(TRUSTED);
    expect(await connected(one, head('X-Forwarded-For: 1.1.1.1, 203.0.113.9'))).toEqual({
      address: '203.0.113.9',
      proxy: '127.0.0.1',
    });
    expect(await connected(one, head('Forwarded: for="[2001:db8::9]:4711";proto=https'))).toEqual({
      address: '[2001:db8::9]:4711',
      proxy: '127.0.0.1',
    });
    const direct = await connected(one, head());
    expect([direct.address?.replace(/:\d+$/, ''), direct.proxy]).toEqual(['127.0.0.1', undefined]);
    expect(one.server.proxies).toEqual({
      trusted: ['127.0.0.1'],
      named: 2,
      unnamed: 1,
      malformed: 0,
      untrusted: [],
    });
    expect(one.gateway[0]).toMatch(/^opened {"client":"203\.0\.113\.9","proxy":"127\.0\.0\.1",/);
    expect(one.gateway[2]).not.toContain('proxy');
  });

  it('of an untrusted peer change nothing, and are noted', async () => {
    const one = await bareServer({});
    const spoofed = [
      'X-Forwarded-For: 203.0.113.9',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: evil.example',
    ];
    expect((await connected(one, head(...spoofed))).address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await statusOf(one.port, head(...spoofed, 'Origin: https://evil.example'))).toBe('403');
    expect(await statusOf(one.port, head('X-Forwarded-For: <nonsense>'))).toBe('101');
    expect(one.server.proxies.untrusted).toMatchObject([{ address: '127.0.0.1', requests: 3 }]);
    expect(one.lines.filter((line) => line.includes('TRUSTED_PROXIES'))).toHaveLength(1);
  });

  it('that are malformed are refused, on every path', async () => {
    const one = await bareServer(TRUSTED);
    const bad = 'X-Forwarded-For: nobody';
    expect(await answer(open(one.port), head(bad))).toMatch(
      /^HTTP\/1\.1 400 .*malformed X-Forwarded-For\.\n$/s,
    );
    for (const path of ['/', '/healthz', '/metrics']) {
      const get = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: a\r\n${bad}\r\n\r\n`);
      expect(await statusOf(one.port, get)).toBe('400');
    }
    expect(await statusOf(one.port, head('Forwarded: for=1.1.1.1', 'X-Forwarded-For: 203.0.113.9'))).toBe(
      '400',
    );
    expect(one.server.proxies.malformed).toBe(5);
    const metrics = await (await fetch(`http://127.0.0.1:${one.port}/metrics`)).text();
    expect(metrics).toContain('hal_connections_refused_total{reason="forwarding"} 2');
    expect(one.server.health().connections).toMatchObject({ open: 0, refused: 2 });
  });

  it('let a limit count clients instead of the proxy', async () => {
    const one = await bareServer({ ...TRUSTED, maxConnections: 10, maxConnectionsPerAddress: 2 });
    const from = (address: string) => statusOf(one.port, head(`X-Forwarded-For: ${address}`));
    expect([await from('203.0.113.9'), await from('203.0.113.9'), await from('203.0.113.9')]).toEqual([
      '101',
      '101',
      '503',
    ]);
    // One /64 network counts as one, and nobody is this machine by saying so.
    expect([await from('2001:db8::1'), await from('2001:db8::2'), await from('2001:db8::3')]).toEqual([
      '101',
      '101',
      '503',
    ]);
    expect([await from('127.0.0.1'), await from('127.0.0.1'), await from('127.0.0.1')]).toEqual([
      '101',
      '101',
      '503',
    ]);
    // Programs of this machine itself have no limit of their own.
    expect([
      await statusOf(one.port, head()),
      await statusOf(one.port, head()),
      await statusOf(one.port, head()),
    ]).toEqual(['101', '101', '101']);
    expect(
      one.lines.some((line) =>
        /client refused {"reason":"address",.*"client":"203\.0\.113\.9","proxy":"127\.0\.0\.1"/.test(line),
      ),
    ).toBe(true);
  });

  it('let refused sockets that stay open count to their client', async () => {
    const one = await bareServer({ ...TRUSTED, origins: [], maxPendingPerAddress: 2 });
    const refused = async (address: string) => {
      // It never closes its side.
      const socket = connect({ port: one.port, host: '127.0.0.1', allowHalfOpen: true });
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      expect(
        await answer(socket, head(`X-Forwarded-For: ${address}`, 'Origin: https://evil.example')),
      ).toContain(' 403 ');
    };
    for (const address of ['203.0.113.9', '203.0.113.9', '203.0.113.7', '203.0.113.9'])
      await refused(address);
    expect(await droppedSockets(one)).toMatchObject({ address_limit: 1 });
  });

  it('let pages connect to the name they came from, with TLS only', async () => {
    const one = await bareServer(TRUSTED);
    const page = (origin: string, ...headers: string[]) =>
      statusOf(one.port, head(`Origin: ${origin}`, 'X-Forwarded-For: 203.0.113.9', ...headers));
    expect(await page('https://hal.example', 'X-Forwarded-Proto: https')).toBe('101');
    expect(
      await page('https://hal.example:8443', 'X-Forwarded-Proto: wss', 'X-Forwarded-Host: hal.example:8443'),
    ).toBe('101');
    expect(await page('http://hal.example', 'X-Forwarded-Proto: http')).toBe('403');
    expect(await page('https://hal.example')).toBe('403');
    expect(await page('https://evil.example', 'X-Forwarded-Proto: https')).toBe('403');
  });
});

describe('the PROXY protocol', () => {
  it.each([
    ['version 1', proxyV1('203.0.113.9', 4711), '203.0.113.9:4711'],
    ['version 2', proxyV2('2001:db8::9', 4711), '[2001:db8::9]:4711'],
  ])('names the client of a trusted peer: %s', async (_version, header, address) => {
    const one = await bareServer(TRUSTED);
    const named = { address, proxy: '127.0.0.1' };
    expect(await connected(one, Buffer.concat([header, head()]))).toEqual(named);
    // The client's own headers say nothing of it.
    expect(await connected(one, header, head('X-Forwarded-For: 1.1.1.1'))).toEqual(named);
    const bytes = [...Buffer.concat([header, head()])].map((byte) => Buffer.from([byte]));
    expect(await connected(one, ...bytes)).toEqual(named);
    expect(await statusOf(one.port, header, GET)).toBe('200');
    expect(await statusOf(one.port, header, header)).toBe('400');
  });

  it('counts sockets and clients to the one who is named', async () => {
    const one = await bareServer({
      ...TRUSTED,
      maxConnections: 10,
      maxConnectionsPerAddress: 1,
      maxPendingPerAddress: 2,
    });
    const silent = [open(one.port), open(one.port), open(one.port)];
    const closed = once(silent[0] as Socket, 'close');
    for (const socket of silent) socket.write(proxyV1('203.0.113.9', 1));
    // A third silent socket of one client takes the place of its first.
    await closed;
    expect(await statusOf(one.port, proxyV1('203.0.113.7', 1), head())).toBe('101');
    expect(await statusOf(one.port, proxyV1('203.0.113.7', 1), head())).toBe('503');
    expect(await statusOf(one.port, proxyV1('203.0.113.8', 1), head())).toBe('101');
  });

  it('is not taken from an untrusted peer', async () => {
    const one = await bareServer({ trustedProxies: ['10.0.0.5'] });
    for (const header of [proxyV1('203.0.113.9', 1), proxyV2('203.0.113.9', 1)]) {
      expect(await statusOf(one.port, Buffer.concat([header, head()]))).toBe('400');
    }
    expect(one.server.proxies.untrusted).toMatchObject([
      { address: '127.0.0.1', sent: ['PROXY protocol'], requests: 2 },
    ]);
  });

  it('is explained in the log where TLS would begin and the proxy is not trusted', async () => {
    const folder = await certificateFolder();
    const tls = { tlsKey: join(folder, 'hal.key'), tlsCert: join(folder, 'hal.pem') };
    const one = await bareServer(tls);
    for (const header of [proxyV1('203.0.113.9', 1), proxyV2('203.0.113.9', 1)]) {
      const socket = open(one.port);
      socket.resume();
      socket.write(header);
      await once(socket, 'close');
    }
    await one.server.close(1001);
    expect(one.lines.filter((line) => line.includes('TRUSTED_PROXIES'))).toEqual([
      'warn no TLS on the TLS port: clients must use wss://, a proxy with the PROXY protocol must be in TRUSTED_PROXIES {"count":2,"most_from":"127.0.0.1","of_these":2}',
    ]);
  });

  it('may be missing, be a health check, or be broken', async () => {
    const one = await bareServer(TRUSTED);
    expect(await statusOf(one.port, GET)).toBe('200');
    expect(await statusOf(one.port, Buffer.from('PROXY UNKNOWN\r\n'), GET)).toBe('200');
    const local = proxyV2('203.0.113.9', 1);
    local[12] = 0x20;
    expect(await statusOf(one.port, local, GET)).toBe('200');
    expect(await answer(open(one.port), Buffer.from('PROXY TCP4 nonsense\r\n'))).toMatch(
      /^HTTP\/1\.1 400 .*PROXY protocol/s,
    );
    expect(one.server.proxies.malformed).toBe(1);
    // Health checks that only connect, or break off half-way.
    const [connects, breaksOff] = [open(one.port), open(one.port)];
    connects.end();
    breaksOff.end('PRO');
    await Promise.all([once(connects, 'close'), once(breaksOff, 'close')]);
    expect(await droppedSockets(one)).toMatchObject({ timeout: 0 });
    // Several requests of a kept connection, and one request at a time.
    const kept = open(one.port);
    const again = Buffer.from('GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await answer(kept, proxyV1('203.0.113.9', 1), again)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await answer(kept, again)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await wholeAnswer(one.port, proxyV1('203.0.113.9', 1), again, again)).toMatch(
      /^HTTP\/1\.1 200 .*HTTP\/1\.1 429 /s,
    );
  });

  it('makes no difference to a client that closes its side behind its request', async () => {
    const [direct, trusted] = [await bareServer(), await bareServer(TRUSTED)];
    const expected = (await wholeAnswer(direct.port, GET)).split('\r\n', 1);
    expect((await wholeAnswer(trusted.port, GET)).split('\r\n', 1)).toEqual(expected);
    for (const header of [proxyV1('203.0.113.9', 1), proxyV2('203.0.113.9', 1)]) {
      expect((await wholeAnswer(trusted.port, header, GET)).split('\r\n', 1)).toEqual(expected);
    }
  });

  it('stands before TLS, and says whether the client used TLS', async () => {
    const folder = await certificateFolder();
    const tls = { tlsKey: join(folder, 'hal.key'), tlsCert: join(folder, 'hal.pem') };
    const one = await bareServer({ ...TRUSTED, ...tls });
    const through = async (header: Buffer) => {
      const tcp = open(one.port);
      tcp.write(header);
      const socket = connectTls({ socket: tcp, rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      return socket;
    };
    const ws = new WebSocket(`wss://127.0.0.1:${one.port}`, {
      createConnection: () =>
        connectTls({ socket: writing(one.port, proxyV2('203.0.113.9', 4711)), rejectUnauthorized: false }),
    });
    await once(ws, 'message');
    expect(one.server.listConnections().open).toMatchObject([
      { address: '203.0.113.9:4711', proxy: '127.0.0.1' },
    ]);
    ws.terminate();
    expect(await statusThrough(await through(proxyV1('203.0.113.9', 1)), GET)).toBe('200');
    // A client without the header gets in too.
    const plain = httpsRequest({
      port: one.port,
      host: '127.0.0.1',
      path: '/healthz',
      rejectUnauthorized: false,
    }).end();
    const [response] = await once(plain, 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
    const broken = open(one.port);
    broken.end('PROXY nonsense\r\n');
    await once(broken, 'close');
    const secure = proxyV2('203.0.113.9', 1, [{ type: 0x20, value: Buffer.from([1, 0, 0, 0, 0]) }]);
    expect(await statusThrough(await through(secure), head('Origin: https://hal.example'))).toBe('101');
    expect(
      await statusThrough(await through(proxyV2('203.0.113.9', 1)), head('Origin: https://hal.example')),
    ).toBe('403');
  });
});

function writing(port: number, bytes: Buffer): Socket {
  const socket = open(port);
  socket.write(bytes);
  return socket;
}

async function statusThrough(socket: Socket, part: Buffer): Promise<string> {
  return (await answer(socket, part)).split(' ')[1] ?? 'closed';
}
