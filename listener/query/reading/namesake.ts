import { isAnyOf } from '../words/any-of.ts';
import { fold, type Token, wordAt } from '../words/token.ts';
import { isName, type Knowledge } from './knowledge.ts';

/**
 * "What is Sarah taking?", "what did Max weigh?": of somebody who is called as a doctor is, or by a word of questions. What
 * is on record is the speaker's.
 */
export function isOfNamesake(text: string, tokens: readonly Token[], knowledge: Knowledge): boolean {
  return tokens.some((token, at) => {
    const isPossessive = /['’]s$/i.test(text.slice(token.start, token.end));
    if (isPossessive && isAnyOf(token.word, WORD_NAMES)) return !isOfFamily(token, knowledge);
    return isAnyOf(token.word, AUXILIARIES) && isDoneBySomebody(tokens, at, knowledge);
  });
}

/** First names that questions have for words of their own, where they are no name. */
const WORD_NAMES = 'max will';
const AUXILIARIES = 'do did does is was has';
/** What patients and customers do, and neither a doctor does to one nor what is on record. */
const DONE =
  /^(?:take|taking|weigh|weighing|see|seeing|spend|spending|buy|buying|eat|eating|drink|visit|visiting|allergic)$/;
/** What more is done by somebody who is no name on record. */
const DONE_BY_ANYBODY = /^(?:have|need|go|going|like|been|on|due)$/;

/** @param at the place of the auxiliary, which the name stands behind */
function isDoneBySomebody(tokens: readonly Token[], at: number, knowledge: Knowledge): boolean {
  const [name, next] = tokens.slice(at + 1, at + 3);
  if (name === undefined || next === undefined || name.last) return false;
  // Who is of the family has records of his own.
  if (isOfFamily(name, knowledge)) return false;
  if (isAnyOf(name.word, WORD_NAMES)) return DONE.test(next.word) || DONE_BY_ANYBODY.test(next.word);
  const named = (token: Token) => isName(token.stem, knowledge) || isName(token.word, knowledge);
  if (!named(name)) return false;
  const verb = named(next) ? at + 3 : at + 2;
  // "When is Raman seeing me?": that is the doctor.
  const isToSpeaker = tokens.slice(verb + 1).some(({ word }) => isAnyOf(word, 'me us my our'));
  const isBeen =
    wordAt(tokens, at) === 'has' && wordAt(tokens, verb) === 'been' && wordAt(tokens, verb + 1) === 'to';
  return !isToSpeaker && (isBeen || DONE.test(wordAt(tokens, verb)));
}

function isOfFamily({ word }: Token, { persons }: Knowledge): boolean {
  return persons.some(({ names }) => names.some((name) => fold(name) === word));
}
