import { expect, it } from 'vitest';
import { type StartEnvironment, whyNoTray } from './start-choice.ts';

const DESKTOP: StartEnvironment = {
  platform: 'linux',
  env: { DISPLAY: ':0' },
  uid: 1_000,
  args: [],
  hasElectron: true,
};

it('is the tray on a desktop', () => {
  expect(whyNoTray(DESKTOP)).toBeUndefined();
  expect(whyNoTray({ ...DESKTOP, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined();
  expect(whyNoTray({ ...DESKTOP, platform: 'win32', env: {}, uid: undefined })).toBeUndefined();
});

it('is the browser panel elsewhere, with the reason', () => {
  expect(whyNoTray({ ...DESKTOP, env: {} })).toBe('there is no display');
  expect(whyNoTray({ ...DESKTOP, env: { DISPLAY: '' } })).toBe('there is no display');
  expect(whyNoTray({ ...DESKTOP, uid: 0 })).toContain('root');
  expect(whyNoTray({ ...DESKTOP, hasElectron: false })).toContain('npm ci');
  expect(whyNoTray({ ...DESKTOP, args: ['--port', '9000'] })).toBe('"--port 9000" is for the panel');
});
