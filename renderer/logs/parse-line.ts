import { splitEventLine, splitGatewayLine } from '../../contract/log-line.ts';
import type { LogName } from '../../contract/panel-logs.ts';

/** A line taken apart for the eye; what is no line of ours is all `text`. */
export interface ParsedLine {
  readonly time: string;
  readonly level: string;
  readonly component: string;
  readonly text: string;
}

export function parseLine(log: LogName, line: string): ParsedLine {
  if (log === 'events') {
    const event = splitEventLine(line);
    if (event !== undefined) {
      const { stamp, level, component, text } = event;
      return { time: stamp, level: level.toUpperCase(), component, text };
    }
  }
  if (log === 'gateway') {
    const parts = splitGatewayLine(line);
    if (parts !== undefined)
      return { time: parts.stamp, level: '', component: parts.event, text: parts.text };
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
