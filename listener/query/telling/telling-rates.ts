import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { unitsIn } from '../meaning/rates.ts';
import { formatMoney } from '../words/format-values.ts';
import type { Told } from './items.ts';
import { scopeOf } from './scope.ts';

/** Answers about one month, week and so on of many: the mean, what it is of, and over how many. */

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
  const over = `over ${number} ${rate}s${runs}`;
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
    text: `On average ${lead} ${mean} a ${rate}${scope}, ${over}.`,
    rows,
    count: rows.length,
  };
}
