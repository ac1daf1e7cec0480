import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../lib/testing/free-port.ts';
import { rawExchange, requestHead } from '../../lib/testing/raw-exchange.ts';
import type { Listener } from '../listener.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { scratchHome, testListener } from './testing/test-listener.ts';

/** What a port says to clients that are no HAL clients, as they really are: curl, HAProxy, and raw bytes. */

const run = promisify(execFile);
const has = (program: string, flag: string) => spawnSync(program, [flag]).status === 0;

describe('a request in a form of its own', () => {
  it.each([
    ['absolute', 'GET http://h/healthz HTTP/1.1', 200, '"product":"hal-listener"'],
    ['absolute, without a path', 'GET http://h HTTP/1.1', 200, 'HAL Listener. Connect'],
    ['absolute, with a query', 'GET http://h:1/readyz?x=1 HTTP/1.1', 200, 'ready'],
    ['an empty query', 'GET /healthz? HTTP/1.1', 200, 'hal-listener'],
    ['HTTP/1.0', 'GET /healthz HTTP/1.0', 200, 'hal-listener'],
    ['a path like a host', 'GET //h/healthz HTTP/1.1', 404, 'Not found'],
    ['OPTIONS of all', 'OPTIONS * HTTP/1.1', 204, 'Allow: GET, HEAD, OPTIONS'],
    ['OPTIONS of a page', 'OPTIONS / HTTP/1.0', 204, 'Allow: GET, HEAD, OPTIONS'],
    ['a method of others', 'DELETE /healthz HTTP/1.1', 405, 'Allow: GET, HEAD, OPTIONS'],
    ['CONNECT', 'CONNECT h:443 HTTP/1.1', 405, 'not a proxy'],
  ])('%s', async (_, line, status, part) => {
    const { port } = await testListener();
    const answer = await rawExchange(port, requestHead(line));
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(part);
  });
});

describe('invalid or excessive HTTP', () => {
  const cookies = (bytes: number) => `Cookie: ${'a=b; '.repeat(bytes / 5)}`;
  it.each([
    ['a method that is none', 'GETT / HTTP/1.1\r\n\r\n', 400],
    ['a version that is none', 'GET / HTTP/9.9\r\n\r\n', 400],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost h\r\n\r\n', 400],
    ['a header with a NUL', 'GET / HTTP/1.1\r\nHost: h\r\nA: \0\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a handshake of TLS', '\x16\x03\x01\x02\x00\x01', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['cookies over 16 KB', requestHead('GET /healthz HTTP/1.1', cookies(20_000)), 431],
    ['cookies of 200 KB', requestHead('GET /healthz HTTP/1.1', cookies(200_000)), 431],
    ['a path over 16 KB', requestHead(`GET /${'x'.repeat(20_000)} HTTP/1.1`), 431],
    [
      'a handshake with cookies over 16 KB',
      requestHead('GET / HTTP/1.1', 'Upgrade: websocket', 'Connection: Upgrade', cookies(20_000)),
      431,
    ],
  ])('%s is answered with a line', async (_, bytes, status) => {
    const { port, http } = await testListener();
    const answer = await rawExchange(port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (status === 431) expect(answer).toMatch(/more than 16384 bytes.*cookies/);
    expect((await fetch(`${http}/healthz`)).status).toBe(200);
  });

  it('does not write into an answer that is on its way', async () => {
    const { port } = await testListener();
    const answer = await rawExchange(port, 'GET /metrics HTTP/1.1\r\nHost: h\r\n\r\nNONSENSE\r\n\r\n');
    expect(answer.match(/HTTP\/1\.1/g)?.length ?? 0).toBeLessThanOrEqual(2);
    if (answer.includes('400'))
      expect(answer.indexOf('400 Bad Request')).toBeGreaterThan(answer.indexOf('nodejs'));
  });
});

async function secureListener() {
  const home = await scratchHome();
  const { key, cert } = selfSigned();
  const [tlsKey, tlsCert] = [join(home, 'key.pem'), join(home, 'cert.pem')];
  await writeFile(tlsKey, key);
  await writeFile(tlsCert, cert);
  return testListener({ home, tlsKey, tlsCert });
}

describe('a client that uses the wrong protocol', () => {
  const log = async ({ home, listener }: { readonly home: string; readonly listener: Listener }) => {
    await listener.stop();
    return readFile(join(home, 'logs', 'HAL.SPLITTER.LOG'), 'utf8');
  };

  it('plain HTTP on the TLS port is one line in the log, with count and address', async () => {
    const secure = await secureListener();
    for (let asked = 0; asked < 20; asked += 1) {
      await rawExchange(secure.port, requestHead(asked % 2 ? 'GET / HTTP/1.1' : 'POST /state HTTP/1.1'));
    }
    const line = /WARN .*plain HTTP on the TLS port: clients must use https:.* count=20 most_from=127.0.0.1/g;
    expect((await log(secure)).match(line)).toHaveLength(1);
  });

  it('TLS on the plain port is one too', async () => {
    const plain = await testListener();
    for (let asked = 0; asked < 3; asked += 1) {
      const socket = connectTls({ port: plain.port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'error');
    }
    await rawExchange(plain.port, 'NONSENSE\r\n\r\n');
    expect((await log(plain)).match(/WARN .*TLS on a plain HTTP port: .* count=3 /g)).toHaveLength(1);
  });
});

describe('requests that do not wait for answers', () => {
  const head = (line: string, ...more: readonly string[]) => [line, 'Host: h', ...more, '', ''].join('\r\n');
  const handshake = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
  const page = head('GET /metrics HTTP/1.1');

  it.each([
    ['pages', page.repeat(1_000)],
    ['two pages', page + page],
    [
      'a handshake',
      page + head('GET / HTTP/1.1', ...handshake, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='),
    ],
    ['an upgrade to something else', page + head('GET / HTTP/1.1', 'Upgrade: h2c', 'Connection: Upgrade')],
    ['no HTTP', `${page.repeat(2)}NONSENSE`],
  ])('get one answer, then 429 and the end: %s', async (_, bytes) => {
    const { port, http, listener } = await testListener();
    const answer = await rawExchange(port, bytes);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 429']);
    expect(answer).toMatch(/One request at a time/);
    const metrics = await (await fetch(`${http}/metrics`)).text();
    expect(metrics).toContain('hal_dropped_sockets_total{reason="pipelined"} 1');
    expect(listener.health().connections.total).toBe(0);
  });

  it('are answered in sequence when pipelined on one socket', async () => {
    const { port } = await testListener();
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    for (let asked = 0; asked < 150; asked += 1) {
      socket.write(head('HEAD /healthz HTTP/1.1'));
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1.1 200 /);
    }
  });

  it('also over TLS', async () => {
    const { port } = await secureListener();
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
    socket.write(page.repeat(3));
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 429']);
  });
});

describe('an upgrade to something else', () => {
  it.each(['h2c', 'TLS/1.0', 'foo, bar'])(
    'to %s is ignored, also where a token is asked for',
    async (protocol) => {
      const { port, listener } = await testListener({ token: 'sesame' });
      const upgrade = [
        `Upgrade: ${protocol}`,
        'Connection: Upgrade',
        'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
      ];
      expect(await rawExchange(port, requestHead('GET /healthz HTTP/1.1', ...upgrade))).toMatch(
        /^HTTP\/1.1 200 /,
      );
      expect(
        await rawExchange(
          port,
          `${requestHead('POST /healthz HTTP/1.1', 'Content-Length: 3', ...upgrade)}abc`,
        ),
      ).toMatch(/^HTTP\/1.1 405 /);
      expect(await rawExchange(port, requestHead('HEAD / HTTP/1.1', ...upgrade))).toMatch(
        /^HTTP\/1.1 200 [\s\S]*\r\n\r\n$/,
      );
      expect(listener.health().connections).toMatchObject({ total: 0, refused: 0 });
    },
  );

  it('of several protocols takes WebSocket where it is one of them, and the path of an absolute target', async () => {
    const { port, listener } = await testListener({ token: 'sesame' });
    const handshake = (line: string) =>
      rawExchange(
        port,
        [`GET ${line} HTTP/1.1`, 'Host: h', 'Upgrade: h2c, WebSocket', 'Connection: Upgrade']
          .concat(['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13', '', ''])
          .join('\r\n'),
      );
    expect(await handshake('/')).toMatch(/^HTTP\/1.1 401 /);
    expect(await handshake('http://h/state?a=b?c&token=sesame')).toMatch(
      /^HTTP\/1.1 101 [\s\S]*"type":"state"/,
    );
    expect(await handshake('http://h?token=sesame')).toMatch(/^HTTP\/1.1 101 [\s\S]*"type":"connected"/);
    expect(listener.health().connections).toMatchObject({ total: 2, refused: 1 });
  });

  it.skipIf(!has('curl', '--version'))('as curl --http2 offers it', async () => {
    const { http, listener } = await testListener({ token: 'sesame' });
    const { stdout } = await run('curl', ['-si', '--http2', '-m', '5', `${http}/healthz`]);
    expect(stdout).toMatch(/^HTTP\/1.1 200 OK[\s\S]*"status":"ok"/);
    const posted = await run('curl', [
      '-si',
      '--http2',
      '-m',
      '5',
      '-d',
      'x'.repeat(100_000),
      `${http}/healthz`,
    ]);
    expect(posted.stdout).toMatch(/HTTP\/1.1 405 /);
    expect(listener.health().connections.refused).toBe(0);
  });
});

describe.skipIf(!has('haproxy', '-v'))('HAProxy', () => {
  it('finds the listener up with its default check, OPTIONS /', async () => {
    const { port, listener } = await testListener({ token: 'sesame' });
    const home = await scratchHome();
    const [front, admin] = [await freePort(), join(home, 'admin.sock')];
    const config = join(home, 'haproxy.cfg');
    await writeFile(
      config,
      [
        'global',
        ` stats socket ${admin} level admin`,
        'defaults',
        ' mode http',
        ' timeout connect 1s',
        ' timeout client 5s',
        ' timeout server 5s',
        `frontend f\n bind 127.0.0.1:${front}\n default_backend b`,
        `backend b\n option httpchk\n server s 127.0.0.1:${port} check inter 100ms rise 1 fall 1`,
        '',
      ].join('\n'),
    );
    const proxy = spawn('haproxy', ['-db', '-f', config], { stdio: 'ignore' });
    onTestFinished(async () => {
      const gone = once(proxy, 'exit');
      proxy.kill('SIGKILL');
      await gone;
    });
    await expect.poll(() => serverLine(admin), { timeout: 15_000 }).toMatch(/,UP,.*L7OK,204/);
    expect((await fetch(`http://127.0.0.1:${front}/healthz`)).status).toBe(200);
    expect(listener.health().connections.refused).toBe(0);
  });
});

/** Of the proxy's own statistics the line of its one server; empty while it starts. */
async function serverLine(admin: string): Promise<string> {
  const socket = connect(admin);
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  socket.write('show stat\n');
  await once(socket, 'close');
  return text.split('\n').find((line) => line.startsWith('b,s,')) ?? '';
}
