import { formatCells, NOTHING } from '../row.ts';
import { median } from '../spread.ts';
import type { RowLine } from './row-lines.ts';

/** One quantity of the working tree beside that of another revision. */
export interface Comparison {
  readonly group: string;
  readonly what: string;
  /** The figure as the first run prints it. */
  readonly here: string;
  readonly there: string;
  /** Percent that the working tree's figure is higher; undefined where one of them has none. */
  readonly change?: number;
  readonly ratios: string;
  /** How many times each was measured. */
  readonly runs: number;
}

/**
 * @param here rows of all runs of the working tree
 * @param there those of the other revision
 */
export function compareRows(here: readonly RowLine[], there: readonly RowLine[]): readonly Comparison[] {
  const names = [...new Set([...here, ...there].filter(({ inProcess }) => !inProcess).map(keyOf))];
  return names.map((name) => {
    const [ours, theirs] = [here, there].map((rows) => rows.filter((row) => keyOf(row) === name));
    const [one, other] = [summaryOf(ours ?? []), summaryOf(theirs ?? [])];
    const change = (one.figure / other.figure - 1) * 100;
    const [group = '', what = ''] = name.split('\0');
    return {
      group,
      what,
      here: one.text,
      there: other.text,
      ...(Number.isFinite(change) ? { change } : {}),
      ratios: `${one.ratio}, ${other.ratio}`,
      runs: Math.min(ours?.length ?? 0, theirs?.length ?? 0),
    };
  });
}

function keyOf({ group, what }: RowLine): string {
  return `${group}\0${what}`;
}

/** The median run: its text is printed, too. */
function summaryOf(rows: readonly RowLine[]): { text: string; ratio: string; figure: number } {
  const figure = median(rows.map(figureOf));
  const nearest = rows.toSorted((a, b) => Math.abs(figureOf(a) - figure) - Math.abs(figureOf(b) - figure))[0];
  if (nearest === undefined) return { text: 'not measured', ratio: NOTHING, figure: Number.NaN };
  const isSkipped = nearest.ours === NOTHING;
  return { text: isSkipped ? nearest.verdict : nearest.ours, ratio: nearest.ratio, figure };
}

/** The row's figure, or the first number of its text, whose digits are in groups: `76 719 /s`. */
function figureOf({ figure, ours }: RowLine): number {
  if (figure !== undefined && figure !== null) return figure;
  const digits = /\d+(?: \d{3})*(?:\.\d+)?/.exec(ours)?.[0];
  return digits === undefined ? Number.NaN : Number(digits.replaceAll(' ', ''));
}

/** A Markdown table. @param revision how the other revision is named */
export function formatComparison(comparisons: readonly Comparison[], revision: string): string {
  return formatCells([
    ['', 'working tree', revision, 'change', 'ratios', 'runs'],
    ...comparisons.map(({ what, here, there, change, ratios, runs }) => [
      what,
      here,
      there,
      change === undefined ? NOTHING : `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(1)} %`,
      ratios,
      String(runs),
    ]),
  ]);
}
