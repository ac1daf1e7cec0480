import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, type Token } from '../words/token.ts';

/** "And the one before that?", "and after that?", "the second biggest": one further on from what was told; "both together?" */

const LEAD = /^(?:(?:no|not that one) )?(?:when|what|who|which)? ?(?:was|is|comes|came)? ?(?:the )?/;
const BACK =
  /^(?:(?:one|time|visit|appointment|purchase|payment|reading|measurement) (?:before|earlier)(?: that one| that| this one| this| it)?|before (?:that|then)|(?:previous|preceding) (?:one|time))$/;
const ON =
  /^(?:(?:one|time|visit|appointment|payment) after(?: that one| that| this one| this| it)?|after (?:that|this)|then|(?:next|following) one(?: after that)?)$/;
/** What the last two that were told come to. */
const BOTH =
  /^(?:and )?(?:how much |what )?(?:was |were |is |are |did |do )?(?:(?:both|(?:the|those|these) [23]|all 3)(?: of them)?(?: together| combined| in all| in total| come to| cost| make)?|together)$/;
const SECOND =
  /^second (?:biggest|largest|highest|dearest|smallest|lowest|cheapest|most expensive)(?: one)?$/;

/** @param previous asked only where the words go one further @returns the question before, one further */
export function oneFurther(
  tokens: readonly Token[],
  previous: (() => Query | undefined) | undefined,
): Query | undefined {
  const said = joinedWords(tokens);
  if (BOTH.test(said)) {
    const before = previous?.();
    const isTold = before !== undefined && before.skip > 0 && before.subject.amount !== undefined;
    if (!isTold || before.order === undefined || !isOne(before)) return undefined;
    const isNumber = !/both|[23]/.test(said) || before.skip === (said.includes('3') ? 2 : 1);
    return isNumber
      ? { ...before, operation: 'sum', flow: before.flow ?? 'spent', skip: 0, limit: before.skip + 1 }
      : undefined;
  }
  if (WHICH_ONES.test(said)) return counted(previous?.());
  if (WHAT_FOR.test(said)) return whatFor(previous?.()) ?? whatOn(previous?.());
  if (WHAT_ON.test(said)) return whatOn(previous?.());
  if (OVER_HOW_MANY.test(said)) return howMany(previous?.());
  if (WHAT_NEXT.test(said)) return nextUp(previous?.());
  const words = said.replace(LEAD, '');
  const isBack = BACK.test(words);
  const isOn = ON.test(words);
  const isSecond = SECOND.test(words);
  if (!isBack && !isOn && !isSecond) return undefined;
  const before = previous?.();
  if (before === undefined) return undefined;
  if (isOn && isOfTime(before)) return afterThose(before);
  const order = orderOf(before);
  const isRight =
    (isBack && order === 'last') ||
    (isOn && (order === 'next' || order === 'first')) ||
    (isSecond && (order === 'max' || order === 'min') && before.skip === 0 && isSize(words, order));
  if (!isRight || !isOne(before)) return undefined;
  return { ...before, order, skip: before.skip + 1 };
}

const WHICH_ONES =
  /^(?:and )?(?:(?:which|what)(?: ones?)?(?: are (?:they|those|these))?|(?:which|what) (?:ones? )?(?:exactly|then))$/;
/** "How many visits do I have in December?", and then "which ones?": those that were counted. */
function counted(before: Query | undefined): Query | undefined {
  const isCounted =
    before?.operation === 'count' && before.compared === undefined && before.rate === undefined;
  return isCounted ? { ...before, operation: 'list', yesNo: false } : undefined;
}

const WHAT_FOR =
  /^(?:(?:what|why) (?:(?:is|was|were|are|did) (?:it|that|this|they|those|i (?:pay|buy|get|spend) (?:it|that)) )?for|for what)$/;
/** "Did I get a refund from there?", and then "what for?": what is noted of it. */
function whatFor(before: Query | undefined): Query | undefined {
  const ask = before?.subject.asks.find(({ label }) => label === 'memo');
  if (before?.subject.amount === undefined || ask === undefined || !isOne(before)) return undefined;
  // Of the biggest one a note may be missing, and the next one has its own.
  const isRanked = before.order === 'max' || before.order === 'min';
  return isRanked || (before.constraints.length === 0 && before.order === undefined)
    ? undefined
    : { ...before, operation: 'field', ask, yesNo: false };
}

const WHAT_ON =
  /^(?:and )?(?:what on|(?:on )?what (?:did|have) (?:i|we) (?:spend|spent|use|used) (?:it|that|this|all that|the money)(?: all)?(?: on| for)?|what (?:is|was|were) (?:it|that|this|they|those)(?: all)? on)$/;
/** "What did I spend last week?", and then "what did I spend it on?": the payments of that sum. */
function whatOn(before: Query | undefined): Query | undefined {
  const isSummed = before?.operation === 'sum' || (before?.operation === 'list' && before.flow !== undefined);
  if (before?.subject.amount === undefined || !isSummed) return undefined;
  const isPlain = [before.order, before.compared, before.share, before.rate].every(
    (one) => one === undefined,
  );
  return isPlain ? { ...before, operation: 'list', flow: before.flow ?? 'spent' } : undefined;
}

const OVER_HOW_MANY =
  /^(?:and )?(?:over|across|in|during|from) how many (?:different |separate |single )?(?:visits|trips|times|goes|runs|stops|purchases|orders|payments|transactions)(?: (?:was|is) (?:that|it|this))?$/;
/** "What did I spend at Starbucks?", and then "over how many visits?": the payments of that sum. */
function howMany(before: Query | undefined): Query | undefined {
  if (before?.subject.amount === undefined || before.operation !== 'sum') return undefined;
  if (before.order !== undefined || before.compared !== undefined || before.share !== undefined)
    return undefined;
  return { ...before, operation: 'count', flow: before.flow ?? 'spent', rate: undefined };
}

const WHAT_NEXT = /^what (?:is|comes) (?:up )?next$/;
/** "When do I see Dr. O'Brien?", and then "what comes next?": whatever is behind that in the calendar. */
function nextUp(before: Query | undefined): Query | undefined {
  if (before === undefined || before.tense === 'past' || before.compared !== undefined) return undefined;
  if (!before.subject.states.some(({ when }) => when === 'upcoming')) return undefined;
  return isOne(before) || isOfTime(before) ? afterThose(before) : undefined;
}

/** "Do I have anything on Friday?", and then "and the next one?": the one behind those that were told. */
function isOfTime({ subject, operation, period, order, tense, compared, beside }: Query): boolean {
  const isEvent = isOfEvents(subject);
  const isPlain = [order, compared, beside].every((one) => one === undefined);
  return isEvent && isPlain && period !== undefined && tense !== 'past' && OF_TIME.has(operation);
}
const OF_TIME = new Set<Query['operation']>(['exists', 'list', 'field', 'when']);

function afterThose(before: Query): Query {
  const { subject, person } = before;
  const of: Query = { ...before, operation: 'list', yesNo: false, ask: undefined };
  return { ...plainQuery(subject), person, order: 'next', beside: { of, where: 'after' } };
}

/** Which end of the list was told. */
function orderOf({ order, operation, subject, tense, period, measures }: Query): Query['order'] {
  if (order !== undefined) return order;
  // A measure without a time is the latest one.
  if (measures.length === 1)
    return isAnyOf(operation, 'list when') && period === undefined ? 'last' : undefined;
  if (operation !== 'when') return undefined;
  if (subject.amount !== undefined) return 'last';
  return tense === 'past' ? undefined : 'next';
}

/** Whether one record was told, of which there is a next one. */
function isOne({ subject, limit, share, rate, compared, measures, operation, each }: Query): boolean {
  const isListed = subject.amount !== undefined || measures.length === 1 || isOfEvents(subject);
  const isPlain = [limit, share, rate, compared, each].every((one) => one === undefined);
  return isListed && isPlain && ['list', 'when', 'field', 'exists', 'sum'].includes(operation);
}

function isSize(words: string, order: 'max' | 'min'): boolean {
  return /smallest|lowest|cheapest/.test(words) === (order === 'min');
}
