import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testListener } from './testing/test-listener.ts';

/** Who ended a connection, and why: what the log says of each way there is. */

async function handshake(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const head = ['GET / HTTP/1.1', 'Host: h', 'Upgrade: websocket', 'Connection: Upgrade'];
  const key = ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13', '', ''];
  socket.write([...head, ...key].join('\r\n'));
  await once(socket, 'data');
  return socket;
}

/** A frame of a client, its mask all zeros. @param first its first byte: FIN, RSV and opcode */
function frame(first: number, payload: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from([first, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]);
}

const CLOSE = 0x88;
const status = (code: number, reason = '') =>
  Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);

it.each<readonly [string, (socket: Socket) => void, RegExp]>([
  [
    'a close frame',
    (socket) => socket.write(frame(CLOSE, status(1000))),
    /code=1000 by=client reason="closed by the client"/,
  ],
  [
    'a close frame that gives a reason like ours',
    (socket) => socket.write(frame(CLOSE, status(1000, 'message over the hard limit'))),
    /by=client reason="closed by the client: message over the hard limit"/,
  ],
  [
    'a close frame without a code',
    (socket) => socket.write(frame(CLOSE)),
    /code=1005 by=client reason="closed by the client"/,
  ],
  [
    'an end',
    (socket) => void socket.end(),
    /code=1006 by=client reason="connection closed by the client without a close frame"/,
  ],
  [
    'a reset',
    (socket) => void socket.resetAndDestroy(),
    /code=1006 by=error reason="connection lost: .*ECONNRESET/,
  ],
  [
    'text that is no UTF-8',
    (socket) => socket.write(frame(0x81, Buffer.from([0xff]))),
    /by=protocol reason="closed by the listener: .*UTF-8.*WS_ERR_INVALID_UTF8/,
  ],
  [
    'a frame without a mask',
    (socket) => socket.write(Buffer.from([0x81, 1, 65])),
    /by=protocol reason="closed by the listener: .*WS_ERR_EXPECTED_MASK/,
  ],
  ['a reserved opcode', (socket) => socket.write(frame(0x83)), /by=protocol .*WS_ERR_INVALID_OPCODE/],
  ['a reserved bit', (socket) => socket.write(frame(0xc1, 'a')), /by=protocol .*WS_ERR_UNEXPECTED_RSV/],
  [
    'a close code that is none',
    (socket) => socket.write(frame(CLOSE, status(1006))),
    /by=protocol .*WS_ERR_INVALID_CLOSE_CODE/,
  ],
])('%s', async (_, end, expected) => {
  const { port, listener, home } = await testListener();
  const socket = await handshake(port);
  end(socket);
  await expect.poll(() => listener.health().connections.open).toBe(0);
  socket.destroy();
  await listener.stop();
  expect(await readFile(join(home, 'logs', 'gateway.log'), 'utf8')).toMatch(expected);
});

it('a crowd of pings in one write ends nothing', async () => {
  const { port, listener, home } = await testListener();
  const socket = await handshake(port);
  let got = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    got = Buffer.concat([got, chunk]);
  });
  socket.write(Buffer.concat(Array.from({ length: 180 }, (_, n) => frame(0x89, String(n)))));
  // The latest of them is answered.
  await expect.poll(() => got.toString('latin1').endsWith('\x8a\x03179')).toBe(true);
  expect(listener.health().connections.open).toBe(1);
  socket.end();
  await expect.poll(() => listener.health().connections.open).toBe(0);
  await listener.stop();
  expect(await readFile(join(home, 'logs', 'gateway.log'), 'utf8')).not.toMatch(/terminate|protocol/);
});
