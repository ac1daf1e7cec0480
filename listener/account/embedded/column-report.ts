import type { QmText } from '../text.ts';
import type { Field } from './field.ts';
import { type Format, formatted } from './format.ts';
import { PAGE_WIDTH, Pages } from './page.ts';
import type { Query } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { shownValue } from './shown-value.ts';
import { verticalReport } from './vertical-report.ts';

/** Spaces between columns at most. */
const WIDEST_GAP = 3;

interface Column {
  readonly field: Field;
  /** The field's own, widened where the heading needs more room. */
  readonly format: Format;
}

/**
 * The lines of a report for people: columns under their headings, or line by line where the columns do not fit on
 * a page. No records: the closing line alone.
 */
export function columnReport(
  query: Query,
  records: readonly StoredRecord[],
  closing: QmText | undefined,
): readonly QmText[] {
  if (records.length === 0) return closing === undefined ? [] : [closing];
  const columns = query.columns.map(columnOf);
  const gap = gapFor(columns);
  const heading = query.suppress.heading ? undefined : query.sentence;
  if (query.layout.kind === 'vertical' || gap === undefined) {
    return verticalReport(query, heading, records, closing);
  }
  const { layout } = query;
  const paged = layout.kind === 'columns' && layout.paged;
  const doubleSpaced = layout.kind === 'columns' && layout.doubleSpaced;
  const between = ' '.repeat(gap);
  const pages = new Pages(
    heading,
    query.suppress.columnHeadings ? [] : headingLines(columns, between),
    paged,
  );
  for (const record of records) {
    for (const line of recordLines(record, columns, between)) pages.emit(line);
    if (doubleSpaced) pages.emit('');
  }
  if (closing !== undefined) {
    pages.emit('');
    pages.emit(closing);
  }
  return pages.lines;
}

function columnOf(field: Field): Column {
  const width = field.format.width || formatted('1', field.format)[0]?.length || 1;
  const widest = Math.max(width, ...field.heading.split('\u00fd').map((line) => line.length));
  return { field, format: { ...field.format, width: widest } };
}

/** The widest gap the columns leave room for; undefined where they do not fit at all. */
function gapFor(columns: readonly Column[]): number | undefined {
  const width = columns.reduce((sum, { format }) => sum + format.width, 0);
  for (let gap = WIDEST_GAP; gap >= 1; gap -= 1) {
    if (width + gap * (columns.length - 1) <= PAGE_WIDTH) return gap;
  }
  return undefined;
}

/** Headings filled up with dots; one with fewer lines than others leaves the lower ones blank. */
function headingLines(columns: readonly Column[], between: string): readonly QmText[] {
  const headings = columns.map(({ field, format }) =>
    field.heading.split('\u00fd').map((line) => line.padEnd(format.width, '.')),
  );
  const height = Math.max(...headings.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    headings.map((lines, index) => lines[row] ?? ' '.repeat(columns[index]?.format.width ?? 0)).join(between),
  );
}

/** Values stand under each other, subvalues under their value, lines of a wrapped text under the first. */
function recordLines(record: StoredRecord, columns: readonly Column[], between: string): QmText[] {
  const cells = columns.map(({ field, format }) => cellOf(shownValue(field, record), format));
  const result: QmText[] = [];
  for (let value = 0; value < tallest(cells); value += 1) {
    const values = cells.map((cell) => cell[value] ?? []);
    for (let part = 0; part < tallest(values); part += 1) {
      const parts = values.map((lines) => lines[part] ?? []);
      for (let row = 0; row < tallest(parts); row += 1) {
        result.push(
          parts
            .map((lines, index) => (lines[row] ?? '').padEnd(columns[index]?.format.width ?? 0))
            .join(between),
        );
      }
    }
  }
  return result;
}

/** The lines of each subvalue of each value. */
function cellOf(shown: QmText, format: Format): readonly (readonly (readonly QmText[])[])[] {
  return shown.split('\u00fd').map((value) => value.split('\u00fc').map((part) => formatted(part, format)));
}

function tallest(lists: readonly (readonly unknown[])[]): number {
  return Math.max(0, ...lists.map((list) => list.length));
}
