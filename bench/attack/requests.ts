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
        const bytes = Buffer.concat([...Array.from({ length: count }, () => request(own, port)), last]);
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
