import type { Query } from '../meaning/query.ts';
import { weekdayNamed } from '../periods/named-span.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { MONTHS } from '../words/format-values.ts';
import { endClause, joinedWords, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * "How long is the Friday one?", "who is the one on the 14th with?": of all that is on record only a visit has somebody
 * with whom, a length, and a state, so that one of a day is a visit.
 */

/** What is asked of visits alone. */
const OF_VISITS =
  /\b(?:who|whom|how long|what time|which doctor|what doctor|confirmed|cancelled|canceled|called off|where|with)\b/;
const OF_OTHERS = new Set(
  'spend spent pay paid cost costs buy bought charge charged bill payment transaction dose pill tablet take taken measured reading'.split(
    ' ',
  ),
);

/** @param previous what the question before was understood as: "one" may be one of those */
export function withDayOne(
  tokens: readonly Token[],
  previous: (() => Query | undefined) | undefined,
): readonly Token[] {
  const at = tokens.findIndex(({ word }) => isAnyOf(word, 'one ones'));
  const one = tokens[at];
  if (one === undefined || tokens.some(({ word }) => OF_OTHERS.has(word))) return tokens;
  const found = dayInFront(tokens, at) ?? dayBehind(tokens, at);
  if (found === undefined || !OF_VISITS.test(joinedWords(tokens))) return tokens;
  const before = previous?.();
  if (before !== undefined && !isOfEvents(before.subject)) return tokens;
  const noun = putWords(one, one.word === 'ones' ? 'the appointments' : 'the appointment');
  return endClause([...tokens.slice(0, found.start), ...noun, ...found.day, ...tokens.slice(found.end)]);
}

interface OfDay {
  readonly start: number;
  readonly end: number;
  /** The day, with what places it. */
  readonly day: readonly Token[];
}

/** "The Friday one". */
function dayInFront(tokens: readonly Token[], at: number): OfDay | undefined {
  const day = tokens[at - 1];
  if (day === undefined || weekdayNamed(day.word) === undefined) return undefined;
  const start = isAnyOf(wordAt(tokens, at - 2), 'the my that this our') ? at - 2 : at - 1;
  return { start, end: at + 1, day: [...putWords(day, 'on'), day] };
}

/** "The one on Friday", "the one in February". */
function dayBehind(tokens: readonly Token[], at: number): OfDay | undefined {
  const next = tokens[at + 2];
  const start = isAnyOf(wordAt(tokens, at - 1), 'the my that') ? at - 1 : at;
  const isPlaced = isAnyOf(wordAt(tokens, at + 1), 'on in');
  const isTime =
    next !== undefined &&
    (weekdayNamed(next.word) !== undefined ||
      MONTHS.includes(next.word) ||
      isAnyOf(next.word, 'the this next'));
  if (!isPlaced || !isTime || start === at) return undefined;
  return { start, end: at + 1, day: [] };
}
