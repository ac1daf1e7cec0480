import { expect, it } from 'vitest';
import { PongReplies } from './pong-replies.ts';

class FakeSocket {
  readonly OPEN = 1 as const;
  readyState: 0 | 1 | 2 | 3 = 1;
  readonly pongs: string[] = [];
  readonly #waiting: (() => void)[] = [];

  pong(data: unknown, _mask?: unknown, sent?: unknown): void {
    this.pongs.push(String(data));
    if (typeof sent === 'function') this.#waiting.push(() => sent());
  }

  /** All that was handed over is on its way. */
  flush(): void {
    for (const sent of this.#waiting.splice(0)) sent();
  }
}

it('answers each ping while its client reads', () => {
  const socket = new FakeSocket();
  const replies = new PongReplies(socket);
  for (let ping = 0; ping < 100; ping += 1) {
    replies.onPing(Buffer.from(String(ping)));
    socket.flush();
  }
  expect(socket.pongs).toEqual(Array.from({ length: 100 }, (_, ping) => String(ping)));
});

it('answers the latest of a crowd, holds no more than that, and cuts nobody', () => {
  const socket = new FakeSocket();
  const replies = new PongReplies(socket);
  for (let ping = 0; ping < 10_000; ping += 1) replies.onPing(Buffer.from(String(ping)));
  expect(socket.pongs).toHaveLength(32);
  socket.flush();
  expect(socket.pongs.slice(32)).toEqual(['9999']);
  socket.flush();
  expect(socket.pongs).toHaveLength(33);
});

it('says nothing on a connection that closes', () => {
  const socket = new FakeSocket();
  const replies = new PongReplies(socket);
  socket.readyState = 2;
  replies.onPing(Buffer.from('x'));
  expect(socket.pongs).toEqual([]);
});
