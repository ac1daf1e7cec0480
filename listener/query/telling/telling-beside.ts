import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Query } from '../meaning/query.ts';
import { dayAfter, longDay } from '../periods/calendar-days.ts';
import type { Period } from '../periods/period.ts';
import type { Chosen } from '../records/selection.ts';
import { fits, sorted } from '../records/selection.ts';
import type { Findings, Told } from './items.ts';
import { tell } from './telling.ts';

/** Records beside another one: the others of its day, and the one that comes after it. */

/** The day that the records have which were told; undefined: they have several, or none. */
export function dayOf(told: readonly Row[], { subject }: Query): Period | undefined {
  const days = new Set(told.map((row) => textOf(row, subject.date ?? '')));
  const [day = ''] = days;
  if (days.size !== 1 || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return onDay(day);
}

function onDay(day: string): Period {
  return { words: `on ${longDay(day)}`, from: day, to: day, unit: 'day' };
}

/** So many days from a day. */
export function dayFrom({ from = '' }: Period, days: number): Period {
  return onDay(dayAfter(from, days));
}

/** @param told the records beside which others are asked for */
export function tellOthers(findings: Findings, told: readonly Row[]): Told {
  const { query, chosen } = findings;
  const known = new Set(told.map(idOf));
  const others = (rows: readonly Row[]) => rows.filter((row) => !known.has(idOf(row)));
  const rest: Chosen = { ...chosen, rows: others(chosen.rows), anyState: others(chosen.anyState) };
  const plain: Findings = { ...findings, query: { ...query, yesNo: false }, chosen: rest };
  const answer = tell(plain);
  const lead = query.yesNo ? (answer.count > 0 ? 'Yes. ' : 'No. ') : '';
  if (answer.count === 0)
    return { text: `${lead}I have nothing else on record ${query.period?.words ?? ''}.`, rows: [], count: 0 };
  return { ...answer, text: `${lead}Apart from that: ${answer.text}` };
}

/** @returns undefined where the record is not among those that are to come */
export function tellAfter(findings: Findings, of: Query, told: readonly Row[]): Told | undefined {
  const { query, chosen } = findings;
  const { date = '', time = '' } = query.subject;
  const all = sorted(chosen.rows, [date, time]);
  const ids = new Set(told.map(idOf));
  const at = all.findLastIndex((row) => ids.has(idOf(row)));
  if (at < 0) return undefined;
  // "After Dr. Johnson" is after all that one sees her for in a row.
  const isNamed = of.constraints.length > 0;
  const isSame = (row: Row) => isNamed && of.constraints.every((one) => fits(row, one));
  const behind = all.slice(at + 1);
  const next = behind.findIndex((row) => !isSame(row));
  const rows = [...all.slice(at, at + 1), ...(next < 0 ? [] : behind.slice(next))];
  return tell({ ...findings, chosen: { ...chosen, rows, anyState: rows } });
}

function idOf(row: Row): string {
  return textOf(row, '@ID');
}
