import { joinedWords, putWords, type Token } from '../words/token.ts';

/** "Did I spend too much on groceries last week?": how much it was is on record, and whether it was too much is not. */

const JUDGED =
  /^(?:do|did|have|am|was|were) (?:i|we) (?:been )?(?:spend|spending|spent) (?:(?:way |far |a bit |really )?too much|so much|quite a lot|an awful lot|a lot|lots|a ton|tons|a fortune|excessively)(?: of)?(?: (?:money|cash))?(?= |$)/;

/** @returns the question how much it was; undefined where nothing is judged */
export function withoutJudgement(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first] = tokens;
  const lead = JUDGED.exec(joinedWords(tokens))?.[0];
  if (first === undefined || lead === undefined) return undefined;
  return [...putWords(first, 'how much did i spend'), ...tokens.slice(lead.split(' ').length)];
}
