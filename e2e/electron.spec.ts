import { once } from 'node:events';
import path from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { RealTray, whyNoTray } from './testing/tray.ts';

/** The real tray app, where Electron's binary is. */

const why = whyNoTray();
const isLinux = process.platform === 'linux';
const isWindows = process.platform === 'win32';

// The workflow asks for it: there it must not be left out in silence.
if (process.env.HAL_REQUIRE_ELECTRON === '1' && why !== undefined) throw new Error(why);
test.skip(why !== undefined, why ?? '');
test.describe.configure({ mode: 'serial' });

let tray: RealTray;
let app: ElectronApplication;

test.beforeAll(async () => {
  tray = new RealTray();
  await tray.prepare();
  app = await tray.launch();
});
test.afterAll(async () => {
  await app?.close().catch(() => undefined);
  tray?.remove();
});

const windows = (): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** The app has ended by itself. */
async function ended(running: ElectronApplication): Promise<void> {
  const process = running.process();
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
}

/** The panel, opened as by a second start of the app. */
async function openedPanel(): Promise<Page> {
  const opened = app.windows()[0] ?? app.waitForEvent('window');
  expect(await tray.startAgain()).toBe(0);
  return opened;
}

const running = (page: Page): Promise<void> =>
  expect(page.getByRole('status', { name: 'State of the listener' })).toContainText('Running');

test('starts to the tray, with a listener and without a window', async () => {
  await expect.poll(tray.pids).toHaveLength(1);
  // A desktop without a tray has a minimized window instead.
  if (!isLinux) expect(await windows()).toBe(0);
  expect(await tray.item(app, 'Restart')).toMatchObject({ enabled: true });
});

test('a second start hands over, and opens the panel, which is cut off from Node', async () => {
  const page = await openedPanel();
  await running(page);
  const globals = await page.evaluate(() => [
    typeof Reflect.get(window, 'require'),
    typeof Reflect.get(window, 'process'),
  ]);
  expect(globals).toEqual(['undefined', 'undefined']);
});

test('restarts the listener from the page', async () => {
  const [before] = tray.pids();
  const page = app.windows()[0];
  await page?.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect.poll(() => tray.pids()[0] ?? before).not.toBe(before);
  if (page !== undefined) await running(page);
});

test('closes the window, and stays in the tray', async () => {
  test.skip(isLinux, 'without a tray, as under Xvfb, the window is minimized instead');
  await app.windows()[0]?.close();
  await expect.poll(windows).toBe(0);
  expect(tray.pids()).toHaveLength(1);
});

test('makes the login entry and takes it away', async () => {
  const checked = async (): Promise<boolean | undefined> => (await tray.item(app, 'Start at login'))?.checked;
  await tray.click(app, 'Start at login');
  await expect.poll(checked).toBe(true);
  await tray.click(app, 'Start at login');
  await expect.poll(checked).toBe(false);
});

test('quits and leaves the listener, which the next start adopts, also without the graphics card', async () => {
  const [kept] = tray.pids();
  await tray.answerDialogs(app, 0);
  await tray.click(app, 'Quit…');
  await ended(app);
  expect(tray.pids()).toEqual([kept]);
  app = await tray.launch('--no-gpu');
  await expect.poll(async () => (await tray.item(app, 'Restart'))?.enabled).toBe(true);
  expect(tray.pids()).toEqual([kept]);
  expect(await app.evaluate(({ app: started }) => started.isHardwareAccelerationEnabled())).toBe(false);
});

test('quits and stops the listener, which the next start starts again', async () => {
  await tray.answerDialogs(app, 1);
  await tray.click(app, 'Quit…');
  await ended(app);
  expect(tray.pids()).toEqual([]);
  app = await tray.launch();
  await expect.poll(tray.pids).toHaveLength(1);
});

test('stops the listener before the session ends, with that setting', async () => {
  await tray.click(app, 'Stop the listener when I quit');
  await expect.poll(async () => (await tray.item(app, 'Stop the listener when I quit'))?.checked).toBe(true);
  await app.evaluate(({ BaseWindow, powerMonitor }, windows) => {
    if (!windows) return powerMonitor.emit('shutdown', { preventDefault: () => undefined });
    for (const window of BaseWindow.getAllWindows())
      window.emit('session-end', { reasons: ['logoff'], preventDefault: () => undefined });
  }, isWindows);
  // Windows would end the process as soon as the event is over.
  if (isWindows) expect(tray.pids()).toEqual([]);
  else await ended(app);
  await expect.poll(tray.pids).toEqual([]);
});

test('has tray icons that Windows takes in every size', async () => {
  test.skip(!isWindows, 'icon files are for Windows');
  const file = path.resolve(import.meta.dirname, '../dist/electron/icons/running-dark.ico');
  const isEmpty = await app.evaluate(
    ({ nativeImage }, name) => nativeImage.createFromPath(name).isEmpty(),
    file,
  );
  expect(isEmpty).toBe(false);
});
