import { expect, it } from 'vitest';
import { describeClient, formatBytes, formatDuration } from './format.ts';

it('shows a client with the proxy that it came through', () => {
  expect(describeClient({ address: '192.0.2.7:50124' })).toBe('192.0.2.7:50124');
  expect(describeClient({ address: '2001:db8::9', proxy: '10.0.0.5' })).toBe('2001:db8::9 via 10.0.0.5');
});

it('formats bytes in decimal units, as settings name them', () => {
  expect([0, 999, 1_000, 999_499, 999_500, 150_000_000, 57_284_224, 2e15].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '999 kB',
    '1.0 MB',
    '150 MB',
    '57.3 MB',
    '2000 TB',
  ]);
});

it('formats a duration in its two largest units', () => {
  expect(
    [0, 12_999, 302_000, 310_000, 3_600_000, 11_640_000, 86_700_000, 273_661_000, -5].map(formatDuration),
  ).toEqual(['0 s', '12 s', '5 min 2 s', '5 min 10 s', '1 h', '3 h 14 min', '1 d', '3 d 4 h', '0 s']);
});
