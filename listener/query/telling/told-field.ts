import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { hasEither } from '../meaning/choices.ts';
import type { Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { type Template, templateNames, templateNouns } from '../table/template.ts';
import { formatTime } from '../words/format-values.ts';
import { itemOf } from './items.ts';
import { plainName } from './told-records.ts';

/** A detail of a record in words, and whether there is one. */

/** Whether a record has what is asked of it: "do I have refills left?" of none is no. */
export function isThere(template: Template, row: Row, query: Query): boolean {
  const { subject } = query;
  const named = new Set([
    ...subject.fields.slice(0, 1),
    ...templateNames(subject.name),
    ...(subject.until === undefined ? [subject.date ?? ''] : []),
    'DOCTOR',
  ]);
  const names = templateNames(template);
  // "Does it have another name?" is asked of a name.
  const other = names.filter((name) => !named.has(name));
  const asked = other.length > 0 ? other : names.slice(-1);
  // "Is Aleve the same as naproxen?": both must be names of the one record.
  const same = query.constraints.filter(
    ({ kind }) => kind.names && names.every((name) => kind.fields.includes(name)),
  );
  if (
    same.length > 1 &&
    !same.every(({ values }) => values.some(({ field, value }) => textOf(row, field) === value))
  )
    return false;
  return asked.some((name) => !['', '0'].includes(textOf(row, name).trim()));
}

export function fieldText(template: Template, label: string, row: Row, query: Query): string {
  const { subject } = query;
  const names = new Set([
    ...templateNames(subject.name),
    subject.date ?? '',
    'DOCTOR',
    ...subject.fields.slice(0, 1),
  ]);
  const asked = templateNames(template).filter((name) => !names.has(name));
  // Of what lasts, the day it began is a detail.
  const begun =
    subject.until === undefined ? [] : templateNames(template).filter((name) => name === subject.date);
  // "Aleve is naproxen", "latex: since 2015": of names and days alone the last one is what is asked for.
  const details = asked.length > 0 ? [...asked, ...begun] : templateNames(template).slice(-1);
  if (!details.some((name) => hasText(row, name))) return `${plainName(query, row)}: no ${label} on record`;
  return itemOf(template, row, query);
}

/** "What did I pay the clinic for?": payments of which something is noted, and where nothing is, the latest one. */
export function withNoted(rows: readonly Row[], template: Template, query: Query): readonly Row[] {
  if (query.subject.amount === undefined) return rows;
  const noted = rows.filter((row) => isThere(template, row, query));
  return noted.length > 0 ? noted : rows.slice(0, 1);
}

/** Whether a field has something to say: a time of 90000 has not. */
function hasText(row: Row, name: string): boolean {
  const text = textOf(row, name).trim();
  if (text === '') return false;
  return name.includes('TIME') ? formatTime(text) !== '' : true;
}

/** A text that speaks of neither says nothing of them. Another number may be one of something else, and is told as it is. */
export function neither({ either }: Query, items: readonly string[]): string {
  if (either === undefined || either.isNumber || items.some((item) => hasEither(item, either))) return '';
  return 'Your record does not say. ';
}

/** A record that is asked for another day than its own goes without that: it would be taken for the answer. */
export function ofItsDay(row: Row, { subject, ask }: Query): Row {
  const { date } = subject;
  if (ask?.date === undefined || date === undefined || ask.date === date) return row;
  const { [date]: _other, ...rest } = row;
  return rest as Row;
}

/** "What was cancelled?", and then "who with?": of all that are in a state of their own, where one is usual for no one. */
export function isOfSeveral({ subject, state, stateSaid, constraints }: Query): boolean {
  return stateSaid && state !== 'all' && state.name !== subject.standard && constraints.length === 0;
}

/** Of visits what they last together; refills of several medicines are no sum. */
export function totalOf({ subject, ask }: Query, rows: readonly Row[]): string {
  const counted = ask === undefined ? [] : templateNouns(ask.text);
  const isEvent = isOfEvents(subject);
  const [{ name, noun } = { name: '', noun: undefined }] = counted;
  const numbers = rows.map((row) => Number(textOf(row, name)));
  if (noun === undefined || !isEvent || rows.length < 2 || numbers.some((one) => !(one > 0))) return '';
  const sum = numbers.reduce((all, one) => all + one, 0);
  return ` That is ${sum} ${noun[1]} in all.`;
}
