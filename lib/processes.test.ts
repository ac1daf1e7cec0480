import fc from 'fast-check';
import { expect, it } from 'vitest';
import { processStartOfEpoch, processStartOfStat, sameStart, startTicksOfStat } from './processes.ts';

// Recorded on Debian 12 with `cat /proc/self/stat`, the name then made difficult.
const STAT =
  '4711 (node (a) b) S 1 4711 4711 0 -1 4194560 5012 0 0 0 12 3 0 0 20 0 11 0 8675309 1134567424 12345 18446744073709551615 1 1 0 0 0 0 0 16781312 134235650 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n';

it('reads the start time of a process whose name contains spaces and parentheses', () => {
  expect(startTicksOfStat(STAT)).toBe(8675309);
  expect(processStartOfStat(STAT, '1b4e28ba-2fa1\n')).toBe('boot:1b4e28ba-2fa1:8675309');
});

it('returns undefined for a text that is not a stat line', () => {
  for (const text of ['', '4711', '4711 (node', '4711 (node) S 1', STAT.replace('8675309', 'x')]) {
    expect(processStartOfStat(text, 'b')).toBeUndefined();
  }
  fc.assert(fc.property(fc.string(), (text) => void startTicksOfStat(text)));
});

it('treats wall times within two seconds as the same start, and ticks only if equal', () => {
  expect(sameStart(processStartOfEpoch(10_000.4), processStartOfEpoch(11_999))).toBe(true);
  expect(sameStart(processStartOfEpoch(10_000), processStartOfEpoch(12_001))).toBe(false);
  expect(sameStart('boot:x:1', 'boot:x:1')).toBe(true);
  expect(sameStart('boot:x:1', 'boot:x:2')).toBe(false);
  expect(sameStart('boot:x:1', 'boot:y:1')).toBe(false);
  expect(sameStart('boot:x:1', processStartOfEpoch(1))).toBe(false);
  expect(sameStart('?', '!')).toBe(false);
});
