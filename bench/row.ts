/** One line of the table: a figure, what it is held against, and whether the aim is met. */
export interface Row {
  /** What is measured, and how. */
  readonly what: string;
  readonly ours: string;
  /** Measured in the same run, or named by QM's documentation of such a phantom. */
  readonly yardstick: string;
  readonly ratio: string;
  readonly aim: string;
  readonly verdict: string;
}

export const NOTHING = '–';

/** A figure and the most it may be. */
export interface Limit {
  readonly figure: number;
  readonly most: number;
}

/** `met`, `missed`, and where QM's documentation names a figure, whether that one is kept too. */
export function verdict(met: boolean, documented?: Limit): string {
  const own = met ? 'met' : 'missed';
  if (documented === undefined) return own;
  const { figure, most } = documented;
  return `${own}; QM's figure ${figure <= most ? 'met' : 'missed'}`;
}

/** A row that could not be measured here, and why. */
export function skipped(what: string, aim: string, why: string): Row {
  return { what, ours: NOTHING, yardstick: NOTHING, ratio: NOTHING, aim, verdict: `skipped: ${why}` };
}

/** `0.87` as `87 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `12.3×`: how many times the yardstick. */
export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`;
}

/** `12 345`, with thin enough groups to read. */
export function grouped(figure: number): string {
  return String(Math.round(figure)).replace(/\B(?=(\d{3})+$)/g, ' ');
}
