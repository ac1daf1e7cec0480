import type { Row } from '../../contract/hal.ts';
import { internalDay } from '../account/iso.ts';
import { type Told, tellMeasures } from './measuring.ts';
import { flowOf, type Money, moneyOf } from './money.ts';
import type { Query } from './query.ts';
import { constraintsOf, nameOf, periodOf, scopeOf } from './scope.ts';
import { type Chosen, fits, type Now, sorted, stateOf, textOf } from './selection.ts';
import { MAX_SPOKEN, spokenDate, spokenList, spokenMoney, spokenSome, spokenTime } from './spoken.ts';
import type { Subject } from './subject-table.ts';
import { render, type Template, templateNames } from './template.ts';

/** Records to an answer in words, which says what was asked: the name, the time, the state. */

export interface Findings {
  readonly query: Query;
  readonly chosen: Chosen;
  readonly now: Now;
  /** Whether spending is written with a minus in this file. */
  readonly isSigned: boolean;
  /** Whether the question only named the subject ("intent": "APPOINTMENT"). */
  readonly bare: boolean;
}

export function tell(findings: Findings): Told {
  const { query, chosen } = findings;
  const told = tellBy(findings);
  if (chosen.undated === 0) return told;
  const noun =
    chosen.undated === 1
      ? `one ${query.subject.noun[0]} has`
      : `${chosen.undated} ${query.subject.noun[1]} have`;
  return { ...told, text: `${told.text} I left out what I cannot date: ${noun} no readable date.` };
}

function tellBy(findings: Findings): Told {
  const { query, chosen } = findings;
  const { subject, operation } = query;
  if (subject.measures.length > 0) return tellMeasures(query, sorted(chosen.rows, subject.sort));
  if (subject.amount !== undefined) return tellMoney(findings);
  if (operation === 'count' || operation === 'times') return tellCount(findings);
  if (operation === 'exists') return tellExistence(findings);
  if (operation === 'until') return tellUntil(findings);
  if (operation === 'field') return tellField(findings);
  return tellList(findings);
}

// ---- counts

function tellCount({ query, chosen, now }: Findings): Told {
  const { subject } = query;
  const scope = scopeOf(query, chosen.rows);
  const state = stateOf(query, now);
  const isUsual =
    state !== 'all' &&
    !query.stateSaid &&
    query.period === undefined &&
    query.tense === undefined &&
    query.order === undefined;
  if (isUsual) {
    const all = chosen.anyState.length;
    const some = chosen.rows.length;
    const text = there(all, subject, '', scope);
    const of =
      all === 0 || subject.states.length < 2
        ? ''
        : ` ${some === 0 ? 'None' : some} of them ${some === 1 || some === 0 ? 'is' : 'are'} ${state.name}.`;
    return { text: `${text}${of}`, rows: [], count: all };
  }
  const name = state === 'all' ? '' : `${state.name} `;
  return { text: there(chosen.rows.length, subject, name, scope), rows: [], count: chosen.rows.length };
}

export function there(count: number, { noun }: Subject, state: string, scope: string): string {
  if (count === 0) return `There are no ${state}${noun[1]}${scope}.`;
  return count === 1
    ? `There is one ${state}${noun[0]}${scope}.`
    : `There are ${count} ${state}${noun[1]}${scope}.`;
}

// ---- yes or no

function tellExistence(findings: Findings): Told {
  const { query, chosen, now } = findings;
  const { subject } = query;
  const drugs = query.constraints.filter(({ kind }) => kind.names && kind.key === undefined);
  if (drugs.length > 1 && query.period === undefined) {
    const each = drugs.map((one) => {
      const rest = query.constraints.filter((other) => other === one || !drugs.includes(other));
      const only = { ...query, constraints: rest };
      const of = (rows: readonly Row[]) => rows.filter((row) => fits(row, one));
      return tellExistence({
        ...findings,
        query: only,
        chosen: { ...chosen, rows: of(chosen.rows), anyState: of(chosen.anyState) },
      });
    });
    return {
      text: each.map(({ text }) => text).join(' '),
      rows: each.flatMap((one) => one.rows),
      count: each.reduce((sum, one) => sum + one.count, 0),
    };
  }
  const rows = ordered(query, chosen.rows);
  const named = query.constraints.filter(({ kind }) => kind.names || kind === subject.entities[0]);
  if (rows.length > 0) {
    if (query.order !== undefined && query.order !== 'recent') return prefixed('Yes. ', tellList(findings));
    const items = rows.map((row) => itemOf(subject.item, row, query));
    const scope = constraintsOf(
      query,
      rows,
      new Set(subject.entities.filter(({ names }) => names).map(({ kind }) => kind)),
    );
    const text =
      named.length > 0 && query.period === undefined && scope === ''
        ? `Yes. ${spokenSome(items)}.`
        : `Yes. ${listText(findings, rows)}`;
    return { text, rows, count: rows.length };
  }
  const others = sorted(chosen.anyState, subject.sort);
  const [other] = others;
  if (named.length > 0 && other !== undefined) {
    const states = others.map((row) => `${plainName(query, row)} ${wasOf(subject, row, now)}`);
    return { text: `No. ${capital(spokenSome(states))}.`, rows: others, count: 0 };
  }
  return prefixed('No. ', { text: noneText(findings), rows: [], count: 0 });
}

/** In what state a record is that is not in the one asked about. */
function wasOf(subject: Subject, row: Row, now: Now): string {
  const status = textOf(row, 'STATUS').trim().toLowerCase();
  const end = subject.until === undefined ? '' : textOf(row, subject.until);
  const day =
    subject.until === undefined &&
    subject.date !== undefined &&
    subject.states.some(({ when }) => when !== undefined)
      ? textOf(row, subject.date)
      : '';
  if (day !== '')
    return `on ${spokenDate(day)} ${status === '' || (status === 'scheduled' && day < now.date) ? 'is past' : `is ${status}`}`;
  const until = end === '' ? '' : ` on ${spokenDate(end)}`;
  if (status !== '') return `${/ed$/.test(status) ? 'was' : 'is'} ${status}${until}`;
  return 'is no longer active';
}

function prefixed(prefix: string, told: Told): Told {
  return { ...told, text: `${prefix}${told.text}` };
}

// ---- how long until

function tellUntil({ query, chosen, now }: Findings): Told {
  const { subject } = query;
  const { date = '' } = subject;
  const [next] = sorted(chosen.rows, [date, ...(subject.time === undefined ? [] : [subject.time])]);
  if (next === undefined)
    return { text: noneText({ query, chosen, now, isSigned: false, bare: false }), rows: [], count: 0 };
  const days = internalDay(textOf(next, date)) - internalDay(now.date);
  const far = days === 0 ? 'today' : days === 1 ? 'tomorrow, in one day' : `in ${days} days`;
  return {
    text: `Your next ${subject.noun[0]}${scopeOf(query, [next])} is ${far}: ${itemOf(subject.item, next, query)}.`,
    rows: [next],
    count: 1,
  };
}

// ---- a detail

function tellField(findings: Findings): Told {
  const { query, chosen } = findings;
  const { ask } = query;
  if (ask === undefined || ask.label === 'name') return tellList(findings);
  // Asked for by name, a record is told also where it is past.
  const pool =
    chosen.rows.length > 0
      ? chosen.rows
      : query.constraints.some(({ kind }) => kind.names) && !query.stateSaid
        ? chosen.anyState
        : [];
  let rows = ordered(query, pool);
  if (rows.length === 0) return { text: noneText(findings), rows: [], count: 0 };
  if (query.order !== undefined && query.order !== 'recent' && query.limit === undefined) {
    rows = rows.slice(0, 1);
  } else if (!ask.each && query.period === undefined) {
    const [one] = isPast(findings) ? [...rows].reverse() : rows;
    rows = one === undefined ? [] : [one];
  }
  const items = rows.map((row) => fieldText(ask.text, ask.label, row, query));
  const { length } = rows;
  const told = `${spokenSome(items)}.`;
  const scope = query.period === undefined ? '' : `${capital(query.period.words)}: `;
  return { text: `${scope}${told}`, rows, count: length };
}

function fieldText(template: Template, label: string, row: Row, query: Query): string {
  const { subject } = query;
  const names = new Set([
    ...templateNames(subject.name),
    subject.date ?? '',
    'DOCTOR',
    ...subject.fields.slice(0, 1),
  ]);
  const asked = templateNames(template).filter((name) => !names.has(name));
  const isSaid =
    asked.length === 0
      ? render(template, (name) => row[name]) !== ''
      : asked.some((name) => sayable(row, name));
  if (!isSaid && !(asked.length === 0)) return `${plainName(query, row)}: no ${label} on record`;
  if (asked.length === 0 && templateNames(template).some((name) => !sayable(row, name)) && !isSaid)
    return `no ${label} on record`;
  return itemOf(template, row, query);
}

/** Whether a field has something to say: a time of 90000 has not. */
function sayable(row: Row, name: string): boolean {
  const text = textOf(row, name).trim();
  if (text === '') return false;
  return name.includes('TIME') ? spokenTime(text) !== '' : true;
}

// ---- lists

function tellList(findings: Findings): Told {
  const { query, chosen, now, bare } = findings;
  const { subject, order, limit } = query;
  const rows = ordered(query, withNamed(findings));
  const [first] = rows;
  if (first === undefined) return { text: noneText(findings), rows: [], count: 0 };
  const isEvent = subject.states.some(({ when }) => when !== undefined);
  const asksWhen = query.operation === 'when' || (isEvent && bare);
  if (
    (order !== undefined && order !== 'recent' && limit === undefined) ||
    (asksWhen && query.period === undefined)
  ) {
    const which = order ?? (isPast(findings) ? 'last' : 'next');
    const row = order === undefined && isPast(findings) && isEvent ? (rows.at(-1) ?? first) : first;
    const rest =
      bare && chosen.rows.length > 1 ? ` You have ${chosen.rows.length} ${subject.noun[1]} ahead.` : '';
    const kept = bare ? rows : [row];
    return {
      text: `${oneText(query, which, scopeOf(query, [row]), row, now)}${rest}`,
      rows: kept,
      count: kept.length,
    };
  }
  return { text: listText(findings, rows), rows, count: rows.length };
}

/** Asked for by name, a record is told also where it is not in the usual state. */
function withNamed({ query, chosen }: Findings): readonly Row[] {
  if (chosen.rows.length > 0 || query.stateSaid) return chosen.rows;
  return query.constraints.some(({ kind }) => kind.names) ? chosen.anyState : chosen.rows;
}

function oneText(query: Query, order: string, scope: string, row: Row, now: Now): string {
  const { noun, item, date, states } = query.subject;
  const words: Readonly<Record<string, string>> = {
    next: 'next',
    last: 'last',
    first: 'first',
    max: 'worst',
    min: 'mildest',
  };
  const which = words[order] ?? order;
  if (date !== undefined && states.some(({ when }) => when !== undefined)) {
    const verb = textOf(row, date) < now.date || which === 'last' ? 'was' : 'is';
    return `Your ${which} ${noun[0]}${scope} ${verb} on ${itemOf(item, row, query)}.`;
  }
  return `Your ${which} ${noun[0]}${scope}: ${itemOf(item, row, query)}.`;
}

function listText({ query, chosen, now }: Findings, rows: readonly Row[]): string {
  const { subject, person } = query;
  const state = stateOf(query, now);
  const scope = scopeOf(query, rows);
  const items = rows.map((row) => itemOf(subject.item, row, query));
  const list = spokenSome(items);
  const count = rows.length;
  const hasNames = query.constraints.some(({ kind }) => kind === subject.entities[0] && kind.names);
  const isStandard = state !== 'all' && state.name === subject.standard;
  if (isStandard && !hasNames && person === undefined && rows === withSameRows(rows, chosen)) {
    const template = count === 1 ? subject.say.one : subject.say.many;
    if (template !== undefined) return render(template, sayNames(count, list, scope));
  }
  if (hasNames && query.period === undefined) {
    const said = rows.map(
      (row) =>
        `${itemOf(subject.item, row, query)}${usual(subject, row, now) ? '' : ` (${wasOf(subject, row, now)})`}`,
    );
    return `${person === undefined ? 'Your record' : `The record of ${person.name}`} says: ${spokenSome(said)}.`;
  }
  const name = state === 'all' ? '' : `${state.name} `;
  const lead = `${person === undefined ? 'You have' : `${person.name} has`}`;
  return count === 1
    ? `${lead} one ${name}${subject.noun[0]}${scope}: ${list}.`
    : `${lead} ${count} ${name}${subject.noun[1]}${scope}: ${list}.`;
}

function withSameRows(rows: readonly Row[], { rows: inState }: Chosen): readonly Row[] {
  return rows.every((row) => inState.includes(row)) ? rows : [];
}

function usual(subject: Subject, row: Row, now: Now): boolean {
  const standard = subject.states.find(({ name }) => name === subject.standard);
  if (standard === undefined) return true;
  void now;
  return standard.filter.every(({ field, is, not }) => {
    const value = textOf(row, field).trim().toLowerCase();
    return (is === undefined || is.includes(value)) && !not?.includes(value);
  });
}

function sayNames(count: number, list: string, scope: string) {
  const values: Readonly<Record<string, string>> = { count: String(count), list, scope };
  return (name: string) => values[name];
}

function noneText({ query, chosen, now }: Findings): string {
  const { subject, person } = query;
  const state = stateOf(query, now);
  const scope = scopeOf(query, chosen.anyState.length > 0 ? chosen.anyState : []);
  if (
    state !== 'all' &&
    state.name === subject.standard &&
    person === undefined &&
    subject.say.none !== undefined
  ) {
    return render(subject.say.none, sayNames(0, '', scope));
  }
  const name = state === 'all' ? '' : `${state.name} `;
  return `${person === undefined ? 'You have' : `${person.name} has`} no ${name}${subject.noun[1]}${scope}${subject.amount === undefined && subject.states.length < 2 ? ' on record' : ''}.`;
}

/** In the order that is asked for, cut to as many as are. */
function ordered(query: Query, rows: readonly Row[]): readonly Row[] {
  const { subject, order, limit } = query;
  const { ranks, date, time, sort } = subject;
  const byTime = date === undefined ? sort : [date, ...(time === undefined ? [] : [time])];
  const back = byTime.map((field) => (field.startsWith('-') ? field.slice(1) : `-${field}`));
  let all: readonly Row[];
  if ((order === 'max' || order === 'min') && ranks !== undefined) {
    const rank = (row: Row) => ranks.words.indexOf(textOf(row, ranks.field).trim().toLowerCase());
    all = [...rows].sort((a, b) => (order === 'max' ? rank(b) - rank(a) : rank(a) - rank(b)));
    if (limit === undefined && all[0] !== undefined) {
      const top = rank(all[0]);
      const ties = all.filter((row) => rank(row) === top);
      return ties.slice(0, 1);
    }
  } else if (order === 'last' || order === 'recent') all = sorted(rows, back);
  else if (order === 'next' || order === 'first') all = sorted(rows, byTime);
  else all = sorted(rows, sort);
  return limit === undefined ? all : all.slice(0, limit);
}

function isPast({ query, now }: Findings): boolean {
  const { tense, order, period } = query;
  return tense === 'past' || order === 'last' || (period?.to !== undefined && period.to < now.date);
}

/** A record that was asked for by its other name says it: "Aleve (naproxen)". */
function shownRow(row: Row, { constraints, subject }: Query): Row {
  const [lead = ''] = subject.fields;
  for (const { kind, values } of constraints) {
    if (!kind.names || kind.fields[0] !== lead) continue;
    const called = textOf(row, lead);
    const other = values.find(
      ({ field, value }) => field !== lead && textOf(row, field).trim() === value.trim(),
    );
    const isSaid =
      other === undefined ||
      render(subject.item, (field) => row[field])
        .toLowerCase()
        .includes(other.value.trim().toLowerCase()) ||
      called.toLowerCase().includes(other.value.trim().toLowerCase()) ||
      called === '';
    if (!isSaid && typeof row[lead] === 'string')
      return { ...row, [lead]: `${called} (${other.value.trim()})` };
  }
  return row;
}

/** One record in words; where it holds several under one id, as "Aspirin 100 mg and Bayer Aspirin 200 mg". */
function itemOf(template: Template, stored: Row, query: Query): string {
  const { fields } = query.subject;
  const row = shownRow(stored, query);
  const lead = row[fields[0] ?? ''];
  if (!Array.isArray(lead) || lead.length < 2) return render(template, (field) => row[field]);
  const parts = lead.map((_, index) =>
    render(template, (field) => {
      const value = row[field];
      return Array.isArray(value) && value.length === lead.length ? value[index] : value;
    }),
  );
  return parts.join(' and ');
}

function plainName(query: Query, row: Row): string {
  const { subject } = query;
  if (
    subject.name.length === 1 &&
    subject.date !== undefined &&
    templateNames(subject.name)[0] === subject.date
  )
    return `the ${subject.noun[0]}`;
  return itemOf(subject.name, row, query);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// ---- money

function tellMoney(findings: Findings): Told {
  const { query, chosen, isSigned, now } = findings;
  const { subject } = query;
  const state = stateOf(query, now);
  const money = moneyOf(query, chosen.rows, isSigned);
  const rows = sorted(money.rows, subject.sort);
  const scope = `${scopeOf(query, rows)}`;
  const unread =
    money.unreadable.length === 0
      ? ''
      : ` I could not read ${money.unreadable.length === 1 ? 'one amount' : `${money.unreadable.length} amounts`}: ${spokenSome(money.unreadable.map((text) => `“${text}”`))}.`;
  const told = moneyText(findings, money, rows, scope, state === 'all' ? '' : `${state.name} `);
  return { ...told, text: `${told.text}${unread}` };
}

function moneyText(
  findings: Findings,
  money: Money,
  rows: readonly Row[],
  scope: string,
  state: string,
): Told {
  const { query, isSigned } = findings;
  const { subject, operation, order, flow, limit } = query;
  const { noun } = subject;
  const item = (row: Row) => itemOf(subject.item, row, query);
  const expense = (row: Row) => (flow === 'spent' ? item(row).replace(/^-/, '') : item(row));
  const [latest] = rows;
  if (operation === 'count' || operation === 'times')
    return { text: there(rows.length, subject, state, scope), rows: [], count: rows.length };
  if (latest === undefined) {
    const text = `I found no ${state}${flow === 'refunded' ? 'refunds' : flow === 'earned' ? 'income' : noun[1]}${scope}.`;
    const back = money.refunded === 0 ? '' : ` A refund of ${cash(money.refunded)} came back.`;
    return {
      text: `${query.yesNo && operation === 'exists' ? 'No. ' : ''}${text}${back}`,
      rows: [],
      count: 0,
    };
  }
  if (order === 'max' || order === 'min' || order === 'last' || order === 'first') {
    const ranked = rank(query, rows, isSigned);
    const shown = ranked.slice(0, limit ?? 1);
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
      shown.length === 1
        ? `Your ${names[order]} ${state}${thing[0]}${scope}: ${expense(shown[0] ?? latest)}.`
        : `Your ${shown.length} ${names[order]} ${state}${thing[1]}${scope}: ${spokenSome(shown.map(expense))}.`;
    return { text, rows: shown, count: shown.length };
  }
  if (operation === 'average') {
    const mean = Math.round(money.hundredths / rows.length);
    return {
      text: `On average ${cash(mean)} a ${noun[0]}${scope}, over ${rows.length} ${rows.length === 1 ? noun[0] : noun[1]}.`,
      rows,
      count: rows.length,
    };
  }
  if (operation === 'when') {
    const days = rows.map(item);
    return { text: `The latest ${state}${noun[0]}${scope}: ${days[0]}.`, rows: rows.slice(0, 1), count: 1 };
  }
  const refund =
    money.refunded === 0
      ? ''
      : ` ${money.refunded > 0 ? 'A refund' : ''} of ${cash(money.refunded)} is taken off.`;
  if (state !== '' && (operation === 'list' || operation === 'exists' || operation === 'sum')) {
    const list = spokenSome(rows.map(item));
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
            : 'In all';
    const how =
      rows.length === 1
        ? `in one ${noun[0]} on ${spokenDate(textOf(latest, subject.date ?? ''))}`
        : `in ${rows.length} ${noun[1]}`;
    const amount = flow === undefined ? cash(total(rows, subject, isSigned)) : cash(money.hundredths);
    const yes = operation === 'exists' && query.yesNo ? 'Yes. ' : '';
    const list =
      query.constraints.length === 0 && rows.length > 1 && operation === 'sum'
        ? ` The latest: ${spokenList(rows.slice(0, MAX_SPOKEN).map(item))}.`
        : '';
    return { text: `${yes}${verb} ${amount}${scope}, ${how}.${refund}${list}`, rows, count: rows.length };
  }
  const many = limit ?? (order === 'recent' ? MAX_SPOKEN : rows.length);
  const shown = rows.slice(0, many);
  if (query.constraints.length > 0 && limit === undefined && order !== 'recent') {
    const payeeOnly = query.constraints.every(({ kind }) => kind === subject.entities[0]);
    const where = payeeOnly ? periodOf(query) : scope;
    return {
      text: `That comes to ${cash(flow === undefined ? total(rows, subject, isSigned) : money.hundredths)}${where}: ${spokenSome(rows.map(item))}.${refund}`,
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
    const list = spokenList(rows.slice(0, MAX_SPOKEN).map(item));
    return {
      text: `You spent ${cash(money.hundredths)}${scope}, in ${rows.length} ${noun[1]}.${refund} The latest: ${list}.`,
      rows,
      count: rows.length,
    };
  }
  const items = shown.slice(0, MAX_SPOKEN).map(item);
  const thing = flow === 'refunded' ? ['refund', 'refunds'] : noun;
  if ((flow === 'refunded' || flow === 'earned') && limit === undefined && rows.length > 1) {
    return {
      text: `You have ${rows.length} ${flow === 'earned' ? 'payments' : thing[1]}${scope}, ${cash(money.hundredths)} in all: ${spokenSome(rows.map(item))}.`,
      rows,
      count: rows.length,
    };
  }
  if (rows.length === 1)
    return { text: `You have one ${thing[0]}${scope}: ${item(latest)}.`, rows, count: 1 };
  return {
    text: `Your latest ${thing[1]}${scope}, ${items.length} of ${rows.length}: ${spokenList(items)}.`,
    rows,
    count: rows.length,
  };
}

/** By size for the biggest, by day for the latest. */
function rank(query: Query, rows: readonly Row[], isSigned: boolean): readonly Row[] {
  const { subject, order } = query;
  void isSigned;
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
  return spokenMoney((hundredths / 100).toFixed(2));
}

export { nameOf };
