import { isAnyOf } from '../words/any-of.ts';
import { putWord, type Token, wordAt } from '../words/token.ts';

/**
 * "What do we take?", "our next appointment", where no family is on record: all records are then those of whoever speaks,
 * and the question is read as if he spoke of himself.
 */

const OWN: ReadonlyMap<string, string> = new Map([
  ['we', 'i'],
  ['us', 'me'],
  ['our', 'my'],
  ['ours', 'mine'],
]);
const VERBS: ReadonlyMap<string, string> = new Map([
  ['are', 'am'],
  ['were', 'was'],
]);

export function ofOneSpeaker(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ word }) => OWN.has(word))) return tokens;
  return tokens.map((token, at) => {
    // "Which of us" are several, and "the US" is a country.
    const isOther = token.word === 'us' && isAnyOf(wordAt(tokens, at - 1), 'of the');
    const own = isOther ? undefined : OWN.get(token.word);
    const verb = VERBS.get(token.word);
    const isOfWe = wordAt(tokens, at - 1) === 'we' || wordAt(tokens, at + 1) === 'we';
    const instead = own ?? (isOfWe ? verb : undefined);
    return instead === undefined ? token : { ...putWord(token, instead), last: token.last };
  });
}
