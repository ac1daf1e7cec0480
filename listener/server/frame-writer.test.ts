import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { FrameWriter } from './frame-writer.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An outbox over a socket that notes what leaves it in one write. */
function outbox(change: { bufferedAmount?: number; readyState?: number } = {}) {
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
  const on = { failed: vi.fn(), unread: vi.fn() };
  // What else these two can do an outbox does not use.
  return { writes, on, box: new FrameWriter(ws as unknown as WebSocket, socket as unknown as Socket, on) };
}

it('sends the frames of one turn in one write, at its end', async () => {
  const { box, writes } = outbox();
  box.send('response', 'now');
  box.send('state_change', 'now');
  expect(writes).toEqual([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(writes).toEqual([['response', 'state_change']]);
  expect(box.sent).toBe(2);
});

it('lets an announcement leave with its answer where that comes at once', async () => {
  const { box, writes } = outbox();
  box.send('processing', 'soon');
  await vi.advanceTimersByTimeAsync(4);
  expect(writes).toEqual([]);
  box.send('response', 'now');
  await vi.advanceTimersByTimeAsync(0);
  expect(writes).toEqual([['processing', 'response']]);
  box.send('more', 'now');
  await vi.advanceTimersByTimeAsync(100);
  expect(writes).toEqual([['processing', 'response'], ['more']]);
});

it('holds an announcement no longer than 5 ms', async () => {
  const { box, writes } = outbox();
  box.send('processing', 'soon');
  await vi.advanceTimersByTimeAsync(5);
  expect(writes).toEqual([['processing']]);
});

it('tells of frames that were lost and of a client that does not read, and sends nothing into a closed socket', async () => {
  const { box, on } = outbox({ bufferedAmount: 2 ** 20 + 1 });
  box.send('lost', 'now');
  expect(on.failed).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(0);
  expect(on.unread).toHaveBeenCalledWith(2 ** 20 + 1);
  const closed = outbox({ readyState: 3 });
  closed.box.send('late', 'now');
  await vi.advanceTimersByTimeAsync(10);
  expect([closed.writes, closed.box.sent]).toEqual([[], 0]);
});
