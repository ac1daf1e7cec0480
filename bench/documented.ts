import { type Row, times, verdict } from './row.ts';

/** A figure held against our aim and against what QM's own documentation of such a phantom names. */
export interface Figure {
  readonly what: string;
  /** In the unit of the limits. */
  readonly figure: number;
  readonly unit: string;
  /** Our aim, and whether the figure itself is still within it. */
  readonly most: number;
  readonly inclusive?: boolean;
  /** As the documentation has it, and the most that is within it. */
  readonly documented: { readonly words: string; readonly most: number };
}

/** The row of such a figure; the ratio is to the most the documentation allows. */
export function documentedRow({ what, figure, unit, most, inclusive = false, documented }: Figure): Row {
  return {
    what,
    ours: `${shown(figure)} ${unit}`,
    yardstick: `${documented.words}, QM's documentation`,
    ratio: times(figure / documented.most),
    aim: `${inclusive ? '≤' : '<'} ${most} ${unit}`,
    verdict: verdict(inclusive ? figure <= most : figure < most, { figure, most: documented.most }),
  };
}

/** Two figures that count: `61`, `5.2`, `0.31`. */
function shown(figure: number): string {
  return figure.toFixed(figure >= 10 ? 0 : figure >= 1 ? 1 : 2);
}
