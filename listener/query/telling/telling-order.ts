import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Comparison, Query } from '../meaning/query.ts';
import { sorted } from '../records/selection.ts';
import { formatDate } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import { constraintsOf } from './scope.ts';

/** Which of two records comes first: the next of each, or the last where the past is asked of. */

export function tellOrder(first: Findings, second: Findings, { style }: Comparison): Told {
  const [one, other] = [first, second].map((findings) => meant(findings));
  const missing = one === undefined ? first : other === undefined ? second : undefined;
  if (missing !== undefined || one === undefined || other === undefined) return noneOf(missing ?? first);
  const rows = [one, other];
  const told = (text: string): Told => ({ text, rows, count: rows.length });
  const [a, b] = [said(first, one), said(second, other)];
  const way = compared(first.query, one, other);
  if (one['@ID'] === other['@ID']) return told(`Both are the same: ${a}.`);
  if (way === undefined)
    return told(`Your record does not say which of the two comes first: ${a}, and ${b}.`);
  const isBefore = way < 0;
  const inOrder = isBefore ? `First ${a}; then ${b}` : `First ${b}; then ${a}`;
  const leads: Partial<Record<Comparison['style'], string>> = {
    'before-or-after': isBefore ? 'Before' : 'After',
    before: isBefore ? 'Yes' : 'No',
    after: isBefore ? 'No' : 'Yes',
  };
  const lead = leads[style];
  return told(`${lead === undefined ? '' : `${lead}. `}${inOrder}.`);
}

/** The next of what is to come, the last of what is past. */
function meant({ query, chosen }: Findings): Row | undefined {
  const { date = '', time } = query.subject;
  const rows = sorted(chosen.rows, [date, ...(time === undefined ? [] : [time])]);
  return query.tense === 'past' ? rows.at(-1) : rows[0];
}

function noneOf({ query }: Findings): Told {
  const { noun } = query.subject;
  const when = query.tense === 'past' ? 'past' : 'upcoming';
  return {
    text: `You have no ${when} ${noun[0]}${constraintsOf(query, [])} to compare.`,
    rows: [],
    count: 0,
  };
}

/** @returns undefined where they are on one day, and one of them has no time of day */
function compared({ subject }: Query, one: Row, other: Row): number | undefined {
  const { date = '', time = '' } = subject;
  const days = textOf(one, date).localeCompare(textOf(other, date));
  if (days !== 0) return days;
  const [a, b] = [textOf(one, time), textOf(other, time)];
  return a === '' || b === '' || a === b ? undefined : a.localeCompare(b);
}

function said({ query }: Findings, row: Row): string {
  const { subject } = query;
  const text = itemOf(subject.item, row, query);
  return text === '' ? formatDate(textOf(row, subject.date ?? '')) : text;
}
