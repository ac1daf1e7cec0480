import { connect } from 'node:net';
import { internalDetail, newOutcome, type Outcome, withinTime } from './outcome.ts';
import { mutate, type Random } from './random.ts';

const CONNECTIONS = 16;
const ANSWER_TIMEOUT_MS = 20_000;

const METHODS = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'OPTIONS',
  'PUT',
  'DELETE',
  'TRACE',
  'CONNECT',
  'get',
] as const;
const TARGETS = [
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/state',
  '/../../etc/passwd',
  '/%2e%2e/%00',
  'http://localhost/healthz',
  '*',
  '//',
  '/?token=x&token=y',
  '/healthz\u00e9',
] as const;
const HEADERS = [
  'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings',
  'Sec-WebSocket-Key: x',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Protocol: a, b,,',
  'Origin: http://evil.example',
  'Origin: null',
  'Authorization: Bearer x',
  'X-Forwarded-For: 1.2.3.4, 5.6.7.8',
  'X-Forwarded-For: ::1, unknown, [::1]:80, _x, 127.0.0.1:http',
  'X-Forwarded-Proto: https, gopher\r\nX-Forwarded-Host: a:99999, ',
  'Forwarded: for=1.2.3.4;proto=https;host="a:1", for="[::1]:_x"',
  'Forwarded: for="\\"";;,for=unknown;FOR=_x',
  `Forwarded: ${'for=127.0.0.1,'.repeat(500)}`,
  'Content-Length: 0',
  'Accept: */*;q=9',
  `Cookie: ${'x'.repeat(2_000)}`,
] as const;
/** These end or change how the rest of a connection is read, so only one request in `LAST_ONE_IN` has one. */
const LAST_HEADERS = [
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13',
  'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99',
  'Content-Length: 5',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked\r\nContent-Length: 3',
  'Expect: 100-continue',
  ' folded: header',
  'no colon',
  'Host: another',
  'Connection: close',
  `Cookie: ${'x'.repeat(20_000)}`,
] as const;
const LAST_ONE_IN = 12;

/** The target trusts its peers. */
const PROXY_HEADERS = [
  'PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n',
  'PROXY TCP6 ::1 ::2 1 2\r\n',
  'PROXY UNKNOWN\r\n',
  `PROXY UNKNOWN ${'x'.repeat(91)}\r\n`,
  `PROXY ${'x'.repeat(200)}`,
  '\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\x01\x02\x03\x04\x05\x06\x07\x08\0\x01\0\x02',
  '\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x14\x01\x02\x03\x04\x05\x06\x07\x08\0\x01\0\x02\x20\0\x05\x01\0\0\0\0',
  '\r\n\r\n\0\r\nQUIT\n\x20\0\0\0',
  '\r\n\r\n\0\r\nQUIT\n\x21\x21\xff\xff',
] as const;

/** A header of the PROXY protocol before the first request, often damaged; mostly none. */
function proxyHeader(random: Random): Buffer {
  if (!random.oneIn(4)) return Buffer.alloc(0);
  const bytes = Buffer.from(random.pick(PROXY_HEADERS), 'latin1');
  return random.oneIn(3) ? mutate(bytes, random) : bytes;
}

/** One request, mostly well-formed. */
function request(random: Random, port: number): Buffer {
  const headers: string[] = Array.from({ length: random.below(4) }, () => random.pick(HEADERS));
  if (random.oneIn(LAST_ONE_IN)) headers.push(random.pick(LAST_HEADERS));
  const host = random.oneIn(40) ? [] : [`Host: 127.0.0.1:${port}`];
  const version = random.oneIn(40) ? random.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9', '']) : 'HTTP/1.1';
  const line = `${random.pick(METHODS)} ${random.pick(TARGETS)} ${version}`;
  const body = random.oneIn(30) ? random.pick(['hello', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n']) : '';
  const bytes = Buffer.from(`${[line, ...host, ...headers].join('\r\n')}\r\n\r\n${body}`, 'latin1');
  return random.oneIn(20) ? mutate(bytes, random) : bytes;
}

/** Sends random requests, several per connection. */
export async function attackRequests(port: number, requests: number, random: Random): Promise<Outcome> {
  const outcome = newOutcome('requests');
  const share = Math.ceil(requests / CONNECTIONS);
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, number) => {
      const own = random.branch(number);
      for (let left = share; left > 0; ) {
        const count = Math.min(left, 1 + own.below(8));
        left -= count;
        outcome.sent += count;
        const last = Buffer.from(
          `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
        );
        const bytes = Buffer.concat([
          proxyHeader(own),
          ...Array.from({ length: count }, () => request(own, port)),
          last,
        ]);
        await withinTime('requests', ANSWER_TIMEOUT_MS, exchange(port, bytes, outcome));
      }
    }),
  );
  return outcome;
}

/** An incomplete request swallows the last one: the listener then waits, and the client closes after this time. */
const IDLE_TIMEOUT_MS = 100;

/** Sends bytes and reads until the connection closes. */
function exchange(port: number, bytes: Buffer, outcome: Outcome): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = '';
    socket.setTimeout(IDLE_TIMEOUT_MS, () => socket.end());
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    // A reset connection counts as an answer.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      outcome.closed += 1;
      outcome.answers += answer.match(/HTTP\/1\.1 \d{3}/g)?.length ?? 0;
      const detail = internalDetail(answer);
      if (detail !== undefined) outcome.problems.add(`an HTTP response exposes "${detail}"`);
      resolve();
    });
    socket.write(bytes);
  });
}
