import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';
import { PanelLogs } from './logs/panel-logs.ts';
import { openPanelServer, type PanelServer } from './server.ts';
import { fakeBackend } from './testing/fake-backend.ts';

const TOKEN = 'a-token-for-this-test-of-the-panel';
let host: PanelServer;
let logDir = '';

beforeEach(async () => {
  logDir = mkdtempSync(path.join(tmpdir(), 'hal-panel-host-'));
  const logs = new PanelLogs({
    logDir,
    accountDir: undefined,
    searchProgram: '',
    status: () => undefined,
  });
  const resources = { page: () => Buffer.from('<!doctype html>'), searchProgram: () => '' };
  host = await openPanelServer({ backend: fakeBackend(), logs, resources, port: 0, token: TOKEN });
  onTestFinished(async () => {
    await host.close();
    rmSync(logDir, { recursive: true, force: true });
  });
});

/** A page that has not said its token yet. */
function newPage(): WebSocket {
  const page = new WebSocket(`ws://127.0.0.1:${host.port}/panel`, {
    origin: `http://127.0.0.1:${host.port}`,
  });
  page.on('error', () => undefined);
  onTestFinished(() => page.terminate());
  return page;
}

/** @returns the page once it was told something, or the code it was closed with */
async function admitted(): Promise<WebSocket | number> {
  const page = newPage();
  const closed = once(page, 'close').then(
    ([code]) => Number(code),
    () => 0,
  );
  await once(page, 'open');
  page.send(JSON.stringify({ token: TOKEN }));
  return Promise.race([once(page, 'message').then(() => page), closed]);
}

function silentSocket(): Socket {
  const socket = connect(host.port, '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

it('opens for a token beside any number of pages and sockets without one', async () => {
  const pages = Array.from({ length: 200 }, newPage);
  await Promise.all(pages.map((page) => Promise.race([once(page, 'open'), once(page, 'close')])));
  const sockets = Array.from({ length: 300 }, silentSocket);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  expect(await admitted()).toBeInstanceOf(WebSocket);
  expect((await fetch(`http://127.0.0.1:${host.port}/`)).status).toBe(200);
  const open = () => pages.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
  await vi.waitFor(() => expect(open()).toBeLessThanOrEqual(128));
});

it('has room for 50 pages, and for one more when another is closed', async () => {
  const pages: (WebSocket | number)[] = [];
  for (let opened = 0; opened < 50; opened += 1) pages.push(await admitted());
  expect(pages.filter((page) => typeof page === 'number')).toEqual([]);
  await expect(admitted()).rejects.toThrow('503');
  const [first] = pages;
  if (first instanceof WebSocket) first.terminate();
  await vi.waitFor(async () => expect(await admitted()).toBeInstanceOf(WebSocket));
});

it('sends a log for as long as that takes, to whoever holds the token', async () => {
  writeFileSync(path.join(logDir, 'HAL.SPLITTER.LOG'), 'x'.repeat(32 * 1024 * 1024));
  const response = await fetch(`http://127.0.0.1:${host.port}/download/events`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  expect(response.status).toBe(200);
  // Others come meanwhile, and nothing is read.
  const sockets = Array.from({ length: 300 }, silentSocket);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  expect((await response.arrayBuffer()).byteLength).toBe(32 * 1024 * 1024);
});
