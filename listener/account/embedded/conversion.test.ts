import { expect, it } from 'vitest';
import { conversionOf, eachToShown, toShown, toStored, upper } from './conversion.ts';

it.each([
  ['D4-YMD', 'date'],
  ['MTS', 'time'],
  ['MD2', 'decimal'],
  ['MCU', 'case'],
])('knows %s as %s', (code, kind) => {
  expect(conversionOf(code)?.kind).toBe(kind);
});

it.each(['G1*1', 'TFILE;X;;1', 'U1234', ''])('does not know %j', (code) => {
  expect(conversionOf(code)).toBeUndefined();
});

it('leaves the empty value empty', () => {
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
