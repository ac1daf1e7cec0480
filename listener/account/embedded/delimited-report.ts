import type { Sliceable } from '../../../lib/slices.ts';
import type { QmText } from '../text.ts';
import type { Layout, Query } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { shownValue } from './shown-value.ts';

type Delimited = Extract<Layout, { kind: 'delimited' }>;

/** The lines of a CSV or DELIMITER report: headings (never quoted, as in QM), a line a record, the closing line. */
export function* delimitedReport(
  query: Query,
  layout: Delimited,
  records: readonly StoredRecord[],
  closing: QmText | undefined,
): Sliceable<QmText[]> {
  const lines: QmText[] = [];
  if (!query.suppress.columnHeadings) {
    const headings = query.columns.map(({ heading }) => heading.replaceAll('\u00fd', ' '));
    lines.push(headings.join(layout.delimiter));
  }
  for (const record of records) {
    const cells = query.columns.map((field) => quoted(shownValue(field, record), layout));
    lines.push(cells.join(layout.delimiter));
    yield;
  }
  if (closing !== undefined) lines.push(closing);
  return lines;
}

function quoted(cell: QmText, { delimiter, quoting }: Delimited): QmText {
  const needsQuotes =
    quoting === 'needed'
      ? cell.includes('"') || cell.includes(delimiter)
      : quoting === 'texts' && /[^0-9.-]/.test(cell);
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}
