import { periodsIn } from '../periods/periods-in.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { endClause, type Token, wordAt, wordOf } from '../words/token.ts';

/** What is said in front of a question that asks from its first word on: "In May, was I seen by Dr. Chen?" */

const AUXILIARIES = new Set('am is are was were do does did have has had'.split(' '));
const SUBJECTS =
  /^(?:i|we|he|she|it|they|there|the|my|our|anything|something|any|some|any(?:one|body)|a|an)$/;

/**
 * A time that is said first, behind the question: so the question begins as such ones do.
 * @param today ISO date
 */
export function withTimeBehind(tokens: readonly Token[], today: string): readonly Token[] {
  const end = timeAt(tokens, today);
  if (end === 0) return tokens;
  const rest = tokens.slice(end);
  const [first, second] = rest;
  const isApart = tokens[end - 1]?.last === true;
  const isYesNo = AUXILIARIES.has(wordOf(first)) && SUBJECTS.test(wordOf(second));
  const isAsked = isApart && isAnyOf(wordOf(first), 'any who');
  if (rest.length < 2 || !(isYesNo || isAsked)) return tokens;
  const open = (part: readonly Token[]) => part.map((token) => ({ ...token, last: false }));
  const tail = rest.findIndex(({ last }, at) => last && at < rest.length - 1);
  // Behind the clause that asks, so that what is put behind it stays there.
  const cut = tail < 0 ? rest.length : tail + 1;
  return endClause([
    ...open(rest.slice(0, cut)),
    ...endClause(open(tokens.slice(0, end))),
    ...rest.slice(cut),
  ]);
}

/** How many words of a time stand first, with what may follow it. */
function timeAt(tokens: readonly Token[], today: string): number {
  const found = periodsIn(tokens.slice(0, MAX_TIME), { today, direction: 'past' });
  const start = found[0]?.at ?? MAX_TIME;
  if (start > 1) return 0;
  if (start === 1 && !isAnyOf(wordAt(tokens, 0), 'for on in during from over at of and this the')) return 0;
  let end = start;
  for (const { at, length } of found) if (at === end) end += length;
  const from = end;
  while (end < tokens.length && !tokens[end - 1]?.last && FOLLOWING.has(wordAt(tokens, end))) end += 1;
  // "In the afternoon" is said of the day up to the pause, or not at all.
  if (end > from && !tokens[end - 1]?.last && !isAnyOf(wordAt(tokens, end - 1), 'now there gone'))
    return from;
  return end;
}
const FOLLOWING = new Set(
  (
    'now there gone by please together alone in the at after before lunch lunchtime morning ' +
    'afternoon evening night noon midday'
  ).split(' '),
);
const MAX_TIME = 12;

/** "In the summer, the last one": the time once more. */
export function withoutTimeAgain(tokens: readonly Token[], today: string): readonly Token[] {
  const words = tokens.slice(-3).map(({ word }) => word);
  const head = tokens.slice(0, -3);
  if (head.at(-1)?.last !== true || !/^the (?:last|latest|most recent|past) one$/.test(words.join(' ')))
    return tokens;
  const end = periodsIn(head, { today, direction: 'past' }).at(-1);
  return end !== undefined && end.at + end.length === head.length && end.period.tense !== 'future'
    ? head
    : tokens;
}

/** "Doctor appointments in December, any?", "Lipitor refills, any left?" */
export function withAnyInFront(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findLastIndex(({ word }) => word === 'any');
  const rest = tokens.slice(at + 1);
  if (at < 1 || at < tokens.length - 3 || tokens[at - 1]?.last !== true) return tokens;
  if (!rest.every(({ word }) => isAnyOf(word, 'left there at all booked on made planned yet'))) return tokens;
  const [any] = tokens.slice(at);
  if (any === undefined || tokens.slice(0, at).some(({ word }) => ASKING.has(word))) return tokens;
  const head = tokens.slice(0, at).map((token) => ({ ...token, last: false }));
  const asking = ['do', 'i', 'have'].map((word) => ({ ...any, word, stem: word, last: false }));
  return endClause([...asking, { ...any, last: false }, ...head, ...rest]);
}
