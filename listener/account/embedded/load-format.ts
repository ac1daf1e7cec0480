import { z } from 'zod';
import { AccountError } from '../errors.ts';
import { MARK, type QmText, toQmText } from '../text.ts';
import { toStored } from './conversion.ts';
import { dayNumber } from './date-conversion.ts';
import type { Dictionary } from './dictionary.ts';
import type { Field } from './query.ts';

/** A day relative to the day of loading, so that example records stay current. */
const relativeDate = z.strictObject({ days: z.int() });
const scalar = z.union([z.string(), z.number(), z.null(), relativeDate], {
  error: 'a value is a text, a number, null or {"days": n}',
});
const values = z.array(z.union([scalar, z.array(scalar)]));
const field = z.union([scalar, values], {
  error: 'a field is a value or a list of values, each of them a value or a list of subvalues',
});
const record = z.union([z.string(), z.array(field), z.record(z.string(), field)], {
  error: 'a record is a text with marks, a list of fields, or an object of fields by name',
});
const dictionaryField = z.strictObject({
  field: z.int().min(0).max(9997),
  conversion: z.string().optional(),
  heading: z.string().optional(),
  format: z.string().optional(),
  multivalued: z.boolean().optional(),
});
const dictionaryItem = z.union([z.string(), z.array(z.string()), dictionaryField], {
  error: 'a dictionary item is a text with marks, a list of fields, or {"field": n, ...}',
});
const items = z.record(z.string(), dictionaryItem, { error: 'is an object of dictionary items by name' });
const records = z.record(z.string(), record, { error: 'is an object of records by id' });
const file = z.strictObject(
  { dict: items.default({}), data: records.default({}) },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `a file has "dict" and "data" only, not ${issue.keys.map((key) => `"${key}"`).join(', ')}`
        : 'a file is an object with "dict" (dictionary items) and "data" (records)',
  },
);
const files = z.record(z.string(), file, {
  error: (issue) =>
    issue.input === undefined
      ? 'is missing; the document is an object {"files": {"MEDICATION": {"dict": {...}, "data": {...}}}}'
      : 'is an object of files by name, as {"MEDICATION": {"dict": {...}, "data": {...}}}',
});
const document = z.object(
  { files },
  { error: 'is not an object {"files": {"MEDICATION": {"dict": {...}, "data": {...}}}}' },
);

/** Files as JSON: `docs/account-load.md` describes it, `example.json` shows every shape. Keys other than `files` are ignored. */
export type LoadDocument = z.infer<typeof document>;
export type LoadFile = z.infer<typeof file>;
export type LoadRecord = z.infer<typeof record>;
export type LoadItem = z.infer<typeof dictionaryItem>;
type LoadField = z.infer<typeof field>;
type LoadScalar = z.infer<typeof scalar>;

/** Validates a document. Throws BAD_VALUE with the place of the error: `files.MEDICATION.data.M1: ...`. */
export function readLoadDocument(json: unknown): LoadDocument {
  const result = document.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AccountError(
    'BAD_VALUE',
    `${issue?.path.map(String).join('.') || 'the document'}: ${issue?.message}`,
  );
}

/** What is needed to convert a record's values. */
export interface LoadContext {
  readonly dictionary: Dictionary;
  /** QM's number of the day `{"days": 0}` means. */
  readonly today: number;
}

/** QM's day number of 1 January 1970, to compute the year of a day number. */
const EPOCH_YEAR_DAY = dayNumber(1970, 1, 1);

/**
 * Converts a record of a document to QM's stored form. A string contains marks as U+00FC to U+00FE (so for ü, ý and þ use
 * another shape); a list contains stored values; an object contains values as people write them, converted by the file's
 * dictionary, so that `"AMOUNT": "-5.75"` becomes -575. `where` names the record in errors.
 */
export function recordText(record: LoadRecord, where: string, context: LoadContext): QmText {
  if (typeof record === 'string') return markedText(record);
  if (Array.isArray(record)) {
    return record.map((value) => fieldText(value, where, context, undefined)).join(MARK.field);
  }
  const fields: QmText[] = [];
  for (const [name, value] of Object.entries(record)) {
    const at = `${where}.${name}`;
    const item = context.dictionary.item(toQmText(name));
    if (item?.kind !== 'field' || item.field.source.kind !== 'attribute') {
      throw new AccountError('BAD_VALUE', `${at}: the dictionary has no stored field of this name`);
    }
    const { number } = item.field.source;
    while (fields.length < number) fields.push('');
    fields[number - 1] = fieldText(value, at, context, item.field);
  }
  return fields.join(MARK.field);
}

/** Converts a dictionary item of a document to QM's stored form. */
export function itemText(item: LoadItem): QmText {
  if (typeof item === 'string') return markedText(item);
  if (Array.isArray(item)) return item.map(toQmText).join(MARK.field);
  const { field, conversion = '', heading = '', format = '10L', multivalued = false } = item;
  return ['D', String(field), conversion, toQmText(heading), format, multivalued ? 'M' : 'S'].join(
    MARK.field,
  );
}

function fieldText(value: LoadField, where: string, context: LoadContext, field: Field | undefined): QmText {
  const one = (scalar: LoadScalar) => scalarText(scalar, where, context, field);
  if (!Array.isArray(value)) return one(value);
  return value
    .map((entry) => (Array.isArray(entry) ? entry.map(one).join(MARK.subvalue) : one(entry)))
    .join(MARK.value);
}

function scalarText(
  value: LoadScalar,
  where: string,
  { today }: LoadContext,
  field: Field | undefined,
): QmText {
  if (value === null) return '';
  if (typeof value === 'object') return String(today + value.days);
  const text = toQmText(String(value));
  if (/[\n\u00ff]/.test(text)) throw new AccountError('BAD_VALUE', `${where}: a value holds a line feed`);
  const thisYear = new Date((today - EPOCH_YEAR_DAY) * 86_400_000).getUTCFullYear();
  const stored = toStored(text, field?.conversion, thisYear);
  if (stored === '' && text !== '') {
    throw new AccountError('BAD_VALUE', `${where}: "${String(value)}" does not fit the field's conversion`);
  }
  return stored;
}

/** Keeps marks and encodes the text between them as UTF-8. */
function markedText(text: string): QmText {
  return text
    .split(/([\u00fc-\u00fe])/)
    .map((part, index) => (index % 2 === 1 ? part : toQmText(part)))
    .join('');
}
