import type { Interpretation, Query } from '../meaning/query.ts';
import { asksOfHabit, isVerbless } from '../sentence/sentence-form.ts';
import type { Token } from '../words/token.ts';
import type { SaidState } from './states-said.ts';

/** Whether records of an event are looked for on the other side of today too, where none are on this one. */

export function otherTense(on: {
  readonly query: Query;
  readonly tokens: readonly Token[];
  /** Whether it goes on from nothing, of a subject that has records past and to come. */
  readonly isEvent: boolean;
  /** Of the sentence, and as it is to be read. */
  readonly tense: Query['tense'];
  readonly said: Query['tense'];
  readonly states: SaidState;
  readonly today: string;
}): Query['tense'] {
  const { query, tokens, isEvent, tense, said, states, today } = on;
  if (!isEvent || query.order !== undefined || said !== undefined) return undefined;
  const { period, operation, constraints } = query;
  // "Was anything cancelled in December?": it was cancelled before today, and was to be before today or after it.
  const isTimeless = states.said && states.state !== 'all' && states.state.when === undefined;
  if (isTimeless && period !== undefined && (period.to ?? '9999') < today) return 'future';
  if (isTimeless && (period?.from ?? '') > today && tense === undefined) return 'past';
  const isNarrow = period !== undefined || (operation === 'field' && constraints.length > 0);
  const isUntold = tense === undefined && !states.said && (isVerbless(tokens) || asksOfHabit(tokens));
  return isNarrow && isUntold ? 'past' : undefined;
}

/**
 * A question of both sides of today: "any cancellations in October?" is of the last October first, and of the next where
 * that had none.
 * @param other the same of the other side
 */
export function ofBothSides(query: Query, other: Query, today: string): Query {
  const { state, stateSaid, period } = query;
  const isTimeless = stateSaid && state !== 'all' && state.when === undefined;
  const isAhead = (period?.from ?? '') > today && (other.period?.from ?? '9999') <= today;
  return isTimeless && isAhead ? { ...other, otherwise: query } : { ...query, otherwise: other };
}

/** "Visits in 2026", of a time that today lies in: those to come, and those that were. */
export function withPast(
  query: Query,
  today: string,
): Pick<Extract<Interpretation, { kind: 'query' }>, 'query' | 'also'> {
  const { otherwise, period, operation } = query;
  const isTold = operation === 'list' || operation === 'count';
  const isBothSides = (period?.from ?? today) < today && (period?.to ?? '') >= today;
  const isOneTime = otherwise?.period?.from === period?.from && otherwise?.period?.to === period?.to;
  return otherwise !== undefined && isTold && isBothSides && isOneTime
    ? { query, also: otherwise }
    : { query };
}
