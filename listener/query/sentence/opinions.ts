import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';

/** What one thinks of a thing, in front of its name: "that nice bakery", "those blasted insurance people". */

const OPINIONS = new Set(
  (
    'nice lovely gorgeous wonderful beautiful delightful fabulous wretched silly stupid bloody damn damned darn darned blasted ' +
    'dreadful awful horrible horrid terrible ridiculous fancy posh wee dratted blooming flipping flaming freaking ' +
    'frigging ruddy confounded precious beloved ol ole pesky stinking rotten lousy crummy shiny'
  ).split(' '),
);

/** @param isName whether a word, by its stem, stands in a name of the account */
export function withoutOpinions(
  tokens: readonly Token[],
  isName: (stem: string) => boolean,
): readonly Token[] {
  const kept = tokens.filter(({ word, stem, last }, at) => {
    const isBefore = OPINIONS.has(word) && !last && !isName(stem) && at < tokens.length - 1;
    return !(isBefore && isAnyOf(wordAt(tokens, at - 1), 'that this those these the my our a an such some'));
  });
  return kept.length === tokens.length ? tokens : kept;
}
