import { atOnce, type Sliceable } from '../../lib/slices.ts';
import { AccountError } from './errors.ts';
import type { QmText } from './text.ts';

/** The parsed output of `LIST ... CSV`. */
interface ParsedListing {
  /** One array of cells per record: its id, then the fields in the order requested. */
  readonly records: readonly (readonly QmText[])[];
  /** QM's messages after the records, for example `'X' not found`. */
  readonly messages: readonly QmText[];
}

const TRAILER = /^(?:Sample of )?(\d+) record\(s\) listed$/;

/**
 * Parses the output of a `LIST ... CSV`: a header line, one line per record, QM's count, and possibly messages. A line
 * break inside a cell is kept, quoted or not: QM quotes a cell only for a comma or a quote (seen live).
 *
 * @throws AccountError PROTOCOL if the count line is missing, or the numbers of records or cells differ from QM's:
 *   the output is truncated or wrapped, or is no listing
 */
export function readListing(output: QmText): ParsedListing {
  const records: (readonly QmText[])[] = [];
  const messages = atOnce(parseListing(output, (record) => records.push(record)));
  return { records, messages };
}

/**
 * Parses such an output record by record and yields in between, since that of a large file takes a while.
 *
 * @param visit receives the cells of each record; they are complete only if nothing is thrown later
 * @returns the messages
 * @throws AccountError as `readListing`
 */
export function* parseListing(
  output: QmText,
  visit: (cells: readonly QmText[]) => void,
): Sliceable<readonly QmText[]> {
  const lines = yield* logicalLines(output);
  // The last one counts: a cell may contain the same text.
  const trailer = lines.findLastIndex((line) => TRAILER.test(line));
  const [head] = lines;
  if (trailer < 1 || head === undefined) {
    throw new AccountError('PROTOCOL', 'the listing has no header or no count line');
  }
  const width = cells(head).length;
  const read = yield* readRecords(lines, trailer, width, visit);
  const count = Number(TRAILER.exec(lines[trailer] ?? '')?.[1]);
  if (read !== count) {
    throw new AccountError('PROTOCOL', `the listing has ${read} records where QM counts ${count}`);
  }
  return lines.slice(trailer + 1).filter((line) => line !== '');
}

/**
 * Joins lines to records of `width` cells. A line without a comma continues the last cell: no record begins with one,
 * because an id contains no line break.
 *
 * @throws AccountError PROTOCOL if a record has more or fewer cells
 */
function* readRecords(
  lines: readonly QmText[],
  end: number,
  width: number,
  visit: (cells: readonly QmText[]) => void,
): Sliceable<number> {
  let count = 0;
  let last: QmText[] | undefined;
  const finish = (record: readonly QmText[]) => {
    if (record.length !== width) {
      throw new AccountError('PROTOCOL', `the listing has records of other than ${width} cells`);
    }
    count += 1;
    visit(record);
  };
  for (let index = 1; index < end; index += 1) {
    const found = cells(lines[index] ?? '');
    if (width > 1 && last !== undefined && (last.length < width || found.length === 1)) {
      last.push(`${last.pop()}\n${found[0]}`, ...found.slice(1));
    } else {
      if (last !== undefined) finish(last);
      last = found;
    }
    yield;
  }
  if (last !== undefined) finish(last);
  return count;
}

/** Splits the output into lines; a line break inside quotes does not end a line. */
function* logicalLines(output: QmText): Sliceable<readonly QmText[]> {
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
    yield;
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
