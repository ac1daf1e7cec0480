import { expect, it } from 'vitest';
import { reuse } from './reuse.ts';

const BEFORE = { name: 'HAL', seats: { used: 1, limit: 2 }, alarms: [{ kind: 'cpu' }, { kind: 'disk' }] };

it('is the old value itself where nothing differs', () => {
  expect(reuse(BEFORE, structuredClone(BEFORE))).toBe(BEFORE);
});

it('keeps the parts that do not differ', () => {
  const now = reuse(BEFORE, {
    ...structuredClone(BEFORE),
    alarms: [{ kind: 'cpu' }, { kind: 'rss' }],
  });
  expect(now.alarms).toEqual([{ kind: 'cpu' }, { kind: 'rss' }]);
  expect(now.seats).toBe(BEFORE.seats);
  expect(now.alarms[0]).toBe(BEFORE.alarms[0]);
});

it('sees what is there no more, and what is there as undefined', () => {
  const { seats: _, ...rest } = BEFORE;
  expect(reuse(BEFORE, rest)).toEqual(rest);
  expect(reuse(rest, BEFORE)).toEqual(BEFORE);
  expect(reuse<object>({ a: 1 }, { b: undefined })).toEqual({ b: undefined });
  expect(reuse([1, 2], [1])).toEqual([1]);
});

it('takes nothing apart but plain data', () => {
  const now = new Map([['a', 1]]);
  expect(reuse(new Map([['a', 1]]), now)).toBe(now);
  const error = new Error('same');
  expect(reuse(new Error('same'), error)).toBe(error);
});
