import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { isPanelAddress, PANEL_SCHEME } from '../contract/panel-bridge.ts';
import { app, BrowserWindow, nativeTheme, powerMonitor, session, stage } from './testing/electron.ts';
import {
  click,
  DIST,
  endSession,
  env,
  lines,
  pids,
  running,
  settled,
  shows,
  tray,
  WAIT,
} from './testing/tray-under-test.ts';

/** The tray among what Electron and the system do to it: icon, window, menu, page, the end of a session. */

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
  stage.tray.doubleClick();
  expect([stage.windows.length, window.bounds.width, window.loads]).toEqual([1, 1_180, 1]);
  window.minimize();
  stage.tray.emit('click', {}, stage.tray.bounds);
  expect([window.minimized, window.focused, window.shownBlank]).toEqual([false, 3, false]);
  click('Logs');
  expect([window.webContents.getURL(), window.loads]).toEqual(['app://panel/#/logs', 1]);
  window.close();
  expect([stage.windows.length, app.ended]).toEqual([0, undefined]);
  await shows(/running/);
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

it('draws for the taskbar it is on: light, dark, as it changes, a template on a Mac', async () => {
  await running();
  const { file: light } = stage.tray.image;
  nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = true;
  nativeTheme.emit('updated');
  expect([light, stage.tray.image.file].map((file) => path.basename(file ?? ''))).toEqual([
    'running-light.ico',
    'running-dark.ico',
  ]);
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

it('shows one whole window after a double click, whatever the page has to load first', async () => {
  await running();
  stage.tray.doubleClick();
  const { window } = stage;
  expect([stage.windows.length, window.visible, window.bounds.width]).toEqual([1, false, 1_180]);
  app.emit('second-instance', {}, ['hal'], '/');
  click('Logs');
  expect([window.visible, window.loads]).toEqual([false, 1]);
  await vi.waitFor(() => expect(window.visible).toBe(true));
  expect([window.shownBlank, window.loads, window.webContents.getURL()]).toEqual([
    false,
    1,
    'app://panel/#/logs',
  ]);
  expect(lines.join('\n')).not.toContain('failed to load');
});

it('leaves the menu alone that is open, and shows what came meanwhile behind the click', async () => {
  await running();
  const { menu } = stage.tray;
  menu?.open();
  execFileSync(process.execPath, [path.join(DIST, 'hal-listener.cjs'), 'stop'], { env, stdio: 'ignore' });
  await shows(/^HAL Listener: stopped/);
  expect([stage.tray.menu, menu?.item('Start').enabled]).toEqual([menu, false]);
  menu?.close();
  expect(stage.tray.menu).toBe(menu);
  await settled();
  expect(stage.tray.menu?.item('Start').enabled).not.toBe(false);
  click('Start');
  await shows(/running/);
});

it('shows what is true where a click changed a mark and nothing else', async () => {
  await running({
    login: { read: async () => false, set: async () => Promise.reject(new Error('Access is denied')) },
  });
  await settled();
  click('Start at login');
  await vi.waitFor(() => expect(stage.dialogs[0]?.message).toContain('Access is denied'));
  await vi.waitFor(() => expect(stage.tray.menu?.item('Start at login').checked).toBe(false));
});

it('stops the listener before Windows ends the session, with that setting, and starts it with the tray', async () => {
  const pid = await running();
  endSession('logoff');
  expect([app.ended, pids()]).toEqual([0, [pid]]);
  expect(lines.at(-1)).toBe('the session ends (logoff): the listener is left as it is');
  stage.reset();
  await running();
  click('Stop the listener when I quit');
  await settled();
  endSession('shutdown');
  expect([app.ended, pids()]).toEqual([0, []]);
  expect(lines.at(-1)).toBe('the session ends (shutdown): stopping the listener: stopped');
  stage.reset();
  await running();
  click('Stop the listener when I quit');
});

it('stops it before Linux or macOS goes down, which wait for that', async () => {
  await running({ platform: 'linux' });
  expect(powerMonitor.shutDown()).toBe(true);
  click('Stop the listener when I quit');
  expect(powerMonitor.shutDown()).toBe(false);
  await vi.waitFor(() => expect(app.ended).toBe(0), WAIT);
  expect(pids()).toEqual([]);
  stage.reset();
  await running({ platform: 'linux' });
  click('Stop the listener when I quit');
});

it('opens what was asked for while it starts', async () => {
  await tray();
  stage.tray.emit('click', {}, stage.tray.bounds);
  expect([stage.windows, stage.dialogs]).toEqual([[], []]);
  await vi.waitFor(() => expect(stage.windows).toHaveLength(1), WAIT);
  expect(stage.dialogs).toEqual([]);
  await shows(/running/);
});

it('says in its log what could not be loaded', async () => {
  await running();
  const { prototype } = BrowserWindow;
  const load = vi.spyOn(prototype, 'loadURL').mockRejectedValue(new Error('ERR_FAILED'));
  click('Open panel');
  await vi.waitFor(() => expect(lines.join('\n')).toMatch(/failed to load .{1,80}: Error: ERR_FAILED/));
  load.mockRestore();
});

it('quits as from its menu where Windows is told to close it', async () => {
  const pid = await running();
  stage.hiddenWindows[0]?.close();
  expect([app.ended, stage.tray.destroyed, pids()]).toEqual([0, true, [pid]]);
});

it('opens for a second start that comes while it starts, and not because macOS activates it', async () => {
  const starting = tray({ platform: 'darwin' });
  app.emit('activate', {}, false);
  await starting;
  await shows(/running/);
  expect(stage.windows).toEqual([]);
  app.quit();
  stage.reset();
  const again = tray();
  app.emit('second-instance', {}, ['hal'], '/');
  await again;
  await vi.waitFor(() => expect(stage.windows).toHaveLength(1), WAIT);
});

it('shows nothing more at an icon that is gone', async () => {
  await running();
  app.quit();
  expect(stage.tray.destroyed).toBe(true);
  expect(nativeTheme.listenerCount('updated')).toBe(0);
});
