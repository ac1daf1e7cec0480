import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, putWord, putWords, type Token, wordAt, wordOf } from '../words/token.ts';

/** "From the heart doctor or from my GP?": the question with the one, and with the other in its place. */

interface Alternatives {
  readonly first: readonly Token[];
  readonly second: readonly Token[];
}

/** The first of two is said in no more words. */
const MAX_WORDS = 6;
const MAX_TRIED = 6;

/** @returns every way to part it, the likeliest first; none where it has no "or", or more than one */
export function alternativesIn(tokens: readonly Token[]): readonly Alternatives[] {
  const or = tokens.findIndex(({ word }) => word === 'or');
  const [next] = tokens.slice(or + 1);
  if (or < 2 || next === undefined || tokens.slice(or + 1).some(({ word }) => word === 'or')) return [];
  const end = tokens.findIndex(({ last }, at) => last && at > or) + 1;
  const starts = Array.from({ length: MAX_WORDS }, (_, step) => or - 1 - step).filter((at) => at > 0);
  // "Is that a morning one or an evening one", "from ... or from": both begin alike.
  const isAlike = (at: number) => kindOf(wordAt(tokens, at)) === kindOf(next.word);
  starts.sort((a, b) => Number(isAlike(b)) - Number(isAlike(a)) || b - a);
  const behind = tokens.slice(end);
  const apart = starts.slice(0, MAX_TRIED).map((start) => ({
    first: endClause([...tokens.slice(0, or), ...behind]),
    second: endClause([...tokens.slice(0, start), ...tokens.slice(or + 1, end), ...behind]),
  }));
  return [...apart, ...withSharedEnd(tokens, or)];
}

/** "Did Dr. Chen or Dr. Johnson put me on it?": what is said behind the second is said of both. */
function withSharedEnd(tokens: readonly Token[], or: number): readonly Alternatives[] {
  if (or > MAX_FRONT) return [];
  return LENGTHS.filter((length) => or - length > 0 && or + 1 + length < tokens.length).map((length) => ({
    first: [...tokens.slice(0, or), ...tokens.slice(or + 1 + length)],
    second: [...tokens.slice(0, or - length), ...tokens.slice(or + 1)],
  }));
}
/** Words in front of "or", where what is said behind is said of both. */
const MAX_FRONT = 5;
const LENGTHS = [1, 2];

/** "Was it Lipitor or lisinopril that does not go with grapefruit?" as "which of Lipitor or lisinopril does not ...". */
export function withCleftAlternatives(tokens: readonly Token[]): readonly Token[] | undefined {
  const [be, it] = tokens;
  const or = tokens.findIndex(({ word }) => word === 'or');
  const that = tokens.findIndex(({ word }, at) => at > or && isAnyOf(word, 'that which'));
  if (be === undefined || !isAnyOf(be.word, 'is was') || it?.word !== 'it') return undefined;
  if (or < 3 || that < or + 2 || that > or + MAX_WORDS || that === tokens.length - 1) return undefined;
  const rest = tokens.slice(that + 1);
  // "Was it Tuesday or Wednesday that I saw him?" asks for a detail of what was done.
  if (isAnyOf(wordAt(rest, 0), 'i we my our')) return undefined;
  // "That can not go with it": it does not.
  const [modal] = rest;
  const isNot =
    modal !== undefined &&
    isAnyOf(modal.word, 'can could may should must') &&
    rest[1]?.word === 'not' &&
    rest[2]?.word !== 'be';
  const said = isNot ? [putWord(modal, 'does'), ...rest.slice(1)] : rest;
  const named = tokens.slice(2, that).map((token) => ({ ...token, last: false }));
  return endClause([putWord(be, 'which'), putWord(be, 'of'), ...named, ...said]);
}

/** "Do I see the dentist or the heart doctor first?" as "who do I see first, the dentist or the heart doctor?". */
export function withFirstAsked(tokens: readonly Token[]): readonly Token[] | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  const or = tokens.findIndex(({ word }) => word === 'or');
  const seeing = SEEING.exec(joinedWords(tokens))?.[0].trim().split(' ').length ?? 0;
  if (first === undefined || seeing === 0 || or < seeing + 1) return undefined;
  if (!isAnyOf(wordOf(last), 'first sooner earlier') || or > tokens.length - 3) return undefined;
  const named = tokens.slice(seeing, -1).map((token) => ({ ...token, last: false }));
  return endClause([...putWords(first, 'who do i see first'), ...named]);
}
const SEEING = /^(?:do|am|will) (?:i|we) (?:see|visit|meet|seeing|visiting|meeting|(?:go|going|be) to) /;

function kindOf(word: string): string {
  return isAnyOf(word, 'a an the my our') ? 'the' : word;
}
