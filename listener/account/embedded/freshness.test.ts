import { expect, it } from 'vitest';
import { Freshness } from './record-folder.ts';

it('is stale before the first look and after 250 ms', () => {
  const freshness = new Freshness();
  expect(freshness.isStale(0)).toBe(true);
  freshness.checked(1000, 1001);
  expect(freshness.isStale(1251)).toBe(false);
  expect(freshness.isStale(1252)).toBe(true);
});

it('looks at a costly folder seldom: at most a twentieth of the time', () => {
  const freshness = new Freshness();
  freshness.checked(0, 100);
  expect(freshness.isStale(2100)).toBe(false);
  expect(freshness.isStale(2101)).toBe(true);
});
