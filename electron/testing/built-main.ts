import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PANEL_BRIDGE, type PanelBridge } from '../../contract/panel-bridge.ts';
import * as electron from './electron.ts';

/**
 * Loads the built main file as Electron does, with the mock as its module `electron`, and walks through it: start, tray,
 * window, page, quit. A process of its own; bundled and started by `electron/built-main.integration.test.ts`, to which it
 * sends what it saw. Its arguments: the build's folder, a folder for the app's data, how it is to go.
 */
const [, , dist = '', data = '', course = ''] = process.argv;
const { app, session, stage } = electron;
const load = createRequire(import.meta.url);

function tell(seen: Readonly<Record<string, unknown>>): void {
  process.send?.(seen);
}

async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 800; tries += 1) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await pause(25);
  }
  throw new Error(`waited too long for ${what}; tray: ${stage.trays.at(-1)?.tooltip}, ended: ${app.ended}`);
}

/** Answers `require('electron')` of what is loaded from now on. */
function standIn(): void {
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const original = loader._load;
  loader._load = (request, ...rest) =>
    request === 'electron' ? electron : original.call(Module, request, ...rest);
}

async function pageOf(address: string): Promise<{ status: number; text: string }> {
  const response = await session.fromPartition('panel').fetch(address);
  return { status: response.status, text: await response.text() };
}

/** As the page's own process does: the preload script first, then the page connects. */
async function firstFrame(): Promise<unknown> {
  const { webContents } = stage.window;
  Object.assign(webContents, { page: electron.ipcRenderer });
  electron.ipcRenderer.contents = webContents;
  load(path.join(dist, 'electron/preload.cjs'));
  const bridge = stage.exposed.get(PANEL_BRIDGE) as PanelBridge;
  return new Promise((resolve) => bridge.connect(resolve, () => resolve('ended')));
}

async function walk(): Promise<void> {
  await until('a listener', () => /: running/.test(stage.trays.at(-1)?.tooltip ?? ''));
  tell({
    tooltip: stage.tray.tooltip,
    windows: stage.windows.length,
    isSandboxed: app.sandboxed,
    menu: stage.tray.menu?.template.map(({ label }) => label),
  });
  stage.tray.doubleClick();
  const window = await until('a window', () => stage.windows.at(-1)?.visible && stage.window);
  const index = await pageOf('app://panel/');
  const assets = [...index.text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(
    ([, name]) => `app://panel/${name}`,
  );
  const statuses = await Promise.all(assets.map(async (asset) => (await pageOf(asset)).status));
  tell({ bounds: window.bounds, isBlank: window.shownBlank, index: index.status, statuses });
  tell({
    preload: path.relative(dist, String(window.options.webPreferences?.preload)),
    frame: await firstFrame(),
  });
  window.close();
  stage.presses.push(0);
  stage.tray.menu?.click('Quit…');
  await until('the end', () => app.ended !== undefined);
  tell({ ended: app.ended, windows: stage.windows.length, isDestroyed: stage.tray.destroyed });
}

async function run(): Promise<void> {
  stage.reset();
  stage.platform = process.platform;
  Object.assign(app, { dataFolder: data, appFolder: path.join(dist, 'electron') });
  if (course === 'second') app.holdsLock = false;
  if (course === 'without-tray') {
    const fail = (): never => {
      throw new Error('there is no display');
    };
    Object.assign(electron.nativeImage, { createEmpty: fail, createFromPath: fail });
  }
  process.argv = [process.execPath, app.getAppPath(), '--hidden'];
  standIn();
  load(path.join(dist, 'electron/main.cjs'));
  if (course === 'whole') return walk();
  await until('the end', () => app.ended !== undefined);
  const { ended, holdsLock } = app;
  tell({ ended, holdsLock, errorBoxes: stage.errorBoxes, trays: stage.trays.length });
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
