import { expect, it } from 'vitest';
import { LOG_LEVELS } from '../../contract/log-line.ts';
import { LEVEL_RULES, NO_LEVEL, stampOf } from './line-scan.ts';

function levelOf(log: keyof typeof LEVEL_RULES, line: string, before = NO_LEVEL): string | undefined {
  const bytes = Buffer.from(`before\n${line}`);
  return LOG_LEVELS[LEVEL_RULES[log](bytes, 7, bytes.length, before)];
}

it('reads the level of an event where it stands', () => {
  for (const level of LOG_LEVELS) {
    const line = `2026-11-23 05:06:07.123 ${level.toUpperCase().padEnd(5)} server  Error in a message`;
    expect(levelOf('events', line)).toBe(level);
  }
});

it('takes a continuation to be of the event before it', () => {
  expect(levelOf('events', '    at Object.openSync (node:fs:581:18)', 0)).toBe('error');
  expect(levelOf('events', '', 1)).toBe('warn');
  expect(levelOf('events', 'a line before any event')).toBeUndefined();
});

it('takes a query that failed to be an error', () => {
  const line = '2026-11-23 05:06:07.123 query  client=127.0.0.1:5 ms=3 status=';
  expect(levelOf('gateway', `${line}error rows=0`)).toBe('error');
  expect(levelOf('gateway', `${line}success rows=0`)).toBeUndefined();
  expect(levelOf('como', 'ERROR: anything')).toBeUndefined();
});

it('tells the times of lines in their order, and what has none', () => {
  const stamp = (text: string) => stampOf(Buffer.from(`x${text}`), 1, text.length + 1);
  const times = [
    '2000-01-01 00:00:01',
    '2026-01-31 23:59:59.999 INFO  server',
    '2026-02-01 00:00:00',
    '2026-11-23 05:06:07.123',
    '2026-11-23 05:06:08',
    '2099-12-31 23:59:59',
  ].map(stamp);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(new Set(times).size).toBe(times.length);
  // Four bytes hold it.
  expect(times.at(-1)).toBeLessThan(2 ** 32);
  expect(stamp('2026-11-23 05:06:07.123')).toBe(stamp('2026-11-23 05:06:07.987'));
  for (const text of [
    '',
    '    at x',
    '2026-13-23 05:06:07',
    '2026-11-23 24:06:07',
    '2026-11-23 05:06',
    '20a6-11-23 05:06:07',
  ]) {
    expect(stamp(text), text).toBe(0);
  }
});
