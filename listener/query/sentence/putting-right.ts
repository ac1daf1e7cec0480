import type { Query } from '../meaning/query.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, EXCLUDING } from '../words/core-words.ts';
import { Phrases } from '../words/phrases.ts';
import { endClause, type Token, wordAt } from '../words/token.ts';

/** What is put right while it is said: "in September, no wait, October". */

const SLIPS = new Phrases([
  'no|oh|er|um|uh? wait no|sorry?',
  'no|oh|er|um|uh|well? sorry|actually|rather|oops|whoops i? mean|meant',
  'no|oh|er|um|uh|well|sorry|wait? i mean|meant',
  'i meant to say|ask',
  'no|sorry|wait i meant? to? say|ask',
  'no|er|um|uh|well no|sorry|actually|rather',
  'sorry|actually|wait no',
  'or rather',
  'or actually',
  'no|wait? scratch|strike|forget that',
  'no|wait|actually? make that|it',
  'no|oh|wait? hang|hold on',
  'my mistake|bad',
  'correction',
  'oops|whoops',
  'oh|ah|er wait|no|sorry',
  'excuse|pardon|forgive me',
  'no|sorry|wait that is|was wrong|not it|right',
  'no|sorry|wait that is|was not it|right|what i meant',
]);
/** One word alone is a slip only between two pauses, or behind one. */
const SHORT_SLIPS = new Set(['no', 'sorry', 'wait', 'actually', 'rather']);

const HESITATING = new Set('um umm uh uhm er erm hm hmm'.split(' '));
/** A question that was begun and not said: "what was it". */
const BEGUN = new Set(
  'what which when where who whom whose how much many often am is are was were do does did have has i we it the my our'.split(
    ' ',
  ),
);
const MAX_BEGUN = 8;

/**
 * The question that was said after one that was broken off: "how much did we, how much did I spend ...", "what did
 * brekkie ... sorry, what did the coffees come to?" Where the first says something, the second begins as it does.
 */
export function startedAgain(tokens: readonly Token[]): readonly Token[] | undefined {
  const most = Math.min(tokens.length - 3, MAX_BEGUN + 3);
  for (let at = 2; at <= most; at += 1) {
    if (!ASKING.has(wordAt(tokens, at))) continue;
    const head = tokens.slice(0, at).filter(({ word }) => !HESITATING.has(word));
    const isBroken = HESITATING.has(wordAt(tokens, at - 1)) || tokens[at - 1]?.last === true;
    if (ASKING.has(wordAt(head, 0)) && isAnew(tokens, at)) return tokens.slice(at);
    if (!isBroken || !ASKING.has(wordAt(head, 0))) continue;
    if (head.every(({ word }) => BEGUN.has(word))) return tokens.slice(at);
    const isSlip = SLIPS.lengthBefore(tokens, at) > 0 || SHORT_SLIPS.has(wordAt(tokens, at - 1));
    // Who said one of them before a new start may still mean it.
    if (head.some(({ word }) => EXCLUDING.has(word))) return undefined;
    const isSame = [0, 1].every((index) => head[index]?.word === tokens[at + index]?.word);
    if (isSlip && isSame) return tokens.slice(at);
  }
  return undefined;
}

/** "How many medicines am I on no how many allergies do I have", which a recognizer writes without pauses. */
function isAnew(tokens: readonly Token[], at: number): boolean {
  const slip = Math.max(SLIPS.lengthBefore(tokens, at), wordAt(tokens, at - 1) === 'no' ? 1 : 0);
  const isDenied = slip > 0 && tokens.slice(at - slip, at).some(({ word }) => word === 'no');
  const before = tokens.slice(0, at - slip);
  const isHeard = !tokens.slice(0, at).some(({ last }) => last);
  return isDenied && isHeard && before.length > 1 && !before.some(({ word }) => EXCLUDING.has(word));
}

export interface Slip {
  readonly head: readonly Token[];
  readonly tail: readonly Token[];
  /** The question with the tail from where it begins as something in the head does: "of lisinopril, sorry, of metformin, ..." */
  readonly resumed?: readonly Token[];
}

/** A question up to where it was put right, and what it was put right with. */
export function slipIn(tokens: readonly Token[]): Slip | undefined {
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const isShort = SHORT_SLIPS.has(wordAt(tokens, at)) && tokens[at - 1]?.last === true;
    const length = Math.max(SLIPS.lengthAt(tokens, at), isShort ? 1 : 0);
    if (length === 0 || at + length >= tokens.length) continue;
    const head = tokens.slice(0, at);
    // "Excuse me" alone asks for attention.
    const isPlea = isAnyOf(wordAt(tokens, at), 'excuse pardon forgive');
    if (isPlea && tokens[at - 1]?.last !== true) continue;
    const tail = withoutMeant(withoutDenied(tokens.slice(at + length), head));
    if (tail.length === 0 || isAskedAnew(tail)) continue;
    const start = head.findLastIndex(({ word }) => word === tail[0]?.word);
    // What was excluded may still be meant.
    const isPlaced =
      start > 0 &&
      RESUMING.has(wordAt(tail, 0)) &&
      !head.slice(start).some(({ word }) => EXCLUDING.has(word));
    return {
      head: endClause(head),
      tail,
      ...(isPlaced && { resumed: [...head.slice(0, start), ...withoutPause(tail)] }),
    };
  }
  return undefined;
}
/** "The shot is at ten, no, that's the check-up. So the shot is when?": the question stands behind what was put right. */
function isAskedAnew(tail: readonly Token[]): boolean {
  const pause = tail.findIndex(({ last }) => last);
  const isTold = wordAt(tail, 0) === 'that' && isAnyOf(wordAt(tail, 1), 'is was');
  return isTold && pause >= 0 && tail.slice(pause + 1).some(({ word }) => ASKING.has(word));
}

const RESUMING = new Set('of in on at for to from with about the my our'.split(' '));

/** "Of metformin, is the dose": the pause goes with what was put right. */
function withoutPause(tail: readonly Token[]): readonly Token[] {
  return tail.map((token, at) => (token.last && at < tail.length - 1 ? { ...token, last: false } : token));
}

/** "Sorry, not September, October": what was wrong is said once more. */
function withoutDenied(tail: readonly Token[], head: readonly Token[]): readonly Token[] {
  const pause = tail.findIndex(({ last }) => last);
  const denied = tail.slice(1, pause + 1);
  const said = new Set(head.map(({ word }) => word));
  const isSaid = tail[0]?.word === 'not' && pause > 0 && denied.every(({ word }) => said.has(word));
  return isSaid ? tail.slice(pause + 1) : tail;
}

/** "Metformin I meant". */
function withoutMeant(tail: readonly Token[]): readonly Token[] {
  const length = RESTATING.lengthBefore(tail, tail.length);
  return length > 0 && length < tail.length ? endClause(tail.slice(0, -length)) : tail;
}

/** Said behind what puts right what stands before it: "naproxen, Aleve I mean". */
const RESTATING = new Phrases([
  'i mean|meant',
  'that is',
  'that is to say',
  'i should|meant? say',
  'to be exact',
]);
const MAX_RESTATED = 5;

/** A question up to what is put right at its end, and that: the longest clause first where no pause sets it off. */
export function restated(tokens: readonly Token[]): readonly Slip[] {
  const length = RESTATING.lengthBefore(tokens, tokens.length);
  const all = length === 0 ? [] : endClause(tokens.slice(0, -length));
  const pause = all.findLastIndex(({ last }, index) => last && index < all.length - 1);
  const starts =
    pause >= 0
      ? [pause + 1]
      : Array.from({ length: MAX_RESTATED }, (_, index) => all.length - MAX_RESTATED + index);
  return starts
    .filter((start) => start > 1 && start < all.length)
    .map((start) => ({ head: endClause(all.slice(0, start)), tail: all.slice(start) }));
}

/**
 * The first question with what the second one put right.
 * @param second the second question, read as going on from the first
 * @returns undefined where nothing was put right, or where it is not clear what
 */
export function putRight(first: Query, second: Query): Query | undefined {
  const named = second.constraints !== first.constraints;
  const changed =
    named ||
    second.period !== first.period ||
    second.measures !== first.measures ||
    second.ask !== first.ask ||
    second.order !== first.order ||
    second.operation !== first.operation;
  if (!changed) return undefined;
  // Whether what was left out still is, is not clear.
  if (first.without.length > second.without.length) return undefined;
  if (!named) return second;
  const kinds = new Set(second.constraints.map(({ kind }) => kind));
  const others = first.constraints.filter(({ kind }) => !kinds.has(kind));
  const isSame = others.length < first.constraints.length;
  if (!isSame && first.constraints.length > 1) return undefined;
  return { ...second, constraints: isSame ? [...others, ...second.constraints] : second.constraints };
}
