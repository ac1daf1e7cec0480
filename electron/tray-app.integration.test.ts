import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { build } from 'vite';
import { describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { PANEL_SCHEME } from '../contract/panel-bridge.ts';
import { APP_ID, launchTray } from './launch.ts';
import { app, BrowserWindow, Notification, stage } from './testing/electron.ts';
import {
  click,
  DIST,
  data,
  env,
  home,
  pids,
  ppidOf,
  running,
  settled,
  shows,
  tray,
  WAIT,
} from './testing/tray-under-test.ts';

/** What the tray does with a listener. */

describe('the tray with a real listener', () => {
  it('starts to the tray only, with a listener of its own that is a child of this process', async () => {
    const pid = await running();
    expect(stage.windows).toEqual([]);
    if (process.platform === 'linux') expect(ppidOf(pid)).toBe(process.pid);
    expect([app.sandboxed, app.modelId]).toEqual([true, APP_ID]);
    expect(stage.schemes).toMatchObject([
      { scheme: PANEL_SCHEME, privileges: { standard: true, secure: true } },
    ]);
    for (const pixels of [16, 20, 24, 28, 32, 40, 48, 64]) {
      stage.smallIcon = pixels;
      // Between two sizes Windows makes the larger one smaller, which does not blur.
      expect(stage.tray.image.iconPixels).toBe(pixels === 28 ? 32 : pixels);
    }
  });

  it('leaves it running when it quits, and adopts it when it comes back', async () => {
    const pid = await running();
    stage.presses = [0];
    click('Quit…');
    await vi.waitFor(() => expect(app.ended).toBe(0));
    expect(stage.dialogs[0]?.detail).toContain('The listener keeps running');
    expect(stage.tray.destroyed).toBe(true);
    expect(pids()).toEqual([pid]);
    stage.reset();
    expect(await running()).toBe(pid);
  });

  it('stays when quitting is called off', async () => {
    await running();
    stage.presses = [2];
    click('Quit…');
    await settled();
    expect([app.ended, stage.tray.destroyed]).toEqual([undefined, false]);
  });

  it('really restarts the process, also with DEBUG, and icon, tooltip and menu follow', async () => {
    const pid = await running();
    // Every one, also those that are shown too briefly to be met by looking now and then.
    const shown = vi.spyOn(stage.tray, 'setImage');
    click('Restart');
    await vi.waitFor(() => {
      expect(pids()[0]).not.toBe(pid);
      expect(new Set(shown.mock.calls.map(([image]) => image)).size).toBeGreaterThan(1);
      expect(stage.tray.tooltip).toMatch(/running/);
    }, WAIT);
    const [second = 0] = pids();
    click('Restart with DEBUG');
    await vi.waitFor(() => expect(pids()[0] ?? second).not.toBe(second), WAIT);
    await shows(/running/);
    if (process.platform === 'linux')
      expect(readFileSync(`/proc/${pids()[0]}/cmdline`, 'utf8')).toContain('--debug');
    expect(stage.notifications).toEqual([]);
  });

  it('stops and starts, and offers what makes sense', async () => {
    await running();
    click('Stop');
    await shows(/^HAL Listener: stopped · port/);
    expect(pids()).toEqual([]);
    expect(stage.tray.menu?.item('Stop').enabled).toBe(false);
    expect(() => click('Restart')).toThrow('disabled');
    click('Start');
    await shows(/running/);
    expect(pids()).toHaveLength(1);
  });

  it('says that a listener which was killed runs again, and a click opens the panel', async () => {
    const pid = await running();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(stage.notifications).toHaveLength(1), WAIT);
    const [notification] = stage.notifications;
    expect([notification?.shown, notification?.options.title]).toEqual([true, 'Listener running again']);
    await shows(/running/);
    notification?.emit('click');
    expect(stage.window.webContents.getURL()).toBe('app://panel/#/overview');
  });

  it('shows no notification of a kind that is switched off, or where there are none', async () => {
    await running();
    click('Notifications > Listener running again');
    expect(stage.tray.menu?.item('Notifications > Listener running again').checked).toBe(false);
    const [first = 0] = pids();
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(pids().concat(first)[0]).not.toBe(first), WAIT);
    await shows(/running/);
    click('Notifications > Listener running again');
    Notification.supported = false;
    const [second = 0] = pids();
    process.kill(second, 'SIGKILL');
    await vi.waitFor(() => expect(pids().concat(second)[0]).not.toBe(second), WAIT);
    await shows(/running/);
    Notification.supported = true;
    expect(stage.notifications).toEqual([]);
  });

  it('asks before it disconnects somebody', async () => {
    const pid = await running();
    const client = new WebSocket(`ws://127.0.0.1:${env.WEBSOCKET_PORT}`);
    await shows(/running · 1\/50/);
    stage.presses = [1, 1];
    click('Restart');
    click('Quit and stop the listener');
    await settled();
    expect(stage.dialogs.map(({ message }) => message)).toEqual([
      'Restart the listener?',
      'Stop the listener?',
    ]);
    expect(pids()).toEqual([pid]);
    client.close();
    await shows(/running · 0\/50/);
  });

  it('has the other entries of the menu', async () => {
    await running();
    click('Copy address');
    click('Diagnostics > Copy summary');
    click('Diagnostics > Open log folder');
    click('About');
    click('Logs');
    expect(stage.window.webContents.getURL()).toBe('app://panel/#/logs');
    await vi.waitFor(() => expect(stage.window.visible).toBe(true));
    click('Open panel');
    expect(stage.window.webContents.getURL()).toBe('app://panel/#/overview');
    click('Copy command > Restart: hal-listener restart');
    expect(stage.copied[2]).toBe('hal-listener restart');
    expect(stage.copied[0]).toBe(`ws://127.0.0.1:${env.WEBSOCKET_PORT}`);
    expect(stage.copied[1]).toMatch(/^HAL Listener 9\.9\.9\nRunning · .*\n.*\nhome \/.*\nlogs \//);
    expect(stage.opened).toEqual([env.LOG_DIR]);
    expect([app.aboutShown, app.about.applicationVersion]).toEqual([1, '9.9.9']);
    expect(stage.windows).toHaveLength(1);
  });

  it('starts at login when the system has the entry, and not otherwise', async () => {
    await running();
    const checked = () => stage.tray.menu?.item('Start at login').checked;
    expect(checked()).toBe(false);
    click('Start at login');
    await vi.waitFor(() => expect(checked()).toBe(true));
    const file = path.join(home, '.config/autostart/hal-listener.desktop');
    expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/tray" "--hidden"');
    rmSync(file);
    stage.tray.emit('click', {}, stage.tray.bounds);
    await vi.waitFor(() => expect(checked()).toBe(false));
  });

  it('hands a second start over to the first, and shows its window', async () => {
    await running();
    app.emit('second-instance', {}, ['hal', '--hidden'], '/');
    expect(stage.windows).toHaveLength(0);
    app.emit('second-instance', {}, ['hal'], '/');
    expect(stage.windows).toHaveLength(1);
    app.emit('activate', {}, true);
    expect(stage.windows).toHaveLength(1);
  });

  it('stops the listener too where that is chosen, and starts it again with the tray', async () => {
    await running();
    stage.presses = [1];
    click('Quit…');
    await vi.waitFor(() => expect(app.ended).toBe(0), WAIT);
    expect(pids()).toEqual([]);
    stage.reset();
    await running();
    click('Quit and stop the listener');
    await vi.waitFor(() => expect(app.ended).toBe(0), WAIT);
    expect(pids()).toEqual([]);
    // Somebody said stop meanwhile: that stands.
    execFileSync(process.execPath, [path.join(DIST, 'hal-listener.cjs'), 'stop'], { env, stdio: 'ignore' });
    stage.reset();
    await tray();
    await shows(/^HAL Listener: stopped/);
    click('Start');
    await shows(/running/);
  });

  it('says that the configuration cannot be read, and tries again', async () => {
    const file = path.join(home, 'config.json');
    writeFileSync(file, '{"maxConnections": "many"}');
    await tray({}, []);
    await shows(/^HAL Listener: failed\n.*maxConnections/);
    await vi.waitFor(() => expect(stage.dialogs[0]?.message).toContain('maxConnections'));
    expect([stage.notifications[0]?.options.title, stage.windows.length]).toEqual(['Listener failed', 0]);
    click('Diagnostics > Open log folder');
    expect(stage.opened).toEqual([path.join(data, 'logs')]);
    rmSync(file);
    click('Start');
    await shows(/running/);
  });

  it('says why a start came to nothing, with what to do', async () => {
    await running();
    click('Stop');
    await shows(/stopped/);
    const thief = createServer((socket) => socket.destroy()).listen(Number(env.WEBSOCKET_PORT), '127.0.0.1');
    await once(thief, 'listening');
    click('Start');
    await vi.waitFor(() => expect(stage.dialogs).toHaveLength(1), WAIT);
    expect(stage.dialogs[0]).toMatchObject({ type: 'error', message: expect.stringContaining('is in use') });
    await new Promise((resolve) => thief.close(resolve));
    await vi.waitFor(async () => expect(stage.tray.tooltip).toMatch(/running|failed/), WAIT);
    if (/failed/.test(stage.tray.tooltip)) click('Start');
    await shows(/running/);
  });
});

it('leaves the listener running when the tray is killed, and the next tray adopts it', async () => {
  execFileSync(process.execPath, [path.join(DIST, 'hal-listener.cjs'), 'stop'], { env, stdio: 'ignore' });
  for (const name of ['run/desired.json', 'desired.copy.json'])
    rmSync(path.join(home, name), { force: true });
  const outDir = path.join(home, 'bundle');
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { electron: path.resolve(import.meta.dirname, 'testing/electron.ts') } },
    ssr: { noExternal: true },
    build: {
      ssr: path.resolve(import.meta.dirname, 'testing/tray-process.ts'),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'tray.cjs' } },
    },
  });
  const main = spawn(process.execPath, [path.join(outDir, 'tray.cjs'), DIST, data], { env, stdio: 'ignore' });
  await vi.waitFor(() => expect(pids()).toHaveLength(1), WAIT);
  const [pid = 0] = pids();
  if (process.platform === 'linux') expect(ppidOf(pid)).toBe(main.pid);
  main.kill('SIGKILL');
  await once(main, 'exit');
  await settled();
  expect(pids()).toEqual([pid]);
  expect(await running()).toBe(pid);
});

it('ends at once where another one holds the lock', async () => {
  app.holdsLock = false;
  launchTray({
    argv: [],
    env: {},
    platform: 'win32',
    useGpu: true,
    log: () => undefined,
    createOptions: async () => Promise.reject(new Error('not asked for')),
  });
  await settled();
  expect([app.ended, stage.trays.length]).toEqual([0, 0]);
});

it('throws at whatever the mock does not model', () => {
  expect(() => app.getLocale()).toThrow('does not model app.getLocale');
  expect(() => Reflect.get(new BrowserWindow(), 'setTitle')).toThrow('does not model BrowserWindow.setTitle');
});
