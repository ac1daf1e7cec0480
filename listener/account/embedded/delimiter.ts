import type { QmText } from '../text.ts';
import { Refusal } from './refusal.ts';

/** The text of a DELIMITER: `^009` is the character of that number, `^^` a circumflex, `<TAB>` a tab. */
export function delimiterOf(text: QmText): QmText {
  return text
    .replace(/\^(\^|\d{3})/g, (_, code: string) => (code === '^' ? '^' : character(Number(code))))
    .replace(/<TAB>|<tab>/g, '\t');
}

function character(number: number): QmText {
  if (number > 255) throw new Refusal('Invalid ^nnn character reference');
  return String.fromCharCode(number);
}
