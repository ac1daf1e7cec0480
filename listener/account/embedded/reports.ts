import { trimEnd } from '../../../lib/text.ts';
import type { QmText } from '../text.ts';
import type { Field } from './field.ts';
import { type Format, formatted } from './format.ts';
import type { Query } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { shownValue } from './shown-value.ts';

/** Characters across and lines down of the page QM prints on for a client. */
export const PAGE_WIDTH = 79;
export const PAGE_LINES = 24;
/** Columns a page heading leaves free at least. */
const NUMBER_ROOM = 10;

/** Collects the lines of a report, with a heading on every page. Blank lines on top of a page are left out. */
export class Pages {
  readonly lines: QmText[] = [];
  readonly #heading: QmText | undefined;
  readonly #columnHeadings: readonly QmText[];
  readonly #paged: boolean;
  /** Lines on this page, its headings with them; undefined before the first. */
  #used: number | undefined;
  #number = 1;

  /** `heading` is the statement; undefined without one. Not `paged`: one page without end. */
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
      const text = this.#heading.slice(0, PAGE_WIDTH - NUMBER_ROOM);
      this.lines.push(text.padEnd(PAGE_WIDTH - number.length) + number);
    }
    this.lines.push(...this.#columnHeadings);
    this.#used = this.#headingLines;
  }
}

/** Characters a field's heading has on its line. */
const HEADING_WIDTH = 12;

/** A report with a line a field and a blank line after each record. */
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
    .flatMap((value) => formatted(value, field.format))
    .map((line, index) => {
      if (!named) return line;
      return index === 0 ? `${name} : ${line}` : `${' '.repeat(HEADING_WIDTH)}   ${line}`;
    });
}

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
