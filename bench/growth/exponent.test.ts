import { expect, it } from 'vitest';
import { growthExponent } from './exponent.ts';

const sizes = [10, 1_000, 10_000];
const measured = (of: (size: number) => number) => sizes.map((size) => ({ size, figure: of(size) }));

it.each([
  ['what stays the same', () => 7, 0],
  ['what doubles with the size', (size: number) => 3 * size, 1],
  ['what is squared', (size: number) => size ** 2 / 5, 2],
  ['what shrinks', (size: number) => 40 / size, -1],
])('of %s', (_, of, exponent) => {
  expect(growthExponent(measured(of))).toBeCloseTo(exponent);
});

it('follows the line through all figures', () => {
  const bent = [
    { size: 1, figure: 1 },
    { size: 10, figure: 100 },
    { size: 100, figure: 100 },
  ];
  expect(growthExponent(bent)).toBeCloseTo(1);
});

it('is not known of one size, nor of figures without a logarithm', () => {
  expect(growthExponent([{ size: 5, figure: 1 }])).toBeNaN();
  expect(
    growthExponent([
      { size: 5, figure: 1 },
      { size: 5, figure: 2 },
    ]),
  ).toBeNaN();
  expect(
    growthExponent([
      { size: 5, figure: 0 },
      { size: 50, figure: 2 },
    ]),
  ).toBeNaN();
});
