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
/** What a time begins with, that is said of both. */
const PLACING = new Set('in on at this next last for'.split(' '));

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
  // "Do I see Petrov or Müller in January?": what stands behind is said of both.
  const [start] = starts;
  const shared = [1, 2, 3]
    .filter(
      (length) =>
        start !== undefined && or + 1 + length < end && PLACING.has(wordAt(tokens, or + 1 + length)),
    )
    .map((length) => ({
      first: endClause([...tokens.slice(0, or), ...tokens.slice(or + 1 + length)]),
      second: endClause([...tokens.slice(0, start), ...tokens.slice(or + 1, end), ...behind]),
    }));
  const apart = starts.slice(0, MAX_TRIED).map((start) => ({
    first: endClause([...tokens.slice(0, or), ...behind]),
    second: endClause([...tokens.slice(0, start), ...tokens.slice(or + 1, end), ...behind]),
  }));
  return [...shared, ...apart, ...withSharedEnd(tokens, or)];
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

/** "Is it Petrov or Müller I see in January?" as "do I see Petrov or Müller in January?". */
export function withSeenBehind(tokens: readonly Token[]): readonly Token[] {
  const [be, it] = tokens;
  const mine = tokens.findIndex(({ word }) => isAnyOf(word, 'i we'));
  const [subject, verb, ...behind] = tokens.slice(Math.max(mine, 0));
  const named = tokens.slice(2, Math.max(mine, 2));
  const isChoice = named.some(({ word }) => word === 'or') && named.length > 2;
  if (be === undefined || subject === undefined || verb === undefined || !isChoice) return tokens;
  if (!isAnyOf(be.word, 'is was') || it?.word !== 'it' || !isAnyOf(verb.word, 'see saw have had visit'))
    return tokens;
  const isPast = be.word === 'was' || isAnyOf(verb.word, 'saw had');
  const said = verb.word === 'saw' ? 'see' : verb.word === 'had' ? 'have' : verb.word;
  return endClause(
    [putWord(be, isPast ? 'did' : 'do'), subject, putWord(verb, said), ...named, ...behind].map((token) => ({
      ...token,
      last: false,
    })),
  );
}

/** "Do I see the dentist or the heart doctor first?" as "who do I see first, the dentist or the heart doctor?". */
export function withFirstAsked(tokens: readonly Token[]): readonly Token[] | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  const or = tokens.findIndex(({ word }) => word === 'or');
  const seeing = SEEING.exec(joinedWords(tokens))?.[0].trim().split(' ').length ?? 0;
  if (first === undefined || seeing === 0 || or < seeing + 1) return undefined;
  if (!isAnyOf(wordOf(last), 'first sooner earlier') || or > tokens.length - 3) return undefined;
  // "Is it the teeth first or the heart doctor first?"
  const named = tokens
    .slice(seeing, -1)
    .filter(({ word }, at) => seeing + at !== or - 1 || word !== wordOf(last))
    .map((token) => ({ ...token, last: false }));
  return endClause([...putWords(first, 'who do i see first'), ...named]);
}
const SEEING =
  /^(?:(?:do|am|will) (?:i|we) (?:see|visit|meet|have|seeing|visiting|meeting|having|(?:go|going|be) to) |is (?:it )?(?=(?:the|my|dr|doctor|prof) ))/;

function kindOf(word: string): string {
  return isAnyOf(word, 'a an the my our') ? 'the' : word;
}
