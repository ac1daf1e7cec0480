import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { isIn, sorted, stateOf } from '../records/selection.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { formatDate, formatSome } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import { usual, wasOf } from './told-records.ts';

/** "Did I make it to the dentist?": a visit that is past and still noted as planned proves nothing. */

/** The same with the visits alone that are on record as having taken place. */
export function withProved(findings: Findings): Findings {
  const { chosen } = findings;
  return { ...findings, chosen: { ...chosen, rows: chosen.rows.filter((row) => isProved(findings, row)) } };
}

/** @returns undefined where one of the visits is proved, or there is none */
export function tellUnproved(findings: Findings): Told | undefined {
  const { query, chosen, now } = findings;
  const { rows } = chosen;
  if (!query.isOfAttendance || rows.length === 0 || rows.some((row) => isProved(findings, row)))
    return undefined;
  const { subject } = query;
  const items = rows.map((row) => `${itemOf(subject.item, row, query)} (${wasOf(subject, row, now)})`);
  return {
    text: `The records do not say whether it took place: ${formatSome(items)}.`,
    rows,
    count: rows.length,
  };
}

/** "Has the flu shot been done yet?": that of last year is no proof that the one to come is not meant. */
export function againText({ query, chosen, now }: Findings, told: readonly Row[]): string {
  const { subject, period, tense, state } = query;
  const { date } = subject;
  const isOfReason = query.constraints.some(({ kind }) => kind.names);
  if (!isOfReason || period !== undefined || date === undefined || !isOfEvents(subject)) return '';
  const isDone = tense === 'past' || (state !== 'all' && state.when === 'past');
  if (!isDone || told.some((row) => textOf(row, date) >= now.date)) return '';
  const [next] = sorted(
    chosen.anyState.filter((row) => textOf(row, date) >= now.date && usual(subject, row)),
    [date],
  );
  return next === undefined ? '' : ` The next one is on ${formatDate(textOf(next, date))}.`;
}

function isProved({ query, now }: Findings, row: Findings['chosen']['rows'][number]): boolean {
  const state = stateOf(query, now);
  if (!query.isOfAttendance || state === 'all' || state.when !== 'past') return true;
  return isIn(row, { ...state, filter: state.proof, when: undefined }, query.subject, now);
}
