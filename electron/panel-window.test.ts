import { beforeEach, expect, it } from 'vitest';
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
