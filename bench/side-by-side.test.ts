import { expect, it } from 'vitest';
import { measureInTurns, sideBySide } from './side-by-side.ts';

function series(...figures: number[]): () => Promise<number> {
  return async () => figures.shift() ?? Number.NaN;
}

it('ignores the warm-up and computes the ratio per round', async () => {
  const measured = await sideBySide(3, series(1, 80, 40, 90), series(1, 100, 50, 100));
  expect(measured).toMatchObject({ ours: 80, yardstick: 100, ratio: 0.8 });
  expect(measured.measured).toEqual({
    figure: 80,
    spread: { turns: 3, figure: { low: 0.75, high: 1.0625 }, ratio: { low: 1, high: 1.0625 } },
  });
});

it('measures any number of things, in alternating order', async () => {
  const order: string[] = [];
  const named = (name: string) => async () => order.push(name);
  await measureInTurns(2, { a: named('a'), b: named('b'), c: named('c') });
  expect(order.join('')).toBe('abccbaabc');
  const turns = await measureInTurns(1, { a: series(1, 6), b: series(1, 3), c: series(1, 2) });
  expect([turns.of('a'), turns.ratio('a', 'b'), turns.ratio('a', 'c')]).toEqual([6, 2, 3]);
});
