import { isAnyOf } from '../words/any-of.ts';
import { endClause, type Token, wordAt } from '../words/token.ts';

/** What a question is about, in the place of the word that stands for it there. */

export const DETERMINERS = new Set('the my our a an this that these those'.split(' '));
const STANDING_IN = new Set('it that this them those these they he she him her his their its one'.split(' '));

/** A topic where a word stands for it: "could that be the inhaler?" */
export function inPlace(topic: readonly Token[], rest: readonly Token[]): readonly Token[] | undefined {
  const places = rest.flatMap(({ word }, index) =>
    STANDING_IN.has(word) && !isOfOther(rest, index) ? [index] : [],
  );
  // "Wt, is this?" says nothing of it.
  if (rest.length < 3) return undefined;
  const [from = -1, second] = places;
  // "That one" is one word for it.
  const isPair = second === from + 1 && rest[second]?.word === 'one';
  if (places.length === 0 || places.length > (isPair ? 2 : 1)) return undefined;
  if (isDetermining(rest, from)) return determined(topic, rest, from);
  const to = from + (isPair ? 2 : 1);
  const isEnd = rest[to - 1]?.last ?? false;
  const words = topic.map((token, index) => ({ ...token, last: isEnd && index === topic.length - 1 }));
  return endClause([...rest.slice(0, from), ...words, ...rest.slice(to)]);
}

/** "One of my pills", "a pill that does not go with it": it stands for what is said beside it. */
function isOfOther(rest: readonly Token[], at: number): boolean {
  const [before, word, next] = [at - 1, at, at + 1].map((index) => wordAt(rest, index));
  // "This year" is a time.
  if (isAnyOf(word ?? '', 'this that these those') && TIMES.test(next ?? '')) return true;
  const isRelative = word === 'that' && isAnyOf(next ?? '', 'does do can could may might') && at > 1;
  return isRelative || (word === 'one' && next === 'of' && !STANDING_IN.has(before ?? ''));
}

const TIMES =
  /^(?:day|week|weekend|fortnight|month|quarter|year|morning|afternoon|evening|spring|summer|autumn|fall|winter|past|january|february|march|april|may|june|july|august|september|october|november|december)$/;

/** "That allergy", "her number": the word stands in front of another that is named so. */
function isDetermining(rest: readonly Token[], at: number): boolean {
  const word = wordAt(rest, at);
  const next = wordAt(rest, at + 1);
  return (
    isAnyOf(word, 'that this those these her his their') &&
    !rest[at]?.last &&
    /^[a-z]/.test(next) &&
    !isSmall(next)
  );
}

function isSmall(word: string): boolean {
  return isAnyOf(
    word,
    'for to from with by in on at again called next last be been is was are were do does did ' +
      'i we one and',
  );
}

function determined(topic: readonly Token[], rest: readonly Token[], at: number): readonly Token[] {
  const words = topic
    .filter(({ word }, index) => index > 0 || !DETERMINERS.has(word))
    .map((token) => ({ ...token, last: false }));
  const [first] = topic;
  const my = first !== undefined && DETERMINERS.has(first.word) ? [{ ...first, last: false }] : [];
  return [...rest.slice(0, at), ...my, ...words, ...rest.slice(at + 1)];
}
