import type { Comparison, Query } from '../meaning/query.ts';
import { asksForAny } from '../sentence/sentence-form.ts';
import { isOfSpeaker } from '../sentence/whose.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { templateCounts } from '../table/template.ts';
import { isAnyOf } from '../words/any-of.ts';
import { PREPOSITIONS } from '../words/core-words.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import { isClaim, isSaidOfIt } from './bare-questions.ts';
import { isTotalWord } from './money-evidence.ts';

interface GoingOn {
  readonly tokens: readonly Token[];
  /** Whether it says what is asked of the records. */
  readonly hasTarget: boolean;
  /** Whether a word names the subject. */
  readonly hasNoun: boolean;
  /** Whether it names a time. */
  readonly hasPeriod: boolean;
}

/** What the new question lacks it has from the one before. */
export function continueFrom(query: Query, before: Query, on: GoingOn): Query {
  const { tokens, hasTarget, hasNoun } = on;
  if (!tokens.some(isTotalWord) && isOfOne(query, before)) return before;
  const claimed = claimedOf(query, before, tokens);
  if (claimed !== undefined) return claimed;
  if (before.tense === 'past' && asksOfNextTime(query, tokens))
    return continueFrom(
      { ...query, order: 'next' },
      { ...before, order: undefined, tense: undefined, skip: 0 },
      on,
    );
  const isNamed = query.constraints.length > 0;
  // "What did I spend at Costco?", and then "and how much do I earn?": not at Costco.
  const isOfOther =
    query.flow === 'earned' &&
    before.flow !== 'earned' &&
    !tokens.some(({ word }) => isAnyOf(word, 'there them they it that from'));
  // "Any on Lipitor?": of what was asked before.
  const keepsAsk = !hasNoun && asksForAny(tokens) && before.operation === 'field';
  // "How often was I at Starbucks?", and then "what did that cost me?": what it came to.
  const asksOfCost = isAnyOf(before.operation, 'count times') && tokens.some(({ word }) => COST.test(word));
  const keepsOperation =
    keepsAsk || (!hasTarget && !asksOfCost && query.order === undefined) || isSameNumber(query, before);
  return {
    ...query,
    operation:
      keepsOperation && (!query.yesNo || before.operation === 'exists' || keepsAsk)
        ? before.operation
        : query.operation,
    ask: keepsOperation ? before.ask : query.ask,
    measures: query.measures.length > 0 ? query.measures : before.measures,
    order:
      query.order ?? (query.operation === 'count' || query.operation === 'sum' ? undefined : before.order),
    limit: query.limit ?? (keepsOperation ? before.limit : undefined),
    constraints: isNamed || isOfOther ? query.constraints : before.constraints,
    without: query.without.length > 0 || isNamed || isOfOther ? query.without : before.without,
    claim: query.claim ?? (keepsOperation ? before.claim : undefined),
    period:
      (on.hasPeriod ? undefined : sharedOut(query, before)) ??
      query.period ??
      (asksForDayOf(query, before) || ALL_TIME.test(joinedWords(tokens)) ? undefined : before.period),
    dated: query.dated ?? before.dated,
    state: query.stateSaid ? query.state : before.state,
    stateSaid: query.stateSaid || before.stateSaid,
    flow: query.flow ?? before.flow,
    over: query.over ?? before.over,
    under: query.under ?? before.under,
    isInclusive: (query.over ?? query.under) === undefined ? before.isInclusive : query.isInclusive,
    isSumBounded: query.isSumBounded,
    person: query.person ?? (isOfSpeaker(tokens) ? undefined : before.person),
    tense: query.tense ?? before.tense,
    byPrice: query.byPrice || (query.order === undefined && before.byPrice),
    way: query.way ?? (query.yesNo ? before.way : undefined),
    // "Who with?" is asked of the one that was told.
    skip: query.order === undefined && !isNamed && query.period === undefined ? before.skip : 0,
    isFree: query.isFree || (keepsOperation && before.isFree),
    rate: query.rate ?? (keepsOperation ? before.rate : undefined),
    each: query.each ?? (keepsOperation ? before.each : undefined),
    share: query.share ?? (keepsOperation ? before.share : undefined),
    beside: isNamed || query.period !== undefined ? undefined : before.beside,
    numbered: query.numbered ?? (isNamed ? undefined : before.numbered),
    // "What for?" of whoever takes it; one who is named is asked for alone.
    among: query.person === undefined && !isOfSpeaker(tokens) ? before.among : undefined,
    compared: before.compared && comparedAnew(query, before, before.compared),
    goneOnFrom: before.goneOnFrom === undefined ? before : { ...before, goneOnFrom: undefined },
  };
}

/** "Netflix last month?", and then "total since the beginning?": not of that month. */
const ALL_TIME = /\b(?:(?:since|from) the (?:beginning|start)|ever|all time)$/;

/** "What did I pay the clinic on October 28?", and then "and the pharmacy, when was that?": of that day nobody asks so. */
function asksForDayOf({ operation, constraints }: Query, { period }: Query): boolean {
  return operation === 'when' && constraints.length > 0 && period?.unit === 'day';
}

/** "What was rent in 2025?", and then "per month?": of that year, and not of the one that a rate is taken from. */
function sharedOut({ rate }: Query, { period }: Query): Query['period'] {
  const isLonger =
    (period?.unit === 'year' && rate !== 'year') ||
    (isAnyOf(period?.unit ?? '', 'month quarter') && isAnyOf(rate ?? '', 'week day'));
  return rate !== undefined && isLonger ? period : undefined;
}

const COST = /^(?:costs?|pay|paid|spend|spent)$/;
const MAX_CLAIM = 4;

/** "Is it covered?": claimed of what was told, which it names by nothing else. */
function claimedOf(query: Query, before: Query, tokens: readonly Token[]): Query | undefined {
  const [claim, ...more] = query.constraints;
  // "Do I take Synthroid?", and then "with food?"
  const isOfName = before.constraints.some(({ kind }) => kind.names);
  const isShort = isOfName && tokens.length <= MAX_CLAIM && PREPOSITIONS.has(wordAt(tokens, 0));
  const isOfSome = before.constraints.length > 0 || before.order !== undefined;
  if (claim === undefined || !isClaim(claim) || more.length > 0) return undefined;
  if (!(isSaidOfIt(query, tokens) || isShort) || !isOfSome || query.period !== undefined) return undefined;
  return {
    ...before,
    operation: 'exists',
    ask: undefined,
    claim,
    yesNo: true,
  };
}

/** "When did I last see her?", and then "when do I see her again?": the one to come. */
function asksOfNextTime(
  { subject, operation, order, period, tense }: Query,
  tokens: readonly Token[],
): boolean {
  return (
    isOfEvents(subject) &&
    (operation === 'when' || operation === 'exists') &&
    order === undefined &&
    period === undefined &&
    tense !== 'past' &&
    tokens.some(({ word }) => isAnyOf(word, 'do will am'))
  );
}

/** "More on coffee in October or November?", and then "and groceries?": the same two months of another name. */
function comparedAnew(query: Query, before: Query, compared: Comparison): Comparison | undefined {
  const { constraints, period, tense, order, limit } = query;
  // Which of two visits comes first is asked of those two alone.
  if (compared.with.operation === 'when') return undefined;
  if (order !== undefined || limit !== undefined || query.over !== undefined || query.under !== undefined)
    return undefined;
  const isOfTimes = compared.with.period !== before.period;
  if (isOfTimes && constraints.length > 0 && period === undefined)
    return { ...compared, with: { ...compared.with, constraints } };
  if (!isOfTimes && constraints.length === 0 && period !== undefined)
    return { ...compared, with: { ...compared.with, period, tense } };
  return undefined;
}

/** "How many refills are left for Lantus, and how many for Ventolin?": of the same. */
function isSameNumber(query: Query, before: Query): boolean {
  const isNumber =
    before.operation === 'field' &&
    before.ask !== undefined &&
    templateCounts(before.ask.text)[0] !== undefined;
  return (
    isNumber &&
    query.operation === 'count' &&
    query.constraints.length > 0 &&
    query.subject === before.subject
  );
}

/** "When was my last purchase?", and then "how much was it?": of the one that was told. */
function isOfOne(query: Query, before: Query): boolean {
  const { subject, operation, order, limit, constraints, period, flow } = query;
  if (subject.amount === undefined || operation !== 'sum') return false;
  const isPlain =
    order === undefined && limit === undefined && period === undefined && constraints.length === 0;
  // "How much did it cost?" of what was told without a word for whose money it was.
  const isSame =
    flow === undefined || flow === before.flow || (flow === 'spent' && before.flow === undefined);
  const hasOne = before.order !== undefined && before.order !== 'recent' && before.limit === undefined;
  return isPlain && isSame && (hasOne || before.operation === 'when');
}
