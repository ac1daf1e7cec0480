import { median } from './median.ts';

export interface SideBySide {
  readonly ours: number;
  readonly yardstick: number;
  /** The median of the rounds' own ratios: a slow spell of the machine falls on both sides of one round. */
  readonly ratio: number;
}

/**
 * Measures in turns, so that what else the machine does falls on both; the first round only warms up.
 *
 * @param rounds counted ones
 */
export async function sideBySide(
  rounds: number,
  ours: () => Promise<number>,
  yardstick: () => Promise<number>,
): Promise<SideBySide> {
  await ours();
  await yardstick();
  const figures: { ours: number; yardstick: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    figures.push({ ours: await ours(), yardstick: await yardstick() });
  }
  return {
    ours: median(figures.map((figure) => figure.ours)),
    yardstick: median(figures.map((figure) => figure.yardstick)),
    ratio: median(figures.map((figure) => figure.ours / figure.yardstick)),
  };
}
