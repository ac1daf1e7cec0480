import { AccountError } from './errors.ts';
import type { QmText } from './text.ts';

/** What `LIST ... CSV` printed, taken apart. */
export interface Listed {
  /** One array of cells a record: its id, then the fields in the order asked. */
  readonly records: readonly (readonly QmText[])[];
  /** QM's words after the records, as `'X' not found`. */
  readonly messages: readonly QmText[];
}

const TRAILER = /^(?:Sample of )?(\d+) record\(s\) listed$/;

/**
 * Reads the output of a `LIST ... CSV`: a header line, a line a record, QM's count, and possibly messages. A line
 * break inside a cell stays in it, quoted or not: QM quotes a cell only for a comma or a quote (seen live).
 *
 * @throws AccountError PROTOCOL where the count line is missing, or records and cells are not as many as QM says:
 *   the output is cut or wrapped, or is no listing
 */
export function readListing(output: QmText): Listed {
  const lines = logicalLines(output);
  // The last: a cell may hold such words too.
  const trailer = lines.findLastIndex((line) => TRAILER.test(line));
  const [head] = lines;
  if (trailer < 1 || head === undefined) {
    throw new AccountError('PROTOCOL', 'the listing has no header or no count line');
  }
  const records = recordsOf(lines.slice(1, trailer), cells(head).length);
  const count = Number(TRAILER.exec(lines[trailer] ?? '')?.[1]);
  if (records.length !== count) {
    throw new AccountError('PROTOCOL', `the listing has ${records.length} records where QM counts ${count}`);
  }
  return { records, messages: lines.slice(trailer + 1).filter((line) => line !== '') };
}

/**
 * Lines put together to records of so many cells. A line without a comma goes on with the last cell: no record
 * begins with one, for an id holds no line break.
 *
 * @throws AccountError PROTOCOL where they do not come out even
 */
function recordsOf(lines: readonly QmText[], width: number): QmText[][] {
  const records: QmText[][] = [];
  for (const line of lines) {
    const found = cells(line);
    const last = records.at(-1);
    if (width > 1 && last !== undefined && (last.length < width || found.length === 1)) {
      last.push(`${last.pop()}\n${found[0]}`, ...found.slice(1));
    } else {
      records.push(found);
    }
  }
  if (records.some((record) => record.length !== width)) {
    throw new AccountError('PROTOCOL', `the listing has records of other than ${width} cells`);
  }
  return records;
}

/** Lines, where a line break inside quotes belongs to a cell. */
function logicalLines(output: QmText): QmText[] {
  if (!output.includes('"')) return output.split('\n');
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
