/**
 * The form of files that outlive a version of the product: each carries a number, which changes when an older version could
 * no longer read what a newer one writes. One that has none has form 1, as version 0.1.0 wrote it.
 */
export interface FileForm {
  /** The number that this version writes. */
  readonly current: number;
  /** The number's name in the file; `form` if absent. */
  readonly key?: string;
  /** The number of a value that carries none; 1 if absent. */
  readonly unnumbered?: (value: unknown) => number;
  /** How a value of the form with that number becomes one of the next; without a step it stays the same. */
  readonly steps?: Readonly<Record<number, (value: unknown) => unknown>>;
}

export type ReadForm =
  | { readonly kind: 'current'; readonly value: unknown }
  /** `value` has the current form; `form` is what was read. */
  | { readonly kind: 'older'; readonly value: unknown; readonly form: number }
  | { readonly kind: 'newer'; readonly form: number };

/** Brings a parsed file to the current form. @throws what a step throws for a value that it cannot convert */
export function readForm(value: unknown, form: FileForm): ReadForm {
  const found = formNumber(value, form);
  if (found > form.current) return { kind: 'newer', form: found };
  if (found === form.current) return { kind: 'current', value };
  let converted = value;
  for (let number = found; number < form.current; number += 1)
    converted = form.steps?.[number]?.(converted) ?? converted;
  return { kind: 'older', value: converted, form: found };
}

/** The number of a parsed file's form. */
export function formNumber(
  value: unknown,
  { key = 'form', unnumbered = () => 1 }: Pick<FileForm, 'key' | 'unnumbered'>,
): number {
  const number: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
    ? number
    : unnumbered(value);
}

/** Where the file of an older form is kept when it is converted: `config.json.form-1`. */
export function copyOfForm(file: string, form: number): string {
  return `${file}.form-${form}`;
}

/** Says that a file is of a form that only a newer version reads, and what to do. */
export function describeNewerForm(
  file: string,
  form: number,
  { current }: Pick<FileForm, 'current'>,
): string {
  return `${file} has form ${form}: a newer version of this product wrote it, and this one reads up to form ${current}. Install the newer version again, or put back the copy that it kept, ${copyOfForm(file, current)}, if there is one`;
}

/** The file has a form that only a newer version reads. */
export class NewerFormError extends Error {
  override readonly name = 'NewerFormError';
  readonly form: number;

  constructor(file: string, form: number, expected: Pick<FileForm, 'current'>) {
    super(`${describeNewerForm(file, form, expected)}.`);
    this.form = form;
  }
}

/** The value in the current form. @throws NewerFormError, and what a step throws */
export function inCurrentForm(value: unknown, file: string, form: FileForm): unknown {
  const read = readForm(value, form);
  if (read.kind === 'newer') throw new NewerFormError(file, read.form, form);
  return read.value;
}
