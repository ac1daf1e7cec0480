import type { Token } from '../words/token.ts';

/**
 * "Is Lipitor causing my muscle pain?": what is behind something that was felt is a doctor's to say. What a medicine
 * lists is on record: "can Lipitor cause muscle pain?"
 */

const CAUSING =
  'causing|making|giving|bringing on|triggering|behind|to blame|at fault|responsible for|because of|due to|down to|thanks to|caused by|from|the (?:cause|reason|culprit)|what|doing this|upsetting|hurting';
/** "Is it ... that makes my muscles hurt?", "was it ... that gave me the rash?" */
const IT_IS =
  /^(?:is|was|isnt|wasnt) (?:it|that|this|not it)\b.*\b(?:that|which|what|who)? ?(?:is |was )?(?:makes?|made|making|causes?|caused|causing|gives?|gave|giving|brings?|brought|upsets?|hurts?|triggers?|triggered)\b/;
const BEING = new RegExp(
  `^(?:is|are|was|were|isnt|has|have|am i .* because) (?!there\\b|any\\b)(?:.* )?(?:been )?(?:${CAUSING})\\b`,
);
/** "Did the amoxicillin give me the rash?" asks of what happened. */
const HAPPENED =
  /^(?:did|has|have) (?!i\b|we\b|you\b|they\b)(?:.* )?(?:causes?|caused|makes?|made|gives?|gave|given|brings?|brought|triggers?|triggered)\b/;
/** "Does the lisinopril cause my cough?": one's own, where "a cough" is anybody's. */
const OWN =
  /^(?:does|do|can|could|may|might|would|will) (?!i\b|we\b)(?:.* )?(?:cause|causing|be behind|be to blame for|be responsible for|be making|be giving|explain|trigger)(?: .*)? (?:my|our|this|these)\b/;
/** What is listed, known or recorded is no judgement. */
const LISTED =
  /\b(?:known|listed?|lists|listing|side effects?|recorded|on record|records?|noted|written|say|says|mention|mentions)\b/;
/** Of a body: something that one feels or has. */
const FELT =
  /\b(?:cough\w*|rash\w*|pains?|aches?|hives|nausea\w*|dizz\w*|tremors?|shak\w*|headaches?|drows\w*|tired\w*|itch\w*|sick\w*|sneez\w*|sore\w*|hurt\w*|upset\w*|stomach|muscles?|swelling|fever|cramps?|unwell|ill|poorly|weak\w*|bleed\w*|bruis\w*|breathless\w*|palpitations?|insomnia)\b/;

export function isCauseAsked(tokens: readonly Token[]): boolean {
  const said = tokens.map(({ word }) => word).join(' ');
  if (LISTED.test(said) || !FELT.test(said)) return false;
  return [IT_IS, BEING, HAPPENED, OWN].some((form) => form.test(said));
}
