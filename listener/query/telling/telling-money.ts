import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { isWithin } from '../meaning/bounds.ts';
import type { Query } from '../meaning/query.ts';
import { sorted, stateOf } from '../records/selection.ts';
import type { Subject } from '../table/subject-table.ts';
import { formatDate, formatList, formatMoney, formatSome, MAX_SPOKEN } from '../words/format-values.ts';
import { type Findings, itemOf, type Told, there } from './items.ts';
import { cameBackText, flowOf, hundredthsOf, leftOf, type Money, moneyOf, saysRefund } from './money.ts';
import { tellPriceChange } from './price-change.ts';
import { boundsOf, scopeOf, sharedScope } from './scope.ts';
import { tellExact } from './telling-exact.ts';
import { tellRate } from './telling-rates.ts';
import { tellEach, tellShare } from './telling-share.ts';
import { tellUsualDay } from './telling-usual-day.ts';
import { noFurther } from './told-records.ts';

/** Answers about amounts: what went out, came in and came back. */

export function answerMoney(findings: Findings): Told {
  const { query, chosen, isSigned, now } = findings;
  const { subject } = query;
  if (query.isSumBounded && (query.over !== undefined || query.under !== undefined))
    return tellBounded(findings);
  if (query.isUsualDay) return tellUsualDay(findings);
  if (query.changed !== undefined) return tellPriceChange(findings);
  const state = stateOf(query, now);
  const money = moneyOf(query, chosen.rows, isSigned);
  const rows = sorted(money.rows, subject.sort);
  const scope = `${scopeOf(query, rows)}`;
  const unread =
    money.unreadable.length === 0
      ? ''
      : ` I could not read ${money.unreadable.length === 1 ? 'one amount' : `${money.unreadable.length} amounts`}: ${formatSome(money.unreadable.map((text) => `“${text}”`))}.`;
  const told =
    exactOrCurrent(findings, money, rows) ??
    cameIn(findings, money, scope) ??
    cameBack(findings, rows) ??
    moneyText(findings, money, rows, scope, state === 'all' ? '' : `${state.name} `);
  return { ...told, text: `${told.text}${unread}` };
}

/** What one amount was, or what is paid now where it is the same each time. */
function exactOrCurrent(findings: Findings, money: Money, rows: readonly Row[]): Told | undefined {
  const { query } = findings;
  if (query.exactly !== undefined && query.operation !== 'count') return tellExact(findings, money);
  const [latest, before] = rows;
  if (!query.isCurrent || latest === undefined || before === undefined) return undefined;
  const { amount = '', item, date = '' } = query.subject;
  if (textOf(latest, amount) !== textOf(before, amount)) return undefined;
  const said = itemOf(item, latest, query, sharedScope(query, rows)).replace(/^-/, '');
  return {
    text: `The latest payment${scopeOf(query, rows)}: ${said}. It was the same on ${formatDate(textOf(before, date))}.`,
    rows: [latest],
    count: 1,
  };
}

/** Of one whom nothing went to, or came back from: what came in from there. "Payments from Acme" are such. */
function cameIn(findings: Findings, { rows, refunded }: Money, scope: string): Told | undefined {
  const { query, chosen, isSigned } = findings;
  const isNone = rows.length === 0 && refunded === 0 && query.flow !== undefined && query.flow !== 'earned';
  const isClear = query.yesNo && query.flow !== 'refunded';
  if (!isNone || query.constraints.length === 0 || isClear || query.share !== undefined) return undefined;
  const earned: Query = { ...query, flow: 'earned', yesNo: false };
  const income = moneyOf(earned, chosen.rows, isSigned).rows;
  if (income.length === 0) return undefined;
  const told = answerMoney({ ...findings, query: earned });
  if (query.flow === 'refunded' && income.every(saysRefund))
    return { ...told, text: `${query.yesNo ? 'Yes. ' : ''}${told.text}` };
  const none = query.flow === 'spent' ? 'expenses' : 'refunds';
  return { ...told, text: `I found no ${none}${scope}, but income. ${told.text}` };
}

/** "Costco September", where all that is on record then came back: it is no sum that was spent. */
function cameBack(findings: Findings, rows: readonly Row[]): Told | undefined {
  const { query, isSigned } = findings;
  const isPlain = query.flow === undefined && query.order === undefined && query.each === undefined;
  if (!isPlain || query.constraints.length === 0 || rows.length === 0) return undefined;
  if (!rows.every((row) => flowOf(row, query.subject, isSigned) === 'refunded')) return undefined;
  return answerMoney({ ...findings, query: { ...query, flow: 'refunded', operation: 'sum' } });
}

function moneyText(
  findings: Findings,
  money: Money,
  rows: readonly Row[],
  scope: string,
  state: string,
): Told {
  const { query, chosen, isSigned, now } = findings;
  const { subject, operation, order, flow, limit } = query;
  const { noun } = subject;
  const shared = sharedScope(query, rows);
  // What went out is said without its minus, where nothing else is told beside it.
  const isOut = flow === 'spent' || rows.every((row) => flowOf(row, subject, isSigned) === 'spent');
  const item = (row: Row) => {
    const text = itemOf(subject.item, row, query, shared);
    return isOut ? text.replace(/^-/, '') : text;
  };
  const [latest] = rows;
  if (query.share !== undefined) {
    const told = tellShare(findings, query.share);
    if (told !== undefined) return told;
  }
  if (
    query.each !== undefined &&
    order === undefined &&
    latest !== undefined &&
    (operation === 'list' || operation === 'sum')
  )
    return tellEach(findings, rows, query.each, money.hundredths);
  if (query.rate !== undefined && latest !== undefined)
    return tellRate(query, rows, money.hundredths, now.date);
  if (operation === 'count' || operation === 'times')
    return { text: there(rows.length, subject, state, scope), rows: [], count: rows.length };
  if (latest === undefined) {
    const text = `I found no ${state}${flow === 'refunded' ? 'refunds' : flow === 'earned' ? 'income' : flow === 'spent' && chosen.rows.length > 0 ? 'expenses' : noun[1]}${scope}.`;
    return {
      text: `${query.yesNo && operation === 'exists' ? 'No. ' : ''}${text}${cameBackText(money.refunded)}`,
      rows: [],
      count: 0,
    };
  }
  if (order === 'max' || order === 'min' || order === 'last' || order === 'first') {
    const ranked = rank(query, rows);
    const shown = ranked.slice(query.skip, query.skip + (limit ?? 1));
    if (shown.length === 0) return noFurther(query);
    const names = { max: 'biggest', min: 'smallest', last: 'latest', first: 'first' } as const;
    const thing =
      flow === 'spent'
        ? ['expense', 'expenses']
        : flow === 'refunded'
          ? ['refund', 'refunds']
          : flow === 'earned'
            ? ['income', 'incomes']
            : noun;
    const text =
      query.skip > 0
        ? `${furtherOne(query, thing[0] ?? noun[0])}${scope}: ${item(shown[0] ?? latest)}.`
        : shown.length === 1
          ? `Your ${names[order]} ${state}${thing[0]}${scope}: ${item(shown[0] ?? latest)}.`
          : `Your ${shown.length} ${names[order]} ${state}${thing[1]}${scope}: ${formatSome(shown.map(item))}.${togetherText(query, shown)}`;
    return { text, rows: shown, count: shown.length };
  }
  if (operation === 'average') {
    // What came back makes no bill smaller.
    const mean = Math.round((money.hundredths + money.refunded) / rows.length);
    return {
      text: `On average ${cash(mean)} a ${noun[0]}${scope}, over ${rows.length} ${rows.length === 1 ? noun[0] : noun[1]}.`,
      rows,
      count: rows.length,
    };
  }
  if (operation === 'when') {
    const days = rows.map(item);
    // "Have I paid the rent?": which month is meant is not said; a payment of this one will do.
    const isThisMonth = textOf(latest, subject.date ?? '').slice(0, 7) === now.date.slice(0, 7);
    const yes = !query.yesNo ? '' : isThisMonth || !isMonthly(rows, subject) ? 'Yes. ' : 'Not this month. ';
    return {
      text: `${yes}The latest ${state}${noun[0]}${scope}: ${days[0]}.`,
      rows: rows.slice(0, 1),
      count: 1,
    };
  }
  const { left, back } = leftOf(money);
  const isTakenOff = money.refunded !== 0 && back === 0;
  const refund = isTakenOff ? ` A refund of ${cash(money.refunded)} is taken off.` : cameBackText(back);
  if (state !== '' && (operation === 'list' || operation === 'exists' || operation === 'sum')) {
    const list = formatSome(rows.map(item));
    const yes = operation === 'exists' && query.yesNo ? 'Yes. ' : '';
    const text =
      rows.length === 1
        ? `You have one ${state}${noun[0]}${scope}: ${list}.`
        : `You have ${rows.length} ${state}${noun[1]}${scope}, ${cash(Math.abs(money.hundredths))} in all: ${list}.`;
    return { text: `${yes}${text}`, rows, count: rows.length };
  }
  if (operation === 'sum' || operation === 'exists') {
    const verb =
      flow === 'earned'
        ? 'You received'
        : flow === 'refunded'
          ? 'You were refunded'
          : flow === 'spent'
            ? 'You spent'
            : 'That comes to';
    const amount = cash(flow === undefined ? total(rows, subject, isSigned) : left);
    const yes = operation === 'exists' && query.yesNo ? 'Yes. ' : '';
    const only = item(latest)
      .replace(/^-?\$[\d,.]*\d/, '')
      .trim();
    const how =
      rows.length === 1
        ? `in one ${noun[0]}${only === '' ? '' : ` ${only}`}`
        : `in ${rows.length} ${noun[1]}`;
    if (yes !== '' && flow === undefined) {
      const told = rows.length === 1 ? item(latest) : `${amount} in all`;
      return {
        text: `${yes}${there(rows.length, subject, state, scope).replace(/\.$/, '')}: ${told}.`,
        rows,
        count: rows.length,
      };
    }
    const list =
      query.constraints.length === 0 && rows.length > 1 && operation === 'sum'
        ? ` The latest: ${formatList(rows.slice(0, MAX_SPOKEN).map(item))}.`
        : '';
    return { text: `${yes}${verb} ${amount}${scope}, ${how}.${refund}${list}`, rows, count: rows.length };
  }
  const many = limit ?? (order === 'recent' ? MAX_SPOKEN : rows.length);
  const shown = rows.slice(0, many);
  if (query.constraints.length > 0 && limit === undefined && order !== 'recent') {
    return {
      text: `That comes to ${cash(flow === undefined ? total(rows, subject, isSigned) : money.hundredths)}${scope}: ${formatSome(rows.map(item))}.${refund}`,
      rows,
      count: rows.length,
    };
  }
  if (
    flow === 'spent' &&
    order === undefined &&
    limit === undefined &&
    rows.length > 1 &&
    query.period !== undefined
  ) {
    return {
      text: `You spent ${cash(money.hundredths)}${scope}, in ${rows.length} ${noun[1]}: ${formatSome(rows.map(item))}.${refund}`,
      rows,
      count: rows.length,
    };
  }
  const items = shown.slice(0, MAX_SPOKEN).map(item);
  const thing = flow === 'refunded' ? ['refund', 'refunds'] : noun;
  if ((flow === 'refunded' || flow === 'earned') && limit === undefined && rows.length > 1) {
    return {
      text: `You have ${rows.length} ${flow === 'earned' ? 'payments' : thing[1]}${scope}, ${cash(money.hundredths)} in all: ${formatSome(rows.map(item))}.`,
      rows,
      count: rows.length,
    };
  }
  if (rows.length === 1)
    return { text: `You have one ${thing[0]}${scope}: ${item(latest)}.`, rows, count: 1 };
  return {
    text: `Your latest ${thing[1]}${scope}, ${items.length} of ${rows.length}: ${formatList(items)}.`,
    rows,
    count: rows.length,
  };
}

/** Whether it is paid month by month: of the garage no payment is due this month. @param rows newest first */
function isMonthly([latest, before]: readonly Row[], { date = '' }: Subject): boolean {
  if (latest === undefined || before === undefined) return false;
  const monthOf = (row: Row) => {
    const [year = 0, month = 0] = textOf(row, date).split('-').map(Number);
    return year * 12 + month;
  };
  return monthOf(latest) - monthOf(before) === 1;
}

/** "The average of the last three": what the records that are told come to, where that is asked. */
function togetherText({ operation, subject, flow }: Query, shown: readonly Row[]): string {
  const sizes = shown.map((row) => Math.abs(hundredthsOf(textOf(row, subject.amount ?? '')) ?? 0));
  const sum = sizes.reduce((all, size) => all + size, 0);
  if (operation === 'average') return ` On average ${cash(Math.round(sum / shown.length))}.`;
  return operation === 'sum' && flow !== undefined ? ` That is ${cash(sum)} in all.` : '';
}

/** "The expense before that", "your second biggest expense". */
function furtherOne({ order }: Query, thing: string): string {
  if (order === 'max' || order === 'min')
    return `Your second ${order === 'max' ? 'biggest' : 'smallest'} ${thing}`;
  return `The ${thing} ${order === 'last' ? 'before' : 'after'} that`;
}

/** Whether all of it together is over or under what was said. */
function tellBounded(findings: Findings): Told {
  const query: Query = { ...findings.query, over: undefined, under: undefined, isSumBounded: false };
  const told = answerMoney({ ...findings, query: { ...query, operation: 'sum', yesNo: false } });
  const { hundredths } = moneyOf(query, findings.chosen.rows, findings.isSigned);
  const is = isWithin(hundredths / 100, findings.query);
  const bounds = boundsOf(findings.query).trim();
  return { ...told, text: `${is ? 'Yes' : 'No, not'}${is ? ',' : ''} ${bounds}. ${told.text}` };
}

/** By size for the biggest, by day for the latest. */
function rank(query: Query, rows: readonly Row[]): readonly Row[] {
  const { subject, order } = query;
  const { date = '', amount = '' } = subject;
  if (order === 'last') return sorted(rows, [`-${date}`, '@ID']);
  if (order === 'first') return sorted(rows, [date, '@ID']);
  const size = (row: Row) => Math.abs(Number(textOf(row, amount)));
  return [...rows].sort((a, b) => (order === 'max' ? size(b) - size(a) : size(a) - size(b)));
}

/** What all rows come to: out less in, where the question does not say which. */
function total(rows: readonly Row[], subject: Subject, isSigned: boolean): number {
  return Math.abs(
    rows.reduce((sum, row) => {
      const size = Math.round(Math.abs(Number(textOf(row, subject.amount ?? ''))) * 100);
      return flowOf(row, subject, isSigned) === 'spent' ? sum + size : sum - size;
    }, 0),
  );
}

function cash(hundredths: number): string {
  return formatMoney((hundredths / 100).toFixed(2));
}
