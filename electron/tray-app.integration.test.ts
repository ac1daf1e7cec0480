import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { isPanelAddress, PANEL_SCHEME } from '../contract/panel-bridge.ts';
import { diskResources } from '../panel/resources.ts';
import { desktopEntry } from '../supervisor/autostart/desktop-entry.ts';
import { thisAutostartMachine } from '../supervisor/autostart/this-machine.ts';
import { ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { locateListener } from '../supervisor/platform/listener-location.ts';
import { thisPlatform } from '../supervisor/platform/this-platform.ts';
import { registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { APP_ID, launchTray } from './launch.ts';
import { LoginStart } from './login-start.ts';
import { app, BrowserWindow, Notification, nativeTheme, session, stage } from './testing/electron.ts';
import type { TrayAppOptions } from './tray-app.ts';
import { SettingsFile } from './tray-settings.ts';

/** The tray on a mock of Electron, with a real supervisor and the real, shipped listener behind it. */

const DIST = path.resolve(import.meta.dirname, '../dist');
const home = mkdtempSync(path.join(tmpdir(), 'hal-tray-'));
const data = path.join(home, 'tray');
let env: Record<string, string>;
const lines: string[] = [];

beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  mkdirSync(data);
  env = {
    PATH: process.env.PATH ?? '',
    HAL_LISTENER_NODE: process.execPath,
    HAL_LISTENER_HOME: home,
    LOG_DIR: path.join(home, 'logs'),
    WEBSOCKET_PORT: String(typeof address === 'object' ? address?.port : 0),
    WEBSOCKET_HOST: '127.0.0.1',
  };
});

beforeEach(() => {
  stage.reset();
  lines.length = 0;
});

afterEach(async () => {
  if (app.ended === undefined) app.quit();
  await settled();
});

afterAll(() => {
  for (const pid of pids()) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

/** PIDs of the listeners that are registered and alive. */
function pids(): number[] {
  return registrationFiles(home)
    .flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []))
    .filter((pid) => thisPlatform().isAlive(pid));
}

function parts(change: Partial<TrayAppOptions> = {}, more: Record<string, string> = {}): TrayAppOptions {
  const place = locateListener({
    isPackaged: false,
    resourcesFolder: '',
    distFolder: DIST,
    execPath: '',
    platform: 'linux',
    env: { ...env, ...more },
  });
  const log = (line: string): void => void lines.push(line);
  return {
    listener: new ShippedListener(place),
    resources: diskResources(DIST),
    settings: new SettingsFile(path.join(data, 'tray.json'), log),
    login: new LoginStart(desktopEntry(thisAutostartMachine({}), path.join(home, '.config')), {
      program: '/opt/tray',
      args: ['--hidden'],
    }),
    hasTray: true,
    platform: 'win32',
    folder: path.join(DIST, 'electron'),
    logFolder: path.join(data, 'logs'),
    log,
    ...change,
  };
}

/** The tray, started as at login unless it is told otherwise. */
async function tray(
  change: Partial<TrayAppOptions> = {},
  argv: readonly string[] = ['--hidden'],
): Promise<void> {
  launchTray({ argv, log: (line) => lines.push(line), createOptions: async () => parts(change) });
  await vi.waitFor(() => expect(stage.trays).toHaveLength(1));
}

const WAIT = { timeout: 20_000, interval: 25 };

async function shows(tooltip: RegExp): Promise<void> {
  await vi.waitFor(() => expect(stage.tray.tooltip).toMatch(tooltip), WAIT);
}

async function running(change: Partial<TrayAppOptions> = {}, argv?: readonly string[]): Promise<number> {
  await tray(change, argv);
  await shows(/^HAL Listener: running · \d+\/50 connections · port \d+$/);
  const [pid] = pids();
  return pid ?? 0;
}

function click(label: string): void {
  const { menu } = stage.tray;
  if (menu === undefined) throw new Error('no menu');
  menu.click(label);
}

function pixels(): number[] {
  return stage.tray.image.representations.map(({ scaleFactor = 0 }) => scaleFactor * 16);
}

function ppidOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

describe('the tray with a real listener', () => {
  it('starts to the tray only, with a listener of its own that is a child of this process', async () => {
    const pid = await running();
    expect(stage.windows).toEqual([]);
    if (process.platform === 'linux') expect(ppidOf(pid)).toBe(process.pid);
    expect([app.sandboxed, app.modelId]).toEqual([true, APP_ID]);
    expect(stage.schemes).toMatchObject([
      { scheme: PANEL_SCHEME, privileges: { standard: true, secure: true } },
    ]);
    expect(pixels()).toEqual([16, 20, 24, 32, 40, 48, 64]);
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
      expect(stage.tray.tooltip).toMatch(/running/);
    }, WAIT);
    expect(new Set(shown.mock.calls.map(([image]) => image)).size).toBeGreaterThan(1);
    const [second = 0] = pids();
    click('Restart with DEBUG');
    await vi.waitFor(() => expect(pids()[0] ?? second).not.toBe(second), WAIT);
    await shows(/running/);
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
    notification?.emit('close');
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
    click('Open panel');
    expect(stage.window.webContents.getURL()).toBe('app://panel/#/overview');
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

  it('makes a window when it is opened, near the tray or at full size, and destroys it when it is closed', async () => {
    await running();
    stage.tray.emit('click', {}, stage.tray.bounds);
    const { window } = stage;
    await vi.waitFor(() => expect(window.visible).toBe(true));
    expect(window.bounds).toMatchObject({ width: 420, height: 640 });
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    });
    stage.tray.emit('double-click', {}, stage.tray.bounds);
    expect([stage.windows.length, window.bounds.width]).toEqual([1, 1_180]);
    window.minimize();
    stage.tray.emit('click', {}, stage.tray.bounds);
    expect([window.minimized, window.focused]).toEqual([false, 2]);
    window.close();
    expect([stage.windows.length, app.ended]).toEqual([0, undefined]);
    await shows(/running/);
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

  it('survives its page: loaded once more, then a page that says so, and the listener never notices', async () => {
    const pid = await running({}, []);
    await vi.waitFor(() => expect(stage.windows).toHaveLength(1));
    const { webContents } = stage.window;
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(webContents.reloads).toBe(0);
    webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    expect(webContents.reloads).toBe(1);
    webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 6 });
    expect([webContents.reloads, webContents.getURL()]).toEqual([1, 'app://panel/crashed.html']);
    expect(lines.join('\n')).toMatch(/crashed, exit code 5[\s\S]*oom, exit code 6/);
    expect(pids()).toEqual([pid]);
  });

  it('lets the page go nowhere, open nothing, embed nothing and be granted nothing but its copy buttons', async () => {
    await running({}, []);
    await vi.waitFor(() => expect(stage.window.webContents.getURL()).toContain('app://panel/'));
    const { webContents } = stage.window;
    const allowed = (name: string, url: string): boolean => {
      const event = {
        url,
        prevented: false,
        preventDefault: () => Object.assign(event, { prevented: true }),
      };
      webContents.emit(name, event);
      return !event.prevented;
    };
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect([allowed(name, 'https://evil.example/'), allowed(name, 'app://panel/')]).toEqual([false, true]);
    }
    expect(allowed('will-attach-webview', 'app://panel/')).toBe(false);
    const open = webContents.openHandler?.({ url: 'app://panel/' } as Electron.HandlerDetails);
    expect(open).toEqual({ action: 'deny' });
    const { request, check, device, handlers } = session.fromPartition('panel');
    const asked = (permission: string): boolean[] => {
      const answers: boolean[] = [];
      request?.(webContents, permission as 'media', (granted) => answers.push(granted), {} as never);
      answers.push(check?.(webContents, permission as 'media', '', {} as never) ?? true);
      return answers;
    };
    expect(['media', 'notifications', 'openExternal', 'clipboard-read'].flatMap(asked)).not.toContain(true);
    expect(asked('clipboard-sanitized-write')).toEqual([true, true]);
    expect(check?.(null, 'clipboard-sanitized-write', '', {} as never)).toBe(false);
    expect(device?.({} as never)).toBe(false);
    expect([...handlers.keys()]).toEqual([PANEL_SCHEME]);
    expect((await session.fromPartition('panel').fetch('app://panel/')).status).toBe(200);
    expect(isPanelAddress('app://panel.evil.example/')).toBe(false);
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

  it('stops the listener at every quit with that setting, also when the system says quit', async () => {
    await running();
    click('Stop the listener when I quit');
    app.quit();
    expect(app.ended).toBeUndefined();
    await vi.waitFor(() => expect(app.ended).toBe(0), WAIT);
    expect(pids()).toEqual([]);
    stage.reset();
    await running();
    click('Stop the listener when I quit');
    app.quit();
    expect([app.ended, pids().length]).toEqual([0, 1]);
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

  it('draws for the taskbar it is on: light, dark, as it changes, a template on a Mac', async () => {
    await running();
    const light = stage.tray.image.representations[0]?.dataURL;
    nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = true;
    nativeTheme.emit('updated');
    expect(stage.tray.image.representations[0]?.dataURL).not.toBe(light);
    nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = false;
    app.quit();
    stage.reset();
    const dock = app.giveDock();
    await running({ platform: 'darwin' });
    expect([stage.tray.image.template, stage.tray.menu, dock.shown]).toEqual([true, undefined, false]);
    stage.tray.emit('right-click', {}, stage.tray.bounds);
    stage.tray.poppedUp?.click('Open panel');
    expect(dock.shown).toBe(true);
    stage.window.close();
    expect(dock.shown).toBe(false);
  });

  it('keeps its window reachable on a desktop without a tray', async () => {
    await running({ platform: 'linux', hasTray: false });
    await vi.waitFor(() => expect(stage.window.minimized).toBe(true));
    const { window } = stage;
    window.restore();
    window.close();
    expect([window.destroyed, window.minimized]).toEqual([false, true]);
    app.quit();
    expect([window.destroyed, app.ended]).toEqual([true, 0]);
  });

  it('says in its log what could not be loaded', async () => {
    await running();
    const { prototype } = BrowserWindow;
    const load = vi.spyOn(prototype, 'loadURL').mockRejectedValue(new Error('ERR_FAILED'));
    click('Open panel');
    await vi.waitFor(() => expect(lines.join('\n')).toMatch(/failed to load .{1,80}: Error: ERR_FAILED/));
    load.mockRestore();
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
    log: () => undefined,
    createOptions: async () => Promise.reject(new Error('not asked for')),
  });
  await settled();
  expect([app.ended, stage.trays.length]).toEqual([0, 0]);
});

it('throws at whatever the mock does not model', () => {
  expect(() => app.getPath('userData')).toThrow('does not model app.getPath');
  expect(() => Reflect.get(new BrowserWindow(), 'setTitle')).toThrow('does not model BrowserWindow.setTitle');
});
