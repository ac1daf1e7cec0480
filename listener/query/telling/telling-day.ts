import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { sorted } from '../records/selection.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { formatSome } from '../words/format-values.ts';
import { type Findings, itemOf } from './items.ts';
import { sharedScope } from './scope.ts';

/**
 * "Is my appointment on Wednesday still on?": where none of that day is to come, what became of those on record.
 * @returns a sentence to be said behind that there is none; empty where nothing else is on record for that day
 */
export function notedForDay({ query, chosen }: Findings): string {
  const { subject, period, state, stateSaid } = query;
  const isEvent = isOfEvents(subject);
  // "Was anything cancelled that day?" asks for those alone.
  const isOfStatus = stateSaid && state !== 'all' && state.when === undefined;
  if (period?.unit !== 'day' || !isEvent || isOfStatus) return '';
  const rows = sorted(chosen.anyState, subject.sort).filter((row) => statusOf(row) !== '');
  const shared = sharedScope(query, rows);
  const items = rows.map((row) => `${itemOf(subject.item, row, query, shared)} (${statusOf(row)})`);
  return items.length === 0 ? '' : ` On record for that day: ${formatSome(items)}.`;
}

function statusOf(row: Row): string {
  return textOf(row, 'STATUS').trim().toLowerCase();
}
