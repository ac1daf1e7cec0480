import { quote } from '../account/quote.ts';
import { type QmText, toQmText } from '../account/text.ts';

/** Fills the gaps of a table's statement. Every value goes through `quote`, and through nothing else. */

interface Placeholder {
  readonly name: string;
  /** `any-case`: the value as said and in the three usual ways of writing; QM compares by case. */
  readonly anyCase: boolean;
}

const PLACEHOLDER = /\{([a-z]+)(:any-case)?\}/g;

export function placeholders(statement: string): readonly Placeholder[] {
  return [...statement.matchAll(PLACEHOLDER)].map(([, name = '', anyCase]) => ({
    name,
    anyCase: anyCase !== undefined,
  }));
}

/**
 * @param values one or more values a name; several are several quoted values, which after `=` mean any of them
 * @throws AccountError BAD_VALUE where a value cannot be quoted
 */
export function fillStatement(
  statement: string,
  values: Readonly<Record<string, string | readonly string[]>>,
): QmText {
  let filled = '';
  let at = 0;
  for (const match of statement.matchAll(PLACEHOLDER)) {
    const [whole, name = '', anyCase] = match;
    const value = values[name] ?? '';
    const all = typeof value === 'string' ? [value] : value;
    const written = anyCase === undefined ? all : all.flatMap(spellings);
    filled += toQmText(statement.slice(at, match.index)) + written.map(quote).join(' ');
    at = match.index + whole.length;
  }
  return filled + toQmText(statement.slice(at));
}

/** Always four, so that the statement's shape does not depend on the value. */
function spellings(value: string): readonly string[] {
  const lower = value.toLowerCase();
  const capitals = lower.replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
  return [value, lower, capitals, value.toUpperCase()];
}
