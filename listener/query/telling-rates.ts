import type { Row } from '../../contract/hal.ts';
import { textOf } from '../account/text.ts';
import { named } from './calendar-days.ts';
import type { Findings, Told } from './items.ts';
import { moneyOf } from './money.ts';
import type { Query } from './query.ts';
import { unitsIn } from './rates.ts';
import { scopeOf } from './scope.ts';
import { isDay } from './selection.ts';
import { formatMoney, formatSome } from './spoken.ts';

/** Answers about one month, week and so on of many: the mean, what it is of, and over how many. */

/** Each month by itself, and what they come to. @param rows one at least, newest first */
export function tellMonths(findings: Findings, rows: readonly Row[], hundredths: number): Told {
  const { query, isSigned } = findings;
  const { date = '' } = query.subject;
  const months = new Map<string, Row[]>();
  for (const row of [...rows].reverse()) {
    const day = textOf(row, date);
    const name = isDay(day) ? named({ from: day, to: day, unit: 'month' }) : 'without a readable day';
    const known = months.get(name);
    if (known === undefined) months.set(name, [row]);
    else known.push(row);
  }
  const money = (amount: number) => formatMoney((amount / 100).toFixed(2));
  const each = [...months].map(
    ([name, those]) => `${money(moneyOf(query, those, isSigned).hundredths)} ${name}`,
  );
  const text = `That comes to ${money(hundredths)}${scopeOf(query, rows)}: ${formatSome(each)}.`;
  return { text, rows, count: rows.length };
}

/**
 * @param rows those that are meant; there is one at least
 * @param hundredths what they come to
 */
export function tellRate(query: Query, rows: readonly Row[], hundredths: number, today: string): Told {
  const { subject, period, rate = 'month', operation, flow } = query;
  const span = period === undefined ? undefined : unitsIn(period, rate, today);
  const number = span?.number ?? 1;
  const scope = scopeOf(query, rows);
  const runs = span?.runs === true ? ', this one included' : '';
  const over = `in ${number} ${rate}s${runs}`;
  if (operation === 'count' || operation === 'times') {
    const mean = Math.round((10 * rows.length) / number) / 10;
    const noun = rows.length === 1 ? `one ${subject.noun[0]}` : `${rows.length} ${subject.noun[1]}`;
    const each = mean === 1 ? `one ${subject.noun[0]}` : `${mean} ${subject.noun[1]}`;
    const text = `On average ${each} a ${rate}${scope}: ${noun} ${number === 1 ? `in a ${rate}` : over}.`;
    return { text, rows: [], count: rows.length };
  }
  const verb = { spent: 'you spent', earned: 'you received', refunded: 'you were refunded' } as const;
  const lead = flow === undefined ? 'it was' : verb[flow];
  const whole = formatMoney((hundredths / 100).toFixed(2));
  if (number === 1) {
    const text = `${lead.charAt(0).toUpperCase()}${lead.slice(1)} ${whole}${scope}.`;
    return { text, rows, count: rows.length };
  }
  const mean = formatMoney((Math.round(hundredths / number) / 100).toFixed(2));
  return {
    text: `On average ${lead} ${mean} a ${rate}${scope}: ${whole} ${over}.`,
    rows,
    count: rows.length,
  };
}
