import { expect, it } from 'vitest';
import { lowestFreeUserNo } from './registration.ts';

it('returns the first free number from 10001 up, whatever numbers QM uses below', () => {
  expect(lowestFreeUserNo([])).toBe(10_001);
  expect(lowestFreeUserNo([3, 42, 10_001, 10_002, 10_004])).toBe(10_003);
  expect(lowestFreeUserNo([10_002])).toBe(10_001);
});
