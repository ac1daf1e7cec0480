import { z } from 'zod';
import { AccountError } from '../errors.ts';

/** A day counted from the day of loading, so that examples never grow old. */
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
  { error: 'is no object {"files": {"MEDICATION": {"dict": {...}, "data": {...}}}}' },
);

/** Files as JSON: `docs/account-load.md` describes it, `example.json` shows every shape. Other keys beside `files` are notes. */
export type LoadDocument = z.infer<typeof document>;
export type LoadFile = z.infer<typeof file>;
export type LoadRecord = z.infer<typeof record>;
export type LoadItem = z.infer<typeof dictionaryItem>;
export type LoadField = z.infer<typeof field>;
export type LoadScalar = z.infer<typeof scalar>;

/** Checks a document; BAD_VALUE says where it is wrong, as `files.MEDICATION.data.M1: ...`. */
export function readLoadDocument(json: unknown): LoadDocument {
  const result = document.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AccountError(
    'BAD_VALUE',
    `${issue?.path.map(String).join('.') || 'the document'}: ${issue?.message}`,
  );
}
