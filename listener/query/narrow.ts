import type { Row } from '../../contract/hal.ts';
import type { Period } from './period.ts';
import type { Intent, Part } from './table.ts';
import { render } from './template.ts';
import { findPattern, mentions, type Word } from './words.ts';

/**
 * Filtering, sorting and cutting that QM is not asked for: it compares by case, and its FIRST cuts before it
 * sorts.
 */

export function textOf(row: Row, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}

/** The rows a table's row speaks of. */
export function filtered(rows: readonly Row[], intent: Pick<Intent, 'filter'>): readonly Row[] {
  const tests = intent.filter.map(({ field, is, not }) => {
    const among = (texts: readonly string[]) => new Set(texts.map((text) => text.toLowerCase()));
    const kept = is && among(is);
    const dropped = not && among(not);
    return (row: Row) => {
      const value = textOf(row, field).trim().toLowerCase();
      return (kept?.has(value) ?? true) && !dropped?.has(value);
    };
  });
  return rows.filter((row) => tests.every((test) => test(row)));
}

/** Rows that are not past: by date, and where it is today by time; a row without a time counts all day. */
export function upcoming(
  rows: readonly Row[],
  fields: readonly string[],
  now: { readonly date: string; readonly time: string },
): readonly Row[] {
  const [dateField, timeField] = fields;
  if (dateField === undefined) return rows;
  return rows.filter((row) => {
    const date = textOf(row, dateField);
    if (date !== now.date) return date > now.date;
    const time = timeField === undefined ? '' : textOf(row, timeField);
    return !/^\d{2}:\d{2}:\d{2}$/.test(time) || time >= now.time;
  });
}

export function within(rows: readonly Row[], field: string, period: Period): readonly Row[] {
  return rows.filter((row) => {
    const date = textOf(row, field);
    return date >= period.from && date <= period.to;
  });
}

/** Where spending is written as negative amounts, those; in a file that writes it as positive ones, every row. */
export function spent(rows: readonly Row[], field: string | undefined): readonly Row[] {
  if (field === undefined) return rows;
  const negative = rows.filter((row) => Number(textOf(row, field)) < 0);
  return negative.length > 0 ? negative : rows;
}

/** Rows the question names by a value of theirs: "Am I taking Bisoprolol?". */
export function named(
  rows: readonly Row[],
  fields: readonly string[],
  question: readonly Word[],
): readonly Row[] {
  return rows.filter((row) =>
    fields.some((field) => {
      const value = textOf(row, field);
      // "Vitamin D, high strength" is asked for as vitamin D.
      const more = value.search(/[,(]/);
      return mentions(question, value) || (more >= 0 && mentions(question, value.slice(0, more)));
    }),
  );
}

/** Sorted by fields, numbers as numbers; empty values last either way. */
export function sorted(rows: readonly Row[], fields: readonly string[]): readonly Row[] {
  const order = fields.map((field) => ({
    field: field.replace(/^-/, ''),
    sign: field.startsWith('-') ? -1 : 1,
  }));
  return [...rows].sort((a, b) => {
    for (const { field, sign } of order) {
      const difference = compare(textOf(a, field), textOf(b, field), sign);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function compare(a: string, b: string, sign: number): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return sign * (x - y);
  return a < b ? -sign : sign;
}

/**
 * The latest row that has what the question asks of it ("my blood pressure"); of sorted rows the first, where it
 * asks for nothing in particular.
 */
export function telling(rows: readonly Row[], asked: readonly Part[]): readonly Row[] {
  return rows.filter((row) => asked.length === 0 || asked.some((part) => said(part, row) !== '')).slice(0, 1);
}

/** The parts of an answer that a question asks for. */
export function askedParts(parts: readonly Part[], question: readonly Word[]): readonly Part[] {
  return parts.filter(({ patterns }) =>
    patterns.some((pattern) => findPattern(pattern, '', question) !== undefined),
  );
}

/** A part in words; empty where the row lacks a value of it. */
export function said(part: Part, row: Row): string {
  return render([{ kind: 'optional', pieces: part.text }], (field) => row[field]);
}

/** The sum of an amount over rows, in whole hundredths so that nothing is lost to binary fractions. */
export function total(rows: readonly Row[], field: string): number {
  let hundredths = 0;
  for (const row of rows) {
    const amount = Number(textOf(row, field));
    if (!Number.isNaN(amount)) hundredths += Math.round(amount * 100);
  }
  return hundredths / 100;
}
