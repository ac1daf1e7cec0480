import { type LogName, type LogPattern, MAX_MATCHES } from '../../contract/panel-logs.ts';
import { LineSplitter } from '../../lib/line-splitter.ts';
import { type FileId, generation, generationOf, openIf } from '../../lib/log-generations.ts';
import { LEVEL_RULES, type LevelNumber, NO_LEVEL, splitLines } from './line-scan.ts';

/** A search as it is handed to a worker: plain data. */
export interface LogSearch {
  readonly log: LogName;
  readonly path: string;
  /** Oldest first; only the bytes the index has, so that rows mean the same there and here. */
  readonly segments: readonly { readonly id: FileId; readonly bytes: number }[];
  /** Level filter of the view rows are counted in. */
  readonly minLevel: LevelNumber | undefined;
  /** Row of the first line that passes the filter. */
  readonly firstRow: number;
  /** Level of the line before the first: what a continuation goes with. */
  readonly previousLevel: LevelNumber;
  readonly pattern: LogPattern;
}

export interface FoundRows {
  readonly rows: readonly number[];
  readonly total: number;
}

/** Reads the files line by line. @throws SyntaxError where the pattern is no regular expression */
export async function searchLog(search: LogSearch): Promise<FoundRows> {
  const matches = matcher(search.pattern);
  const minLevel = search.minLevel ?? NO_LEVEL;
  const rows: number[] = [];
  let total = 0;
  let row = search.firstRow;
  let previousLevel = search.previousLevel;
  const newest = search.segments.at(-1);
  for (const segment of search.segments) {
    const number = await generationOf(search.path, segment.id);
    const file = number === undefined ? undefined : await openIf(generation(search.path, number), segment.id);
    if (file === undefined) continue;
    try {
      const stretch = { to: segment.bytes, finished: segment !== newest, previousLevel };
      const rule = LEVEL_RULES[search.log];
      previousLevel = await splitLines(
        file,
        new LineSplitter(),
        stretch,
        rule,
        (bytes, start, end, level) => {
          if (level > minLevel) return;
          if (matches(bytes.toString('utf8', start, end))) {
            total += 1;
            if (rows.length < MAX_MATCHES) rows.push(row);
          }
          row += 1;
        },
      );
    } finally {
      await file.close();
    }
  }
  return { rows, total };
}

/** @throws SyntaxError */
export function matcher({ text, regex, matchCase }: LogPattern): (line: string) => boolean {
  if (regex) {
    const expression = new RegExp(text, matchCase ? 'u' : 'iu');
    return (line) => expression.test(line);
  }
  if (matchCase) return (line) => line.includes(text);
  const wanted = text.toLowerCase();
  return (line) => line.toLowerCase().includes(wanted);
}
