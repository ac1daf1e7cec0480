import { expect, it } from 'vitest';
import { origin } from './setting-types.ts';

const read = (raw: unknown) => origin.parse(raw, { resolve: String })?.value;

it('keeps an origin as a browser writes it', () => {
  expect(read('https://HAL.example:8443')).toBe('https://hal.example:8443');
  expect(read('https://hal.example:443/')).toBe('https://hal.example');
  expect(read('http://[::1]:3000')).toBe('http://[::1]:3000');
  expect(read('app://hal')).toBe('app://hal');
});

it('takes a bare host for any scheme and port of it', () => {
  for (const host of ['hal.local', '192.168.1.5', '[::1]']) expect(read(host)).toBe(host);
});

it('refuses what no Origin header says', () => {
  for (const raw of [
    '*',
    'https://',
    'https://a/b',
    'https://u:p@a',
    'https://a:99999',
    'a b',
    'a:80',
    '',
    1,
  ]) {
    expect(read(raw)).toBeUndefined();
  }
});
