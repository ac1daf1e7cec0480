import { Phrases } from './phrases.ts';
import type { Query } from './query.ts';
import type { Token } from './words.ts';

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
]);
/** One word alone is a slip only between two pauses, or behind one. */
const SHORT_SLIPS = new Set(['no', 'sorry', 'wait', 'actually', 'rather']);

interface Slip {
  readonly head: readonly Token[];
  readonly tail: readonly Token[];
}

/** A question up to where it was put right, and what it was put right with. */
export function slipIn(tokens: readonly Token[]): Slip | undefined {
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const isShort = SHORT_SLIPS.has(tokens[at]?.word ?? '') && tokens[at - 1]?.last === true;
    const length = Math.max(SLIPS.lengthAt(tokens, at), isShort ? 1 : 0);
    if (length === 0 || at + length >= tokens.length) continue;
    const before = tokens.slice(0, at);
    const last = before.at(-1);
    const head = last === undefined ? [] : [...before.slice(0, -1), { ...last, last: true }];
    return { head, tail: tokens.slice(at + length) };
  }
  return undefined;
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
  if (!named) return second;
  const kinds = new Set(second.constraints.map(({ kind }) => kind));
  const others = first.constraints.filter(({ kind }) => !kinds.has(kind));
  const isSame = others.length < first.constraints.length;
  if (!isSame && first.constraints.length > 1) return undefined;
  return { ...second, constraints: isSame ? [...others, ...second.constraints] : second.constraints };
}
