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
 * The statement with each ISO date said as the field it is compared with takes it: QM reads `"2026-11-23"` with
 * year-first conversions only, with others as no date at all, and then finds the records that have none (seen live).
 *
 * @param isStoredPlain whether a field without a conversion holds internal dates
 */
export function withReadableDates(
  statement: QmText,
  dictionary: Dictionary,
  isStoredPlain: (name: string) => boolean,
): QmText {
  if (!hasIsoDate(statement)) return statement;
  let told: QmText = '';
  let from = 0;
  let selecting = false;
  let say: ((iso: string) => string) | undefined;
  for (const { text, quoted, start, end } of tokens(statement)) {
    if (!quoted) {
      // Before it stand records' ids, which may look like dates.
      selecting ||= text.toUpperCase() === 'WITH';
      const field = dictionary.get(text);
      if (field) say = spokenFor(field.conversion, isStoredPlain(text));
    } else if (selecting && say && ISO_DAY.test(text)) {
      told += `${statement.slice(from, start)}"${say(text)}"`;
      from = end;
    }
  }
  return told + statement.slice(from);
}

function spokenFor(conversion: string, storedPlain: boolean): ((iso: string) => string) | undefined {
  if (conversion === '') return storedPlain ? (iso) => String(internalDay(iso)) : undefined;
  return /^D(?!.*YMD)/.test(conversion) ? namedDay : undefined;
}
