import type { Constraint, Query } from '../meaning/query.ts';
import { asksForAny, asksForThings } from '../sentence/sentence-form.ts';
import { isAnyOf } from '../words/any-of.ts';
import { hasAny } from '../words/pattern.ts';
import { type Token, wordAt } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';

/** Questions that say so little that they go on from another one, or that are none. */

/** "How many transactions?": of what was spoken of before, where something was. */
export function isBareCount(
  { operation, constraints, period, flow }: Query,
  tokens: readonly Token[],
): boolean {
  const isBare = constraints.length === 0 && period === undefined && flow === undefined;
  return operation === 'count' && isBare && tokens.length <= MAX_BARE;
}
const MAX_BARE = 3;

/** "And how many for Ventolin?": of what was counted before, where that was a detail. */
export function isBareNumber({ subject, operation }: Query, tokens: readonly Token[]): boolean {
  return operation === 'count' && !hasAny(subject.words, tokens);
}

/** "Do I have any on Lipitor?": any of what was asked for before. */
export function isBareAny({ subject, operation }: Query, tokens: readonly Token[]): boolean {
  return isAnyOf(operation, 'exists list') && asksForAny(tokens) && !hasAny(subject.words, tokens);
}

/** "Is it covered?", "are those taken with food?": said of what was spoken of before. */
export function pointsBack(query: Query, tokens: readonly Token[]): boolean {
  const isPointed = query.constraints.some(isClaim) && isSaidOfIt(query, tokens);
  // "Which one has the most refills?"
  const isOneOf = query.most !== undefined && /^which one\b/.test(`${tokens[0]?.word} ${tokens[1]?.word}`);
  return (isPointed || isOneOf) && !query.constraints.some(({ kind }) => kind.names);
}

/** A state that records are said to be in, as "covered" or "with food". */
export function isClaim({ kind }: Constraint): boolean {
  return kind.whole && kind.tells !== undefined;
}

/** "Is it ...?", "are those ...?" */
export function isSaidOfIt({ yesNo }: Query, tokens: readonly Token[]): boolean {
  return yesNo && isAnyOf(wordAt(tokens, 1), 'it that this they those these them');
}

/** "What did I buy?": at the shop and in the month that were spoken of before, where such were. */
export function isBareThings(query: Query, tokens: readonly Token[]): boolean {
  return query.operation === 'list' && asksForThings(tokens) && isOfAllMoney(query);
}

/**
 * "Was there a refund?", "what did I spend?", behind a question that was not understood: of what that one named, which is
 * not known.
 */
export function leansOnBefore(query: Query, tokens: readonly Token[]): boolean {
  const isOfAll = tokens.some(({ word }) => OF_ALL.has(word));
  return LEANING.has(query.operation) && !isOfAll && isOfAllMoney(query);
}
/** Whether what came back is asked for, behind a question of one name. */
export function isOfNamed({ subject, flow }: Query, before: Query | undefined): boolean {
  return flow === 'refunded' && before?.subject === subject && before.constraints.length > 0;
}
const OF_ALL = new Set('all every everything ever total overall altogether sum'.split(' '));
const LEANING = new Set<Query['operation']>(['exists', 'list', 'sum', 'count', 'times', 'average']);

/** Of money that nothing says anything of: no name, no time, no size. */
function isOfAllMoney(query: Query): boolean {
  const { subject, constraints, stateSaid, isUsualDay, byPrice } = query;
  const { period, order, limit, over, under, exactly, share, each, rate, compared, changed, beside } = query;
  const said = [period, order, limit, over, under, exactly, share, each, rate, compared, changed, beside];
  return (
    subject.amount !== undefined &&
    constraints.length === 0 &&
    !stateSaid &&
    !isUsualDay &&
    !byPrice &&
    said.every((one) => one === undefined)
  );
}

/** "I would like to see Dr. Chen" is no question about him. */
export function wishesToSee({ operation, constraints }: Query, tokens: readonly Token[]): boolean {
  const [one] = constraints.filter(({ kind }) => kind.beside.length > 0);
  if (operation !== 'list' || one === undefined) return false;
  const first = tokens.find(({ word }) => !/^(the|my|our|an?)$/.test(word))?.word ?? '';
  return isAnyOf(first, 'dr doctor prof professor') || tokenize(one.said)[0]?.word === first;
}
