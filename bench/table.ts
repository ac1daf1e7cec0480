import type { Row } from './row.ts';

const COLUMNS = [
  ['', 'what'],
  ['HAL Listener', 'ours'],
  ['beside', 'yardstick'],
  ['ratio', 'ratio'],
  ['aim', 'aim'],
  ['', 'verdict'],
] as const satisfies readonly (readonly [heading: string, field: keyof Row])[];

/** The rows as a Markdown table whose columns line up in plain text too. */
export function table(rows: readonly Row[]): string {
  const cells = [
    COLUMNS.map(([heading]) => heading),
    ...rows.map((row) => COLUMNS.map(([, field]) => row[field].replaceAll('|', '\\|'))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)));
  const [head = '', ...body] = cells.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return `${[head, rule, ...body].join('\n')}\n`;
}
