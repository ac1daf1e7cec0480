import { trimEnd } from '../../../lib/text.ts';
import type { QmText } from '../text.ts';
import { type Format, formatLines } from './format.ts';
import { type Field, type Query, shownValue } from './query.ts';
import type { StoredRecord } from './record-folder.ts';

/** The page that QM prints on for a client, in characters and lines. */
export const PAGE_WIDTH = 79;
export const PAGE_LINES = 24;
/** Characters at the end of a page heading that are reserved for the page number. */
const PAGE_NUMBER_WIDTH = 10;

/** Collects the lines of a report, with a heading on every page. Blank lines at the top of a page are dropped. */
export class Pages {
  readonly lines: QmText[] = [];
  readonly #heading: QmText | undefined;
  readonly #columnHeadings: readonly QmText[];
  readonly #paged: boolean;
  /** Lines on this page including its headings; undefined before the first. */
  #used: number | undefined;
  #number = 1;

  /** `heading` is the statement, if the report has one. Without `paged` there is a single page of any length. */
  constructor(heading: QmText | undefined, columnHeadings: readonly QmText[], paged: boolean) {
    this.#heading = heading;
    this.#columnHeadings = columnHeadings;
    this.#paged = paged;
  }

  /** Adds a line; spaces at its end are dropped. */
  emit(text: QmText): void {
    const line = trimEnd(text, ' ');
    if (this.#paged && this.#used === PAGE_LINES) {
      this.#used = undefined;
      this.#number += 1;
    }
    if (this.#used === undefined) this.#begin();
    if (line === '' && this.#used === this.#headingLines) return;
    this.lines.push(line);
    this.#used = (this.#used ?? 0) + 1;
  }

  get #headingLines(): number {
    return this.#columnHeadings.length + (this.#heading === undefined ? 0 : 1);
  }

  #begin(): void {
    if (this.#heading !== undefined) {
      const number = `Page ${this.#number}`;
      const text = this.#heading.slice(0, PAGE_WIDTH - PAGE_NUMBER_WIDTH);
      this.lines.push(text.padEnd(PAGE_WIDTH - number.length) + number);
    }
    this.lines.push(...this.#columnHeadings);
    this.#used = this.#headingLines;
  }
}

/** Width of a field's heading on its line. */
const HEADING_WIDTH = 12;

/** A report with one line per field and a blank line after each record. */
function verticalReport(
  query: Query,
  heading: QmText | undefined,
  records: readonly StoredRecord[],
  closing: QmText | undefined,
): readonly QmText[] {
  const paged = query.layout.kind !== 'delimited' && query.layout.paged;
  const pages = new Pages(heading, [], paged);
  for (const record of records) {
    for (const field of query.columns) {
      for (const line of fieldLines(field, record, !query.suppress.columnHeadings)) pages.emit(line);
    }
    pages.emit('');
  }
  if (closing !== undefined) {
    pages.emit('');
    pages.emit(closing);
  }
  return pages.lines;
}

function fieldLines(field: Field, record: StoredRecord, named: boolean): QmText[] {
  const shown = shownValue(field, record);
  const values = field.multivalued ? shown.split(/[\u00fc\u00fd]/) : [shown];
  const name = field.heading.slice(0, HEADING_WIDTH).padEnd(HEADING_WIDTH, '.').replaceAll('\u00fd', ' ');
  return values
    .flatMap((value) => formatLines(value, field.format))
    .map((line, index) => {
      if (!named) return line;
      return index === 0 ? `${name} : ${line}` : `${' '.repeat(HEADING_WIDTH)}   ${line}`;
    });
}

/** The largest number of spaces between columns. */
const MAX_GAP = 3;

interface Column {
  readonly field: Field;
  /** The field's format, widened if the heading is wider. */
  readonly format: Format;
}

/**
 * The lines of a report for people: columns under their headings, or a vertical report if the columns do not fit on a
 * page. Without records it is the closing line alone.
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
  const separator = ' '.repeat(gap);
  const pages = new Pages(
    heading,
    query.suppress.columnHeadings ? [] : headingLines(columns, separator),
    paged,
  );
  for (const record of records) {
    for (const line of recordLines(record, columns, separator)) pages.emit(line);
    if (doubleSpaced) pages.emit('');
  }
  if (closing !== undefined) {
    pages.emit('');
    pages.emit(closing);
  }
  return pages.lines;
}

function columnOf(field: Field): Column {
  const width = field.format.width || formatLines('1', field.format)[0]?.length || 1;
  const widest = Math.max(width, ...field.heading.split('\u00fd').map((line) => line.length));
  return { field, format: { ...field.format, width: widest } };
}

/** The widest gap for which the columns fit on the page; undefined if they do not fit at all. */
function gapFor(columns: readonly Column[]): number | undefined {
  const width = columns.reduce((sum, { format }) => sum + format.width, 0);
  for (let gap = MAX_GAP; gap >= 1; gap -= 1) {
    if (width + gap * (columns.length - 1) <= PAGE_WIDTH) return gap;
  }
  return undefined;
}

/** Headings padded with dots; one with fewer lines than the others has blank lines below. */
function headingLines(columns: readonly Column[], separator: string): readonly QmText[] {
  const headings = columns.map(({ field, format }) =>
    field.heading.split('\u00fd').map((line) => line.padEnd(format.width, '.')),
  );
  const height = Math.max(...headings.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    headings
      .map((lines, index) => lines[row] ?? ' '.repeat(columns[index]?.format.width ?? 0))
      .join(separator),
  );
}

/** Values are printed below each other, subvalues below their value, lines of a wrapped text below the first. */
function recordLines(record: StoredRecord, columns: readonly Column[], separator: string): QmText[] {
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
            .join(separator),
        );
      }
    }
  }
  return result;
}

/** The lines of each subvalue of each value. */
function cellOf(shown: QmText, format: Format): readonly (readonly (readonly QmText[])[])[] {
  return shown.split('\u00fd').map((value) => value.split('\u00fc').map((part) => formatLines(part, format)));
}

function tallest(lists: readonly (readonly unknown[])[]): number {
  return Math.max(0, ...lists.map((list) => list.length));
}
