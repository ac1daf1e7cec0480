import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Share, ShareOf } from '../meaning/put-together.ts';
import type { Query } from '../meaning/query.ts';
import { longDay, longMonth, monthsLater } from '../periods/calendar-days.ts';
import { isDay, sorted } from '../records/selection.ts';
import { formatAll, formatList, formatMoney, formatSome } from '../words/format-values.ts';
import type { Findings, Told } from './items.ts';
import { moneyOf } from './money.ts';
import { scopeOf } from './scope.ts';

/** Which month, payee or kind most was spent on. */

/** Said by name; what the others come to is said together. */
const MAX_EACH = 8;
const MAX_MONTHS = 12;

/** What went to each month, payee or kind, and what all of it comes to. @param rows one at least, newest first */
export function tellEach(findings: Findings, rows: readonly Row[], of: ShareOf, hundredths: number): Told {
  const { query } = findings;
  const shares = sharesOf({ ...findings, rows: findings.chosen.rows }, of);
  const known = typeof of === 'string' ? shares : [...shares].sort((a, b) => b.hundredths - a.hundredths);
  const most = typeof of === 'string' ? MAX_MONTHS : MAX_EACH;
  const [said, rest] = [known.slice(0, most), known.slice(most)];
  const others =
    rest.length === 0
      ? []
      : [
          `${cash(rest.reduce((sum, share) => sum + share.hundredths, 0))} ${placed(`${rest.length} others`, of)}`,
        ];
  const each = said.map(({ name, hundredths: sum }) => `${cash(sum)} ${placed(name, of)}`);
  const lead = typeof of === 'string' ? 'That comes to' : LEADS[query.flow ?? 'spent'];
  const text = `${lead} ${cash(hundredths)}${scopeOf(query, rows)}: ${formatList([...each, ...others])}.`;
  return { text, rows, count: rows.length };
}

const LEADS = { spent: 'You spent', earned: 'You received', refunded: 'You were refunded' } as const;

interface Part {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly hundredths: number;
}

/** @returns undefined where there is nothing to share out */
export function tellShare(findings: Findings, { of, isLeast }: Share): Told | undefined {
  const { query } = findings;
  const shares = sharesOf({ ...findings, rows: findings.chosen.rows }, of);
  if (isLeast) return tellLeast(findings, of, shares);
  if (query.limit !== undefined && query.limit > 1) return tellTop(query, of, shares, query.limit);
  return tellEnd(query, of, shares, 'most');
}

/** "The top five shops": so many of them, the biggest first. */
function tellTop(query: Query, of: ShareOf, shares: readonly Part[], limit: number): Told | undefined {
  const top = [...shares].sort((a, b) => b.hundredths - a.hundredths).slice(0, limit);
  if (top.length === 0) return undefined;
  const rows = top.flatMap((share) => share.rows);
  const verb = query.flow === 'earned' ? 'received' : 'spent';
  const each = top.map(({ name, hundredths }) => `${cash(hundredths)} ${placed(name, of)}`);
  return {
    text: `You ${verb} the most${scopeOf(query, rows)}: ${formatList(each)}.`,
    rows,
    count: rows.length,
  };
}

/** Those at one end, which may be several. */
function tellEnd(
  query: Query,
  of: ShareOf,
  shares: readonly Part[],
  end: 'most' | 'least',
): Told | undefined {
  const sums = shares.map(({ hundredths }) => hundredths);
  const far = end === 'most' ? Math.max(...sums) : Math.min(...sums);
  const top = shares.filter(({ hundredths }) => hundredths === far);
  const [first] = top;
  if (first === undefined) return undefined;
  const rows = top.flatMap((share) => share.rows);
  const verb = query.flow === 'earned' ? 'received' : 'spent';
  const each = top.length > 1 ? ' each' : '';
  const said = formatSome(top.map(({ name }) => name));
  const text = `You ${verb} the ${end}${scopeOf(query, rows)} ${placed(said, of)}: ${cash(far)}${each}.`;
  return { text, rows, count: rows.length };
}

/** The month or day with the least; a month without any payment has less than each that has one. */
function tellLeast({ query, now, chosen }: Findings, of: ShareOf, shares: readonly Part[]): Told | undefined {
  // The month that runs may still come to more.
  const whole = shares.filter(({ name }) => name !== longMonth(now.date));
  const compared = of === 'month' && whole.length > 0 ? whole : shares;
  const empty = of === 'month' ? emptyMonths(query, chosen.rows, shares, now.date) : [];
  if (empty.length > 0) {
    const verb = query.flow === 'earned' ? 'received' : 'spent';
    const text = `You ${verb} nothing${scopeOf(query, [])} ${placed(formatAll(empty), of)}.`;
    const least = tellEnd(query, of, compared, 'least');
    const rest = least === undefined ? '' : ` Of the other months: ${least.text}`;
    return { text: `${text}${rest}`, rows: least?.rows ?? [], count: least?.count ?? 0 };
  }
  const told = tellEnd(query, of, compared, 'least');
  if (of !== 'day' || told === undefined) return told;
  return { ...told, text: `Of the days with a payment: ${told.text}` };
}

/** The whole months of the period that was asked for, or from the first record on, in which none was paid. */
function emptyMonths(
  query: Query,
  rows: readonly Row[],
  shares: readonly Part[],
  today: string,
): readonly string[] {
  const { date = '' } = query.subject;
  const days = rows.map((row) => textOf(row, date)).filter(isDay);
  const first = query.period?.from ?? days.reduce((a, b) => (a < b ? a : b), today);
  const last = query.period?.to ?? today;
  const paid = new Set(shares.map(({ name }) => name));
  const empty: string[] = [];
  for (let day = `${first.slice(0, 7)}-01`; day <= last; day = monthsLater(day, 1)) {
    if (day.slice(0, 7) >= today.slice(0, 7)) break;
    if (!paid.has(longMonth(day))) empty.push(longMonth(day));
  }
  return empty;
}

/** What each month came to, newest last. */
export function monthsOf(query: Query, rows: readonly Row[], isSigned: boolean): readonly string[] {
  const shares = sharesOf({ query, rows, isSigned }, 'month');
  return shares.map(({ name, hundredths }) => `${cash(hundredths)} ${placed(name, 'month')}`);
}

/** The months in their order, newest last; payees and kinds as they come. */
function sharesOf(
  { query, rows: all, isSigned }: Pick<Findings, 'query' | 'isSigned'> & { readonly rows: readonly Row[] },
  of: ShareOf,
): readonly Part[] {
  // Without a word for whose money it is what was spent.
  const spent: Query = { ...query, flow: query.flow ?? 'spent' };
  const { date = '' } = query.subject;
  const ordered = typeof of === 'string' ? sorted(all, [date]) : all;
  const groups = new Map<string, Row[]>();
  for (const row of ordered) {
    const key = keyOf(row, query, of);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups]
    .map(([name, rows]) => {
      const money = moneyOf(spent, rows, isSigned);
      return { name, rows: money.rows, hundredths: money.hundredths };
    })
    .filter(({ rows, hundredths }) => rows.length > 0 && hundredths > 0);
}

function cash(hundredths: number): string {
  return formatMoney((hundredths / 100).toFixed(2));
}

function keyOf(row: Row, { subject }: Query, of: ShareOf): string {
  if (typeof of === 'string') {
    const day = textOf(row, subject.date ?? '');
    if (!isDay(day)) return `no readable ${of}`;
    return of === 'month' ? longMonth(day) : longDay(day);
  }
  const name = of.fields.map((field) => textOf(row, field).trim()).find((text) => text !== '') ?? '';
  if (name === '') return `what has no ${of.kind}`;
  // A category written in capitals is no name: it is said as a word.
  return of.groups.length > 0 && name === name.toUpperCase() ? name.toLowerCase() : name;
}

function placed(name: string, of: ShareOf): string {
  if (typeof of === 'string') return `${of === 'month' ? 'in' : 'on'} ${name}`;
  return of.say.replace('{}', () => name);
}
