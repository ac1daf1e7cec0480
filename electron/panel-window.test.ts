import { beforeEach, expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { launchTray } from './launch.ts';
import { PanelWindow } from './panel-window.ts';
import { app, session, stage } from './testing/electron.ts';

beforeEach(() => stage.reset());

function opened(): typeof stage.window {
  const parts = { preload: '/app/preload.cjs', icon: '/app/icons/app.png', hasTray: true };
  const window = new PanelWindow({ ...parts, session: session.fromPartition('panel'), log: () => undefined });
  window.open({ screen: 'overview' });
  return stage.window;
}

it('gives the page a sandbox and a world of its own, and switches nothing of the web off or on', () => {
  const { session: pages, ...said } = opened().options.webPreferences ?? {};
  expect(pages).toBe(session.fromPartition('panel'));
  expect(said).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: false,
    devTools: true,
  });
  expect(opened().webContents.getURL()).toBe('app://panel/#/overview');
});

it('has no developer tools once it is packaged', () => {
  app.isPackaged = true;
  expect(opened().options.webPreferences?.devTools).toBe(false);
});

function launched(): string[] {
  const lines: string[] = [];
  const createOptions = () => Promise.reject(new Error('the shell is not begun'));
  app.holdsLock = false;
  launchTray({ argv: [], log: (line) => lines.push(line), createOptions });
  return lines;
}

it.each(['remote-debugging-port', 'remote-debugging-pipe'])('does not start, packaged, with --%s', (name) => {
  app.commandLine.switches.add(name);
  expect(launched()).toEqual([]);
  expect(app.ended).toBe(0);
  app.isPackaged = true;
  expect(launched()).toEqual(['remote debugging is not allowed: exiting']);
  expect(app.ended).toBe(EXIT.usage);
});

it('asks for a sandbox around every page, and for a scheme that bypasses no policy', () => {
  launched();
  expect(app.sandboxed).toBe(true);
  expect(stage.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
});
