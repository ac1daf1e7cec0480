import type { Constraint, Interpretation, Query } from '../meaning/query.ts';
import { dayAfter } from '../periods/calendar-days.ts';
import type { Period } from '../periods/period.ts';
import { bare } from '../periods/span-range.ts';
import { alternativesIn, withSeenBehind } from '../sentence/alternatives.ts';
import { type EntityKind, isOfEvents } from '../table/subject-table.ts';
import { joinedWords, type Token } from '../words/token.ts';

/**
 * "Did Lipitor come from Dr. Chen or from Dr. Raman?": read with each of the two, and answered by the detail in which
 * those differ, whatever it is.
 */

type Understood = Extract<Interpretation, { kind: 'query' }>;

/** @param read reads words as a question of their own */
export function readWhichOfTwo(
  words: readonly Token[],
  read: (tokens: readonly Token[]) => Interpretation,
): Understood | undefined {
  const ones = new Map<string, Interpretation>();
  for (const { first, second } of alternativesIn(withSeenBehind(words))) {
    const said = joinedWords(first);
    const one = ones.get(said) ?? read(first);
    ones.set(said, one);
    if (one.kind !== 'query' || !isPlain(one)) continue;
    const other = read(second);
    const query = other.kind === 'query' && isPlain(other) ? whichOf(one.query, other.query) : undefined;
    if (query !== undefined) return { kind: 'query', query };
  }
  return undefined;
}

function isPlain({ also, leftOut }: Understood): boolean {
  return also === undefined && leftOut === undefined;
}

/** The question of which of two it is; undefined where they differ in anything else, or name no record. */
export function whichOf(one: Query, other: Query): Query | undefined {
  const { subject } = one;
  if (subject !== other.subject || !ASKED.has(one.operation) || one.operation !== other.operation)
    return undefined;
  if (restOf(one) !== restOf(other)) return undefined;
  const same = one.constraints.filter((own) => other.constraints.some((its) => isSame(own, its)));
  const [own, ...more] = said(one).filter((first) => !said(other).some((its) => isSame(first, its)));
  const [its, ...others] = said(other).filter((second) => !said(one).some((first) => isSame(first, second)));
  const which = { ...one, constraints: same, claim: undefined, yesNo: false, identity: false } as const;
  // "Do I see Dr. Chen or Dr. Raman in January?": whom one sees then.
  const isEvents = isOfEvents(subject);
  const isThen = isEvents && one.period !== undefined && one.yesNo;
  // "The last time somebody checked my moles or my skin" asks for either.
  if (isEvents && one.order !== undefined && !one.yesNo) return undefined;
  const isNamed = same.length > 0 || one.order !== undefined || isThen;
  if (!isNamed || more.length > 0 || others.length > 0) return undefined;
  if (own === undefined || its === undefined) {
    const isEvent = isOfEvents(subject);
    const period = eitherDay(one.period, other.period);
    return isEvent && period !== undefined && own === its
      ? { ...which, period, operation: 'when' }
      : undefined;
  }
  if (one.period?.from !== other.period?.from || one.period?.to !== other.period?.to) return undefined;
  const label = own.kind === its.kind ? detailOf(own.kind) : undefined;
  const ask = subject.asks.find((one) => one.label === label);
  return ask && { ...which, operation: 'field', ask };
}

/** Periods with no more days between them: whichever day it was tells which of the two is meant. */
const NEAR_DAYS = 7;

/** "today or yesterday": from the first to the last day of both; undefined where they are not near each other. */
function eitherDay(one: Period | undefined, other: Period | undefined): Period | undefined {
  if (!isOfDays(one) || !isOfDays(other)) return undefined;
  const [first, second] = one.from <= other.from ? [one, other] : [other, one];
  if (second.from > dayAfter(first.to, NEAR_DAYS)) return undefined;
  const isNext = second.from <= dayAfter(first.to, 1);
  const tense = one.tense === other.tense ? one.tense : undefined;
  return {
    from: first.from,
    to: first.to > second.to ? first.to : second.to,
    // The days in between count as well, where there are any: what is told may be of one of those.
    words: isNext ? `${one.words} or ${other.words}` : `from ${bare(first.words)} to ${bare(second.words)}`,
    unit: 'span',
    ...(tense && { tense }),
  };
}

/** Whole days, with a first and a last. */
function isOfDays(period: Period | undefined): period is Period & Required<Pick<Period, 'from' | 'to'>> {
  return period?.from !== undefined && period.to !== undefined && period.hours === undefined;
}

const ASKED: ReadonlySet<Query['operation']> = new Set(['exists', 'list']);

/** The label of the detail that says which value of a kind a record has. */
function detailOf({ tells, which }: Pick<EntityKind, 'tells' | 'which'>): string | undefined {
  return tells ?? which;
}

function said({ constraints, claim }: Query): readonly Constraint[] {
  return claim === undefined ? constraints : [...constraints, claim];
}

function isSame(one: Constraint, other: Constraint): boolean {
  return one.kind === other.kind && one.group === other.group && one.said === other.said;
}

/** What both must have alike. */
function restOf({ state, order, limit, flow, over, under, person, without }: Query): string {
  const name = state === 'all' ? state : state.name;
  return JSON.stringify([name, order, limit, flow, over, under, person?.id, without.length]);
}
