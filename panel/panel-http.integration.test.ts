import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { rawExchange, requestHead } from '../lib/testing/raw-exchange.ts';
import type { PanelLogs } from './logs/panel-logs.ts';
import { openPanelServer } from './server.ts';
import { fakeBackend, noLogs } from './testing/fake-backend.ts';

async function panel(): Promise<{ readonly port: number; readonly host: string }> {
  const host = await openPanelServer({
    backend: fakeBackend(),
    logs: noLogs as unknown as PanelLogs,
    resources: {
      page: (name) => (name === 'index.html' ? Buffer.from('<p>page</p>') : undefined),
      searchProgram: () => '',
    },
    port: 0,
  });
  onTestFinished(() => host.close());
  return { port: host.port, host: `Host: 127.0.0.1:${host.port}` };
}

it.each([
  ['no HTTP', 'NONSENSE / HTTP/1.1\r\n\r\n', 400, 'not a valid HTTP request'],
  ['cookies over 16 KB', requestHead('GET / HTTP/1.1', `Cookie: ${'a=b; '.repeat(4_000)}`), 431, 'cookies'],
  ['CONNECT', requestHead('CONNECT h:1 HTTP/1.1'), 405, 'not a proxy'],
  ['another name', requestHead('GET / HTTP/1.1', 'Host: evil.example'), 421, 'Open http://127.0.0.1'],
])('answers %s with a line', async (_, bytes, status, part) => {
  const { port } = await panel();
  const answer = await rawExchange(port, bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain(part);
});

it('answers in every form of a request, and ignores other upgrades', async () => {
  const { port, host } = await panel();
  const page = /^HTTP\/1.1 200 [\s\S]*<p>page<\/p>/;
  expect(await rawExchange(port, requestHead('GET / HTTP/1.1', host))).toMatch(page);
  expect(await rawExchange(port, requestHead(`GET http://127.0.0.1:${port} HTTP/1.1`, host))).toMatch(page);
  const upgrade = ['Upgrade: h2c', 'Connection: Upgrade, HTTP2-Settings', 'HTTP2-Settings: AAMAAABk'];
  expect(await rawExchange(port, requestHead('GET /?x HTTP/1.1', host, ...upgrade))).toMatch(page);
  expect(await rawExchange(port, requestHead('OPTIONS / HTTP/1.1', host))).toMatch(/^HTTP\/1.1 204 /);
  expect(await rawExchange(port, requestHead('PUT / HTTP/1.1', host))).toMatch(
    /^HTTP\/1.1 405 [\s\S]*GET, HEAD, OPTIONS/,
  );
  expect(await rawExchange(port, requestHead('GET // HTTP/1.1', host))).toMatch(/^HTTP\/1.1 404 /);
  expect(await rawExchange(port, requestHead('GET http://evil.example/ HTTP/1.1', host))).toMatch(
    /^HTTP\/1.1 421 /,
  );
});

it('answers one request of a socket at a time', async () => {
  const { port, host } = await panel();
  const answer = await rawExchange(port, `GET / HTTP/1.1\r\n${host}\r\n\r\n`.repeat(1_000));
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 429']);
});

it('says to a WebSocket why it may not connect', async () => {
  const { port } = await panel();
  for (const [path, options, status, part] of [
    ['/panel', { origin: 'http://evil.example' }, 403, 'Only the panel itself'],
    ['/other', { origin: `http://127.0.0.1:${port}` }, 404, 'not found'],
  ] as const) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
    socket.on('error', () => undefined);
    const [, response] = await once(socket, 'unexpected-response');
    let body = '';
    for await (const chunk of response) body += chunk;
    expect([response.statusCode, body]).toEqual([status, expect.stringContaining(part)]);
  }
});
