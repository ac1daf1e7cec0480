import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { FrameWriter, PongReplies } from './frame-writer.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A writer over a socket that records what leaves it in one write. */
function createWriter(change: { bufferedAmount?: number; readyState?: number } = {}) {
  const writes: string[][] = [];
  let corked: string[] | undefined;
  const socket = {
    cork: () => {
      corked ??= [];
    },
    uncork: () => {
      if (corked) writes.push(corked);
      corked = undefined;
    },
  };
  const ws = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: (frame: string, done: (error?: Error) => void) => {
      if (frame === 'lost') return done(new Error('EPIPE'));
      if (corked) corked.push(frame);
      else writes.push([frame]);
    },
    ...change,
  };
  const on = { onSendError: vi.fn(), onBackpressure: vi.fn() };
  // The writer uses no more of these two.
  return { writes, on, writer: new FrameWriter(ws as unknown as WebSocket, socket as unknown as Socket, on) };
}

it('sends the frames of one turn in one write, at its end', async () => {
  const { writer, writes } = createWriter();
  writer.send('response', 'now');
  writer.send('state_change', 'now');
  expect(writes).toEqual([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(writes).toEqual([['response', 'state_change']]);
  expect(writer.sent).toBe(2);
});

it('sends an announcement together with its answer if that follows immediately', async () => {
  const { writer, writes } = createWriter();
  writer.send('processing', 'soon');
  await vi.advanceTimersByTimeAsync(4);
  expect(writes).toEqual([]);
  writer.send('response', 'now');
  await vi.advanceTimersByTimeAsync(0);
  expect(writes).toEqual([['processing', 'response']]);
  writer.send('more', 'now');
  await vi.advanceTimersByTimeAsync(100);
  expect(writes).toEqual([['processing', 'response'], ['more']]);
});

it('delays an announcement by 5 ms at most', async () => {
  const { writer, writes } = createWriter();
  writer.send('processing', 'soon');
  await vi.advanceTimersByTimeAsync(5);
  expect(writes).toEqual([['processing']]);
});

it('reports lost frames and backpressure, and sends nothing to a closed socket', async () => {
  const { writer, on } = createWriter({ bufferedAmount: 2 ** 20 + 1 });
  writer.send('lost', 'now');
  expect(on.onSendError).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(0);
  expect(on.onBackpressure).toHaveBeenCalledWith(2 ** 20 + 1);
  const closed = createWriter({ readyState: 3 });
  closed.writer.send('late', 'now');
  await vi.advanceTimersByTimeAsync(10);
  expect([closed.writes, closed.writer.sent]).toEqual([[], 0]);
});

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

it('answers only the latest of many pings, and closes no connection', () => {
  const socket = new FakeSocket();
  const replies = new PongReplies(socket);
  for (let ping = 0; ping < 10_000; ping += 1) replies.onPing(Buffer.from(String(ping)));
  expect(socket.pongs).toHaveLength(32);
  socket.flush();
  expect(socket.pongs.slice(32)).toEqual(['9999']);
  socket.flush();
  expect(socket.pongs).toHaveLength(33);
});

it('does nothing on a closing connection', () => {
  const socket = new FakeSocket();
  const replies = new PongReplies(socket);
  socket.readyState = 2;
  replies.onPing(Buffer.from('x'));
  expect(socket.pongs).toEqual([]);
});
