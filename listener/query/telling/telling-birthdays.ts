import type { Row } from '../../../contract/hal.ts';
import { internalDay, isoDay } from '../../account/iso.ts';
import { textOf } from '../../account/text.ts';
import type { Birthdays } from '../meaning/query.ts';
import { isDay } from '../records/selection.ts';
import { capital, formatAll, formatDate, MONTHS } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';

/** Birthdays by their day of the year: the next one, or those of a month, each with the day that it falls on. */
export function tellBirthdays(findings: Findings, asked: Birthdays): Told {
  const { query, chosen, now } = findings;
  const { field, month, year } = asked;
  const dated = chosen.rows
    .filter((row) => isDay(textOf(row, field)))
    .map((row) => ({ row, born: textOf(row, field), next: nextOf(textOf(row, field), now.date) }))
    .sort((a, b) => (a.next < b.next ? -1 : Number(a.next > b.next)));
  const nameOf = (row: Row) => itemOf(query.subject.name, row, query);
  const told = (text: string, rows: readonly Row[]): Told => ({
    text: `${asked.yesNo ? (rows.length > 0 ? 'Yes. ' : 'No. ') : ''}${text}`,
    rows,
    count: rows.length,
  });
  if (year !== undefined) {
    const of = dated.filter(({ born }) => born.startsWith(year));
    const items = of.map(({ row, born }) => `${nameOf(row)} on ${formatDate(born)}`);
    const text =
      of.length === 0 ? `I know of nobody born in ${year}.` : `Born in ${year}: ${formatAll(items)}.`;
    return told(
      text,
      of.map(({ row }) => row),
    );
  }
  const [first] = dated;
  if (first === undefined) return { text: 'I have no birthdays on record.', rows: [], count: 0 };
  const of =
    month === undefined
      ? dated.filter(({ next }) => next === first.next)
      : dated.filter(({ next }) => Number(next.slice(5, 7)) === month);
  const items = of.map(
    ({ row, born, next }) => `${nameOf(row)} on ${formatDate(next)}, ${ageOn(born, next)} years old`,
  );
  const lead = month === undefined ? 'The next birthday' : `Birthdays in ${capital(MONTHS[month - 1] ?? '')}`;
  const none = `I know of no birthday in ${capital(MONTHS[(month ?? 1) - 1] ?? '')}.`;
  return told(
    of.length === 0 ? none : `${lead}: ${formatAll(items)}.`,
    of.map(({ row }) => row),
  );
}

/** The day of this year or the next one, from today on. */
function nextOf(born: string, today: string): string {
  const year = Number(today.slice(0, 4));
  const day = dayIn(year, born);
  return day >= today ? day : dayIn(year + 1, born);
}

/** Who was born on February 29 has it on March 1 where the year has no such day. */
function dayIn(year: number, born: string): string {
  return isoDay(internalDay(`${year}${born.slice(4)}`));
}

function ageOn(born: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4));
}
