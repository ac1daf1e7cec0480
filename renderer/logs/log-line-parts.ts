import type { LogName } from '../../contract/panel-logs.ts';

/** A line taken apart for the eye; what is no line of ours is all `text`. */
export interface LineParts {
  readonly time: string;
  readonly level: string;
  readonly component: string;
  readonly text: string;
}

const EVENT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([A-Z]{4,5}) +(\S+) {2,}(.*)$/s;
const GATEWAY = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([a-z]+) +(.*)$/s;

export function partsOf(log: LogName, line: string): LineParts {
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
export function marked(
  text: string,
  wanted: string,
  matchCase: boolean,
): readonly { readonly at: number; readonly text: string; readonly hit: boolean }[] {
  const haystack = matchCase ? text : text.toLowerCase();
  const needle = matchCase ? wanted : wanted.toLowerCase();
  // Lower case may be longer than upper case; then places do not fit and nothing is marked.
  if (needle === '' || haystack.length !== text.length) return [{ at: 0, text, hit: false }];
  const pieces = [];
  let from = 0;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, from)) {
    if (at > from) pieces.push({ at: from, text: text.slice(from, at), hit: false });
    pieces.push({ at, text: text.slice(at, at + needle.length), hit: true });
    from = at + needle.length;
  }
  if (from < text.length || pieces.length === 0)
    pieces.push({ at: from, text: text.slice(from), hit: false });
  return pieces;
}
