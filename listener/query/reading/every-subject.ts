import type { Sliceable } from '../../../lib/slices.ts';
import type { Interpretation, Query } from '../meaning/query.ts';
import { named, unitSpan } from '../periods/calendar-days.ts';
import { asCompared, comparativeForms, withUnitAgain } from '../sentence/comparative-form.ts';
import { comparisonOf, headsOf, takenApart } from '../sentence/comparing.ts';
import { inOrder } from '../sentence/in-order.ts';
import { noted, setAgainst } from '../sentence/set-against.ts';
import type { Named } from '../sentence/whose.ts';
import type { EntityKind, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { CURRENCY } from '../words/asked-words.ts';
import { MONTHS } from '../words/format-values.ts';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import type { Asked, Reading } from './asked-question.ts';
import type { Knowledge } from './knowledge.ts';
import { isListed } from './listed-of.ts';
import { readAs } from './subject-reading.ts';
import { RANKED } from './why-declined.ts';

/** A question as every subject reads it, and the one that explains it best; two questions that are compared. */

/** The reading that explains every word, by most words of its own. */
export function bestOf(readings: readonly Reading[]): Reading | undefined {
  const understood = [...readings].filter(({ query }) => query !== undefined).sort(RANKED);
  // "The total cost of my pills" is that of what is taken, and not what was spent on such things until now.
  const priced = understood.find(({ query }) => query?.isPriceTotal);
  return priced && understood[0]?.query?.period === undefined ? priced : understood[0];
}

/**
 * "Which medicine gives me a rash?": an allergy to one does, and a medicine may list it; both are told.
 * @param listed the question of the medicines; undefined: none lists it
 */
export function withSufferedOf(
  listed: Query | undefined,
  asked: Asked,
  knowledge: Knowledge,
): Interpretation | undefined {
  if (listed !== undefined && !listed.constraints.some(({ kind }) => isListed(kind))) return undefined;
  // "Can" and "may" ask for what is listed; "that" only takes up the medicine.
  const tokens = asked.tokens.filter(({ word }) => !isAnyOf(word, 'can could may might that'));
  for (const subject of knowledge.table.subjects) {
    if (subject === listed?.subject || !subject.entities.some(isSuffered)) continue;
    const read = readAs(subject, knowledge.catalogue(subject), { ...asked, tokens, isMeant: true }).query;
    if (!read?.constraints.some(({ kind }) => isSuffered(kind))) continue;
    // Of two lists neither yes nor no is said.
    const plain = { yesNo: false, operation: 'list' } as const;
    const query = read.operation === 'exists' ? { ...read, ...plain } : read;
    const also = listed?.operation === 'exists' ? { ...listed, ...plain } : listed;
    return { kind: 'query', query, ...(also && { also }) };
  }
  return undefined;
}

/** A symptom that was had, where a listed side effect may be had. */
function isSuffered({ only, tells }: Pick<EntityKind, 'only' | 'tells'>): boolean {
  return only !== undefined && tells === undefined;
}

const MEANT_BEFORE = new Set('is was that it this so are were those'.split(' '));

/** "Did I spend more in May than in April?": read as the question of May, gone on from with April. */
export function readComparison(
  asked: Asked,
  own: readonly number[],
  knowledge: Knowledge,
  previous: (() => Query | undefined) | undefined,
): Query | undefined {
  const read = (tokens: readonly Token[]) =>
    bestOf(readAll({ ...asked, tokens }, undefined, knowledge))?.query;
  const goOn = (first: Query, tokens: readonly Token[]) =>
    asOfNow(first, tokens) ??
    asOfBefore(first, tokens) ??
    asOfYearBefore(first, tokens) ??
    readAs(first.subject, knowledge.catalogue(first.subject), {
      ...asked,
      settled: NONE_SETTLED,
      tokens,
      previous: first,
    }).query;
  for (const form of comparativeForms(asked.tokens)) {
    const apart = takenApart(form, asked.text.includes('?'));
    // A name behind the comparative would be who it is compared with.
    if (apart === undefined || !own.every((index) => index < apart.at) || isAmount(apart.tail)) continue;
    // "Is that more than in September?": what was told before.
    const isBefore = apart.head.every(({ word }) => MEANT_BEFORE.has(word));
    for (const head of headsOf(apart.head)) {
      const first = isBefore ? asSum(previous?.()) : read(head);
      const second = first && goOn(first, apart.tail);
      const compared = first && second && comparisonOf(first, second, apart, knowledge.today);
      if (compared !== undefined) return compared;
    }
    // "Costco more often than Starbucks this year": the time stands with the second.
    const other = apart.often ? read(noted(apart.tail)) : undefined;
    const one = other && goOn(other, apart.head);
    const compared = one && other && comparisonOf(one, other, apart, knowledge.today);
    if (compared !== undefined) return compared;
  }
  if (own.length > 0) return undefined;
  const whole = asCompared(withUnitAgain(asked.tokens));
  const readShown = (tokens: readonly Token[]) =>
    bestOf(readAll({ ...asked, tokens, shows: true }, undefined, knowledge))?.query;
  return setAgainst(whole, { read: readShown, goOn, today: knowledge.today }) ?? inOrder(asked.tokens, read);
}

/** "More than two thousand dollars in May": an amount, and not the year 2000. */
function isAmount([number, unit]: readonly Token[]): boolean {
  return number?.kind === 'number' && (/^[$€£]/.test(number.word) || CURRENCY.has(unit?.stem ?? ''));
}

/** "Coffee this month", and then "is that less than last month?": what was listed, as what it comes to. */
function asSum(before: Query | undefined): Query | undefined {
  const isListed =
    before?.subject.amount !== undefined &&
    (before.operation === 'list' || before.operation === 'sum') &&
    before.order === undefined;
  return isListed ? { ...before, operation: 'sum', flow: before.flow ?? 'spent' } : before;
}

/** "Vs now", "than today": what is measured is the latest then, whatever the time before. */
function asOfNow(first: Query, tokens: readonly Token[]): Query | undefined {
  const words = joinedWords(tokens);
  if (first.subject.measures.length === 0 || first.period === undefined || !OF_NOW.test(words))
    return undefined;
  return { ...first, period: undefined, tense: undefined };
}
const OF_NOW =
  /^(?:(?:it|that|what it) is |i (?:do|am) )?(?:now|today|currently|right now|at present|at the moment|these days)$/;

/** "Higher than last time": what is measured is compared with the one before it. */
function asOfBefore(first: Query, tokens: readonly Token[]): Query | undefined {
  const words = joinedWords(tokens);
  const isOne = first.measures.length === 1 && first.period === undefined && first.order === undefined;
  return isOne && OF_BEFORE.test(words) ? { ...first, skip: first.skip + 1 } : undefined;
}
const OF_BEFORE =
  /^(?:it was |the |my )?(?:last|previous|(?:last|previous) (?:time|one|reading|measurement|value)|(?:time|one|reading) before(?: that)?|before)$/;

/** "Less this October than last October": the same month of the year before, however long this one is past. */
function asOfYearBefore(first: Query, tokens: readonly Token[]): Query | undefined {
  const [last, month, ...more] = tokens.filter(({ word }) => word !== 'in' && word !== 'the');
  const { period } = first;
  if (last?.word !== 'last' || more.length > 0 || period?.unit !== 'month' || period.from === undefined)
    return undefined;
  if (MONTHS[Number(period.from.slice(5, 7)) - 1] !== month?.word) return undefined;
  const span = unitSpan('year', period.from, -1);
  const before = unitSpan('month', `${span?.from.slice(0, 4)}${period.from.slice(4)}`, 0);
  if (before === undefined) return undefined;
  return { ...first, period: { ...before, words: named(before), tense: 'past' }, tense: 'past' };
}

/** @param named the same with the names of one who is asked about: read so where it is understood so */
export function readAll(
  asked: Asked,
  named: (Asked & Named) | undefined,
  knowledge: Knowledge,
): readonly Reading[] {
  return knowledge.table.subjects.map((subject) => readOne(subject, asked, named, knowledge));
}

/** The same, subject by subject: the very first time each takes some milliseconds. */
export function* readAllInSlices(
  asked: Asked,
  named: (Asked & Named) | undefined,
  knowledge: Knowledge,
): Sliceable<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const subject of knowledge.table.subjects) {
    readings.push(readOne(subject, asked, named, knowledge));
    yield;
  }
  return readings;
}

function readOne(
  subject: Subject,
  asked: Asked,
  named: (Asked & Named) | undefined,
  { catalogue }: Knowledge,
): Reading {
  const known = catalogue(subject);
  const isAsked = named !== undefined && (!named.isOfFamily || isOfFamily(subject));
  const plain = isAsked ? readAs(subject, known, named) : undefined;
  const isNamed = plain?.query?.constraints.some(({ said }) =>
    tokenize(said).some(({ stem }) => named?.names.includes(stem)),
  );
  return plain !== undefined && isNamed ? plain : readAs(subject, known, asked);
}

/** Whether its records are the members of the family. */
function isOfFamily({ entities }: Subject): boolean {
  return entities.some(({ fields }) => fields.includes('RELATIONSHIP'));
}

const NONE_SETTLED: ReadonlySet<number> = new Set();
