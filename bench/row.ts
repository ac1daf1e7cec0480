import { describeSpread, type Spread } from './spread.ts';

/** A figure as a number, and how it came about. */
export interface Measured {
  /** In the unit of the row's text. */
  readonly figure: number;
  /** Of a figure that is the median of turns. */
  readonly spread?: Spread;
}

/** One line of the table: a measurement, its yardstick, and whether the aim is met. */
export interface Row extends Partial<Measured> {
  /** What is measured, and how. */
  readonly what: string;
  readonly ours: string;
  /** Measured in the same run, or taken from QM's documentation. */
  readonly yardstick: string;
  readonly ratio: string;
  readonly aim: string;
  readonly verdict: string;
  /** The benchmark's own process measured it, with the source that it was built from, and not the shipped file. */
  readonly inProcess?: true;
}

export const NOTHING = '–';

/** A figure and its upper limit. */
interface Limit {
  readonly figure: number;
  readonly max: number;
}

/** `met` or `missed`, followed by the same for the figure of QM's documentation where there is one. */
export function verdict(met: boolean, documented?: Limit): string {
  const own = met ? 'met' : 'missed';
  if (documented === undefined) return own;
  const { figure, max } = documented;
  return `${own}; QM's figure ${figure <= max ? 'met' : 'missed'}`;
}

/** A row that cannot be measured on this machine, with the reason. */
export function skipped(what: string, aim: string, why: string): Row {
  return { what, ours: NOTHING, yardstick: NOTHING, ratio: NOTHING, aim, verdict: `skipped: ${why}` };
}

/** `0.87` as `87 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `12.3×`: a multiple of the yardstick. */
export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`;
}

/** `12 345`: digits in groups of three. */
export function grouped(figure: number): string {
  return String(Math.round(figure)).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** Options and progress output of a benchmark group. */
export interface BenchContext {
  /** Shorter and less precise. */
  readonly quick: boolean;
  /** Reports progress. */
  note(text: string): void;
}

const COLUMNS: readonly (readonly [heading: string, cell: (row: Row) => string])[] = [
  ['', (row) => row.what],
  ['HAL Listener', (row) => row.ours],
  ['beside', (row) => row.yardstick],
  ['ratio', (row) => row.ratio],
  ['turns', ({ spread }) => (spread === undefined ? NOTHING : describeSpread(spread))],
  ['aim', (row) => row.aim],
  ['', (row) => row.verdict],
];

/** The rows as a Markdown table with columns aligned in plain text too. */
export function formatTable(rows: readonly Row[]): string {
  return formatCells([
    COLUMNS.map(([heading]) => heading),
    ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row))),
  ]);
}

/** A Markdown table of its head and its lines. */
export function formatCells(table: readonly (readonly string[])[]): string {
  const cells = table.map((line) => line.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const [head = '', ...body] = cells.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return `${[head, rule, ...body].join('\n')}\n`;
}

/** A measurement compared with our aim and with the figure that QM's documentation gives for a phantom in QM Basic. */
interface Figure {
  readonly what: string;
  /** In the unit of the limits. */
  readonly figure: number;
  readonly unit: string;
  /** Our aim, and whether the limit itself meets it. */
  readonly max: number;
  readonly inclusive?: boolean;
  /** The figure as the documentation prints it, and its upper limit. */
  readonly documented: { readonly text: string; readonly max: number };
}

/** The row of such a measurement; the ratio is relative to the documentation's upper limit. */
export function documentedRow({ what, figure, unit, max, inclusive = false, documented }: Figure): Row {
  return {
    what,
    figure,
    ours: `${formatFigure(figure)} ${unit}`,
    yardstick: `${documented.text}, QM's documentation`,
    ratio: times(figure / documented.max),
    aim: `${inclusive ? '≤' : '<'} ${max} ${unit}`,
    verdict: verdict(inclusive ? figure <= max : figure < max, { figure, max: documented.max }),
  };
}

/** Two significant digits: `61`, `5.2`, `0.31`. */
function formatFigure(figure: number): string {
  return figure.toFixed(figure >= 10 ? 0 : figure >= 1 ? 1 : 2);
}
