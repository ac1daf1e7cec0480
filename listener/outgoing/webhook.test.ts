import { createHmac } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Alarm } from '../../contract/alarm.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { EndpointError, type post } from './endpoint.ts';
import { MAX_QUEUED, Webhook, type WebhookOptions } from './webhook.ts';

const URL_WITH_KEY = 'https://hooks.example/services/T0-path-key?key=query-key';
const SECRET = 'a-secret-of-the-webhook';
const ALARM: Alarm = { kind: 'disk', state: 'raised', at: Date.UTC(2026, 10, 28), detail: '1 MB free' };

type Sent = { readonly address: Parameters<typeof post>[0]; readonly body: string };

let log: ReturnType<typeof recordedLog>;
let sent: Sent[];
/** What the server does with each request; it accepts when there is nothing more. */
let answers: (EndpointError | 'never')[];
let waiting: { readonly ms: number; readonly run: () => void }[];

beforeEach(() => {
  log = recordedLog();
  [sent, answers, waiting] = [[], [], []];
});

function webhook(changes: Partial<WebhookOptions> = {}): Webhook {
  return new Webhook({
    url: URL_WITH_KEY,
    secret: SECRET,
    log,
    clock: new FakeClock(),
    random: () => 1,
    send: (address, body, { signal }) => {
      sent.push({ address, body });
      const answer = answers.shift();
      if (answer === 'never')
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new EndpointError('cancelled'))),
        );
      return answer === undefined ? Promise.resolve('') : Promise.reject(answer);
    },
    schedule: (ms, run) => {
      const entry = { ms, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    ...changes,
  });
}

/** Lets what was answered be handled. */
const handled = () => new Promise((resolve) => setImmediate(resolve));

/** Runs the retries until there are none. @returns their pauses, ms */
async function retried(): Promise<number[]> {
  const pauses: number[] = [];
  for (await handled(); waiting.length > 0; await handled()) {
    const [next] = waiting.splice(0, 1);
    pauses.push(next?.ms ?? 0);
    next?.run();
  }
  return pauses;
}

it('posts the alarm as JSON, with a signature of time and body', async () => {
  webhook().send(ALARM);
  await handled();
  const [request] = sent;
  const body = request?.body ?? '';
  expect(JSON.parse(body)).toEqual({
    product: 'hal-listener',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    kind: 'disk',
    state: 'raised',
    at: '2026-11-28T00:00:00.000Z',
    machine: expect.any(String),
    message: 'Low disk space: 1 MB free',
  });
  const headers = request?.address.headers ?? {};
  const timestamp = headers['x-hal-timestamp'];
  expect(timestamp).toBe(String(Date.UTC(2026, 0, 15, 12) / 1_000));
  const expected = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
  expect(headers['x-hal-signature']).toBe(`sha256=${expected}`);
});

it('posts without a signature where there is no secret', async () => {
  webhook({ secret: undefined }).send(ALARM);
  await handled();
  expect(sent[0]?.address.headers).not.toHaveProperty('x-hal-signature');
});

it.each([
  ['an error of the server', new EndpointError('status', 500)],
  ['too many requests', new EndpointError('status', 429)],
  ['a slow server', new EndpointError('slow')],
  ['an unreachable server', new EndpointError('unreachable')],
])('repeats the same request after %s', async (_what, failure) => {
  answers = [failure, failure];
  webhook().send(ALARM);
  expect(await retried()).toEqual([5_000, 10_000]);
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  expect(log.lines).toEqual([expect.stringContaining('info alarm sent to the webhook')]);
});

it('spreads the retries over half of the pause', async () => {
  answers = [new EndpointError('slow')];
  webhook({ random: () => 0 }).send(ALARM);
  expect(await retried()).toEqual([2_500]);
});

it('gives up after six attempts, says so, and goes on with the next', async () => {
  answers = Array.from({ length: 6 }, () => new EndpointError('status', 503));
  const hook = webhook();
  hook.send(ALARM);
  hook.send({ ...ALARM, kind: 'cpu' });
  expect(await retried()).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
  expect(sent).toHaveLength(7);
  expect(log.lines).toEqual([
    expect.stringMatching(
      /^warn alarm not sent .*"kind":"disk".*"attempts":6,"why":"it answers with HTTP 503"/,
    ),
    expect.stringMatching(/^info alarm sent .*"kind":"cpu"/),
  ]);
});

it.each([
  ['a redirection', new EndpointError('redirect'), 'redirection'],
  ['a rejection', new EndpointError('status', 403), 'HTTP 403'],
])('gives up at once at %s', async (_what, failure, why) => {
  answers = [failure];
  webhook().send(ALARM);
  expect(await retried()).toEqual([]);
  expect(log.lines).toEqual([expect.stringContaining(why)]);
});

it('drops the oldest of too many, and never the one that is being sent', async () => {
  answers = ['never'];
  const hook = webhook();
  const kinds = ['cpu', 'memory', 'disk', 'seats', 'declined'] as const;
  for (let index = 0; index < MAX_QUEUED + 2; index += 1)
    hook.send({ ...ALARM, at: index, kind: kinds[index % kinds.length] ?? 'cpu' });
  await handled();
  expect(sent).toHaveLength(1);
  expect(log.lines).toEqual(
    ['memory', 'disk'].map((kind) => expect.stringMatching(new RegExp(`"kind":"${kind}".*more than 20`))),
  );
});

it('gives up what is waiting when it is closed, and accepts nothing more', async () => {
  answers = [new EndpointError('slow')];
  const hook = webhook();
  hook.send(ALARM);
  await handled();
  expect(waiting).toHaveLength(1);
  const idle = hook.whenIdle();
  hook.close();
  await idle;
  hook.send(ALARM);
  await handled();
  expect([waiting, sent.length]).toEqual([[], 1]);
  expect(log.lines).toEqual([expect.stringContaining('the listener is stopping')]);
});

it('logs the host, and neither the secret nor what may be a key in the address', async () => {
  answers = [new EndpointError('status', 500), new EndpointError('redirect')];
  const hook = webhook();
  hook.send(ALARM);
  await retried();
  hook.send(ALARM);
  await handled();
  expect(log.lines.join()).toContain('hooks.example');
  for (const hidden of [SECRET, 'path-key', 'query-key']) expect(log.lines.join()).not.toContain(hidden);
});
