import { expect, it } from 'vitest';
import {
  clientKind,
  formatByteSize,
  formatClock,
  formatCount,
  formatDecimal,
  formatMilliseconds,
  formatPercent,
  formatShortDuration,
  NO_VALUE,
  toSentence,
} from './format.ts';

it('formats numbers with few digits', () => {
  expect([
    formatDecimal(0),
    formatDecimal(3.24),
    formatDecimal(9.94),
    formatDecimal(9.96),
    formatDecimal(17.4),
  ]).toEqual(['0.0', '3.2', '9.9', '10', '17']);
  expect([formatByteSize(0), formatByteSize(999), formatByteSize(1_536), formatByteSize(57_284_224)]).toEqual(
    ['0 B', '999 B', '1.5 kB', '57.3 MB'],
  );
  expect([formatPercent(7.25), formatMilliseconds(4.4)]).toEqual(['7.3 %', '4.4 ms']);
  // Whole milliseconds were rounded by the listener: a decimal would be invented.
  expect([0, 4, 1_204].map(formatMilliseconds)).toEqual(['< 1 ms', '4 ms', '1,204 ms']);
});

it('formats an unknown value as a dash', () => {
  for (const figure of [
    formatCount(undefined),
    formatDecimal(null),
    formatPercent(undefined),
    formatMilliseconds(null),
    formatByteSize(undefined),
  ]) {
    expect(figure).toBe(NO_VALUE);
  }
});

it('adds a capital and a full stop where they are missing', () => {
  expect(toSentence('renew it')).toBe('Renew it.');
  expect(toSentence('Killed, or crashed.')).toBe('Killed, or crashed.');
  expect(toSentence('the certificate ended', '')).toBe('The certificate ended');
  expect(toSentence('')).toBe('');
});

it('recognizes the known kinds of clients', () => {
  const kinds = [
    [null, 'unknown'],
    ['HAL-Mac/2.4', 'HAL-Mac 2.4'],
    ['HAL-Mac/2.1 (Macintosh; arm64) CFNetwork/1568', 'HAL-Mac 2.1 on macOS'],
    ['HAL/1.0 (Windows NT 10.0)', 'HAL 1.0 on Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 HAL-Web', 'HAL-Web on Linux'],
    ['HALO/3 game', 'HALO'],
    ['Python/3.11 websockets/12.0', 'Python 3.11'],
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0 Safari/537.36', 'Chrome 156'],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/157.0', 'Edge 157 on Windows'],
    ['Mozilla/5.0 (Macintosh) Version/18.2 Safari/605.1', 'Safari 18 on macOS'],
    ['curl/8.5.0', 'curl 8.5.0'],
    ['ws', 'Node.js'],
    ['something/1.0 else', 'something'],
  ] as const;
  for (const [agent, kind] of kinds) expect(clientKind(agent), String(agent)).toBe(kind);
});

it('shows the largest unit of a duration', () => {
  expect([310_000, 273_600_000, 0].map(formatShortDuration)).toEqual(['5 min', '3 d', '0 s']);
});

it('formats the time of day, with the date on another day', () => {
  const at = new Date(2026, 10, 23, 5, 6, 7).getTime();
  expect(formatClock(at, at + 1_000)).toBe('05:06:07');
  expect(formatClock(at, at + 86_400_000)).toBe('2026-11-23 05:06:07');
});
