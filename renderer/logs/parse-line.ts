import type { LogName } from '../../contract/panel-logs.ts';

/** A line taken apart for the eye; what is no line of ours is all `text`. */
export interface ParsedLine {
  readonly time: string;
  readonly level: string;
  readonly component: string;
  readonly text: string;
}

const EVENT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([A-Z]{4,5}) +(\S+) {2,}(.*)$/s;
const GATEWAY = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([a-z]+) +(.*)$/s;

export function parseLine(log: LogName, line: string): ParsedLine {
  if (log === 'events') {
    const [, time = '', level = '', component = '', text = ''] = EVENT.exec(line) ?? [];
    if (time !== '') return { time, level, component, text };
  }
  if (log === 'gateway') {
    const [, time = '', component = '', text = ''] = GATEWAY.exec(line) ?? [];
    if (time !== '') return { time, level: '', component, text };
  }
  return { time: '', level: '', component: '', text: line };
}

/** A text cut at what was searched for, so that it can be marked. Plain text only: an expression runs elsewhere. */
export function splitMatches(
  text: string,
  query: string,
  matchCase: boolean,
): readonly { readonly at: number; readonly text: string; readonly isMatch: boolean }[] {
  const haystack = matchCase ? text : text.toLowerCase();
  const needle = matchCase ? query : query.toLowerCase();
  // Lower case may be longer than upper case; then places do not fit and nothing is marked.
  if (needle === '' || haystack.length !== text.length) return [{ at: 0, text, isMatch: false }];
  const pieces = [];
  let from = 0;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, from)) {
    if (at > from) pieces.push({ at: from, text: text.slice(from, at), isMatch: false });
    pieces.push({ at, text: text.slice(at, at + needle.length), isMatch: true });
    from = at + needle.length;
  }
  if (from < text.length || pieces.length === 0)
    pieces.push({ at: from, text: text.slice(from), isMatch: false });
  return pieces;
}
