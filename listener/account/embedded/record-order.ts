import type { QmText } from '../text.ts';
import { storedValue } from './field.ts';
import { isRightJustified } from './format.ts';
import type { SortKey } from './query.ts';
import type { StoredRecord } from './record-folder.ts';

/**
 * Sorts as QM does: right-justified fields as numbers if both are numbers (the empty value counts as 0), otherwise as
 * texts aligned at the right; other fields byte by byte. Records equal in all keys are in reverse order.
 */
export function sorted(records: readonly StoredRecord[], keys: readonly SortKey[]): readonly StoredRecord[] {
  if (keys.length === 0) return records;
  const rows = records.map((record, index) => ({
    record,
    index,
    values: keys.map(({ field }) => storedValue(field, record.id, record.fields)),
  }));
  rows.sort((a, b) => {
    for (const [index, { field, descending }] of keys.entries()) {
      const compare = isRightJustified(field.format) ? compareRight : compareLeft;
      const difference = compare(a.values[index] ?? '', b.values[index] ?? '');
      if (difference !== 0) return descending ? -difference : difference;
    }
    return b.index - a.index;
  });
  return rows.map(({ record }) => record);
}

function compareLeft(a: QmText, b: QmText): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareRight(a: QmText, b: QmText): number {
  const left = sortNumber(a);
  const right = left === undefined ? undefined : sortNumber(b);
  if (left !== undefined && right !== undefined) return left - right;
  const width = Math.max(a.length, b.length);
  return compareLeft(a.padStart(width), b.padStart(width));
}

/** A number for sorting, which is stricter than elsewhere in QM: no plus sign, no trailing spaces. */
function sortNumber(text: QmText): number | undefined {
  return /^ *-?\d{0,15}(?:\.\d*)?$/.test(text)
    ? Number(text.trim().replace(/^(-?)(?=\.|$)/, '$10')) || 0
    : undefined;
}
