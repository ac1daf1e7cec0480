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
const file = z.strictObject({
  dict: z.record(z.string(), dictionaryItem).default({}),
  data: z.record(z.string(), record).default({}),
});
const document = z.object({ files: z.record(z.string(), file) });

/** Files as JSON: `example.json` shows every shape. Other keys beside `files` are notes. */
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
    `${issue?.path.map(String).join('.') || 'the file'}: ${issue?.message}`,
  );
}
