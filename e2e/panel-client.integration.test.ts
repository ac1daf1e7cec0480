import { appendFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { PANEL_CLOSE } from '../contract/panel.ts';
import { STOPPED_SNAPSHOT } from '../panel/testing/fake-backend.ts';
import type { PanelTransport } from '../renderer/client/reconnecting-client.ts';
import { type ClientStage, panelClientSuite } from '../renderer/client/testing/panel-client-suite.ts';
import { connectByWebSocket } from '../renderer/client/websocket-client.ts';
import { openStage, type Stage } from './testing/stage.ts';

/** The panel's real server and the page's real client, without a browser. */

const TOKEN = 'a-token-for-a-test';

/** Opened as a browser does: with an Origin. */
function browserSocket(
  url: string,
  origin = url.replace(/^ws/, 'http').replace(/\/panel$/, ''),
): PanelTransport {
  const socket = new WebSocket(url, { origin });
  const line: PanelTransport = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  };
  socket.on('open', () => line.onopen?.());
  socket.on('message', (data) => line.onmessage?.(JSON.parse(String(data))));
  socket.on('close', (code) => line.onclose?.({ code }));
  socket.on('error', () => undefined);
  return line;
}

function connect(port: number, token: string | undefined) {
  return connectByWebSocket({ origin: `http://127.0.0.1:${port}`, token, open: browserSocket, delays: [20] });
}

panelClientSuite('WebSocket', async (): Promise<ClientStage> => {
  let stage: Stage = await openStage(STOPPED_SNAPSHOT, { port: 0, token: TOKEN });
  const { port } = stage.host;
  appendFileSync(stage.eventLog, 'a line of the log\n');
  return {
    connect: () => connect(port, TOKEN),
    setSnapshot: (change) => stage.backend.updateSnapshot(change),
    get received() {
      return stage.backend.calls;
    },
    failWith: (error) => {
      stage.backend.error = error;
    },
    stopServer: () => stage.close(),
    startServer: async () => {
      stage = await openStage(STOPPED_SNAPSHOT, { port, token: TOKEN });
    },
    close: () => stage.close(),
  };
});

async function host(): Promise<Stage> {
  const stage = await openStage(STOPPED_SNAPSHOT, { port: 0, token: TOKEN });
  onTestFinished(() => stage.close());
  return stage;
}

function closing(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', (code) => resolve(code));
  });
}

function page(port: number): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/panel`, { origin: `http://127.0.0.1:${port}` });
}

it('refuses a wrong token with a code of its own, and the page does not try again', async () => {
  const { host: panel } = await host();
  const client = connect(panel.port, 'wrong');
  onTestFinished(() => client.close());
  const refused = await new Promise((resolve) => client.onConnectionState(resolve));
  expect(refused).toMatchObject({ state: 'refused', reason: expect.stringContaining('earlier run') });
  expect(connect(panel.port, undefined).link).toMatchObject({ state: 'refused' });
});

it('sends nothing before the token, and disconnects clients that violate the protocol', async () => {
  const { host: panel } = await host();
  const eager = page(panel.port);
  const told: string[] = [];
  eager.on('message', (data) => told.push(String(data)));
  eager.on('open', () => {
    eager.send('{"id":1,"call":"snapshot","params":{}}');
    eager.send('{"id":2,"call":"snapshot","params":{}}');
  });
  expect(await closing(eager)).toBe(PANEL_CLOSE.badFrame);
  expect(told).toEqual([]);
  const garbled = page(panel.port);
  garbled.on('open', () => garbled.send(JSON.stringify({ token: TOKEN })));
  garbled.once('message', () => garbled.send('not json'));
  expect(await closing(garbled)).toBe(PANEL_CLOSE.badFrame);
});

it('opens no socket for a page of another origin, host or port', async () => {
  const { host: panel } = await host();
  const url = `ws://127.0.0.1:${panel.port}/panel`;
  const unauthenticated = [
    { origin: 'http://evil.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: `https://127.0.0.1:${panel.port}` },
    {},
    { origin: `http://evil.example:${panel.port}`, headers: { Host: `evil.example:${panel.port}` } },
  ];
  for (const options of unauthenticated) {
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(url, options);
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
      socket.on('error', () => undefined);
    });
    expect(status, JSON.stringify(options)).toBe(403);
  }
});

it('serves the page with its policy to its own name only, and downloads to the token only', async () => {
  const { host: panel, eventLog } = await host();
  appendFileSync(eventLog, 'one\n');
  const at = `http://127.0.0.1:${panel.port}`;
  const index = await fetch(`${at}/`);
  expect(index.status).toBe(200);
  expect(index.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await index.text()).not.toMatch(/<script(?![^>]* src=)|<style|https?:/);
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/',
    '/nothing.js',
    '/download/como2',
  ]) {
    expect((await fetch(at + path)).status, path).toBe(404);
  }
  expect((await fetch(`${at}/`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${at}/download/events`)).status).toBe(401);
  const authorized = { headers: { Authorization: `Bearer ${TOKEN}` } };
  expect(await (await fetch(`${at}/download/events`, authorized)).text()).toBe('one\n');
  const foreign = { headers: { ...authorized.headers, 'Sec-Fetch-Site': 'same-site' } };
  expect((await fetch(`${at}/download/events`, foreign)).status).toBe(401);
});

it('cancels a search with an endless expression, and answers others meanwhile', async () => {
  const { host: panel, eventLog } = await host();
  appendFileSync(eventLog, `${'a'.repeat(60)}!\nplain\n`);
  const client = connect(panel.port, TOKEN);
  onTestFinished(() => client.close());
  await new Promise((resolve) => client.onConnectionState(resolve));
  const where = { log: 'events' as const };
  const endless = client.call('log-search', {
    ...where,
    pattern: { text: '^(a+)+$', regex: true, matchCase: true },
  });
  const plain = await client.call('log-search', {
    ...where,
    pattern: { text: 'PLAIN', regex: false, matchCase: false },
  });
  expect(plain).toMatchObject({ rows: [1], total: 1 });
  await expect(endless).rejects.toMatchObject({ code: 'TOO_SLOW' });
  await expect(
    client.call('log-search', { ...where, pattern: { text: '(', regex: true, matchCase: true } }),
  ).rejects.toMatchObject({ code: 'BAD_PATTERN' });
}, 20_000);
