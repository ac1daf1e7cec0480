import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { PANEL_BRIDGE, PANEL_CHANNELS, PANEL_ORIGIN, PANEL_SCHEME } from '../contract/panel-bridge.ts';

import { ScriptedBackend } from '../e2e/testing/scripted-backend.ts';
import { routeRequest } from '../electron/page-response.ts';
import { panelBridge } from '../electron/panel-bridge.ts';
import { PanelIpc } from '../electron/panel-ipc.ts';
import { BrowserWindow, ipcMain, session, stage } from '../electron/testing/electron.ts';
import { panelCalls } from '../panel/calls.ts';
import { PanelFeed } from '../panel/feed.ts';
import { PanelLogs } from '../panel/logs/panel-logs.ts';
import { diskResources } from '../panel/resources.ts';
import { STOPPED_SNAPSHOT } from '../panel/testing/fake-backend.ts';
import { connectByIpc } from '../renderer/client/ipc-client.ts';
import { type ClientStage, panelClientSuite } from '../renderer/client/testing/panel-client-suite.ts';

/** The tray's real IPC between the page's real client and the main process's real replies, on the Electron mock. */

const resources = diskResources(path.resolve(import.meta.dirname, '../dist'));

beforeEach(() => stage.reset());

async function opened() {
  const logDir = mkdtempSync(path.join(tmpdir(), 'hal-ipc-'));
  mkdirSync(logDir, { recursive: true });
  appendFileSync(path.join(logDir, 'HAL.SPLITTER.LOG'), 'a line of the log\n');
  const status = () => undefined;
  const logs = new PanelLogs({
    logDir,
    accountDir: undefined,
    searchProgram: resources.searchProgram(),
    status,
  });
  const lines: string[] = [];
  const ipc = new PanelIpc((line) => lines.push(line));
  const pages = session.fromPartition('panel');
  pages.protocol.handle(PANEL_SCHEME, (request) => routeRequest(request, { resources, logs: () => logs }));
  const begin = (): ScriptedBackend => {
    const backend = new ScriptedBackend(STOPPED_SNAPSHOT);
    ipc.serve({ calls: panelCalls(backend, logs), feed: new PanelFeed(backend) });
    return backend;
  };
  onTestFinished(() => {
    ipc.close();
    rmSync(logDir, { recursive: true, force: true });
  });
  return { ipc, pages, begin, lines };
}

function page(): BrowserWindow['webContents'] {
  const window = new BrowserWindow();
  void window.loadURL(`${PANEL_ORIGIN}/#/overview`);
  return window.webContents;
}

panelClientSuite('IPC', async (): Promise<ClientStage> => {
  const { ipc, pages, begin } = await opened();
  let backend = begin();
  const fetch = (address: string, init: RequestInit): Promise<Response> => pages.fetch(address, init);
  return {
    connect: () => connectByIpc({ bridge: panelBridge(page().page), fetch, delays: [20] }),
    setSnapshot: (change) => backend.updateSnapshot(change),
    get received() {
      return backend.calls;
    },
    failWith: (error) => {
      backend.error = error;
    },
    stopServer: async () => ipc.close(),
    startServer: async () => {
      backend = begin();
    },
    close: async () => ipc.close(),
  };
});

/** Frames that a page receives from now on. */
function told(contents: BrowserWindow['webContents'], channel: string = PANEL_CHANNELS.frame): unknown[] {
  const frames: unknown[] = [];
  contents.page.on(channel, (_event, frame) => frames.push(frame));
  return frames;
}

const turns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

it('accepts messages only from the main frame of our page, and logs others', async () => {
  const { begin, lines } = await opened();
  const backend = begin();
  const ours = page();
  const frames = told(ours);
  const order = { id: 1, call: 'stop', params: {} };
  const senders = [
    { sender: ours, senderFrame: { url: 'https://evil.example/' } },
    { sender: ours, senderFrame: { url: `${PANEL_ORIGIN}/` } },
    { sender: ours, senderFrame: null },
  ];
  for (const event of senders) {
    ipcMain.emit(PANEL_CHANNELS.connect, event);
    ipcMain.emit(PANEL_CHANNELS.frame, event, order);
  }
  ours.mainFrame.url = 'https://evil.example/app://panel/';
  ours.page.send(PANEL_CHANNELS.connect);
  ours.page.send(PANEL_CHANNELS.frame, order);
  await turns();
  expect(frames).toEqual([]);
  expect(backend.calls).toEqual([]);
  expect(lines).toHaveLength(8);
  expect(lines[0]).toContain('https://evil.example/');
});

it('rejects a malformed frame and keeps serving others', async () => {
  const { begin, lines } = await opened();
  const backend = begin();
  for (const rest of [['not a frame'], [{ id: -1, call: 'stop', params: {} }], [{ id: 'x' }], [[]], [null]]) {
    const contents = page();
    const frames = told(contents);
    const ends = told(contents, PANEL_CHANNELS.end);
    contents.page.send(PANEL_CHANNELS.connect);
    await vi.waitFor(() => expect(frames).not.toEqual([]));
    contents.page.send(PANEL_CHANNELS.frame, ...rest);
    await vi.waitFor(() => expect(ends).toHaveLength(1));
  }
  const contents = page();
  contents.page.send(PANEL_CHANNELS.connect, 'with an argument');
  contents.page.send(PANEL_CHANNELS.frame, { id: 1, call: 'stop', params: {} }, 'one more');
  await turns();
  expect(backend.calls).toEqual([]);
  expect(lines.filter((line) => line.includes('rejected a malformed message'))).toHaveLength(2);
});

it('answers a malformed argument as an error of that call', async () => {
  const { begin } = await opened();
  const backend = begin();
  const contents = page();
  const frames = told(contents);
  contents.page.send(PANEL_CHANNELS.connect);
  contents.page.send(PANEL_CHANNELS.frame, { id: 5, call: 'kill', params: { userNo: '1; drop' } });
  contents.page.send(PANEL_CHANNELS.frame, { id: 6, call: 'constructor', params: {} });
  await vi.waitFor(() => {
    expect(frames).toContainEqual({ id: 5, error: expect.objectContaining({ code: 'BAD_REQUEST' }) });
    expect(frames).toContainEqual({ id: 6, error: expect.objectContaining({ code: 'UNKNOWN_CALL' }) });
  });
  expect(backend.calls).toEqual([]);
});

it('cleans up when a page reloads or its window is closed', async () => {
  const { begin } = await opened();
  const backend = begin();
  const window = new BrowserWindow();
  await window.loadURL(`${PANEL_ORIGIN}/`);
  const frames = told(window.webContents);
  window.webContents.page.send(PANEL_CHANNELS.connect);
  window.webContents.page.send(PANEL_CHANNELS.connect);
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(0));
  await turns();
  const before = frames.length;
  backend.updateSnapshot({ reason: 'once for a page that connected twice' });
  await turns();
  expect(frames.length - before).toBe(1);
  window.close();
  backend.updateSnapshot({ reason: 'to nobody' });
  await turns();
  expect(frames.length - before).toBe(1);
});

it('exposes only the bridge to the page', async () => {
  await import('../electron/preload.ts');
  expect([...stage.exposed.keys()]).toEqual([PANEL_BRIDGE]);
  expect(Object.keys(stage.exposed.get(PANEL_BRIDGE) as object)).toEqual(['connect']);
});
