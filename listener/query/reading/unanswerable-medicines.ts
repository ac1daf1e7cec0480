import { joinedWords } from '../words/token.ts';
import type { Understood } from './understood.ts';

/** Questions beside medicines whose every word is understood, and that no record of a medicine answers. */

export function isUnanswerableOfMedicines(on: Understood): boolean {
  return on.subject.until !== undefined && (isOfIllness(on) || isAgainstMeals(on));
}

/** "When did my hay fever start?": the illness did, and not what is taken against it. */
function isOfIllness({ tokens, known, hasNoun }: Understood): boolean {
  const isOfReason = known.length > 0 && known.every(({ kind }) => kind.notObject);
  return isOfReason && !hasNoun && ILLNESS.test(joinedWords(tokens));
}
const ILLNESS =
  /^(?:when|how long ago) (?:did|does|will) (?:my|the|our|this|that) [a-z]+(?: [a-z]+)? (?:start|begin|stop|end|finish|come|go)\b/;

/** "Which must not be taken with food?": what one interacts with is not what is asked of those that are taken with it. */
function isAgainstMeals({ tokens, known }: Understood): boolean {
  const isOfMeals = known.some(({ kind }) => kind.tells !== undefined && kind.only === undefined);
  return isOfMeals && NOT_WITH.test(joinedWords(tokens));
}
const NOT_WITH =
  /\b(?:not|never|no) (?:be )?(?:taken|take|taking|mix|mixed|combine|combined|used?|eaten?) with\b/;
