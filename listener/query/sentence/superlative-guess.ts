import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, putWords, type Token, wordAt, wordOf } from '../words/token.ts';

/**
 * "Is Ventolin the priciest thing I take?", "is rent what I spend most on?": a guess of what is at the end of a list. The
 * one that is there answers it, whichever was guessed.
 */

const MAX_NAME = 4;
const EXTREME =
  /^(?:(?:my|our|the) )?(?:single )?(?:most (?:expensive|costly|pricey)|least (?:expensive|costly)|priciest|dearest|costliest|cheapest|biggest|largest|highest|smallest|lowest) [a-z]/;
const SPENT_MOST =
  /^(?:the thing|the one|what|where) (?:that )?(i|we) (?:spend|spent|pay|paid) (?:the )?most(?: (on|for|at|in))?$/;

/** @param isName whether a word, by its stem, stands in a name of the account */
export function withoutSuperlativeGuess(
  tokens: readonly Token[],
  isName: (stem: string) => boolean,
): readonly Token[] {
  const [be] = tokens;
  if (be === undefined || !isAnyOf(be.word, 'is was are were')) return tokens;
  let at = isAnyOf(wordAt(tokens, 1), 'my our the') ? 2 : 1;
  const start = at;
  while (at < start + MAX_NAME && isName(tokens[at]?.stem ?? '') && !tokens[at]?.last) at += 1;
  const rest = tokens.slice(at);
  if (at === start || rest.length < 2) return tokens;
  // "Was Costco the biggest bill, or Amazon?" has two guesses.
  if (rest.some(({ word }) => isAnyOf(word, 'or than and'))) return tokens;
  const said = joinedWords(rest);
  const [, speaker, preposition] = SPENT_MOST.exec(said) ?? [];
  if (speaker !== undefined) {
    const isPlace = isAnyOf(preposition ?? 'at', 'at in');
    return putWords(
      be,
      isPlace ? `where do ${speaker} spend the most` : `what do ${speaker} spend the most on`,
    );
  }
  if (!EXTREME.test(said)) return tokens;
  const article = isAnyOf(wordOf(rest[0]), 'my our the') ? [] : putWords(be, 'the');
  return [...putWords(be, `what ${be.word}`), ...article, ...rest];
}
