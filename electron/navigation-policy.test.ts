import { beforeEach, expect, it } from 'vitest';
import { PANEL_ORIGIN } from '../contract/panel-bridge.ts';
import { applyNavigationPolicy, denyPermissions } from './navigation-policy.ts';
import { app, BrowserWindow, session, stage } from './testing/electron.ts';
import { FakeEvent } from './testing/modelled.ts';

beforeEach(() => stage.reset());

class Going extends FakeEvent {
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }
}

function guarded() {
  const lines: string[] = [];
  applyNavigationPolicy((line) => lines.push(line));
  return { lines, contents: new BrowserWindow().webContents };
}

const ELSEWHERE = [
  'https://evil.example/',
  'file:///etc/passwd',
  'app://elsewhere/',
  'http://panel/',
  'javascript:alert(1)',
  'data:text/html,<h1>',
  'no address',
];

it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('keeps the page at home: %s', (way) => {
  const { lines, contents } = guarded();
  for (const url of ELSEWHERE) {
    const going = new Going(url);
    contents.emit(way, going);
    expect(going.defaultPrevented, url).toBe(true);
  }
  expect(lines).toHaveLength(ELSEWHERE.length);
  const home = new Going(`${PANEL_ORIGIN}/#/logs`);
  contents.emit(way, home);
  expect(home.defaultPrevented).toBe(false);
});

it('opens no window, embeds no page and never asks the system to open an address', () => {
  const { lines, contents } = guarded();
  for (const url of [...ELSEWHERE, `${PANEL_ORIGIN}/`]) {
    expect(contents.openHandler?.({ url } as never)).toEqual({ action: 'deny' });
  }
  expect(lines).toHaveLength(ELSEWHERE.length + 1);
  const webview = new FakeEvent();
  contents.emit('will-attach-webview', webview);
  expect(webview.defaultPrevented).toBe(true);
  expect(stage.opened).toEqual([]);
});

it('guards every page there will ever be', () => {
  applyNavigationPolicy(() => undefined);
  const event = new Going('https://evil.example/');
  new BrowserWindow();
  new BrowserWindow().webContents.emit('will-navigate', event);
  expect([event.defaultPrevented, app.listenerCount('web-contents-created')]).toEqual([true, 1]);
});

it('grants the panel its copy buttons and the microphone, and nothing else to anybody', async () => {
  const pages = session.fromPartition('panel');
  denyPermissions(pages);
  const panel = new BrowserWindow();
  await panel.loadURL(`${PANEL_ORIGIN}/#/overview`);
  const otherWindow = new BrowserWindow();
  await otherWindow.loadURL('https://evil.example/');
  const asked = (window: BrowserWindow, permission: string, ...mediaTypes: string[]): boolean[] => {
    const answers: boolean[] = [];
    const details = mediaTypes.length === 0 ? {} : { mediaTypes, mediaType: mediaTypes.at(-1) };
    const answer = (granted: boolean): void => void answers.push(granted);
    pages.request?.(window.webContents, permission as never, answer, details as never);
    answers.push(pages.check?.(window.webContents, permission as never, '', details as never) ?? true);
    return answers;
  };
  expect(asked(panel, 'media', 'audio')).toEqual([true, true]);
  expect(asked(otherWindow, 'media', 'audio')).toEqual([false, false]);
  expect(asked(panel, 'media', 'audio', 'video')).toEqual([false, false]);
  expect(asked(panel, 'media', 'video')).toEqual([false, false]);
  expect(asked(panel, 'display-capture', 'audio')).toEqual([false, false]);
  expect(asked(panel, 'clipboard-sanitized-write')).toEqual([true, true]);
  expect(asked(otherWindow, 'clipboard-sanitized-write')).toEqual([false, false]);
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'hid',
  ]) {
    expect(asked(panel, permission), permission).toEqual([false, false]);
  }
  expect(pages.check?.(null, 'clipboard-sanitized-write' as never, '', {} as never)).toBe(false);
  expect(pages.device?.({} as never)).toBe(false);
});
