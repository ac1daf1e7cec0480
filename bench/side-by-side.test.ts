import { expect, it } from 'vitest';
import { inTurns, sideBySide } from './side-by-side.ts';

function series(...figures: number[]): () => Promise<number> {
  return async () => figures.shift() ?? Number.NaN;
}

it('leaves the warm-up out and takes the ratio round by round', async () => {
  const measured = await sideBySide(3, series(1, 80, 40, 90), series(1, 100, 50, 100));
  expect(measured).toEqual({ ours: 80, yardstick: 100, ratio: 0.8 });
});

it('measures any number of things, each first in its turn', async () => {
  const order: string[] = [];
  const named = (name: string) => async () => order.push(name);
  await inTurns(2, { a: named('a'), b: named('b'), c: named('c') });
  expect(order.join('')).toBe('abccbaabc');
  const turns = await inTurns(1, { a: series(1, 6), b: series(1, 3), c: series(1, 2) });
  expect([turns.of('a'), turns.ratio('a', 'b'), turns.ratio('a', 'c')]).toEqual([6, 2, 3]);
});
