import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { isDay, sorted } from '../records/selection.ts';
import { formatAll, formatDate } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import { moneyOf } from './money.ts';
import { ofMainPayee } from './price-change.ts';
import { constraintsOf, periodOf } from './scope.ts';

/** On which day of the month something was paid: what has been so each time, and not what is due. */

/** So many payments are looked at, the latest ones: what was so long ago may have changed. */
const LOOKED_AT = 12;
/** Fewer say nothing of what is usual. */
const FEWEST = 3;
/** As many of them make a day the usual one. */
const MOST = 0.7;

export function tellUsualDay(findings: Findings): Told {
  const { query, chosen, isSigned } = findings;
  const { subject } = query;
  const { date = '', noun } = subject;
  const paid = moneyOf({ ...query, flow: query.flow ?? 'spent' }, chosen.rows, isSigned).rows;
  // "When do I get paid?" is asked of one's pay, and not of what the bank gives.
  const meant = query.constraints.length === 0 ? ofMainPayee(paid, findings) : paid;
  const rows = sorted(
    meant.filter((row) => isDay(textOf(row, date))),
    [`-${date}`, '@ID'],
  ).slice(0, LOOKED_AT);
  const [latest] = rows;
  const scope = `${constraintsOf(query, rows)}${periodOf(query)}`;
  if (latest === undefined) return { text: `I found no ${noun[1]}${scope}.`, rows, count: 0 };
  const told = (text: string): Told => ({ text, rows, count: rows.length });
  const days = rows.map((row) => formatDate(textOf(row, date)));
  const payee = query.constraints.length === 0 ? ` at ${itemOf(subject.name, latest, query)}` : '';
  if (rows.length < FEWEST) {
    const count = rows.length === 1 ? `one ${noun[0]}` : `${rows.length} ${noun[1]}`;
    return told(`I have only ${count}${payee}${scope} on record: on ${formatAll(days)}.`);
  }
  const lead = `${rows.length} latest ${noun[1]}${payee}${scope}`;
  const counts = countsOf(rows, date);
  const [first] = counts;
  const end = `the last one on ${days[0]}`;
  if (first !== undefined && counts.length === 1)
    return told(`The ${lead} were all on the ${ordinal(first.day)} of the month, ${end}.`);
  if (first !== undefined && first.count >= MOST * rows.length) {
    const others = formatAll(counts.slice(1).map(({ day }) => ordinal(day)));
    return told(
      `Of the ${lead} ${first.count} were on the ${ordinal(first.day)} of the month, the others on the ${others}; ${end}.`,
    );
  }
  const all = formatAll(
    counts
      .map(({ day }) => day)
      .sort((a, b) => a - b)
      .map(ordinal),
  );
  return told(`The ${lead} were on no fixed day of the month: on the ${all}; ${end}.`);
}

/** The days of the month by how often they come, most often first. */
function countsOf(rows: readonly Row[], date: string): { readonly day: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const day = Number(textOf(row, date).slice(8));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts]
    .map(([day, count]) => ({ day, count }))
    .sort((a, b) => b.count - a.count || a.day - b.day);
}

function ordinal(day: number): string {
  const end = day % 10;
  const isTeen = day > 10 && day < 14;
  return `${day}${isTeen ? 'th' : end === 1 ? 'st' : end === 2 ? 'nd' : end === 3 ? 'rd' : 'th'}`;
}
