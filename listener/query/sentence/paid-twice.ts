import { isAnyOf } from '../words/any-of.ts';
import { Phrases } from '../words/phrases.ts';
import { endClause, joinedWords, putWords, type Token, wordAt } from '../words/token.ts';

/** "Did I pay the vet twice?" as "how many times did I pay the vet?": the number of payments says it. */

const PAYING = new Set('pay paid charged billed debited'.split(' '));
const TWICE = new Phrases(['once or twice', 'twice or once', 'more than once', 'two|2 times', 'twice']);

const THOUGHT =
  /^i (?:think|reckon|fear|suspect|believe|swear) (?:that )?(i|we) (?:(?:may|might|must) )?(?:have )?paid /;
/** "I think I paid the vet twice, did I?" as "have I paid the vet twice?" */
function asked(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const [thought, speaker] = THOUGHT.exec(joinedWords(tokens)) ?? [];
  if (first === undefined || thought === undefined || speaker === undefined) return tokens;
  const rest = tokens.slice(thought.trim().split(' ').length);
  const tag = /(?:did|have) (?:i|we)$/.test(joinedWords(rest)) ? 2 : 0;
  return endClause([...putWords(first, `have ${speaker} paid`), ...rest.slice(0, rest.length - tag)]);
}

export function withTimesPaid(given: readonly Token[]): readonly Token[] {
  const tokens = asked(given);
  const [first] = tokens;
  if (first === undefined || !isAnyOf(first.word, 'did have was were')) return given;
  if (!isAnyOf(wordAt(tokens, 1), 'i we')) return given;
  if (!tokens.some(({ word }) => PAYING.has(word))) return given;
  const at = tokens.findIndex((_, index) => TWICE.lengthAt(tokens, index) > 0);
  const end = at + TWICE.lengthAt(tokens, at);
  // "Twice a month", "twice as much" count something else.
  if (at < 2 || isAnyOf(wordAt(tokens, end), 'a as the per every what')) return given;
  return endClause([...putWords(first, 'how often'), first, ...tokens.slice(1, at), ...tokens.slice(end)]);
}
