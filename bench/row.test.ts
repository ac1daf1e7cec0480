import { expect, it } from 'vitest';
import { grouped, percent, skipped, times, verdict } from './row.ts';

it('says whether an aim is met, and the documented figure beside it', () => {
  expect(verdict(true)).toBe('met');
  expect(verdict(false)).toBe('missed');
  expect(verdict(true, { figure: 61, most: 10 })).toBe("met; QM's figure missed");
  expect(verdict(false, { figure: 10, most: 10 })).toBe("missed; QM's figure met");
});

it('tells why a row was skipped', () => {
  expect(skipped('queries', '> 1', 'no Python').verdict).toBe('skipped: no Python');
});

it('writes figures as they are read', () => {
  expect(percent(0.876)).toBe('88 %');
  expect(times(1.234)).toBe('1.23×');
  expect(times(12.34)).toBe('12.3×');
  expect([999, 1000.4, 1234567].map(grouped)).toEqual(['999', '1 000', '1 234 567']);
});
