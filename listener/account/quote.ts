import { AccountError } from './errors.ts';
import { type QmText, toQmText } from './text.ts';

/**
 * The only way text from outside gets into a statement: as one quoted value. QM has no escape inside quotes, so
 * the value takes the quote it does not contain, and one that holds both kinds, or a control character, is
 * refused with BAD_VALUE. Letters such as ü need no care: as UTF-8 they hold no mark byte (see text.ts).
 */
export function quote(text: string): QmText {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
      throw new AccountError('BAD_VALUE', 'a value for a statement holds a control character');
    }
  }
  return quoteBytes(toQmText(text));
}

/** The same for a text that is bytes already, without a control character. @throws AccountError BAD_VALUE */
export function quoteBytes(value: QmText): QmText {
  if (!value.includes('"')) return `"${value}"`;
  if (!value.includes("'")) return `'${value}'`;
  throw new AccountError('BAD_VALUE', 'a value for a statement holds both kinds of quotes');
}
