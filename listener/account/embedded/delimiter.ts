import type { QmText } from '../text.ts';
import type { Quoting } from './query.ts';
import { Refusal } from './refusal.ts';
import type { WordReader } from './word-reader.ts';

/** What stands between the cells of a line, and which cells are quoted. */
export interface Delimiter {
  readonly delimiter: QmText;
  readonly quoting: Quoting;
}

/** Reads what follows CSV (a level, a character; both may be left out) or DELIMITER (a text). */
export function readDelimiter(words: WordReader, keyword: 'CSV' | 'DELIMITER'): Delimiter {
  return keyword === 'CSV' ? readCsv(words) : { delimiter: readText(words), quoting: 'none' };
}

function readCsv(words: WordReader): Delimiter {
  const level = /^[12]$/.test(words.word.text) ? words.word.text : '1';
  if (words.word.text === level) words.advance();
  const quoting = level === '2' ? 'texts' : 'needed';
  if (words.word.kind !== 'string') return { delimiter: ',', quoting };
  const delimiter = readText(words);
  if (delimiter.length !== 1 || delimiter === '"') {
    throw new Refusal('CSV delimiter must be a single character other than a double quote');
  }
  return { delimiter, quoting };
}

/** `^009` is the character of that number, `^^` a circumflex, `<TAB>` a tab. */
function readText(words: WordReader): QmText {
  const { word } = words;
  if (word.kind !== 'string') throw new Refusal('Literal delimiter text not found where expected');
  const text = word.text
    .replace(/\^(\^|\d{3})/g, (_, code: string) => (code === '^' ? '^' : character(Number(code))))
    .replace(/<TAB>|<tab>/g, '\t');
  words.advance();
  return text;
}

function character(number: number): QmText {
  if (number > 255) throw new Refusal('Invalid ^nnn character reference');
  return String.fromCharCode(number);
}
