import type { Row } from '../../../contract/hal.ts';
import { Encoding } from '../../account/encoding.ts';
import { quote, quoteBytes } from '../../account/statement.ts';
import { type QmText, textOf } from '../../account/text.ts';
import { isSilent } from '../meaning/claims.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { isInHours, isUnderWay } from '../periods/day-parts.ts';
import { isOfEvents, type State, type Subject } from '../table/subject-table.ts';
import { templateEnds, templateNames } from '../table/template.ts';
import { PREPOSITIONS, STOP_WORDS } from '../words/core-words.ts';
import { tokenize } from '../words/tokenize.ts';

/**
 * Which records a query means. QM selects what it can be asked for exactly, so that the answer's cost does not grow
 * with the file; what it cannot (another case, a date written as text) is selected here, from all of them. Both
 * ways end in `chosen`, which is the last word.
 */

/** QM is not asked for more values at once. */
const MAX_VALUES = 40;

/** @param regular whether dates and names are stored so that QM compares them rightly */
export function statementFor(query: Query, regular: boolean, encoding = new Encoding()): QmText {
  const { subject } = query;
  const [first = '@ID'] = subject.fields;
  const clauses = subject.large && regular ? selectionClauses(query, encoding) : [];
  const selection = withAll(clauses);
  return `LIST ${subject.file} ${first}${selection && ` ${selection}`}`;
}

/** @param clauses all of them must hold */
export function withAll(clauses: readonly QmText[]): QmText {
  return clauses.map((clause, index) => `${index === 0 ? 'WITH' : 'AND WITH'} ${clause}`).join(' ');
}

/** What QM can be asked to compare; the rest is compared with `chosen`. */
export function selectionClauses({ subject, constraints, period }: Query, encoding: Encoding): QmText[] {
  const clauses: QmText[] = [];
  for (const kind of new Set(constraints.map((one) => one.kind))) {
    const values = constraints.filter((one) => one.kind === kind).flatMap((one) => one.values);
    const clause = valueClause({ kind, values }, encoding);
    if (clause !== undefined) clauses.push(clause);
  }
  const { date, until } = subject;
  if (date !== undefined && until === undefined && period !== undefined) {
    if (period.from !== undefined) clauses.push(`${date} >= "${period.from}"`);
    if (period.to !== undefined) clauses.push(`${date} <= "${period.to}"`);
  }
  return clauses;
}

function valueClause(
  { kind, values }: Pick<Constraint, 'kind' | 'values'>,
  encoding: Encoding,
): QmText | undefined {
  if (kind.from !== undefined || values.length === 0 || values.length > MAX_VALUES) return undefined;
  const byField = new Map<string, Set<QmText>>();
  for (const { field, value } of values) {
    const written = spellings(value, encoding);
    if (written === undefined) return undefined;
    const known = byField.get(field) ?? new Set();
    for (const one of written) known.add(one);
    byField.set(field, known);
  }
  const parts = [...byField].map(([field, written]) => `${field} = ${[...written].join(' ')}`);
  return parts.length === 1 ? parts[0] : `(${parts.join(' OR ')})`;
}

/** A value in quotes, in each way it may be stored. Undefined: it cannot be quoted, or stored. */
function spellings(value: string, encoding: Encoding): readonly QmText[] | undefined {
  const stored = encoding.spellings(value);
  try {
    quote(value);
    return stored.length === 0 ? undefined : stored.map(quoteBytes);
  } catch {
    return undefined;
  }
}

export interface Now {
  /** Local ISO date and time. */
  readonly date: string;
  readonly time: string;
}

export interface Chosen {
  /** In the state that is meant. */
  readonly rows: readonly Row[];
  /** In any state: what "No, it was stopped" is said of. */
  readonly anyState: readonly Row[];
  /** In the state that is meant, with nothing on record of what is claimed or asked for: no time of day. */
  readonly silent: readonly Row[];
  /** Of them, those whose date cannot be read. */
  readonly undated: number;
  /** Those left out of a part of a day since their time is not known. */
  readonly untimed: number;
}

export function chosen(query: Query, rows: readonly Row[], now: Now): Chosen {
  const { subject, constraints, period } = query;
  // Several names of a kind are alternatives: "groceries and gas".
  const kinds = [...new Set(constraints.map(({ kind }) => kind))];
  const named = rows.filter(
    (row) =>
      kinds.every((kind) => constraints.some((one) => one.kind === kind && fits(row, one))) &&
      !query.without.some((one) => fits(row, one)),
  );
  const { date } = subject;
  const undated =
    period === undefined || date === undefined
      ? 0
      : named.filter((row) => !isDay(textOf(row, date)) && textOf(row, date) !== '').length;
  const inDays = period === undefined ? named : named.filter((row) => isWithin(row, query));
  const { hours } = period ?? {};
  const isWhile = hours?.isWhile === true || query.isFree;
  const lasts = isWhile ? minutesField(subject) : undefined;
  const hoursOf = (row: Row) => {
    const time = textOf(row, subject.time ?? '');
    if (hours === undefined) return undefined;
    return lasts === undefined ? isInHours(time, hours) : isUnderWay(time, Number(textOf(row, lasts)), hours);
  };
  const inTime = hours === undefined ? inDays : inDays.filter((row) => hoursOf(row) === true);
  const state = stateOf(query, now);
  const [told] = constraints.filter(({ kind }) => kind.tells !== undefined);
  const others = constraints.filter(({ kind }) => kind !== told?.kind);
  const silent =
    told === undefined
      ? []
      : rows.filter(
          (row) =>
            isSilent(row, told.kind) &&
            isIn(row, state, subject, now) &&
            others.every((one) => fits(row, one)),
        );
  const untimed =
    hours === undefined
      ? 0
      : inDays.filter((row) => hoursOf(row) === undefined && isIn(row, state, subject, now)).length;
  const inState = inTime.filter((row) => isIn(row, state, subject, now));
  return { rows: withEachNamed(query, inState, inTime), anyState: inTime, silent, undated, untimed };
}

/** "Lipitor and Zyrtec": of several that are named, each is told, also one that is in use no more. */
function withEachNamed(query: Query, inState: readonly Row[], inTime: readonly Row[]): readonly Row[] {
  const { subject, operation, stateSaid, constraints } = query;
  const isTold = operation === 'list' || operation === 'field';
  if (!isTold || stateSaid || query.order !== undefined || isOfEvents(subject)) return inState;
  const names = constraints.filter(({ kind }) => kind.names && kind.key === undefined);
  const missing = names.filter((one) => !inState.some((row) => fits(row, one)));
  if (names.length < 2 || missing.length === 0 || inState.length === 0) return inState;
  return inTime.filter((row) => inState.includes(row) || missing.some((one) => fits(row, one)));
}

/** The field that says how many minutes it lasts, where an end is told by it. */
function minutesField({ asks }: Subject): string | undefined {
  return asks.map(({ text }) => templateEnds(text)[1]).find((field) => field !== undefined);
}

/** "Who will I see last this year?", "my last appointment in December", where that has not begun yet: the one that it will end with. */
export function isLastAhead({ order, period, tense }: Query, now: Now): boolean {
  return order === 'last' && (tense === 'future' || (period?.from ?? '') > now.date);
}

/** The state that is meant: as asked, as the time says, else the usual one. */
export function stateOf(query: Query, now: Now): State | 'all' {
  const { subject, state, stateSaid, tense, order, period } = query;
  if (stateSaid || state === 'all') return state;
  const byName = (name: string): State | 'all' => subject.states.find((one) => one.name === name) ?? 'all';
  if (isOfEvents(subject)) {
    if (query.operation === 'until' || order === 'next') return byName('upcoming');
    if (isLastAhead(query, now)) return byName('upcoming');
    if (order === 'last' || order === 'recent') return byName('past');
    if (tense === 'past') return byName('past');
    if (tense === 'future') return byName('upcoming');
    if (period?.to !== undefined && period.to < now.date) return byName('past');
    return state;
  }
  // What lasts is asked about by its own time: "what was I taking in March?".
  if (subject.until !== undefined && (period !== undefined || tense === 'past')) return 'all';
  // "Was I ever allergic to milk?" asks of what is over as well.
  const isOver =
    query.operation === 'exists' && tense === 'past' && subject.states.some(({ name }) => name === 'past');
  return isOver ? 'all' : state;
}

export function isIn(row: Row, state: State | 'all', subject: Subject, now: Now): boolean {
  if (state === 'all') return true;
  const matches = state.filter.every(({ field, is, not }) => {
    const value = textOf(row, field).trim().toLowerCase();
    return (
      (is === undefined || is.some((one) => one.toLowerCase() === value)) &&
      !not?.some((one) => one.toLowerCase() === value)
    );
  });
  if (!matches || state.when === undefined) return matches;
  return (state.when === 'upcoming') === isComing(row, subject, now);
}

/** Not past: by date, and where it is today by time; without a time it lasts all day. */
function isComing(row: Row, { date, time }: Subject, now: Now): boolean {
  const day = textOf(row, date ?? '');
  if (day !== now.date) return isDay(day) && day > now.date;
  const at = time === undefined ? '' : textOf(row, time);
  return !/^\d{2}:\d{2}:\d{2}$/.test(at) || at >= now.time;
}

function isWithin(row: Row, query: Query): boolean {
  const { subject, period } = query;
  const { until } = subject;
  const date = query.ask?.date ?? subject.date;
  if (date === undefined || period === undefined) return true;
  // "What did I start this year?" is about the day it began, "when did I stop" about the other.
  const asked = query.ask === undefined ? [] : templateNames(query.ask.text);
  const byVerb = query.dated === 'began' ? date : query.dated === 'ended' ? until : undefined;
  const only =
    byVerb ??
    [date, until].find((field) => field !== undefined && until !== undefined && asked.includes(field));
  if (only !== undefined) {
    const day = textOf(row, only);
    return isDay(day) && day >= (period.from ?? '') && day <= (period.to ?? '9999');
  }
  const from = textOf(row, date);
  if (until === undefined) return isDay(from) && from >= (period.from ?? '') && from <= (period.to ?? '9999');
  const end = textOf(row, until);
  const begins = !isDay(from) || from <= (period.to ?? '9999');
  return begins && (!isDay(end) || end >= (period.from ?? ''));
}

export function fits(row: Row, { kind, values, isOne, said, group }: Constraint): boolean {
  if (kind.contains)
    return (
      mentions(row, kind.fields, said) ||
      (group?.values.some((one) => mentions(row, kind.fields, one)) ?? false)
    );
  if (isOne && kind.key === undefined) return values.some(({ ids }) => ids.includes(String(row['@ID'])));
  if (kind.key !== undefined) {
    const key = textOf(row, kind.key).trim();
    return values.some(({ ids }) => ids.includes(key));
  }
  return values.some(({ field, value }) => {
    const [lead = ''] = kind.fields;
    if (kind.fallback && field !== lead && textOf(row, lead).trim() !== '') return false;
    const wanted = value.trim();
    return [row[field] ?? ''].flat().some((one) => one.trim() === wanted);
  });
}

/** Whether a record has each of some words, in whatever form: "allergies" of "allergic". */
function mentions(row: Row, fields: readonly string[], said: string): boolean {
  const words = tokenize(fields.map((field) => textOf(row, field)).join(' . ')).map(({ stem }) => stem);
  return tokenize(said).every(({ stem, word }) => {
    if (STOP_WORDS.has(word) || PREPOSITIONS.has(word)) return true;
    return words.some(
      (one) => one === stem || (stem.length >= ALIKE && one.startsWith(stem.slice(0, ALIKE))),
    );
  });
}
/** So many letters in common make two words one. */
const ALIKE = 6;

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Sorted by fields, numbers as numbers; empty values last either way. */
export function sorted(rows: readonly Row[], fields: readonly string[]): readonly Row[] {
  const order = fields.map((field) => ({
    field: field.replace(/^-/, ''),
    sign: field.startsWith('-') ? -1 : 1,
  }));
  return [...rows].sort((a, b) => {
    for (const { field, sign } of order) {
      const difference = compare(textOf(a, field), textOf(b, field), sign);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function compare(a: string, b: string, sign: number): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return sign * (x - y);
  return a < b ? -sign : sign;
}
