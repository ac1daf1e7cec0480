import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { failure, type Reply } from '../protocol/reply.ts';
import { bareServer } from './proxy/testing/bare-server.ts';
import { HalClient } from './testing/hal-client.ts';

const ORDER = { by: 'cli', noticeMs: 300, spreadMs: 300 };

async function statusOf(port: number, path: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
}

it('is not ready at once, accepts clients during the notice, refuses them then, and closes the rest with 1012', async () => {
  const { server, port } = await bareServer();
  const url = `ws://127.0.0.1:${port}`;
  const first = await HalClient.greeted(url);
  const firstClosed = first.closed();
  server.rollingDrain.start(ORDER);
  expect([await statusOf(port, '/readyz'), await statusOf(port, '/healthz')]).toEqual([503, 200]);
  const late = await HalClient.greeted(url);
  const lateClosed = late.closed();
  await vi.waitFor(() => expect(server.rollingDrain.refuses).toBe(true), 5_000);
  const refused = new WebSocket(url);
  refused.on('error', () => undefined);
  const [, response] = await once(refused, 'unexpected-response');
  expect(response.statusCode).toBe(503);
  expect(Number(response.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(3);
  refused.terminate();
  expect([await firstClosed, await lateClosed]).toEqual([
    { code: 1012, reason: 'restarting' },
    { code: 1012, reason: 'restarting' },
  ]);
  await vi.waitFor(() => expect(server.rollingDrain.state?.phase).toBe('drained'), 5_000);
  expect(server.listConnections().closed.map(({ by }) => by)).toEqual(['drain', 'drain']);
  expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('\nhal_draining 1\n');
  expect(server.rollingDrain.undo('cli')).toBe(true);
  expect(await statusOf(port, '/readyz')).toBe(200);
  await (await HalClient.greeted(url)).close();
});

it('answers a question under way before it closes its client', async () => {
  let answer: (reply: Reply) => void = () => undefined;
  const { server, port } = await bareServer({}, () => new Promise((resolve) => (answer = resolve)));
  const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
  client.send({ type: 'text_input', text: 'What medication?' });
  await client.until('processing');
  const closed = client.closed();
  server.rollingDrain.start({ ...ORDER, noticeMs: 0, spreadMs: 100 });
  await vi.waitFor(() => expect(server.rollingDrain.state).toMatchObject({ left: 1, waiting: 1 }));
  expect(await client.quiet(400)).toEqual([]);
  answer(failure('the answer'));
  expect(await client.until('response')).toMatchObject([{ text: 'the answer' }]);
  expect(await closed).toMatchObject({ code: 1012 });
});
