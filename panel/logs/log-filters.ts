import type { LogFilter } from '../../contract/panel-logs.ts';
import { systemClock } from '../../lib/clock.ts';
import { FilteredRows } from './filtered-rows.ts';
import { LineMatches } from './line-matches.ts';
import type { LogIndex } from './log-index.ts';
import type { LineQuery } from './log-search.ts';
import type { StretchSearch } from './search-thread.ts';

/** Searches that are kept; each has a thread while it works, and 8 bytes for each match. */
const MAX_SEARCHES = 4;
/** Filters that are kept: up to 8 bytes for each line that passes. */
const MAX_FILTERS = 8;

/** The filters that pages look through, each kept while it is used, so that a look costs what is new. */
export class LogFilters {
  readonly #openSearch: (query: LineQuery) => StretchSearch;
  readonly #searches = new Recent<LineMatches>(MAX_SEARCHES, (matches) => matches.close());
  readonly #filters = new Recent<FilteredRows>(MAX_FILTERS);

  constructor(openSearch: (query: LineQuery) => StretchSearch) {
    this.#openSearch = openSearch;
  }

  /** @throws PanelError BAD_PATTERN */
  matches(index: LogIndex, query: LineQuery): LineMatches {
    const key = JSON.stringify([index.path, index.epoch, query.fields, query.pattern]);
    return this.#searches.get(key, () => new LineMatches(index, this.#openSearch(query), systemClock));
  }

  /** What the filter looks for in the text of lines; undefined if nothing. @throws PanelError BAD_PATTERN */
  matchesOf(index: LogIndex, { fields = [], only }: LogFilter): LineMatches | undefined {
    if (fields.length === 0 && only === undefined) return undefined;
    return this.matches(index, { log: index.log, fields, pattern: only });
  }

  filteredRows(index: LogIndex, filter: LogFilter): FilteredRows {
    const matches = this.matchesOf(index, filter);
    const { level, since, until } = filter;
    const key = JSON.stringify([index.path, index.epoch, level, since, until, matches?.id]);
    return this.#filters.get(key, () => new FilteredRows(index.rows, filter, matches?.rows));
  }
}

/** Whether a filter leaves anything out. */
export function isFiltering({ level, since, until, fields = [], only }: LogFilter): boolean {
  return (
    level !== undefined ||
    since !== undefined ||
    until !== undefined ||
    only !== undefined ||
    fields.length > 0
  );
}

/** The values that were used last, by key. */
class Recent<Value> {
  readonly #max: number;
  readonly #onDropped: (value: Value) => void;
  /** Least recently used first. */
  readonly #values = new Map<string, Value>();

  constructor(max: number, onDropped: (value: Value) => void = () => undefined) {
    this.#max = max;
    this.#onDropped = onDropped;
  }

  get(key: string, create: () => Value): Value {
    const value = this.#values.get(key) ?? create();
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const [oldest, dropped] of this.#values) {
      if (this.#values.size <= this.#max) break;
      this.#values.delete(oldest);
      this.#onDropped(dropped);
    }
    return value;
  }
}
