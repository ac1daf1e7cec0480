import { isAnyOf } from '../words/any-of.ts';
import { ASKING, PREPOSITIONS } from '../words/core-words.ts';
import { endClause, opened, putWord, type Token, wordAt } from '../words/token.ts';

/**
 * "Zyrtec was stopped on which date?", "I have how many allergies?": what is asked for stands where its answer would. It
 * is put in front, as English has it.
 */

const AUXILIARIES = new Set('am is are was were do does did have has had'.split(' '));
/** What is asked for behind so many words, at most. */
const MAX_FRONT = 6;
const MAX_ASKED = 4;

export function withAskedInFront(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first] = tokens;
  if (first === undefined || ASKING.has(first.word) || AUXILIARIES.has(first.word)) return undefined;
  if (tokens.slice(0, -1).some(({ last }) => last)) return undefined;
  const word = tokens.findIndex(({ word: said }) => isAnyOf(said, 'which what how'));
  if (word < 2 || word > MAX_FRONT || tokens.slice(word + 1).some(({ word: said }) => ASKING.has(said)))
    return undefined;
  if (wordAt(tokens, word) === 'how' && !isAnyOf(wordAt(tokens, word + 1), 'many much')) return undefined;
  const start = PREPOSITIONS.has(wordAt(tokens, word - 1)) ? word - 1 : word;
  const asked = tokens.slice(start);
  const front = tokens.slice(0, start);
  if (asked.length < 2 || asked.length > MAX_ASKED || front.length === 0) return undefined;
  const auxiliary = front.findIndex(({ word: said }, at) => at > 0 && AUXILIARIES.has(said));
  const verb = front[auxiliary];
  // "I have how many": the verb is what is done.
  const isAlone = auxiliary === front.length - 1 && isAnyOf(wordAt(front, auxiliary), 'have has had');
  const rest = verb === undefined || isAlone ? front : front.toSpliced(auxiliary, 1);
  const asking = verb === undefined || isAlone ? putWord(first, 'do') : verb;
  return endClause([...opened(asked), { ...asking, last: false }, ...opened(rest)]);
}
