import { expect, it } from 'vitest';
import { measureInTurns, median, sideBySide } from './side-by-side.ts';

function series(...figures: number[]): () => Promise<number> {
  return async () => figures.shift() ?? Number.NaN;
}

it('ignores the warm-up and computes the ratio per round', async () => {
  const measured = await sideBySide(3, series(1, 80, 40, 90), series(1, 100, 50, 100));
  expect(measured).toEqual({ ours: 80, yardstick: 100, ratio: 0.8 });
});

it('measures any number of things, in alternating order', async () => {
  const order: string[] = [];
  const named = (name: string) => async () => order.push(name);
  await measureInTurns(2, { a: named('a'), b: named('b'), c: named('c') });
  expect(order.join('')).toBe('abccbaabc');
  const turns = await measureInTurns(1, { a: series(1, 6), b: series(1, 3), c: series(1, 2) });
  expect([turns.of('a'), turns.ratio('a', 'b'), turns.ratio('a', 'c')]).toEqual([6, 2, 3]);
});

it.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 100, 2], 3],
  [[10, 9, 8], 9],
])('computes the median of %j', (figures, middle) => {
  expect(median(figures)).toBe(middle);
});

it('returns NaN for an empty list', () => {
  expect(median([])).toBeNaN();
});

it('does not reorder its input', () => {
  const figures = [3, 1, 2];
  median(figures);
  expect(figures).toEqual([3, 1, 2]);
});
