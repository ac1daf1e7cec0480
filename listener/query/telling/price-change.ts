import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Period } from '../periods/period.ts';
import { sorted } from '../records/selection.ts';
import { formatDate, formatList, formatMoney, formatSome } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import { hundredthsOf, moneyOf } from './money.ts';
import { constraintsOf } from './scope.ts';
import { trendBeginning } from './telling-bounded.ts';
import { monthsOf } from './telling-share.ts';

/** How what one payee takes, or pays, has changed: from when on it was another amount. */

interface Step {
  readonly before: Row;
  readonly row: Row;
  /** In hundredths. */
  readonly change: number;
}

/** An amount that is another one so often has no price that changes. */
const MAX_STEPS = 3;
/** Of such the last months are told. */
const MAX_MONTHS = 6;

export function tellPriceChange(findings: Findings): Told {
  const { query, chosen, isSigned } = findings;
  const { subject, changed, flow } = query;
  const { date = '', amount = '' } = subject;
  const money = moneyOf({ ...query, flow: flow ?? 'spent' }, chosen.rows, isSigned);
  const all = ofMainPayee(sorted(money.rows, [date, '@ID']), findings);
  const { from, to } = changed?.period ?? {};
  const dayOf = (row: Row) => textOf(row, date);
  const until = all.filter((row) => dayOf(row) <= (to ?? '9999'));
  const inside = until.filter((row) => dayOf(row) >= (from ?? ''));
  const before = until.filter((row) => dayOf(row) < (from ?? '')).slice(-1);
  const rows = isBeginningPaid(inside.map(dayOf), changed?.period) ? inside : [...before, ...inside];
  const [first] = rows;
  const last = rows.at(-1);
  const when = changed?.period === undefined ? '' : ` ${changed.period.words}`;
  const what = `${flow === 'earned' ? 'What you receive' : 'What you pay'}${constraintsOf(query, rows)}`;
  if (first === undefined || last === undefined || inside.length === 0 || rows.length < 2)
    return {
      text: `I have too few payments${constraintsOf(query, rows)}${when} on record to compare.`,
      rows,
      count: 0,
    };
  const sizeOf = (row: Row) => Math.abs(hundredthsOf(textOf(row, amount)) ?? 0);
  const steps = rows.slice(1).flatMap((row, at): readonly Step[] => {
    const one = rows[at];
    const change = one === undefined ? 0 : sizeOf(row) - sizeOf(one);
    return one === undefined || change === 0 ? [] : [{ before: one, row, change }];
  });
  const on = (row: Row) => `${cash(sizeOf(row))} on ${formatDate(dayOf(row))}`;
  if (steps.length > MAX_STEPS) {
    const months = monthsOf(query, rows, isSigned).slice(-MAX_MONTHS);
    const text = `${what} is another amount nearly each time${when}: ${on(first)} and ${on(last)}. By month: ${formatList(months)}.`;
    return { text, rows: [first, last], count: 2 };
  }
  const lead = query.yesNo ? trendBeginning(query.way ?? 'any', [sizeOf(last) - sizeOf(first)]) : '';
  if (steps.length === 0)
    return {
      text: `${lead}${what} has not changed${when}: ${on(first)} and ${on(last)}.`,
      rows: [first, last],
      count: 2,
    };
  const said = steps.map(
    ({ before: one, row, change }) =>
      `${change > 0 ? 'up' : 'down'} by ${cash(Math.abs(change))}, from ${on(one)} to ${on(row)}`,
  );
  return {
    text: `${lead}${what} went ${formatSome(said)}.`,
    rows: steps.map(({ row }) => row),
    count: steps.length,
  };
}

/**
 * "Since last month", "from October to November": than it was in the month in which the time begins, and not than it was
 * before, where something was paid in it and again later.
 */
function isBeginningPaid(days: readonly string[], period: Period | undefined): boolean {
  const { from = '', words = '' } = period ?? {};
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const isFromMonth = SINCE_OR_BETWEEN.test(words) && from.endsWith('-01');
  return isFromMonth && monthOf(first) === monthOf(from) && monthOf(last) !== monthOf(from);
}
const SINCE_OR_BETWEEN = /^(?:since|from|between) /;

function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Of a kind that several are paid for, the one that is paid most often: "my pay" is no interest of the bank. */
export function ofMainPayee(rows: readonly Row[], { query }: Findings): readonly Row[] {
  const nameOf = (row: Row) => itemOf(query.subject.name, row, query);
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  const [main] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return rows.filter((row) => nameOf(row) === main);
}

function cash(hundredths: number): string {
  return formatMoney((hundredths / 100).toFixed(2));
}
