import type { QmText } from '../text.ts';
import type { Field } from './field.ts';
import { formatted } from './format.ts';
import { Pages } from './page.ts';
import type { Query } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { shownValue } from './shown-value.ts';

/** Characters a field's heading has on its line. */
const HEADING_WIDTH = 12;

/** A report with a line a field and a blank line after each record. */
export function verticalReport(
  query: Query,
  heading: QmText | undefined,
  records: readonly StoredRecord[],
  closing: QmText | undefined,
): readonly QmText[] {
  const paged = query.layout.kind !== 'delimited' && query.layout.paged;
  const pages = new Pages(heading, [], paged);
  for (const record of records) {
    for (const field of query.columns) {
      for (const line of fieldLines(field, record, !query.suppress.columnHeadings)) pages.emit(line);
    }
    pages.emit('');
  }
  if (closing !== undefined) {
    pages.emit('');
    pages.emit(closing);
  }
  return pages.lines;
}

function fieldLines(field: Field, record: StoredRecord, named: boolean): QmText[] {
  const shown = shownValue(field, record);
  const values = field.multivalued ? shown.split(/[\u00fc\u00fd]/) : [shown];
  const name = field.heading.slice(0, HEADING_WIDTH).padEnd(HEADING_WIDTH, '.').replaceAll('\u00fd', ' ');
  return values
    .flatMap((value) => formatted(value, field.format))
    .map((line, index) => {
      if (!named) return line;
      return index === 0 ? `${name} : ${line}` : `${' '.repeat(HEADING_WIDTH)}   ${line}`;
    });
}
