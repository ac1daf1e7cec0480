import { AccountError } from './errors.ts';
import type { QmText } from './text.ts';

/** What `LIST ... CSV` printed, taken apart. */
export interface Listed {
  /** One array of cells a record: its id, then the fields in the order asked. */
  readonly records: readonly (readonly QmText[])[];
  /** QM's words after the records, as `'X' not found`. */
  readonly messages: readonly QmText[];
}

const TRAILER = /^(?:Sample of )?\d+ record\(s\) listed$/;

/**
 * Reads the output of a `LIST ... CSV`: a header line, a line a record, QM's count, and possibly messages.
 *
 * @throws AccountError PROTOCOL where the count line is missing: the output is cut or is no listing
 */
export function readListing(output: QmText): Listed {
  const lines = logicalLines(output);
  const trailer = lines.findIndex((line) => TRAILER.test(line));
  if (trailer < 1) throw new AccountError('PROTOCOL', 'the listing has no header or no count line');
  return {
    records: lines.slice(1, trailer).map(cells),
    messages: lines.slice(trailer + 1).filter((line) => line !== ''),
  };
}

/** Lines, where a line break inside quotes belongs to a cell. */
function logicalLines(output: QmText): QmText[] {
  const lines: QmText[] = [];
  let open = '';
  for (const line of output.split('\n')) {
    const whole = open === '' ? line : `${open}\n${line}`;
    const quotes = whole.split('"').length - 1;
    if (quotes % 2 === 0) {
      lines.push(whole);
      open = '';
    } else {
      open = whole;
    }
  }
  if (open !== '') lines.push(open);
  return lines;
}

/** The cells of one CSV line; a quote inside a quoted cell is doubled. */
function cells(line: QmText): QmText[] {
  if (!line.includes('"')) return line.split(',');
  const found: QmText[] = [];
  const cell = /"((?:[^"]|"")*)"|([^,]*)/y;
  for (let at = 0; at <= line.length; at = cell.lastIndex + 1) {
    cell.lastIndex = at;
    const match = cell.exec(line);
    found.push(match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? '');
  }
  return found;
}
