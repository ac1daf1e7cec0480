import { joinedWords, type Token } from '../words/token.ts';

/** "What did I take as a child?", "when I was young": a time that no record places, and that the answer must not leave out. */
export function isOfTimeOfLife(tokens: readonly Token[]): boolean {
  return LIFE.test(joinedWords(tokens));
}

const LIFE =
  /\b(?:(?:as|being) (?:a |an )?(?:small |little |young )?(?:child|kid|baby|toddler|teenager|teen|boy|girl|youngster|student|adult)|(?:when|while) (?:i|we) (?:was|were) (?:still |very |so |only |just |a )*(?:young|younger|little|small|child|kid|baby|toddler|teenager|teen|boy|girl|student|growing up)|(?:in|during) my (?:childhood|youth|teens|twenties|thirties|forties|fifties|student days|school days))\b/;
