/** The middle half of several figures, as shares of their median: 1 is the median itself. */
interface Quartiles {
  readonly low: number;
  readonly high: number;
}

/** How often something was measured, and how far apart the figures were. */
export interface Spread {
  readonly turns: number;
  readonly figure: Quartiles;
  /** Of the ratios to the yardstick, each within one round. */
  readonly ratio?: Quartiles;
}

/** The median: a single outlier does not move it. NaN for an empty list. */
export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** The figure below which `share` of all are, interpolated between two of them. NaN for an empty list. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(place)] ?? Number.NaN;
  const upper = sorted[Math.ceil(place)] ?? Number.NaN;
  return lower + (upper - lower) * (place - Math.floor(place));
}

/** Quartiles, and not the least and the most: those are a question of how many turns there were. */
export function spreadOf(figures: readonly number[], ratios?: readonly number[]): Spread {
  return {
    turns: figures.length,
    figure: quartiles(figures),
    ...(ratios === undefined ? {} : { ratio: quartiles(ratios) }),
  };
}

function quartiles(figures: readonly number[]): Quartiles {
  const middle = median(figures);
  const share = (figure: number) => (middle === 0 ? 1 : figure / middle);
  return { low: share(quantile(figures, 0.25)), high: share(quantile(figures, 0.75)) };
}

/** `9 turns: 97–104 %, ratio 99–101 %`. */
export function describeSpread({ turns, figure, ratio }: Spread): string {
  const range = ({ low, high }: Quartiles) => `${Math.round(low * 100)}–${Math.round(high * 100)} %`;
  return `${turns} ${turns === 1 ? 'turn' : 'turns'}: ${range(figure)}${ratio === undefined ? '' : `, ratio ${range(ratio)}`}`;
}
