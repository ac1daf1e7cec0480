import { expect, it } from 'vitest';
import { browserCommand } from './browser.ts';

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
