import { expect, it } from 'vitest';
import { EVERYTHING, fieldsIn, parseTime, toLogFilter, toLogTime, withField } from './log-filter.ts';

const NOW = new Date(2026, 10, 23, 12, 0, 0).getTime();

it('reads times as people type and copy them', () => {
  const both = (text: string) => [parseTime(text, 'start', NOW), parseTime(text, 'end', NOW)];
  expect(both('2026-11-22 05:06:07.123')).toEqual(['2026-11-22 05:06:07', '2026-11-22 05:06:07']);
  expect(both(' 2026-1-2T5:06 ')).toEqual(['2026-01-02 05:06:00', '2026-01-02 05:06:59']);
  expect(both('5:06')).toEqual(['2026-11-23 05:06:00', '2026-11-23 05:06:59']);
  expect(both('2026-11-22')).toEqual(['2026-11-22 00:00:00', '2026-11-22 23:59:59']);
  for (const text of ['', 'yesterday', '25:00', '12:60', '2026-02-30', '2026-13-01 05:00', '12:00:61']) {
    expect(both(text), text).toEqual([undefined, undefined]);
  }
  expect(parseTime(toLogTime(NOW), 'start', NOW)).toBe('2026-11-23 12:00:00');
});

it('asks for what the log has, and hides lines only where there is something to match', () => {
  const pattern = { text: 'x', regex: false, matchCase: false };
  const choice = {
    ...withField(withField(EVERYTHING, { name: 'client', value: 'a:1' }), { name: 'client', value: 'b:2' }),
    level: 'error' as const,
    time: { since: '5:00', until: 'nonsense' },
    onlyMatching: true,
  };
  expect(toLogFilter('events', choice, pattern, NOW)).toEqual({
    level: 'error',
    since: '2026-11-23 05:00:00',
    fields: [{ name: 'client', value: 'b:2' }],
    only: pattern,
  });
  expect(toLogFilter('gateway', choice, undefined, NOW)).toEqual({
    since: '2026-11-23 05:00:00',
    fields: [{ name: 'client', value: 'b:2' }],
  });
  expect(toLogFilter('como', choice, undefined, NOW)).toEqual({});
});

it('finds the clients and sessions of a line, whole', () => {
  const text = 'resumed client=[::1]:5 session=hal_1 my-client=no client="a b" client=c';
  expect(fieldsIn(text).map(({ field, from, to }) => [field.value, text.slice(from, to)])).toEqual([
    ['[::1]:5', 'client=[::1]:5'],
    ['hal_1', 'session=hal_1'],
    ['"a b"', 'client="a b"'],
    ['c', 'client=c'],
  ]);
  expect(fieldsIn('nothing of the kind')).toEqual([]);
});
