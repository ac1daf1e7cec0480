import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { EndpointError, type postForBytes } from '../outgoing/endpoint.ts';
import { Transcriber } from './transcriber.ts';

const NEVER = new AbortController().signal;
const PCM = new Uint8Array(2);

let clock: FakeClock;
let log: ReturnType<typeof recordedLog>;
/** Requests that are not answered. */
let open: { readonly answer: (text: string) => void; readonly fail: (error: Error) => void }[];

const post: typeof postForBytes = () =>
  new Promise((resolve, reject) => open.push({ answer: (text) => resolve(Buffer.from(text)), fail: reject }));

beforeEach(() => {
  [clock, log, open] = [new FakeClock(), recordedLog(), []];
});

const transcriber = () =>
  new Transcriber({
    url: 'http://127.0.0.1:1/v1/audio/transcriptions',
    model: 'm',
    language: 'en',
    timeoutMs: 8_000,
    prompt: () => '',
    log,
    clock,
    post,
  });

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('has two recognized at a time, the others in their order', async () => {
  const server = transcriber();
  const done: number[] = [];
  for (let index = 0; index < 5; index += 1) void server.recognize(PCM, NEVER).then(() => done.push(index));
  await settled();
  expect([open.length, server.waiting]).toEqual([2, 3]);
  for (let turn = 0; turn < 5; turn += 1) {
    open[turn]?.answer('words');
    await settled();
    expect(open.length).toBe(Math.min(5, turn + 3));
  }
  expect(done).toEqual([0, 1, 2, 3, 4]);
});

it('takes a hundred into its queue, and refuses more at once', async () => {
  const server = transcriber();
  for (let index = 0; index < 102; index += 1) void server.recognize(PCM, NEVER);
  expect(await server.recognize(PCM, NEVER)).toMatchObject({ why: 'busy' });
});

it('forgets whoever no longer waits', async () => {
  const server = transcriber();
  const controller = new AbortController();
  for (let index = 0; index < 2; index += 1) void server.recognize(PCM, NEVER);
  const waiting = server.recognize(PCM, controller.signal);
  controller.abort();
  expect(await waiting).toMatchObject({ why: 'cancelled' });
  expect(server.waiting).toBe(0);
  expect(await server.recognize(PCM, controller.signal)).toMatchObject({ why: 'cancelled' });
});

it('leaves a server that fails alone, longer each time, and tells those who wait', async () => {
  const server = transcriber();
  const fail = async () => {
    const results = Array.from({ length: 3 }, () => server.recognize(PCM, NEVER));
    await settled();
    for (const request of open.splice(0)) request.fail(new EndpointError('unreachable'));
    return (await Promise.all(results)).map((one) => one.kind === 'failure' && one.why);
  };
  expect(await fail()).toEqual(['down', 'down', 'down']);
  expect(server.isUp).toBe(false);
  clock.advance(4_999);
  expect(await server.recognize(PCM, NEVER)).toMatchObject({ why: 'down' });
  expect(open).toEqual([]);
  clock.advance(1);
  expect(await fail()).toEqual(['down', 'down', 'down']);
  clock.advance(9_999);
  expect(await server.recognize(PCM, NEVER)).toMatchObject({ why: 'down' });
  clock.advance(1);
  const works = server.recognize(PCM, NEVER);
  await settled();
  open[0]?.answer('words');
  expect(await works).toMatchObject({ text: 'words' });
  expect(server.isUp).toBe(true);
  expect(log.lines.filter((line) => line.startsWith('warn'))).toHaveLength(2);
});

it('does not take a cancelled request for a failure', async () => {
  const server = transcriber();
  const cancelled = server.recognize(PCM, NEVER);
  await settled();
  open[0]?.fail(new EndpointError('cancelled'));
  expect(await cancelled).toMatchObject({ why: 'cancelled' });
  void server.recognize(PCM, NEVER);
  await settled();
  expect(open).toHaveLength(2);
});
