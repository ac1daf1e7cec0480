import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';

/**
 * "How many trips was it this month?", "how much coffee was that in May?": what is counted is named in front, and "was
 * it" says nothing more.
 */

const STANDING_IN = new Set('it that this them those these they'.split(' '));
const MIN_NAMED = 3;

export function withoutWasIt(tokens: readonly Token[]): readonly Token[] {
  if (wordAt(tokens, 0) !== 'how' || !isAnyOf(wordAt(tokens, 1), 'much many')) return tokens;
  const at = tokens.findIndex(
    ({ word, last }, index) =>
      index >= MIN_NAMED &&
      !last &&
      isAnyOf(word, 'is was were') &&
      isAnyOf(wordAt(tokens, index + 1), 'it that they'),
  );
  const isSaid = at > 0 && !tokens[at - 1]?.last && at + 2 < tokens.length;
  // "How many times was it?" counts what was spoken of, "how much of it was that?" as well.
  const isNamed = !tokens
    .slice(2, at)
    .some(({ word }) => STANDING_IN.has(word) || /^(?:times?|money)$/.test(word));
  // "How much rent is it that I pay?" goes on with a clause.
  const isClause = isAnyOf(wordAt(tokens, at + 2), 'that which who i we they he she you');
  return isSaid && isNamed && !isClause ? tokens.toSpliced(at, 2) : tokens;
}
