import type { Dictionary } from './dictionary.ts';
import { internalDay, namedDay } from './iso.ts';
import { tokens } from './statement.ts';
import type { QmText } from './text.ts';

const ISO_DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Whether a statement compares anything with an ISO date. */
export function hasIsoDate(statement: QmText): boolean {
  return /["']\d{4}-\d\d-\d\d["']/.test(statement);
}

/**
 * The statement with each ISO date in the form that the field it is compared with accepts. QM reads `"2026-11-23"` as a
 * date with year-first conversions only; with others it selects the records that have no date (seen live).
 *
 * @param isStoredPlain whether a field without a conversion holds internal dates
 */
export function withReadableDates(
  statement: QmText,
  dictionary: Dictionary,
  isStoredPlain: (name: string) => boolean,
): QmText {
  if (!hasIsoDate(statement)) return statement;
  let result: QmText = '';
  let copiedTo = 0;
  let selecting = false;
  let format: ((iso: string) => string) | undefined;
  for (const { text, quoted, start, end } of tokens(statement)) {
    if (!quoted) {
      // Words before WITH are record ids, which may look like dates.
      selecting ||= text.toUpperCase() === 'WITH';
      const field = dictionary.get(text);
      if (field) format = operandFormat(field.conversion, isStoredPlain(text));
    } else if (selecting && format && ISO_DAY.test(text)) {
      result += `${statement.slice(copiedTo, start)}"${format(text)}"`;
      copiedTo = end;
    }
  }
  return result + statement.slice(copiedTo);
}

function operandFormat(conversion: string, storedPlain: boolean): ((iso: string) => string) | undefined {
  if (conversion === '') return storedPlain ? (iso) => String(internalDay(iso)) : undefined;
  return /^D(?!.*YMD)/.test(conversion) ? namedDay : undefined;
}
