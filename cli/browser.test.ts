import { expect, it } from 'vitest';
import { browserCommand, hasScreen } from './browser.ts';

const LINK = 'http://127.0.0.1:8769/#token=abc';

it('asks each system for its own browser, without a shell', () => {
  expect(browserCommand(LINK, 'linux')).toEqual({ program: 'xdg-open', args: [LINK] });
  expect(browserCommand(LINK, 'darwin')).toEqual({ program: 'open', args: [LINK] });
  expect(browserCommand(LINK, 'win32').args).toEqual(['url.dll,FileProtocolHandler', LINK]);
});

it('opens nothing but http addresses', () => {
  for (const address of ['file:///etc/passwd', 'javascript:alert(1)', '--help']) {
    expect(() => browserCommand(address, 'linux')).toThrow(TypeError);
  }
});

it('opens none where there is no screen', () => {
  expect(hasScreen({}, 'linux')).toBe(false);
  expect(hasScreen({ DISPLAY: '' }, 'linux')).toBe(false);
  expect(hasScreen({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasScreen({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasScreen({}, 'win32')).toBe(true);
});
