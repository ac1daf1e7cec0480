import type { LogField, LogName, LogPattern } from '../../contract/panel-logs.ts';
import { LineSplitter } from '../../lib/line-splitter.ts';
import { type FileId, generation, generationOf, openIf } from '../../lib/log-generations.ts';
import { readRange } from '../../lib/read-file.ts';

/** What is looked for in each line, as it is handed to a thread: plain data. */
export interface LineQuery {
  readonly log: LogName;
  readonly fields: readonly LogField[];
  readonly pattern: LogPattern | undefined;
}

/** A stretch of a file in whole lines. */
export interface LogStretch {
  /** Path of the newest file of the log. */
  readonly path: string;
  readonly id: FileId;
  /** Bytes from the file's start. */
  readonly from: number;
  readonly to: number;
  /** Row of its first line. */
  readonly firstRow: number;
}

const CHUNK_BYTES = 256 * 1024;

/** The rows of the matching lines; none if rotation has removed the file. @throws Node's file errors */
export async function searchStretch(
  { path, id, from, to, firstRow }: LogStretch,
  matches: (line: string) => boolean,
): Promise<number[]> {
  const number = await generationOf(path, id);
  const file = number === undefined ? undefined : await openIf(generation(path, number), id);
  if (file === undefined) return [];
  const rows: number[] = [];
  let row = firstRow;
  const onLine = (bytes: Buffer, start: number, end: number): void => {
    if (matches(bytes.toString('utf8', start, end))) rows.push(row);
    row += 1;
  };
  try {
    const splitter = new LineSplitter();
    for (let at = from; at < to; ) {
      const chunk = await readRange(file, at, Math.min(to, at + CHUNK_BYTES));
      if (chunk.length === 0) break;
      splitter.push(chunk, onLine);
      at += chunk.length;
    }
    splitter.flush(onLine);
    return rows;
  } finally {
    await file.close();
  }
}

/** @throws SyntaxError if the pattern is no regular expression */
export function lineMatcher({ log, fields, pattern }: LineQuery): (line: string) => boolean {
  const conditions = [
    ...fields.map((field) => fieldMatcher(log, field)),
    ...(pattern === undefined ? [] : [patternMatcher(pattern)]),
  ];
  return (line) => conditions.every((matches) => matches(line));
}

function patternMatcher({ text, regex, matchCase }: LogPattern): (line: string) => boolean {
  if (regex) {
    const expression = new RegExp(text, matchCase ? 'u' : 'iu');
    return (line) => expression.test(line);
  }
  if (matchCase) return (line) => line.includes(text);
  const wanted = text.toLowerCase();
  return (line) => line.toLowerCase().includes(wanted);
}

/** Words before the event: date and time, and in the event log the level. */
const WORDS_BEFORE_EVENT: Readonly<Partial<Record<LogName, number>>> = { events: 3, gateway: 2 };

function fieldMatcher(log: LogName, { name, value }: LogField): (line: string) => boolean {
  if (name === 'event') {
    const before = WORDS_BEFORE_EVENT[log];
    return (line) => before !== undefined && wordAt(line, before) === value;
  }
  const needle = ` ${name}=${value}`;
  return (line) => {
    for (let at = line.indexOf(needle); at !== -1; at = line.indexOf(needle, at + 1)) {
      const end = at + needle.length;
      if (end === line.length || line[end] === ' ') return true;
    }
    return false;
  };
}

/** A line's word at a place; there may be several spaces between words. */
function wordAt(line: string, place: number): string {
  let from = 0;
  for (let skipped = 0; ; skipped += 1) {
    while (line[from] === ' ') from += 1;
    const space = line.indexOf(' ', from);
    const end = space === -1 ? line.length : space;
    if (skipped === place || space === -1) return skipped === place ? line.slice(from, end) : '';
    from = end;
  }
}
