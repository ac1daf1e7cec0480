import type { Query } from '../meaning/query.ts';
import type { Token } from '../words/token.ts';

/** "And the one before that?", "and after that?", "the second biggest": one further on from what was told; "both together?" */

const LEAD = /^(?:when|what|who|which)? ?(?:was|is)? ?(?:the )?/;
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
  const said = tokens.map(({ word }) => word).join(' ');
  if (BOTH.test(said)) {
    const before = previous?.();
    const isTold = before !== undefined && before.skip > 0 && before.subject.amount !== undefined;
    if (!isTold || before.order === undefined || !isOne(before)) return undefined;
    const isNumber = !/both|[23]/.test(said) || before.skip === (said.includes('3') ? 2 : 1);
    return isNumber
      ? { ...before, operation: 'sum', flow: before.flow ?? 'spent', skip: 0, limit: before.skip + 1 }
      : undefined;
  }
  const words = tokens
    .map(({ word }) => word)
    .join(' ')
    .replace(LEAD, '');
  const isBack = BACK.test(words);
  const isOn = ON.test(words);
  const isSecond = SECOND.test(words);
  if (!isBack && !isOn && !isSecond) return undefined;
  const before = previous?.();
  if (before === undefined) return undefined;
  const order = orderOf(before);
  const isRight =
    (isBack && order === 'last') ||
    (isOn && (order === 'next' || order === 'first')) ||
    (isSecond && (order === 'max' || order === 'min') && before.skip === 0 && isSize(words, order));
  if (!isRight || !isOne(before)) return undefined;
  return { ...before, order, skip: before.skip + 1 };
}

/** Which end of the list was told. */
function orderOf({ order, operation, subject, tense, period, measures }: Query): Query['order'] {
  if (order !== undefined) return order;
  // A measure without a time is the latest one.
  if (measures.length === 1)
    return /^(?:list|when)$/.test(operation) && period === undefined ? 'last' : undefined;
  if (operation !== 'when') return undefined;
  if (subject.amount !== undefined) return 'last';
  return tense === 'past' ? undefined : 'next';
}

/** Whether one record was told, of which there is a next one. */
function isOne({ subject, limit, share, rate, compared, measures, operation, each }: Query): boolean {
  const isListed =
    subject.amount !== undefined ||
    measures.length === 1 ||
    subject.states.some(({ when }) => when !== undefined);
  const isPlain = [limit, share, rate, compared, each].every((one) => one === undefined);
  return isListed && isPlain && ['list', 'when', 'field', 'exists', 'sum'].includes(operation);
}

function isSize(words: string, order: 'max' | 'min'): boolean {
  return /smallest|lowest|cheapest/.test(words) === (order === 'min');
}
