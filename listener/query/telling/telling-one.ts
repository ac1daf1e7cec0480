import type { Row } from '../../../contract/hal.ts';
import { internalDay } from '../../account/iso.ts';
import { textOf } from '../../account/text.ts';
import type { MostOf } from '../meaning/most-of.ts';
import type { Query } from '../meaning/query.ts';
import { isDay, type Now } from '../records/selection.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { type Template, templateAges, templateNames } from '../table/template.ts';
import { byWord } from '../words/by-word.ts';
import { formatDate, formatSome } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import { scopeOf, sharedScope } from './scope.ts';

const ENDS: Readonly<Record<string, string>> = byWord({ max: 'worst', min: 'mildest' });

/** Several that are alike: "the worst" are all of them. */
export function tellEqual(query: Query, rows: readonly Row[]): Told {
  const { subject, order = '' } = query;
  const items = rows.map((row) => itemOf(subject.item, row, query));
  const text = `Your ${ENDS[order]} ${subject.noun[1]}${scopeOf(query, rows)}: ${formatSome(items)}.`;
  return { text, rows, count: rows.length };
}

/** The one record that an order asks for: the next, the last, the one after that. */
export function oneText(query: Query, order: string, scope: string, row: Row, now: Now): string {
  const { noun, item, date, states } = query.subject;
  const { until, standard } = query.subject;
  const said = query.stateSaid && query.state !== 'all' ? query.state.name : standard;
  const of = said === standard || said === 'past' || said === undefined ? '' : `${said} `;
  const which = `${ENDS[order] ?? order} ${of}`.trim();
  if (date !== undefined && isOfEvents({ states })) {
    const day = textOf(row, date);
    // What was cancelled takes place no more.
    const isOff = query.stateSaid && query.state !== 'all' && query.state.when === undefined;
    const verb = day < now.date || (order === 'last' && (isOff || day === now.date)) ? 'was' : 'is';
    const said = itemOf(item, row, query, sharedScope(query, [row]));
    const on = said.startsWith(formatDate(textOf(row, date))) ? 'on ' : '';
    if (query.skip > 0)
      return `The ${noun[0]}${scope} ${order === 'last' ? 'before' : 'after'} that ${verb} ${on}${said}.`;
    return `Your ${which} ${noun[0]}${scope} ${verb} ${on}${said}.`;
  }
  const day = date === undefined || until === undefined ? '' : textOf(row, date);
  const since = day !== '' && (order === 'last' || order === 'first') ? `, since ${formatDate(day)}` : '';
  return `Your ${which} ${noun[0]}${scope}: ${itemOf(item, row, query)}${since}${dayAsked(query, row)}.`;
}

/** `, on Sunday, November 22, 2026`: asked when, of what is told without its day. */
export function dayAsked({ subject, operation }: Query, row: Row): string {
  const { date, item, asks, until } = subject;
  if (operation !== 'when' || date === undefined || until !== undefined) return '';
  const isTold = [item, ...asks.map(({ text }) => text)].some((text) => templateNames(text).includes(date));
  const day = textOf(row, date);
  return isTold || day === '' ? '' : `, on ${formatDate(day)}`;
}

/** "How long ago was it?": the days since, behind what was told of one record. */
export function agoText(
  { isAgo, subject }: Query,
  [only, ...more]: readonly Row[],
  { date: today }: Now,
): string {
  const day = only === undefined ? '' : textOf(only, subject.date ?? '');
  if (!isAgo || more.length > 0 || !isDay(day) || day > today) return '';
  const days = internalDay(today) - internalDay(day);
  return days === 0 ? ' That was today.' : ` That was ${days === 1 ? 'one day' : `${days} days`} ago.`;
}

/** Answers about which record has most of a number, or least of it. */

/** The records that have most of it, or least; those that have the same are all told. */
export function tellMost({ query, chosen, now }: Findings, { order, field, word }: MostOf): Told {
  const { subject, ask } = query;
  const sizeOf = (row: Row) =>
    isDay(textOf(row, field)) ? internalDay(textOf(row, field)) : Number.parseFloat(textOf(row, field));
  const sized = chosen.rows.filter((row) => !Number.isNaN(sizeOf(row)));
  const sizes = sized.map(sizeOf);
  const top = order === 'min' ? Math.min(...sizes) : Math.max(...sizes);
  const rows = sized.filter((row) => sizeOf(row) === top);
  const label = ask?.label ?? '';
  if (rows.length === 0)
    return {
      text: `None of your ${subject.noun[1]}${scopeOf(query, chosen.rows)} has ${label} on record.`,
      rows,
      count: 0,
    };
  const template = ask?.text ?? subject.item;
  const items = rows.map((row) => itemOf(template, aged(template, row, now), query));
  const which = `${order === 'min' ? 'fewest' : 'most'} ${label}`;
  const noun = subject.noun[rows.length === 1 ? 0 : 1];
  const what = word === undefined ? `${noun} with the ${which}` : `${word} ${noun}`;
  const text = `The ${what}${scopeOf(query, rows)}: ${formatSome(items)}.`;
  return { text, rows, count: rows.length };
}

/** How old somebody is: days of records as the years since. */

/** A record with years in place of the days that are told by them. */
export function aged(template: Template, row: Row, { date }: Now): Row {
  const years = templateAges(template).map((name) => {
    const day = textOf(row, name).trim();
    const isBefore = date.slice(5) < day.slice(5);
    return [
      name,
      isDay(day) ? String(Number(date.slice(0, 4)) - Number(day.slice(0, 4)) - (isBefore ? 1 : 0)) : '',
    ];
  });
  return { ...row, ...Object.fromEntries(years) } as Row;
}
