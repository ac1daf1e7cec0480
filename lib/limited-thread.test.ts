import { expect, it, onTestFinished } from 'vitest';
import { LimitedThread, ThreadError } from './limited-thread.ts';

function thread(program: string, data?: unknown): LimitedThread {
  const threads = new LimitedThread(
    `const { parentPort, workerData } = require('node:worker_threads'); ${program}`,
    data,
  );
  onTestFinished(() => threads.close());
  return threads;
}

const ECHO = "parentPort.on('message', (message) => parentPort.postMessage([workerData, message]));";

it('answers again and again', async () => {
  const echo = thread(ECHO, 7);
  for (const message of ['a', 'b'])
    expect(await echo.request(message, { timeoutMs: 60_000 })).toEqual([7, message]);
});

it('is terminated on timeout, and unusable afterwards', async () => {
  const busy = thread("parentPort.on('message', () => { for (;;); });");
  await expect(busy.request(1, { timeoutMs: 50 })).rejects.toMatchObject({
    name: 'ThreadError',
    kind: 'timeout',
    message: 'it took longer than 0.05 s',
  });
  await expect(busy.request(1, { timeoutMs: 100 })).rejects.toThrow(ThreadError);
});

it('is terminated when its answer is no longer needed', async () => {
  const controller = new AbortController();
  const answer = thread('for (;;);').nextMessage({ timeoutMs: 60_000, signal: controller.signal });
  controller.abort();
  await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
});

it('distinguishes an error from a timeout', async () => {
  const failing = thread("parentPort.on('message', () => { throw new Error('no'); });");
  await expect(failing.request(1, { timeoutMs: 60_000 })).rejects.toMatchObject({
    kind: 'failed',
    message: 'no',
  });
});
