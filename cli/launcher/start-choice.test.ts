import { expect, it } from 'vitest';
import { noTrayReason, type StartEnvironment } from './start-choice.ts';

const DESKTOP: StartEnvironment = {
  platform: 'linux',
  env: { DISPLAY: ':0' },
  uid: 1_000,
  args: [],
  hasElectron: true,
};

it('is the tray on a desktop', () => {
  expect(noTrayReason(DESKTOP)).toBeUndefined();
  expect(noTrayReason({ ...DESKTOP, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined();
  expect(noTrayReason({ ...DESKTOP, platform: 'win32', env: {}, uid: undefined })).toBeUndefined();
});

it('is the browser panel elsewhere, with the reason', () => {
  expect(noTrayReason({ ...DESKTOP, env: {} })).toBe('there is no display');
  expect(noTrayReason({ ...DESKTOP, env: { DISPLAY: '' } })).toBe('there is no display');
  expect(noTrayReason({ ...DESKTOP, uid: 0 })).toContain('root');
  expect(noTrayReason({ ...DESKTOP, hasElectron: false })).toContain('npm ci');
  expect(noTrayReason({ ...DESKTOP, args: ['--port', '9000'] })).toBe('"--port 9000" is for the panel');
});
