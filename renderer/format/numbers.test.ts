import { expect, it } from 'vitest';
import {
  formatByteSize,
  formatCount,
  formatDecimal,
  formatMilliseconds,
  formatPercent,
  NO_VALUE,
} from './numbers.ts';

it('writes figures in few digits', () => {
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
});

it('writes no figure where none is known', () => {
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
