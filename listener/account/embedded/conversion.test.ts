import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conversionOf,
  eachToShown,
  type TimeConversion,
  timeConversion,
  timeFromText,
  timeToText,
  toShown,
  toStored,
  upper,
} from './conversion.ts';

it.each([
  ['D4-YMD', 'date'],
  ['MTS', 'time'],
  ['MD2', 'decimal'],
  ['MCU', 'case'],
])('recognizes %s as %s', (code, kind) => {
  expect(conversionOf(code)?.kind).toBe(kind);
});

it.each(['G1*1', 'TFILE;X;;1', 'U1234', ''])('does not support %j', (code) => {
  expect(conversionOf(code)).toBeUndefined();
});

it('keeps the empty value empty', () => {
  expect(toShown('', conversionOf('MD2'))).toBe('');
  expect(toStored('', conversionOf('D'), 2026)).toBe('');
});

it('converts each value and subvalue', () => {
  expect(eachToShown('100\u00fd200\u00fc300', conversionOf('MD2'))).toBe('1.00\u00fd2.00\u00fc3.00');
});

it('changes ASCII letters only, so that UTF-8 stays whole', () => {
  expect(upper('a\u00c3\u00bcz')).toBe('A\u00c3\u00bcZ');
  expect(toShown('ABC', conversionOf('MCL'))).toBe('abc');
});

function conversion(code: string): TimeConversion {
  return timeConversion(code)!;
}

describe('timeToText', () => {
  it.each([
    ['0', 'MTS', '00:00:00'],
    ['86399', 'MTS', '23:59:59'],
    ['86400', 'MTS', '24:00:00'],
    ['90061', 'MT', '25:01'],
    ['0', 'MTH', '12:00am'],
    ['43200', 'MTHS', '12:00:00pm'],
    ['90061', 'MTHS', '01:01:01am'],
    ['86399', 'MTS.', '23.59.59'],
    ['1.5', 'MTS', '00:00:01'],
    ['xyz', 'MTS', 'xyz'],
  ])('writes %s with %s as %s, as recorded', (value, code, text) => {
    expect(timeToText(value, conversion(code))).toBe(text);
  });
});

describe('timeFromText', () => {
  it.each([
    ['9', '32400'],
    ['09:00', '32400'],
    ['09.00.00', '32400'],
    ['9:5', '32700'],
    ['9am', '32400'],
    ['9 am', '32400'],
    ['11:59pm', '86340'],
    ['12:30 PM', '45000'],
    ['12:00am', '43200'],
    ['25:00', '90000'],
    ['9:00x', '32400'],
    ['9:00:00x', '32400'],
    ['09:61', ''],
    ['bad', ''],
    ['', ''],
    ['09:00:00.0000', ''],
  ])('reads %j as %j', (text, seconds) => {
    expect(timeFromText(text)).toBe(seconds);
  });

  it('reads back every time of a day it writes with seconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_399 }),
        fc.constantFrom('MTS', 'MTS.', 'MTS-'),
        (seconds, code) => {
          expect(timeFromText(timeToText(String(seconds), conversion(code)))).toBe(String(seconds));
        },
      ),
    );
  });
});
