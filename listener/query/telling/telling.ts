import type { Row } from '../../../contract/hal.ts';
import { internalDay } from '../../account/iso.ts';
import { textOf } from '../../account/text.ts';
import { holds } from '../meaning/claims.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { type Chosen, fits, isIn, sorted, stateOf } from '../records/selection.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { render } from '../table/template.ts';
import { capital, formatSome } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import { listedOfStopped } from './listed-of-stopped.ts';
import { answerMeasures } from './measuring.ts';
import { ofFlow } from './money.ts';
import { nounOf } from './noun.ts';
import { constraintsOf, periodInFront, scopeOf, sharedScope } from './scope.ts';
import { againText, tellUnproved, withProved } from './telling-attendance.ts';
import { tellBirthdays } from './telling-birthdays.ts';
import { answerCount, withSilent } from './telling-count.ts';
import { notedForDay } from './telling-day.ts';
import { answerMoney } from './telling-money.ts';
import { tellMostSeen } from './telling-most-seen.ts';
import { tellNumberBound, withinNumber } from './telling-number-bound.ts';
import { aged, agoText, dayAsked, oneText, tellEqual, tellMost } from './telling-one.ts';
import { tellPriced, tellPriceTotal } from './telling-price.ts';
import { fieldText, isOfSeveral, isThere, neither, ofItsDay, totalOf, withNoted } from './told-field.ts';
import {
  comingOf,
  isPast,
  isRanked,
  noFurther,
  ordered,
  plainName,
  usual,
  wasOf,
  whichOf,
} from './told-records.ts';

/** Records to an answer in words, which says what was asked: the name, the time, the state. */

export function tell(findings: Findings): Told {
  const { query, chosen, now } = findings;
  const told = ofPerson(query, answerGroups(findings));
  const left = (count: number, what: string, why: string) => {
    const [one, many] = query.subject.noun;
    const noun = count === 1 ? `one ${one} has` : `${count} ${many} have`;
    return count === 0 ? '' : ` I left out what ${what}: ${noun} ${why}.`;
  };
  const undated = left(chosen.undated, 'I cannot date', 'no readable date');
  const untimed = left(chosen.untimed, 'has no time', 'no time of day on record');
  return { ...told, text: `${told.text}${agoText(query, told.rows, now)}${undated}${untimed}` };
}

/** Of a member of the family: not "your", but whose it is. */
function ofPerson({ person }: Query, told: Told): Told {
  if (person === undefined) return told;
  const text = told.text.replace(/^((?:Yes|No)\. )?Your /, `$1${person.name}'s `);
  const nothing = / of /.test(text) ? null : /^((?:Yes|No)\. )?I have no ([\w ]+) on record\.$/.exec(text);
  if (nothing === null) return { ...told, text };
  const [, lead = '', things = ''] = nothing;
  return { ...told, text: `${lead}I have no ${things} of ${person.name}'s on record.` };
}

function answerGroups(all: Findings): Told {
  const findings = withinNumber(all);
  const { query, chosen } = findings;
  const { subject, operation } = query;
  if (subject.measures.length > 0) return answerMeasures(query, sorted(chosen.rows, subject.sort));
  if (subject.amount !== undefined && operation !== 'field') return answerMoney(findings);
  if (query.birthdays !== undefined) return tellBirthdays(findings, query.birthdays);
  if (query.numbered !== undefined) return tellNumberBound(findings, query.numbered);
  const by = query.share?.of;
  if (by !== undefined && typeof by !== 'string') return tellMostSeen(findings, by);
  if (operation === 'count' || operation === 'times') return withSilent(findings, answerCount(findings));
  if (query.claim !== undefined) return answerClaim(findings, query.claim);
  if (operation === 'exists')
    return withSilent(findings, tellUnproved(findings) ?? answerExistence(withProved(findings)));
  if (operation === 'until') return answerUntil(findings);
  if (query.most !== undefined) return tellMost(findings, query.most);
  if (query.byPrice) return tellPriced(findings);
  if (query.isPriceTotal) return tellPriceTotal(findings);
  if (operation === 'field') return answerField(ofFlow(findings));
  return withSilent(findings, answerList(findings));
}

// ---- yes or no

/** Whether the named records say what is claimed of them: yes, no, or what they say instead. */
function answerClaim(findings: Findings, claim: Constraint): Told {
  const { query } = findings;
  const ask = query.subject.asks.find(({ label }) => label === claim.kind.tells);
  const detail = { ...query, operation: 'field', ask, claim: undefined, yesNo: false } as const;
  const told = answerField({ ...findings, query: detail });
  if (told.count === 0) return prefixed('No. ', told);
  const held = told.rows.map((row) => holds(row, claim));
  if (held.every((one) => one === true)) return prefixed('Yes. ', told);
  // What the records list is no proof that there is nothing else.
  if (held.every((one) => one === false))
    return prefixed(claim.kind.only === undefined ? 'No. ' : 'No, not on record. ', told);
  if (!held.some((one) => one === true)) return prefixed('Your record does not say. ', told);
  // "Are all my pills covered?": which are not is told.
  const isNamed = query.constraints.some(({ kind }) => kind.names);
  const against = isNamed ? told.rows : told.rows.filter((row) => holds(row, claim) !== true);
  const { text } = answerField({
    ...findings,
    query: detail,
    chosen: { ...findings.chosen, rows: against, anyState: against },
  });
  return { ...told, text: `Not all of them. ${text}` };
}

function answerExistence(findings: Findings): Told {
  const { query, chosen, now } = findings;
  const { subject } = query;
  const drugs = query.constraints.filter(({ kind }) => kind.names && kind.key === undefined);
  if (query.identity) return answerIdentity(findings);
  const listed = listedOfStopped(findings);
  if (listed !== undefined) return answerClaim(listed.findings, listed.claim);
  if (query.isFree) {
    const told = answerExistence({ ...findings, query: { ...query, isFree: false } });
    // What has no time of day may be at any: then none that is known proves no yes.
    const yes = chosen.untimed > 0 ? '' : 'Yes. ';
    const text = told.text.replace(/^(?:Yes|No)\. /, (said) => (said === 'Yes. ' ? 'No. ' : yes));
    return { ...told, text };
  }
  if (drugs.length > 1 && (query.period === undefined || subject.until !== undefined)) {
    const each = drugs.map((one) => {
      const rest = query.constraints.filter((other) => other === one || !drugs.includes(other));
      const only = { ...query, constraints: rest };
      const of = (rows: readonly Row[]) => rows.filter((row) => fits(row, one));
      return answerExistence({
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
  // Of what lasts also what it is for or how it is taken: "any eye drops?" of drops that are on hold.
  const named = query.constraints.filter(
    ({ kind }) =>
      kind.names || kind === subject.entities[0] || (rows.length === 0 && subject.until !== undefined),
  );
  if (rows.length > 0) {
    if (query.order !== undefined && query.order !== 'recent') return prefixed('Yes. ', answerList(findings));
    const items = rows.map(
      (row) =>
        `${itemOf(subject.item, row, query)}${subject.until !== undefined || usual(subject, row) ? '' : ` (${wasOf(subject, row, now)})`}`,
    );
    const scope = constraintsOf(
      query,
      rows,
      new Set(subject.entities.filter(({ names }) => names).map(({ kind }) => kind)),
    );
    const state = query.stateSaid && query.state !== 'all' ? query.state : undefined;
    const isSaid = state !== undefined && state.name !== subject.standard && state.when !== 'past';
    const text =
      named.length > 0 && query.period === undefined && scope === '' && !isSaid
        ? `Yes. ${formatSome(items)}.`
        : `Yes. ${listText(findings, rows)}`;
    return { text: `${text}${againText(findings, rows)}`, rows, count: rows.length };
  }
  const state = stateOf(query, now);
  // "Is it confirmed?" is about what is to come.
  const coming =
    state === 'all' || !query.stateSaid || state.when === undefined
      ? []
      : chosen.anyState.filter((row) => isIn(row, { ...state, filter: [] }, subject, now));
  const others = sorted(coming.length > 0 ? coming : chosen.anyState, subject.sort);
  const no = query.constraints.some(({ kind }) => kind.incomplete) ? 'Not that I know of. ' : 'No. ';
  const [other] = others;
  if (named.length > 0 && other !== undefined) {
    const states = others.map(
      (row) => `${plainName(query, row)}${whichOf(query, row)} ${wasOf(subject, row, now)}`,
    );
    return { text: `${no}${capital(formatSome(states))}.`, rows: others, count: 0 };
  }
  return prefixed(no, { text: `${noneText(findings)}${notedForDay(findings)}`, rows: [], count: 0 });
}

/** Whether one record is all that is said of it; told is the one that was named. */
function answerIdentity({ query, chosen }: Findings): Told {
  const named = query.constraints.filter(({ rank }) => rank !== 'group');
  const ones = chosen.anyState.filter((row) => named.every((one) => fits(row, one)));
  const is = ones.some((row) => query.constraints.every((one) => fits(row, one)));
  const items = ones.map((row) => itemOf(query.subject.item, row, query));
  return { text: `${is ? 'Yes' : 'No'}. ${formatSome(items)}.`, rows: ones, count: ones.length };
}

function prefixed(prefix: string, told: Told): Told {
  return { ...told, text: `${prefix}${told.text}` };
}

/** None in use, and which are not: "which eye drops do I take?" of drops that are on hold. */
function noneOf(findings: Findings): Told {
  const { query, chosen } = findings;
  const isLasting = query.subject.until !== undefined && !query.stateSaid && query.period === undefined;
  const others = isLasting && query.constraints.length > 0 ? sorted(chosen.anyState, query.subject.sort) : [];
  if (others.length > 0 && query.constraints.some(({ kind }) => kind.incomplete))
    return { ...tellOther(findings, others), text: `I know of none. ${othersText(findings, others)}` };
  return others.length > 0 ? tellOther(findings, others) : { text: noneText(findings), rows: [], count: 0 };
}

/** Nothing is as it was asked for: "when is my blood test?" of one that was cancelled. */
function tellOther(findings: Findings, rows: readonly Row[]): Told {
  return { text: `${noneText(findings)} ${othersText(findings, rows)}`, rows, count: 0 };
}

function othersText({ query, now }: Findings, rows: readonly Row[]): string {
  const states = rows.map((row) => `${plainName(query, row)} ${wasOf(query.subject, row, now)}`);
  return `${capital(formatSome(states))}.`;
}

// ---- how long until

function answerUntil({ query, chosen, now }: Findings): Told {
  const { subject } = query;
  const { date = '' } = subject;
  const [next] = sorted(chosen.rows, [date, ...(subject.time === undefined ? [] : [subject.time])]);
  if (next === undefined)
    return { text: noneText({ query, chosen, now, isSigned: false, bare: false }), rows: [], count: 0 };
  const days = internalDay(textOf(next, date)) - internalDay(now.date);
  const far = days === 0 ? 'today' : days === 1 ? 'tomorrow, in one day' : `in ${days} days`;
  return {
    text: `Your next ${subject.noun[0]}${scopeOf(query, [next])} is ${far}: ${itemOf(subject.item, next, query, sharedScope(query, [next]))}.`,
    rows: [next],
    count: 1,
  };
}

// ---- a detail

function answerField(findings: Findings): Told {
  const { query, chosen, now } = findings;
  const { ask } = query;
  if (ask === undefined || ask.label === 'name') return answerList(findings);
  // Asked for by name, a record is told also where it is past.
  const pool =
    chosen.rows.length > 0
      ? chosen.rows
      : (query.subject.until === undefined
            ? query.constraints.some(({ kind }) => kind.names)
            : query.constraints.length > 0) && !query.stateSaid
        ? chosen.anyState
        : [];
  let rows = withNoted(ordered(query, pool), ask.text, query);
  // Of each only the latest day is kept: what was before it is not known.
  if (rows.length === 0 && ask.date !== undefined && query.period !== undefined) {
    const text = `I have no ${ask.label} ${query.period.words} on record; of each only the latest is kept.`;
    return { text, rows: [], count: 0 };
  }
  if (rows.length === 0 && query.skip > 0) return noFurther(query);
  if (rows.length === 0)
    return { text: `${query.yesNo ? 'No. ' : ''}${noneText(findings)}`, rows: [], count: 0 };
  if (chosen.rows.length === 0 && isOfEvents(query.subject)) return tellOther(findings, rows);
  if (query.order !== undefined && query.order !== 'recent' && query.limit === undefined) {
    rows = isRanked(query) ? rows : rows.slice(0, 1);
  } else if (ask.date !== undefined && ask.label.startsWith('last') && query.constraints.length === 0) {
    rows = sorted(rows, [`-${ask.date}`]).slice(0, 1);
  } else if (!ask.each && query.period === undefined && !isOfSeveral(query)) {
    const [one] = isPast(findings) ? [...rows].reverse() : rows;
    rows = one === undefined ? [] : [one, ...comingOf(findings, one)];
  }
  // What is told though it is not in use says so.
  const past = (row: Row) =>
    query.subject.until === undefined ||
    (query.tense === 'past' && ask.label !== 'instructions') ||
    ask.label === 'status' ||
    usual(query.subject, row)
      ? ''
      : ` (${wasOf(query.subject, row, now)})`;
  const items = rows.map(
    (row) => `${fieldText(ask.text, ask.label, aged(ask.text, row, now), query)}${past(row)}`,
  );
  const { length } = rows;
  // "Prof." has its point already.
  const told = `${formatSome([...new Set(items)])}.`.replace(/\.\.$/, '.');
  const scope = periodInFront(query, items);
  const lead = query.yesNo
    ? rows.some((row) => isThere(ask.text, row, query))
      ? 'Yes. '
      : 'No. '
    : neither(query, items);
  const total = totalOf(query, rows);
  return {
    text: `${lead}${scope}${told}${total}`,
    rows: rows.map((row) => ofItsDay(row, query)),
    count: length,
  };
}

// ---- lists

function answerList(findings: Findings): Told {
  const { query, chosen, now, bare } = findings;
  const { subject, order, limit } = query;
  const rows = ordered(query, withNamed(findings));
  const [first] = rows;
  if (first === undefined && query.skip > 0) return noFurther(query);
  if (first === undefined) return noneOf(findings);
  const isEvent = isOfEvents(subject);
  if (isEvent && chosen.rows.length === 0) return tellOther(findings, rows);
  const asksWhen = query.operation === 'when' || (isEvent && bare);
  if (
    (order !== undefined && order !== 'recent' && limit === undefined) ||
    (asksWhen && query.period === undefined)
  ) {
    const which = order ?? (isPast(findings) ? 'last' : 'next');
    const row = order === undefined && isPast(findings) && isEvent ? (rows.at(-1) ?? first) : first;
    const rest =
      bare && chosen.rows.length > 1 ? ` You have ${chosen.rows.length} ${subject.noun[1]} ahead.` : '';
    if (isRanked(query) && rows.length > 1) return tellEqual(query, rows);
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

function listText({ query, chosen, now }: Findings, rows: readonly Row[]): string {
  const { subject, person } = query;
  const state = stateOf(query, now);
  const scope = scopeOf(query, rows);
  const shared = sharedScope(query, rows);
  // "Were eye drops prescribed for me?": what is not in use says so.
  const isNumber = query.constraints.some(({ kind }) => kind.names && kind.whole);
  // "Stopped in May" says it by itself, and not on which day.
  const isEnded = query.dated === 'ended';
  const past = (row: Row) =>
    (query.yesNo || isNumber) &&
    subject.until !== undefined &&
    (isEnded || !query.stateSaid) &&
    !usual(subject, row)
      ? ` (${wasOf(subject, row, now)})`
      : '';
  const itemText = (row: Row) => itemOf(subject.item, row, query, shared);
  const items = rows.map((row) => `${itemText(row)}${past(row)}${dayAsked(query, row)}`);
  const list = formatSome(items);
  const count = rows.length;
  const hasNames = query.constraints.some(({ kind }) => kind === subject.entities[0] && kind.names);
  const isStandard = state !== 'all' && state.name === subject.standard;
  if (isStandard && !hasNames && person === undefined && rows === withSameRows(rows, chosen)) {
    const template = count === 1 ? subject.say.one : subject.say.many;
    if (template !== undefined) return render(template, formatNames(count, list, scope));
  }
  if (hasNames && query.period === undefined) {
    const said = rows.map(
      (row) =>
        `${itemOf(subject.item, row, query)}${usual(subject, row) ? '' : ` (${wasOf(subject, row, now)})`}`,
    );
    return `${person === undefined ? 'Your record' : `The record of ${person.name}`} says: ${formatSome(said)}.`;
  }
  const lead = `${person === undefined ? 'You have' : `${person.name} has`}`;
  // What a number names may be in use no more.
  const noun = nounOf(subject, !isEnded && rows === withSameRows(rows, chosen) ? state : 'all', count);
  const told = list === '' ? '' : `: ${list}`;
  return `${lead} ${count === 1 ? 'one' : count} ${noun}${scope}${told}.`;
}

function withSameRows(rows: readonly Row[], { rows: inState }: Chosen): readonly Row[] {
  return rows.every((row) => inState.includes(row)) ? rows : [];
}

function formatNames(count: number, list: string, scope: string) {
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
    return render(subject.say.none, formatNames(0, '', scope));
  }
  return `${person === undefined ? 'You have' : `${person.name} has`} no ${nounOf(subject, state, 0)}${scope}${subject.amount === undefined && subject.states.length < 2 ? ' on record' : ''}.`;
}
