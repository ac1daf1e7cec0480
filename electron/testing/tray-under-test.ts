import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { diskResources } from '../../panel/resources.ts';
import { desktopEntry } from '../../supervisor/autostart/desktop-entry.ts';
import { thisAutostartMachine } from '../../supervisor/autostart/this-machine.ts';
import { ShippedListener } from '../../supervisor/lifecycle/shipped-listener.ts';
import { locateListener } from '../../supervisor/platform/listener-location.ts';
import { thisPlatform } from '../../supervisor/platform/this-platform.ts';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';
import { launchTray } from '../launch.ts';
import { LoginStart } from '../login-start.ts';
import type { TrayAppOptions } from '../tray-app.ts';
import { SettingsFile } from '../tray-settings.ts';
import { app, stage } from './electron.ts';

/**
 * The tray on the mock of Electron, with a real supervisor and the real, shipped listener behind it: one home for the tests
 * of the file that imports this.
 */

export const DIST = path.resolve(import.meta.dirname, '../../dist');
export const home = mkdtempSync(path.join(tmpdir(), 'hal-tray-'));
export const data = path.join(home, 'tray');
/** Of the tray and its listener. */
export const env: Record<string, string> = {};
export const lines: string[] = [];

beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  mkdirSync(data);
  Object.assign(env, {
    PATH: process.env.PATH ?? '',
    HAL_LISTENER_NODE: process.execPath,
    HAL_LISTENER_HOME: home,
    LOG_DIR: path.join(home, 'logs'),
    WEBSOCKET_PORT: String(typeof address === 'object' ? address?.port : 0),
    WEBSOCKET_HOST: '127.0.0.1',
  });
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

export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

/** PIDs of the listeners that are registered and alive. */
export function pids(): number[] {
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
    isInstalled: true,
    platform: 'win32',
    folder: path.join(DIST, 'electron'),
    logFolder: path.join(data, 'logs'),
    log,
    ...change,
  };
}

/** The tray, started as at login unless it is told otherwise. */
export async function tray(
  change: Partial<TrayAppOptions> = {},
  argv: readonly string[] = ['--hidden'],
): Promise<void> {
  const { platform = 'win32' } = change;
  stage.platform = platform;
  launchTray({
    argv,
    env: {},
    platform,
    useGpu: true,
    log: (line) => lines.push(line),
    createOptions: async () => parts(change),
  });
  await vi.waitFor(() => expect(stage.trays).toHaveLength(1));
}

export const WAIT = { timeout: 20_000, interval: 25 };

export async function shows(tooltip: RegExp): Promise<void> {
  await vi.waitFor(() => expect(stage.tray.tooltip).toMatch(tooltip), WAIT);
}

export async function running(
  change: Partial<TrayAppOptions> = {},
  argv?: readonly string[],
): Promise<number> {
  await tray(change, argv);
  await shows(/^HAL Listener: running · \d+\/50 connections · port \d+$/);
  const [pid] = pids();
  return pid ?? 0;
}

export function click(label: string): void {
  const { menu } = stage.tray;
  if (menu === undefined) throw new Error('no menu');
  menu.click(label);
}

/** Windows ends the process then: what it would go on with in this one ends too. */
export function endSession(reason: 'logoff' | 'shutdown'): void {
  app.endSession(reason);
  app.emit('will-quit', {});
}

export function ppidOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
