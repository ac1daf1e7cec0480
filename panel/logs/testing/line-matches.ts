import { systemClock } from '../../../lib/clock.ts';
import { LineMatches } from '../line-matches.ts';
import type { LogIndex } from '../log-index.ts';
import { type LineQuery, lineMatcher, searchStretch } from '../log-search.ts';
import type { StretchSearch } from '../search-thread.ts';

/** Searches as the thread does, in this one. */
function directSearch(query: LineQuery): StretchSearch {
  const matches = lineMatcher(query);
  return { search: (stretch) => searchStretch(stretch, matches), close: () => undefined };
}

export function lineMatches(index: LogIndex, query: LineQuery, clock = systemClock): LineMatches {
  return new LineMatches(index, directSearch(query), clock);
}
