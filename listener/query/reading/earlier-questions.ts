import type { Declined, Interpretation, Query } from '../meaning/query.ts';

/** What the questions before one in its conversation were understood as. */

/** Earlier questions longer than this are not gone on from. */
const MAX_EARLIER_LENGTH = 400;

/** Understands one question of a conversation, given what the one before it was about. */
type MeaningOf = (question: string, previous: () => Query | undefined) => Interpretation;

/** What the questions before were about, where the last of them was understood. */
export function previousOf(earlier: readonly string[], meaningOf: MeaningOf): Query | undefined {
  let previous: Query | undefined;
  for (const question of earlier) {
    if (question.length > MAX_EARLIER_LENGTH) {
      previous = undefined;
      continue;
    }
    const known = previous;
    const before = meaningOf(question, () => known);
    // Of what came in and what went out, one alone would be half of what is gone on from.
    const isOfTwo =
      before.kind === 'query' && before.also !== undefined && before.also.flow !== before.query.flow;
    if (before.kind === 'query') previous = isOfTwo ? undefined : before.query;
    else if (before.kind === 'declined' && before.reason !== 'thanks')
      previous = before.reason === 'whole-day' ? before.facts : undefined;
  }
  return previous;
}

/** Whether the question right before was about something that is not known here. */
export function isLastUnknown(earlier: readonly string[], meaningOf: MeaningOf): boolean {
  const last = earlier.at(-1);
  if (last === undefined || last.length > MAX_EARLIER_LENGTH) return last !== undefined;
  const meant = meaningOf(last, () => previousOf(earlier.slice(0, -1), meaningOf));
  return meant.kind === 'declined' && UNKNOWN_BEFORE.has(meant.reason);
}
const UNKNOWN_BEFORE: ReadonlySet<Declined['reason']> = new Set([
  'not-understood',
  'unknown-name',
  'other-person',
  'statement',
]);
