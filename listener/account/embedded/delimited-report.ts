import type { Sliceable } from '../../../lib/slices.ts';
import type { QmText } from '../text.ts';
import { type Layout, type Query, type Quoting, shownValue } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { StatementError } from './tokenizer.ts';
import type { WordReader } from './word-reader.ts';

type DelimitedLayout = Extract<Layout, { kind: 'delimited' }>;

/** The lines of a CSV or DELIMITER report: headings (never quoted, as in QM), one line per record, the closing line. */
export function* delimitedReport(
  query: Query,
  layout: DelimitedLayout,
  records: readonly StoredRecord[],
  closing: QmText | undefined,
): Sliceable<QmText[]> {
  const lines: QmText[] = [];
  if (!query.suppress.columnHeadings) {
    const headings = query.columns.map(({ heading }) => heading.replaceAll('\u00fd', ' '));
    lines.push(headings.join(layout.delimiter));
  }
  for (const record of records) {
    const cells = query.columns.map((field) => quoteCell(shownValue(field, record), layout));
    lines.push(cells.join(layout.delimiter));
    yield;
  }
  if (closing !== undefined) lines.push(closing);
  return lines;
}

function quoteCell(cell: QmText, { delimiter, quoting }: DelimitedLayout): QmText {
  const needsQuotes =
    quoting === 'needed'
      ? cell.includes('"') || cell.includes(delimiter)
      : quoting === 'texts' && /[^0-9.-]/.test(cell);
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The text between the cells of a line, and which cells are quoted. */
export interface Delimiter {
  readonly delimiter: QmText;
  readonly quoting: Quoting;
}

/** Parses the arguments of CSV (a level and a character, both optional) or DELIMITER (a text). */
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
    throw new StatementError('CSV delimiter must be a single character other than a double quote');
  }
  return { delimiter, quoting };
}

/** `^009` is the character of that number, `^^` a circumflex, `<TAB>` a tab. */
function readText(words: WordReader): QmText {
  const { word } = words;
  if (word.kind !== 'string') throw new StatementError('Literal delimiter text not found where expected');
  const text = word.text
    .replace(/\^(\^|\d{3})/g, (_, code: string) => (code === '^' ? '^' : character(Number(code))))
    .replace(/<TAB>|<tab>/g, '\t');
  words.advance();
  return text;
}

function character(number: number): QmText {
  if (number > 255) throw new StatementError('Invalid ^nnn character reference');
  return String.fromCharCode(number);
}
