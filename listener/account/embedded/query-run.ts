import type { Sliceable } from '../../../lib/slices.ts';
import type { Executed } from '../account.ts';
import type { QmText } from '../text.ts';
import { idChoiceOf } from './candidates.ts';
import { columnReport } from './column-report.ts';
import { conditionOf } from './condition.ts';
import { delimitedReport } from './delimited-report.ts';
import type { Query } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { sorted } from './record-order.ts';

/** The records a query runs on. */
export interface QueryRecords {
  get(id: QmText): StoredRecord | undefined;
  all(): readonly StoredRecord[];
}

/** The records a query is about, and the ids it named that are not there. */
interface Found {
  readonly records: readonly StoredRecord[];
  readonly missing: readonly QmText[];
}

/** Runs a query on records in memory, yielding in between: a file may have many. */
export function* runQuery(query: Query, file: QueryRecords): Sliceable<Executed> {
  const found = yield* find(query, file);
  const count = found.records.length;
  const sample = query.sample === undefined ? '' : 'Sample of ';
  switch (query.verb) {
    case 'COUNT':
      return { output: lines([`${sample}${count} record(s) counted`], found.missing), status: count };
    case 'SELECT':
    case 'SSELECT': {
      const output = query.suppress.count ? '' : `${sample}${count} record(s) selected to list 0`;
      return { output, status: count };
    }
    default: {
      const closing = query.suppress.count ? undefined : `${sample}${count} record(s) listed`;
      const report =
        query.layout.kind === 'delimited'
          ? yield* delimitedReport(query, query.layout, found.records, closing)
          : columnReport(query, found.records, closing);
      return { output: lines(report, found.missing), status: count };
    }
  }
}

/** QM looks for every id that was named before it selects, cuts or sorts (recorded in query-absent-ids.json). */
function* find(query: Query, file: QueryRecords): Sliceable<Found> {
  const choice = idChoiceOf(query);
  const selection = choice === undefined ? query.selection : choice.rest;
  const condition = selection && conditionOf(selection);
  const missing = new Set<QmText>();
  const named = choice?.ids.flatMap((id) => {
    const record = file.get(id);
    if (record === undefined) missing.add(id);
    return record ?? [];
  });
  const records: StoredRecord[] = [];
  for (const record of named ?? file.all()) {
    if (condition === undefined || condition(record)) records.push(record);
    if (records.length === query.sample) break;
    yield;
  }
  return { records: sorted(records, query.sort), missing: [...missing] };
}

function lines(report: readonly QmText[], missing: readonly QmText[]): QmText {
  return [...report, ...missing.map((id) => `'${id}' not found`)].join('\n');
}
