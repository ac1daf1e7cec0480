import { isOfEvents } from '../table/subject-table.ts';
import { STOP_WORDS } from '../words/core-words.ts';
import { joinedWords } from '../words/token.ts';
import type { Evidence } from './found-evidence.ts';
import { isListed } from './listed-of.ts';

/**
 * Questions that leave the noun out where nothing else can be meant: "what's on hold?", "which ones are injections?",
 * "oxygen".
 */

export function isNounLeftOut(on: Evidence): boolean {
  return isStateAlone(on) || isVisitState(on) || isWhichOnes(on) || isBareMeasure(on) || isLastOf(on);
}

/** "What's on hold?", "which ones are out of refills?": states that only a medicine has. */
function isStateAlone({ subject, tokens, state, own }: Evidence): boolean {
  const words = joinedWords(tokens);
  if (subject.until === undefined || state === undefined) return false;
  return MEDICINE_STATES.has(state)
    ? OF_THINGS.test(words)
    : own && state !== subject.standard && OF_MINE.test(words);
}
const MEDICINE_STATES: ReadonlySet<string> = new Set(['on-hold', 'out of refills']);
const OF_THINGS =
  /^(?:what|which|how many)(?: ones?| of (?:them|mine))? (?:is|are|was|were|has|have|needs?|ran|run)\b/;
const OF_MINE = /^(?:what|which ones?) am i\b/;

/** "Which are confirmed?", "how many are cancelled?": of all that is on record only visits are. */
function isVisitState({ subject, tokens, state, known }: Evidence): boolean {
  const isEvent = isOfEvents(subject);
  return (
    isEvent &&
    state !== undefined &&
    VISIT_STATES.has(state) &&
    known.length === 0 &&
    OF_VISITS.test(joinedWords(tokens))
  );
}
const VISIT_STATES: ReadonlySet<string> = new Set(['confirmed', 'unconfirmed', 'cancelled', 'missed']);
const OF_VISITS =
  /^(?:which|how many)(?: ones?| of (?:them|mine)| (?:two|2|three|3))? (?:is|are|was|were|got|have|has)\b/;

/** "Which ones are injections?", "which are taken twice daily?": how they are given, and how often. */
function isWhichOnes({ subject, tokens, known, verbs, own }: Evidence): boolean {
  const words = joinedWords(tokens);
  // "What isn't covered by my insurance?"
  const isCovered = known.some(({ kind }) => kind.kind === 'cover');
  if (
    subject.until === undefined ||
    (own && !isCovered) ||
    !/^(?:which|what)(?: ones?)? (?:is|are)\b/.test(words)
  )
    return false;
  return known.some(
    ({ kind, unknown }) =>
      kind.tells !== undefined &&
      !isListed(kind) &&
      !unknown &&
      (kind.kind === 'often' ||
        kind.kind === 'cover' ||
        (words.startsWith('which') && (!kind.whole || verbs.length > 0))),
  );
}

/** "Oxygen", "highest temperature", "temp ever over 100": a measure, and which one of it. */
function isBareMeasure({ tokens, measures, order, known, period, isBounded }: Evidence): boolean {
  const isFirst = measures.length === 1 && measures[0]?.indices.includes(0) === true && known.length === 0;
  const isEver = isBounded && tokens.some(({ word }) => word === 'ever' || word === 'when');
  const isEnd = period !== undefined && (order?.order === 'max' || order?.order === 'min');
  if (isFirst && (isEver || isEnd)) return true;
  const said = new Set([...measures.flatMap(({ indices }) => indices), ...(order?.indices ?? [])]);
  return (
    measures.length === 1 &&
    known.length === 0 &&
    tokens.length < 4 &&
    tokens.every((_, index) => said.has(index))
  );
}

/** "When was my last reaction?": a day that only such records have. */
function isLastOf({ tokens, ask, own, period }: Evidence): boolean {
  // "Any reactions in September?"
  if (ask?.ask.date !== undefined && period !== undefined && tokens[0]?.word === 'any') return true;
  if (ask?.ask.date === undefined || !own || ask.indices.length < 2) return false;
  const said = new Set(ask.indices);
  return tokens.every(({ word }, index) => said.has(index) || STOP_WORDS.has(word));
}
