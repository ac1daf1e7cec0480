import { joinedWords } from '../words/token.ts';
import type { Understood } from './understood.ts';

/** Questions beside medicines whose every word is understood, and that no record of a medicine answers. */

export function isUnanswerableOfMedicines(on: Understood): boolean {
  return (
    on.subject.until !== undefined &&
    (isOfIllness(on) ||
      isAgainstMeals(on) ||
      isOfEarlier(on) ||
      isOfStart(on) ||
      isProblem(on) ||
      isSameThen(on))
  );
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

/** "My previous dose of lisinopril", "who prescribed it before": a record has those of today alone. */
function isOfEarlier({ tokens }: Understood): boolean {
  return EARLIER.test(joinedWords(tokens));
}
const EARLIER =
  /\b(?:previous|prior|former|earlier|old|older|original|initial|starting|next|new|newer) (?:dose|dosage|doses|strength|amount|instructions?|directions|prescriber|price|frequency|schedule)\b|\b(?:previously|formerly|initially|before) (?:prescribed|ordered|dosed)\b/;

/** "My earliest start in December": of a day, and no medicine was begun. */
function isOfStart({ tokens, known, hasNoun }: Understood): boolean {
  return !hasNoun && known.length === 0 && START.test(joinedWords(tokens));
}
const START =
  /\b(?:my|our|the|a|an|first|last|latest|earliest|early|late|next) (?:start|finish|end|beginning|stop)s?\b/;

/** "Which medicines are a problem for me?": not what each is for. */
function isProblem({ tokens }: Understood): boolean {
  return PROBLEM.test(joinedWords(tokens));
}
const PROBLEM =
  /(?:^| )(?!(?:for|with|against|of) )[a-z]+ (?:a|an|any|no|the) (?:problem|trouble|danger|risk|worry|concern|issue)s?(?: (?:for|to) (?:me|us))?$/;

/** "Is Lipitor the same as last year?": a name of its own, and not what it was then. */
function isSameThen({ tokens, hasPeriod }: Understood): boolean {
  return hasPeriod && /\bsame as\b/.test(joinedWords(tokens));
}
