import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { describeBounds } from '../meaning/bounds.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { capital, formatAll, formatDate, formatMoney } from '../words/format-values.ts';

/** What an answer is restricted to, said in it: ` at Costco in May 2026`. Nothing that was asked for is left unsaid. */

/** @param rows the chosen ones, joined: they may know a name better than the question does */
export function scopeOf(query: Query, rows: readonly Row[]): string {
  return [constraintsOf(query, rows), withoutOf(query), boundsOf(query), periodOf(query)].join('');
}

export function constraintsOf(
  query: Query,
  rows: readonly Row[],
  omit: ReadonlySet<string> = new Set(),
): string {
  const kinds = [...new Set(query.constraints.map(({ kind }) => kind))].filter(({ kind }) => !omit.has(kind));
  return kinds
    .map((kind) => {
      const same = query.constraints.filter((one) => one.kind === kind);
      // Several are told apart by what they are called; one by the records that were found.
      const names = distinct(same.map((one) => nameOf(one, query, same.length > 1 ? [] : rows)));
      return ` ${kind.say.replace('{}', () => formatAll(names))}`;
    })
    .join('');
}

/** ` excluding rent`: what was left out is said. */
function withoutOf(query: Query): string {
  if (query.without.length === 0) return '';
  // "Coffee and Costco" are left out each, and not the coffee at Costco.
  const kinds = [...new Set(query.without.map(({ kind }) => kind))];
  const each = kinds.map((kind) =>
    constraintsOf({ ...query, constraints: query.without.filter((one) => one.kind === kind) }, [])
      .replace(/^ (?:on|at|for|with|called|to) /, ' ')
      .replace(/^ \((.*)\)$/, ' $1')
      .trim(),
  );
  return ` excluding ${formatAll(each)}`;
}

export function periodOf({ period, dated }: Query): string {
  const what = dated === undefined ? '' : dated === 'began' ? ' started' : ' stopped';
  return period === undefined ? '' : `${what} ${period.words}`;
}

/** `On Friday, November 27, 2026: ` in front of details of its records, where they do not begin with that day themselves. */
export function periodInFront({ period }: Query, details: readonly string[]): string {
  if (period === undefined) return '';
  const { unit, from, hours } = period;
  const day = unit === 'day' && from !== undefined && hours === undefined ? formatDate(from) : undefined;
  const isSaidByEach = day !== undefined && details.every((detail) => detail.startsWith(day));
  return isSaidByEach ? '' : `${capital(period.words)}: `;
}

export function boundsOf(query: Query): string {
  const { exactly } = query;
  if (exactly !== undefined) return ` of ${formatMoney(exactly.toFixed(2))}`;
  const bounds = describeBounds(query, (value) => formatMoney(String(value)));
  return bounds === '' ? '' : ` ${bounds}`;
}

/** An entity as the account writes it where that is one thing, else as it was asked for. */
function nameOf(
  { kind, values, said, rank, group }: Constraint,
  { subject }: Query,
  rows: readonly Row[],
): string {
  if (kind.contains) return said;
  if (kind.from !== undefined) {
    const given = subject.joins.find(({ field }) => field === kind.key)?.gives[0]?.name;
    const names = given === undefined ? [] : distinct(rows.map((row) => textOf(row, given)));
    if (names.length === 1 && names[0] !== '') return names[0] ?? said;
    if (rank === 'group') return `the ${said}`;
    return distinct(values.map(({ value }) => value.trim()))[0] ?? said;
  }
  // "Eat out" is what was done; it is said as the account calls it.
  if (rank === 'group' && group?.act === true && group.say === undefined && !/ing\b/.test(said))
    return formatAll(distinct(values.map(({ value }) => value.trim().toLowerCase())));
  if (rank === 'group') return group?.say ?? said;
  const [first] = kind.fields;
  const best = values.filter(({ field }) => field === first);
  const names = distinct((best.length > 0 ? best : values).map(({ value }) => value.trim()));
  // A category written in capitals is no name: it is said as a word.
  const isWord = kind.groups.length > 0 && !kind.whole && !kind.fallback;
  if (isWord && names.every((name) => name === name.toUpperCase())) return said.toLowerCase();
  return names.length <= 3 ? formatAll(names) : said;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Of what an answer is restricted to, what need not be said of each record: what is the same for all of them. */
export function sharedScope(query: Query, rows: readonly Row[]): string {
  const kinds = new Set(query.constraints.map(({ kind }) => kind));
  const isOne = kinds.size === query.constraints.length;
  const day = query.period?.unit === 'day' ? periodOf(query) + dayOf(query) : '';
  return `${isOne ? constraintsOf(query, rows) : ''}${day}`;
}

/** The day of "yesterday" by its date. */
function dayOf({ period, dated }: Query): string {
  return period?.from === undefined || dated !== undefined ? '' : ` ${formatDate(period.from)}`;
}
