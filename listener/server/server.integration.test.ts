import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { HEALTH } from '../../contract/health.ts';
import { AccountError } from '../account/errors.ts';
import { PortError } from './listen.ts';
import { type Frame, HalClient } from './testing/hal-client.ts';
import { SlowAccount } from './testing/slow-account.ts';
import { scratchHome, testListener } from './testing/test-listener.ts';

const QUESTION = 'What medications am I taking?';

/** The status and body of a handshake that is refused. */
function refusal(url: string, options: WebSocket.ClientOptions = {}) {
  return new Promise<{ status: number; body: string; retryAfter: string | undefined }>((resolve, reject) => {
    const ws = new WebSocket(url, options);
    ws.on('open', () => reject(new Error('it was let in')));
    ws.on('error', reject);
    ws.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, retryAfter: response.headers['retry-after'] }),
      );
    });
  });
}

describe('bad input', () => {
  it('gets one error each, and connection and listener live on', async () => {
    const { url } = await testListener();
    const client = await HalClient.greeted(url);
    const bad: readonly [string | Buffer | object, string][] = [
      ['{', 'BAD_JSON'],
      ['', 'BAD_JSON'],
      [Buffer.from([0xff, 0xfe, 0x00]), 'BAD_JSON'],
      ['[]', 'BAD_MESSAGE'],
      ['null', 'BAD_MESSAGE'],
      ['42', 'BAD_MESSAGE'],
      [{ type: 'unknown' }, 'UNKNOWN_TYPE'],
      [{}, 'UNKNOWN_TYPE'],
      [{ type: 'command', command: 'dance' }, 'UNKNOWN_COMMAND'],
      [{ type: 'text_input' }, 'BAD_FIELD'],
      [{ type: 'text_input', text: '' }, 'BAD_FIELD'],
      [{ type: 'text_input', text: { a: 1 } }, 'BAD_FIELD'],
      [{ type: 'text_input', text: 'x'.repeat(40_000) }, 'TOO_LONG'],
    ];
    for (const [message, code] of bad) {
      client.send(message);
      const frame = await client.frame();
      expect(frame).toMatchObject({ type: 'error', code });
      expect(frame.error).toBe(frame.message);
    }
    client.send(Buffer.from(JSON.stringify({ type: 'ping' })));
    expect((await client.frame()).type).toBe('pong');
    client.send('{"command":"ping"}');
    expect((await client.frame()).type).toBe('pong');
    expect((await client.ask(QUESTION)).status).toBe('success');
    await client.close();
  });

  it('over the hard limit closes with 1009; audio of 64 KiB is accepted', async () => {
    const { url } = await testListener();
    const client = await HalClient.greeted(url);
    client.send({ type: 'audio_chunk', audio: 'A'.repeat(65_536) });
    client.send({ type: 'ping' });
    expect((await client.frame()).type).toBe('pong');
    const closed = client.closed();
    client.send({ type: 'text_input', text: 'x'.repeat(1_100_000) });
    expect((await closed).code).toBe(1009);
    const next = await HalClient.greeted(url);
    await next.close();
  });

  it('too often gets RATE_LIMITED, and the client is served again after a while', async () => {
    const { url } = await testListener({ rate: 20, burst: 5 });
    const client = await HalClient.greeted(url);
    for (let sent = 0; sent < 10; sent += 1) client.send({ type: 'ping' });
    const frames: Frame[] = [];
    for (let read = 0; read < 10; read += 1) frames.push(await client.frame());
    expect(frames.filter(({ type }) => type === 'pong').length).toBeGreaterThanOrEqual(5);
    expect(frames.filter(({ code }) => code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(1);
    await client.quiet(200);
    client.send({ type: 'ping' });
    expect((await client.frame()).type).toBe('pong');
    await client.close();
  });
});

describe('the handshake', () => {
  it('accepts 50 of 60, rejects 10 with a reason, and serves the 50', async () => {
    const { url, listener, home } = await testListener();
    const results = await Promise.all(
      Array.from({ length: 60 }, async () => {
        try {
          return await HalClient.greeted(url);
        } catch {
          return undefined;
        }
      }),
    );
    const clients = results.filter((client) => client !== undefined);
    expect(clients).toHaveLength(50);
    expect(await refusal(url)).toMatchObject({
      status: 503,
      body: expect.stringContaining('50'),
      retryAfter: expect.stringMatching(/^[2-5]$/),
    });
    const answers = await Promise.all(clients.map((client) => client.ask(QUESTION)));
    expect(answers.every(({ status }) => status === 'success')).toBe(true);
    expect(listener.health().connections).toMatchObject({ open: 50, max: 50, refused: 11 });
    await Promise.all(clients.map((client) => client.close()));
    const again = await HalClient.greeted(url);
    await again.close();
    await listener.stop();
    const log = await readFile(join(home, 'logs', 'HAL.SPLITTER.LOG'), 'utf8');
    expect(log.match(/client refused/g)?.length).toBeLessThan(5);
  });

  it('requires the token if there is one', async () => {
    const { url, http } = await testListener({ token: 'open sesame' });
    expect((await refusal(url)).status).toBe(401);
    expect((await refusal(`${url}/?token=wrong`)).status).toBe(401);
    expect((await refusal(url, { headers: { Authorization: 'Bearer wrong' } })).status).toBe(401);
    const byQuery = await HalClient.greeted(`${url}/?token=open%20sesame`);
    await byQuery.close();
    // Health and metrics hold no secrets and stay open to monitors.
    expect((await fetch(`${http}/healthz`)).status).toBe(200);
  });

  it('accepts a token without spaces as a bearer token', async () => {
    const { url } = await testListener({ token: 'sesame' });
    const client = await HalClient.greeted(url, { headers: { Authorization: 'Bearer sesame' } });
    await client.close();
  });

  it('accepts pages of this machine and of the list only', async () => {
    const { url } = await testListener({ origins: ['https://hal.example'] });
    for (const Origin of ['http://localhost:3000', 'http://127.0.0.1', 'https://hal.example']) {
      const client = await HalClient.greeted(url, { headers: { Origin } });
      await client.close();
    }
    for (const Origin of ['https://evil.example', 'null', 'https://hal.example.evil.example']) {
      expect((await refusal(url, { headers: { Origin } })).status).toBe(403);
    }
    // DNS rebinding: the Host header says the same as the Origin.
    const rebound = { headers: { Origin: 'http://evil.example', Host: 'evil.example' } };
    expect((await refusal(url, rebound)).status).toBe(403);
  });
});

describe('pages', () => {
  it('serve health, readiness and metrics only', async () => {
    const account = new SlowAccount();
    const { http, url } = await testListener({}, { account });
    const client = await HalClient.greeted(url);
    await client.ask(QUESTION);
    const health = HEALTH.parse(await (await fetch(`${http}/healthz`)).json());
    expect(health).toMatchObject({ status: 'ok', pid: process.pid, queries: { total: 1, failed: 0 } });
    expect((await fetch(`${http}/readyz`)).status).toBe(200);
    account.down = true;
    expect((await fetch(`${http}/readyz`)).status).toBe(503);
    const metrics = await (await fetch(`${http}/metrics`)).text();
    expect(metrics).toMatch(/^hal_connections 1$/m);
    expect(metrics).toMatch(/^hal_account_ready 0$/m);
    expect(metrics).toMatch(/hal_queries_total\{intent="MEDICATION",status="success"\} 1/);
    expect(metrics).not.toMatch(/Amoxil|taking/);
    expect((await fetch(`${http}/etc/passwd`)).status).toBe(404);
    expect((await fetch(`${http}/healthz`, { method: 'POST', body: 'x' })).status).toBe(405);
    expect(await (await fetch(`${http}/`, { method: 'HEAD' })).text()).toBe('');
    await client.close();
  });
});

describe('a failing account', () => {
  it('is reported to the client in plain words, without internals', async () => {
    const account = new SlowAccount();
    account.failure = new AccountError('UNAVAILABLE', 'connect ECONNREFUSED 10.1.2.3:4243 as user hal');
    const { url } = await testListener({}, { account });
    const client = await HalClient.greeted(url);
    const answer = await client.ask(QUESTION);
    expect(answer).toMatchObject({ status: 'error', intent: 'MEDICATION', data: [] });
    expect(JSON.stringify(answer)).not.toMatch(/ECONN|10\.1|hal"/);
    await client.close();
  });

  it('that takes too long fails in time, and its late answer is dropped', async () => {
    const account = new SlowAccount(1_000);
    const { url } = await testListener({ deadlineMs: 150 }, { account });
    const client = await HalClient.greeted(url);
    const answer = await client.ask(QUESTION);
    expect(answer).toMatchObject({ status: 'error', action: 'deadline' });
    const later = await client.quiet(1_200);
    expect(later.filter(({ type }) => type === 'response')).toEqual([]);
    await client.close();
  });
});

describe('a client that does not read', () => {
  it('is disconnected, and the others continue', async () => {
    const account = new SlowAccount();
    const execute = account.execute.bind(account);
    account.execute = async (statement, options) => {
      const executed = await execute(statement, options);
      return { ...executed, output: executed.output.replace('Amoxil', 'x'.repeat(30_000)) };
    };
    const { url, home, listener } = await testListener({ rate: 0, logQuestions: false }, { account });
    const deaf = await HalClient.greeted(url);
    deaf.ws.pause();
    for (let sent = 0; sent < 190; sent += 1) deaf.send({ type: 'text_input', text: QUESTION });
    await expect.poll(() => listener.health().connections.open, { timeout: 20_000 }).toBe(0);
    const client = await HalClient.greeted(url);
    expect((await client.ask(QUESTION)).status).toBe('success');
    await client.close();
    await listener.stop();
    expect(await readFile(join(home, 'logs', 'HAL.SPLITTER.LOG'), 'utf8')).toMatch(/closing slow client/);
    expect(await readFile(join(home, 'logs', 'gateway.log'), 'utf8')).toMatch(
      /closed .*code=10(13|06).*too slow/,
    );
  });
});

describe('stopping', () => {
  it('answers pending queries, rejects new clients, and closes with 1001', async () => {
    const account = new SlowAccount(300);
    const { url, listener, http } = await testListener({}, { account });
    const client = await HalClient.greeted(url);
    client.send({ type: 'text_input', text: QUESTION });
    await client.frame();
    const closed = client.closed();
    const stopped = listener.stop();
    client.send({ type: 'query', text: QUESTION, id: 'late' });
    expect(await refusal(url).catch((error) => error.code)).toBe('ECONNREFUSED');
    const frames = await client.until('response');
    expect(frames.at(-1)).toMatchObject({ status: 'success' });
    const late = await client.until('response');
    expect(late.at(-1)).toMatchObject({ status: 'error', id: 'late' });
    expect((await closed).code).toBe(1001);
    await stopped;
    await expect(fetch(`${http}/healthz`)).rejects.toThrow();
  });

  it('does not wait for ever: after the drain time it closes', async () => {
    const account = new SlowAccount(60_000);
    const { url, listener } = await testListener({ drainMs: 200 }, { account });
    const client = await HalClient.greeted(url);
    client.send({ type: 'text_input', text: QUESTION });
    await client.frame();
    const closed = client.closed();
    await listener.stop(1012);
    expect((await closed).code).toBe(1012);
    expect(account.cancelled).toBe(1);
  });
});

describe('sessions', () => {
  it('are restored by resume, after a reconnect and after a restart', async () => {
    const home = await scratchHome();
    const first = await testListener({ home });
    const client = await HalClient.connect(first.url);
    const { session_id } = await client.frame();
    await client.ask(QUESTION);
    await client.close();

    const back = await HalClient.greeted(first.url);
    back.send({ type: 'resume', session_id });
    expect(await back.frame()).toMatchObject({
      type: 'connected',
      session_id,
      state: 'passive_listening',
      resumed: true,
      context: [{ question: QUESTION, intent: 'MEDICATION' }],
      last_response: { intent: 'MEDICATION' },
    });
    await back.close();
    await first.listener.stop();

    const second = await testListener({ home });
    const again = await HalClient.greeted(second.url);
    again.send({ type: 'resume', session_id });
    expect(await again.frame()).toMatchObject({ session_id, resumed: true });
    again.send({ type: 'command', command: 'repeat' });
    expect(await again.frame()).toMatchObject({ type: 'response', is_repeat: true, intent: 'MEDICATION' });
    again.send({ type: 'resume', session_id: 'never seen' });
    expect(await again.frame()).toMatchObject({ type: 'connected', resumed: false });
    await again.close();
  });

  it('are not written to a file if disabled, and a damaged file is renamed', async () => {
    const home = await scratchHome();
    const file = join(home, 'sessions.json');
    await writeFile(file, '{"version":1,"sessions":[{"bad"');
    const first = await testListener({ home });
    const client = await HalClient.greeted(first.url);
    await client.ask(QUESTION);
    await client.close();
    await first.listener.stop();
    expect(await readFile(`${file}.bad`, 'utf8')).toContain('bad');
    expect(JSON.parse(await readFile(file, 'utf8')).sessions).toHaveLength(1);

    const second = await testListener({ home, keepSessions: false });
    await second.listener.stop();
    await expect(readFile(file)).rejects.toThrow(/ENOENT/);
  });
});

describe('ports', () => {
  it('are opened all or none, and a taken one is named', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    onTestFinished(() => void blocker.close());
    const address = blocker.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const start = testListener({ extraPorts: [taken] });
    await expect(start).rejects.toThrow(PortError);
    await expect(start).rejects.toThrow(new RegExp(`port ${taken} is in use`));
  });

  it('answer alike on every address and extra port', async () => {
    const { listener } = await testListener({ host: undefined, extraPorts: [0] });
    const ports = [...new Set(listener.bound.map(({ port }) => port))];
    expect(ports).toHaveLength(2);
    const hosts = listener.bound.some(({ host }) => host === '::') ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'];
    for (const port of ports) {
      for (const host of hosts) {
        const client = await HalClient.greeted(`ws://${host}:${port}`);
        await client.close();
      }
    }
  });
});

describe('logs', () => {
  it('contain connections, intents and reasons, and never the question', async () => {
    const { url, listener, home } = await testListener();
    const client = await HalClient.greeted(url);
    await client.ask(QUESTION);
    await client.close();
    await listener.stop();
    const gateway = await readFile(join(home, 'logs', 'gateway.log'), 'utf8');
    expect(gateway).toMatch(/opened .*client=127\.0\.0\.1:\d+ session=[0-9a-f]{8}/);
    expect(gateway).toMatch(/query .*intent=MEDICATION ms=\d+ status=success rows=3/);
    expect(gateway).toMatch(/closed .*reason="closed by the client"/);
    expect(gateway).not.toMatch(/taking/);
    const events = await readFile(join(home, 'logs', 'HAL.SPLITTER.LOG'), 'utf8');
    expect(events).toMatch(/INFO {2}server {2}running .*driver=embedded/);
    expect(events).not.toMatch(/taking/);
  });

  it('contain questions and answers only if configured', async () => {
    const { url, listener, home } = await testListener({ logQuestions: true });
    const client = await HalClient.greeted(url);
    await client.ask(QUESTION);
    await client.close();
    await listener.stop();
    expect(await readFile(join(home, 'logs', 'gateway.log'), 'utf8')).toMatch(/question="What medications/);
  });
});
