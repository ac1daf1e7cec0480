import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Query } from '../meaning/query.ts';
import { isLastAhead, type Now, sorted } from '../records/selection.ts';
import { isOfEvents, type Subject } from '../table/subject-table.ts';
import { templateNames } from '../table/template.ts';
import { formatDate } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import { constraintsOf, scopeOf } from './scope.ts';

/** Records for an answer: in which order, what each is called, and what became of it. */

/** In what state a record is that is not in the one asked about. */
export function wasOf(subject: Subject, row: Row, now: Now): string {
  const status = textOf(row, 'STATUS').trim().toLowerCase();
  const end = subject.until === undefined ? '' : textOf(row, subject.until);
  const day =
    subject.until === undefined && subject.date !== undefined && isOfEvents(subject)
      ? textOf(row, subject.date)
      : '';
  if (day !== '')
    return `on ${formatDate(day)} ${status === '' || (status === 'scheduled' && day < now.date) ? 'is past' : `is ${status}`}`;
  const until = end === '' ? '' : ` on ${formatDate(end)}`;
  if (status !== '') return `${/ed$/.test(status) ? 'was' : 'is'} ${status}${until}`;
  return usual(subject, row) ? 'is still active' : 'is no longer active';
}

export function usual(subject: Subject, row: Row): boolean {
  const standard = subject.states.find(({ name }) => name === subject.standard);
  if (standard === undefined) return true;
  return standard.filter.every(({ field, is, not }) => {
    const value = textOf(row, field).trim().toLowerCase();
    return (is === undefined || is.includes(value)) && !not?.includes(value);
  });
}

/** In the order that is asked for, cut to as many as are. */
export function ordered(query: Query, rows: readonly Row[]): readonly Row[] {
  const { subject, order, limit } = query;
  const { ranks, time, sort } = subject;
  // "Which reaction was the latest?": by the day of what is asked for.
  const asked = query.operation === 'field' && order === 'last' ? query.ask?.date : undefined;
  const date = query.dated === 'ended' ? subject.until : (asked ?? subject.date);
  const byTime =
    date === undefined ? sort : [date, ...(time === undefined ? [] : [time]), ...tiesOf(sort, date)];
  const back = byTime.map((field) => (field.startsWith('-') ? field.slice(1) : `-${field}`));
  let all: readonly Row[];
  if ((order === 'max' || order === 'min') && ranks !== undefined) {
    const rank = (row: Row) => ranks.words.indexOf(textOf(row, ranks.field).trim().toLowerCase());
    // Of which it is not on record, that one is neither the worst nor the mildest.
    const ranked = rows.filter((row) => rank(row) >= 0);
    const of = ranked.length > 0 ? ranked : rows;
    all = [...of].sort((a, b) => (order === 'max' ? rank(b) - rank(a) : rank(a) - rank(b)));
    const [top] = all;
    if (limit === undefined && top !== undefined) return all.filter((row) => rank(row) === rank(top));
  } else if (order === 'last' || order === 'recent') all = sorted(rows, back);
  else if (order === 'next' || order === 'first') all = sorted(rows, byTime);
  else all = sorted(rows, sort);
  const rest = query.order === undefined ? all : all.slice(query.skip);
  return limit === undefined ? rest : rest.slice(0, limit);
}

/** What tells records of one day apart, where they are listed by day: the later of two is that at the end of such a list. */
function tiesOf([first = '', ...more]: readonly string[], date: string): readonly string[] {
  if (first !== date && first !== `-${date}`) return [];
  const isBack = first.startsWith('-');
  return more.map((field) => {
    const name = field.replace(/^-/, '');
    return field.startsWith('-') === isBack ? name : `-${name}`;
  });
}

/** Whether the records are those at one end of what has ranks, which may be several that are alike. */
export function isRanked({ subject, order, limit }: Query): boolean {
  return (order === 'max' || order === 'min') && subject.ranks !== undefined && limit === undefined;
}

export function isPast({ query, now }: Findings): boolean {
  const { tense, order, period } = query;
  const isLast = order === 'last' && !isLastAhead(query, now);
  return tense === 'past' || isLast || (period?.to !== undefined && period.to < now.date);
}

/** "What happened with the asthma appointment?": beside the one that is told, those to come, whatever became of them. */
export function comingOf({ query, chosen, now }: Findings, told: Row): readonly Row[] {
  const { subject, ask, order, stateSaid } = query;
  const { date } = subject;
  const isEvent = isOfEvents(subject);
  if (ask?.label !== 'status' || !isEvent || date === undefined || order !== undefined || stateSaid)
    return [];
  // One that is to come itself is the next of them, and what is behind it was not asked for.
  if (textOf(told, date) >= now.date) return [];
  return sorted(
    chosen.anyState.filter((row) => textOf(row, date) >= now.date),
    [date],
  );
}

/** What the question named, where the record is called by no name of its own: "the appointment with Dr. Chen". */
export function whichOf(query: Query, row: Row): string {
  const isNameless = templateNames(query.subject.name).every((name) => name === query.subject.date);
  return isNameless ? constraintsOf(query, [row]) : '';
}

export function plainName(query: Query, row: Row): string {
  const { subject } = query;
  if (
    subject.name.length === 1 &&
    subject.date !== undefined &&
    templateNames(subject.name)[0] === subject.date
  )
    return `the ${subject.noun[0]}`;
  return itemOf(subject.name, row, query);
}

/** There is none before the last that was told, or behind it. */
export function noFurther(query: Query): Told {
  const { subject, order } = query;
  const where =
    order === 'last' ? ' before that' : order === 'next' || order === 'first' ? ' after that' : '';
  return {
    text: `I have no other ${subject.noun[0]}${scopeOf(query, [])}${where} on record.`,
    rows: [],
    count: 0,
  };
}
