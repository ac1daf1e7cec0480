import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DateConversion,
  dateConversion,
  dateFromText,
  dateToText,
  dayNumber,
} from './date-conversion.ts';

function conversion(code: string): DateConversion {
  return dateConversion(code)!;
}

describe('dateToText', () => {
  it.each([
    ['D', '03 OCT 2022'],
    ['D2', '03 OCT 22'],
    ['DE', '03 OCT 2022'],
    ['D4-', '10-03-2022'],
    ['D4/', '10/03/2022'],
    ['D4-YMD', '2022-10-03'],
    ['D-YMD', '2022-10-03'],
    ['D2-YMD', '22-10-03'],
    ['D4-DMY', '03-10-2022'],
    ['D4-E', '03-10-2022'],
    ['D2/E', '03/10/22'],
    ['D4.YMD', '2022.10.03'],
    ['D4YMD', '2022 10 03'],
    ['D4-YM', '2022-10'],
    ['DMY', '10 2022'],
    ['DY', '2022'],
    ['d4-ymd', '2022-10-03'],
  ])('%s writes day 20000 as %s, as recorded', (code, text) => {
    expect(dateToText('20000', conversion(code))).toBe(text);
  });

  it('does not change text that is no date', () => {
    expect(dateToText('xyz', conversion('D'))).toBe('xyz');
    expect(dateToText('999999999999', conversion('D'))).toBe('999999999999');
  });

  it('cuts fractions towards zero', () => {
    expect(dateToText('20000.5', conversion('D4-YMD'))).toBe('2022-10-03');
    expect(dateToText('-0.5', conversion('D4-YMD'))).toBe('1967-12-31');
  });
});

describe('dateFromText', () => {
  it.each([
    ['D4-YMD', '2022-10-03', '20000'],
    ['D4-YMD', '2022-10-3', '20000'],
    ['D4-YMD', '2022/10/03', '20000'],
    ['D4-YMD', '20221003', '20000'],
    ['D4-YMD', '2022 OCT 03', '20000'],
    ['D4-YMD', '2022-10-03 ', '20000'],
    ['D4-YMD', ' 2022-10-03', ''],
    ['D4-YMD', '2022-10-03T00:00', ''],
    ['D4-YMD', '2022-02-00', ''],
    ['D4-YMD', '2022-13-01', ''],
    ['D4-YMD', '20000', ''],
    ['D4-YMD', '2023-02-29', '20149'],
    ['D4-YMD', 'garbage', ''],
    ['D4-YMD', '', ''],
    ['D', '10/03/2022', '20000'],
    ['D', '03 OCT 2022', '20000'],
    ['D', 'October 3, 2022', '20000'],
    ['D', '3 FEB', '21219'],
    ['D', 'FEB', '21217'],
    ['D', 'oct', '21459'],
    ['D', 'x', ''],
    ['DDMY', '31 12 1967', '0'],
    ['D2/E', '3/10/2022', '20000'],
    ['D2/E', '3/10/22', '20000'],
    ['D', '1/1/30', '-13878'],
  ])('%s reads %j as %j', (code, text, day) => {
    expect(dateFromText(text, conversion(code), 2026)).toBe(day);
  });

  it('reads back every date it writes with all parts', () => {
    const codes = fc.constantFrom(
      'D',
      'D4',
      'D4-',
      'D4/',
      'D4-YMD',
      'D-YMD',
      'D4-DMY',
      'D4-E',
      'D4YMD',
      'D4.YMD',
    );
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber(1, 1, 1), max: dayNumber(9999, 12, 31) }),
        codes,
        (day, code) => {
          fc.pre(day >= dayNumber(100, 1, 1));
          expect(dateFromText(dateToText(String(day), conversion(code)), conversion(code), 2026)).toBe(
            String(day),
          );
        },
      ),
    );
  });
});

describe('dateConversion', () => {
  it.each(['DW', 'D4-YMD[A3]', 'DYY', 'MT', '', 'D3'])('does not support %j', (code) => {
    expect(dateConversion(code)).toBeUndefined();
  });
});
