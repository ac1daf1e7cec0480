import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { EndpointError, MAX_BODY_BYTES, post } from '../../outgoing/endpoint.ts';
import { HalClient } from '../../server/testing/hal-client.ts';
import { testListener } from '../../server/testing/test-listener.ts';
import { completion, openModel, type ScriptedModel, saying, translation } from './testing/model.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function model(script: Parameters<typeof openModel>[0]): Promise<ScriptedModel> {
  const one = await openModel(script);
  opened.push(one);
  return one;
}

const POPPING = 'What pills am I popping?';
const POPPED = JSON.stringify(
  translation({ words: [{ words: 'popping', part: 'action', means: 'taking' }] }),
);

const outcomeOf = async (url: string, timeoutMs = 400, signal = new AbortController().signal) => {
  try {
    return await post({ url, key: 'sk-secret' }, '{}', { timeoutMs, signal });
  } catch (error) {
    if (error instanceof EndpointError) return error.reason;
    throw error;
  }
};

describe('a request to a model', () => {
  it('carries the key, asks for no compression, and reads the answer', async () => {
    const right = await model(saying('Müller'));
    expect(await outcomeOf(right.url)).toBe(completion('Müller'));
    expect(right.headers()).toMatchObject({
      authorization: 'Bearer sk-secret',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
    });
  });

  it('ends where a server is slow, sends drop by drop, too much, another status, a redirection, or half', async () => {
    const other = await model(saying(POPPED));
    const cases: readonly (readonly [string, Parameters<typeof openModel>[0]])[] = [
      ['slow', () => undefined],
      [
        'slow',
        (_request, response) => {
          response.writeHead(200);
          const drip = setInterval(() => response.write(' '), 20);
          response.on('close', () => clearInterval(drip));
        },
      ],
      ['too-big', (_request, response) => void response.end(' '.repeat(MAX_BODY_BYTES + 1))],
      [
        'too-big',
        (_request, response) => {
          const flood = setInterval(() => response.write(' '.repeat(MAX_BODY_BYTES / 4)), 1);
          response.on('close', () => clearInterval(flood));
        },
      ],
      ['status', (_request, response) => void response.writeHead(500).end(completion(POPPED))],
      ['status', (_request, response) => void response.writeHead(401).end()],
      ['status', (_request, response) => void response.writeHead(204).end()],
      ['redirect', (_request, response) => void response.writeHead(307, { location: other.url }).end()],
      [
        'cut',
        (_request, response) => {
          response.writeHead(200, { 'content-length': 100 });
          response.write('{"choices"', () => response.destroy());
        },
      ],
      ['unreachable', (request) => void request.socket.destroy()],
      [
        'unreachable',
        (_request, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end('{}'),
      ],
    ];
    for (const [reason, script] of cases) {
      const { url } = await model(script);
      expect([String(script), await outcomeOf(url)]).toEqual([String(script), reason]);
    }
    expect(other.requests).toEqual([]);
  });

  it('ends where nobody listens, the header never ends, it is no HTTP, or the client has left', async () => {
    const dead = await openModel(() => undefined);
    await dead.close();
    expect(await outcomeOf(dead.url)).toBe('unreachable');
    for (const [reason, answer] of [
      ['slow', (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\nx-a: ')],
      ['unreachable', (socket: Socket) => void socket.write('SSH-2.0-OpenSSH_9.2\r\n')],
    ] as const) {
      const sockets: Socket[] = [];
      const server = createServer((socket) => {
        sockets.push(socket.on('error', () => undefined));
        answer(socket);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      opened.push({
        close: () => {
          for (const socket of sockets) socket.destroy();
          server.close();
        },
      });
      const at = server.address();
      const url = `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}/`;
      expect(await outcomeOf(url)).toBe(reason);
    }
    const silent = await model(() => undefined);
    const left = new AbortController();
    const waiting = outcomeOf(silent.url, 10_000, left.signal);
    await expect.poll(() => silent.requests.length).toBe(1);
    left.abort();
    expect(await waiting).toBe('cancelled');
    expect(await outcomeOf(silent.url, 10_000, left.signal)).toBe('cancelled');
  });

  it('goes by plain http to no address of the world, whatever a name stands for', async () => {
    const right = await model(saying(POPPED));
    const { port } = new URL(right.url);
    expect(await outcomeOf(`http://localhost:${port}/`)).toBe(completion(POPPED));
    expect(await outcomeOf('http://no-such-host-of-ours:1/', 5_000)).toBe('unreachable');
  });
});

describe('a listener with a model', () => {
  it('answers what it translates, says so to clients and counts it', async () => {
    let said = POPPED;
    const server = await model((request, response) => saying(said)(request, response));
    const { url, http, listener } = await testListener({
      assistUrl: server.url,
      assistModel: 'test',
      assistTimeoutMs: 1_000,
    });
    const client = await HalClient.greeted(url);
    const reply = await client.ask(POPPING);
    expect(reply).toMatchObject({ status: 'success', intent: 'MEDICATION', understood: { assisted: true } });
    expect(reply.text).toMatch(/ I read "popping" as "taking"\.$/);
    said = 'garbage';
    expect(await client.ask(POPPING)).toMatchObject({ intent: 'GENERAL', action: 'acknowledged' });
    said = JSON.stringify(translation({ subject: 'NONE' }));
    expect(await client.ask('What pills am I burying?')).toMatchObject({ intent: 'GENERAL' });
    await expect.poll(() => listener.health().queries.total).toBe(3);
    const metrics = await (await fetch(`${http}/metrics`)).text();
    for (const outcome of ['assisted', 'declined', 'failed'])
      expect(metrics).toContain(`hal_assisted_queries_total{outcome="${outcome}"} 1\n`);
    expect(listener.health().queries).toEqual({ total: 3, failed: 0, declined: 2 });
    await client.close();
    await listener.stop();
  });

  it('declines as one without a model where its server is dead or silent, before the client gives up', async () => {
    const dead = await openModel(() => undefined);
    await dead.close();
    const silent = await model(() => undefined);
    const without = await testListener();
    const alone = await HalClient.greeted(without.url);
    const { text } = await alone.ask(POPPING);
    for (const server of [dead, silent]) {
      const { url, listener } = await testListener({
        assistUrl: server.url,
        assistModel: 'test',
        assistTimeoutMs: 300,
      });
      const client = await HalClient.greeted(url);
      for (let time = 0; time < 3; time += 1) {
        expect(await client.ask(POPPING)).toMatchObject({ status: 'success', intent: 'GENERAL', text });
      }
      expect((await client.ask('What pills am I taking?')).intent).toBe('MEDICATION');
      await client.close();
      await listener.stop();
    }
    // The first time it was asked; then it is left alone.
    expect(silent.requests).toHaveLength(1);
    await alone.close();
    await without.listener.stop();
  });
});
