import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, expect, test } from '@playwright/test';
import { electronBinary, electronPackage } from '../cli/launcher/electron-binary.ts';
import { NODE_VARIABLE } from '../supervisor/platform/listener-location.ts';
import { registrationFiles } from '../supervisor/registry/find-listeners.ts';

/** The real tray app, where Electron's binary is. */

const ROOT = path.resolve(import.meta.dirname, '..');
const folder = electronPackage(ROOT);
const program = folder === undefined ? undefined : electronBinary(folder);
const isLinux = process.platform === 'linux';

test.skip(program === undefined, "Electron's binary is not on this machine: npx install-electron fetches it");
test.skip(isLinux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY, 'there is no display');

const home = mkdtempSync(path.join(tmpdir(), 'hal-electron-'));
let port = 0;

test.beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
});

test.afterAll(() => {
  for (const pid of pids()) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function pids(): number[] {
  return registrationFiles(home).flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []));
}

function launch(): Promise<ElectronApplication> {
  const root = isLinux && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return _electron.launch({
    ...(program === undefined ? {} : { executablePath: program }),
    args: [
      ...root,
      path.join(ROOT, 'dist/electron'),
      '--hidden',
      `--user-data-dir=${path.join(home, 'tray')}`,
    ],
    env: {
      ...(process.env as Record<string, string>),
      [NODE_VARIABLE]: process.execPath,
      HAL_LISTENER_HOME: home,
      LOG_DIR: path.join(home, 'logs'),
      WEBSOCKET_PORT: String(port),
      WEBSOCKET_HOST: '127.0.0.1',
    },
  });
}

test('starts to the tray, opens the panel, restarts the listener, closes the window and adopts after a relaunch', async () => {
  const app = await launch();
  await expect.poll(pids).toHaveLength(1);
  const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  // A desktop without a tray has a minimized window instead.
  if (!isLinux) expect(await windows()).toBe(0);
  const opened = app.windows()[0] ?? app.waitForEvent('window');
  await app.evaluate(({ app: running }) => running.emit('second-instance', {}, [], '/'));
  const page = await opened;
  await expect(page.getByRole('status', { name: 'State of the listener' })).toContainText('Running');
  expect(
    await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')]),
  ).toEqual(['undefined', 'undefined']);
  const [before] = pids();
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect.poll(() => pids()[0] ?? before).not.toBe(before);
  await expect(page.getByRole('status', { name: 'State of the listener' })).toContainText('Running');
  if (!isLinux) {
    await page.close();
    await expect.poll(windows).toBe(0);
  }
  const [kept] = pids();
  await app.close();
  expect(pids()).toEqual([kept]);
  const again = await launch();
  await expect.poll(() => again.evaluate(({ app: running }) => running.isReady())).toBe(true);
  expect(pids()).toEqual([kept]);
  await again.close();
});
