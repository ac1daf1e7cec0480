import { grouped, NOTHING, type Row, skipped, verdict } from '../row.ts';
import { growthExponent, type SizedFigure } from './exponent.ts';

/** A quantity that may grow as its size does, and one that must stay the same. */
const MAX_EXPONENT = { linear: 1.1, constant: 0.15 } as const;

export interface Growth {
  readonly what: string;
  /** What the sizes count: `connections`. */
  readonly of: string;
  readonly unit: string;
  readonly kind: keyof typeof MAX_EXPONENT;
  readonly figures: readonly SizedFigure[];
  /** Sizes that were not measured, with the reason. */
  readonly left?: string | undefined;
  readonly inProcess?: true;
}

/** `5.1, 5.0, 5.2 KiB` at three sizes, and the exponent between them. */
export function growthRow({ what, of, unit, kind, figures, left, inProcess }: Growth): Row {
  const max = MAX_EXPONENT[kind];
  const aim = `exponent ≤ ${max}`;
  const exponent = growthExponent(figures);
  const sizes = figures.map(({ size }) => grouped(size)).join(', ');
  const named = `${what}, ${sizes} ${of}`;
  if (Number.isNaN(exponent)) return skipped(named, aim, left ?? 'too few sizes with a figure above 0');
  return {
    what: named,
    ours: `${figures.map(({ figure }) => inWords(figure)).join(', ')} ${unit}`,
    yardstick: left === undefined ? NOTHING : `without ${left}`,
    ratio: `exponent ${exponent.toFixed(2)}`,
    aim,
    verdict: verdict(exponent <= max),
    // Of the largest size, which shows a change the most.
    figure: figures.at(-1)?.figure ?? Number.NaN,
    ...(inProcess && { inProcess }),
  };
}

/** Three digits that count. */
function inWords(figure: number): string {
  return figure >= 100 ? grouped(figure) : figure.toPrecision(3);
}
