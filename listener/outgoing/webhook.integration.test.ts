import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { Alarm } from '../../contract/alarm.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { post } from './endpoint.ts';
import { Webhook, type WebhookOptions } from './webhook.ts';

const SECRET = 'a-secret-of-the-webhook';
const ALARM: Alarm = { kind: 'disk', state: 'raised', at: 0, detail: '1 MB free, limit 500 MB' };

interface Received {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = (response: ServerResponse) => void;

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end();
/** Never answers. */
const silence: Answer = () => undefined;

/** A server on loopback that answers each request as its script says, and accepts once the script is over. */
async function server(...script: readonly Answer[]) {
  const received: Received[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = script[received.length] ?? status(204);
    received.push({
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    answer(response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook?key=query-key`, received };
}

/** @param timeoutMs of one request */
function webhook(
  url: string,
  { timeoutMs, ...changes }: Partial<WebhookOptions> & { timeoutMs?: number } = {},
) {
  const log = recordedLog();
  const pauses: number[] = [];
  const hook = new Webhook({
    url,
    secret: SECRET,
    log,
    random: () => 1,
    send: (address, body, options) => post(address, body, { ...options, ...(timeoutMs && { timeoutMs }) }),
    // Retries without a pause.
    schedule: (ms, run) => {
      pauses.push(ms);
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    },
    ...changes,
  });
  onTestFinished(() => hook.close());
  return { hook, log, pauses };
}

it('delivers what its receiver can verify', async () => {
  const { url, received } = await server();
  const { hook, log } = webhook(url);
  hook.send(ALARM);
  await hook.whenIdle();
  const [{ headers, body, url: path } = { headers: {}, body: '', url: '' }] = received;
  expect(path).toBe('/hook?key=query-key');
  expect(headers['content-type']).toBe('application/json');
  const signed = createHmac('sha256', SECRET).update(`${headers['x-hal-timestamp']}.${body}`).digest('hex');
  expect(headers['x-hal-signature']).toBe(`sha256=${signed}`);
  expect(JSON.parse(body)).toMatchObject({
    kind: 'disk',
    message: 'Low disk space: 1 MB free, limit 500 MB',
  });
  expect(log.lines.join()).not.toMatch(/query-key|a-secret/);
});

it('delivers after errors, with a fresh timestamp and the same body', async () => {
  const { url, received } = await server(status(500), status(503));
  const { hook, log, pauses } = webhook(url);
  hook.send(ALARM);
  await hook.whenIdle();
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(pauses).toEqual([5_000, 10_000]);
  expect(log.lines).toEqual([expect.stringMatching(/^info alarm sent/)]);
});

it('gives a server that never answers up after six attempts', async () => {
  const { url, received } = await server(...Array.from({ length: 6 }, () => silence));
  const { hook, log } = webhook(url, { timeoutMs: 20 });
  hook.send(ALARM);
  await hook.whenIdle();
  expect(received.length).toBeLessThanOrEqual(6);
  expect(log.lines).toEqual([expect.stringMatching(/^warn .*given up.*"attempts":6.*did not answer/)]);
});

it('follows no redirection', async () => {
  const target = await server();
  const { url, received } = await server(status(302, { location: target.url }));
  const { hook, log } = webhook(url);
  hook.send(ALARM);
  await hook.whenIdle();
  expect([received.length, target.received]).toEqual([1, []]);
  expect(log.lines).toEqual([expect.stringContaining('redirection')]);
});

it('reads no endless answer', async () => {
  const endless: Answer = (response) => {
    response.writeHead(200);
    const more = (): boolean => response.destroyed || (response.write('x'.repeat(65_536)) && more());
    response.on('drain', more);
    more();
  };
  const { url } = await server(endless);
  const { hook, log } = webhook(url, { maxAttempts: 1 });
  hook.send(ALARM);
  await hook.whenIdle();
  expect(log.lines).toEqual([expect.stringContaining('too long')]);
});

it('keeps the order, one request at a time', async () => {
  let open = 0;
  const slow: Answer = (response) => {
    open += 1;
    expect(open).toBe(1);
    setImmediate(() => {
      open -= 1;
      response.writeHead(200).end('ok');
    });
  };
  const { url, received } = await server(slow, slow, slow);
  const { hook } = webhook(url);
  for (const kind of ['cpu', 'memory', 'disk'] as const) hook.send({ ...ALARM, kind });
  await hook.whenIdle();
  expect(received.map(({ body }) => JSON.parse(body).kind)).toEqual(['cpu', 'memory', 'disk']);
});
