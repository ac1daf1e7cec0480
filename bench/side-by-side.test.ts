import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

function series(...figures: number[]): () => Promise<number> {
  return async () => figures.shift() ?? Number.NaN;
}

it('leaves the warm-up out and takes the ratio round by round', async () => {
  const measured = await sideBySide(3, series(1, 80, 40, 90), series(1, 100, 50, 100));
  expect(measured).toEqual({ ours: 80, yardstick: 100, ratio: 0.8 });
});
