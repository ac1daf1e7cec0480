import type { Token } from '../words/token.ts';

/**
 * "Is Lipitor causing my muscle pain?": what is behind something that was felt is a doctor's to say. What a medicine
 * lists is on record: "can Lipitor cause muscle pain?"
 */

/** Behind "is" or "was". */
const CAUSING =
  /^(?:causing|making|giving|triggering|behind|responsible|because|due|caused|from|what|upsetting|hurting|culprit|fault)$/;
/** Behind "is it", and behind what has a will of its own: "did the amoxicillin give me the rash?" */
const CAUSES =
  /^(?:causes?|caused|causing|makes?|made|making|gives?|gave|given|giving|brings?|brought|upsets?|hurts?|triggers?|triggered)$/;
/** "Does it cause my cough?": one's own, where "a cough" is anybody's. */
const CAUSE = /^(?:cause|causing|behind|responsible|explain|trigger)$/;
const OWN = /^(?:my|our|this|these)$/;
const ONESELF = /^(?:i|we|you|they)$/;
/** What is listed, known or recorded is no judgement. */
const LISTED =
  /^(?:known|list|listed|lists|side|recorded|record|records|noted|written|say|says|mention|mentions)$/;
/** Of a body: something that one feels or has, by how the word begins. */
const FELT =
  /^(?:cough|rash|pain|ache|aching|hives|nausea|dizz|tremor|shak|headache|drows|tired|itch|sick|sneez|sore|hurt|upset|stomach|muscle|swelling|fever|cramp|unwell|poorly|weak|bleed|bruis|breathless|palpitation|insomnia)/;

export function isCauseAsked(tokens: readonly Token[]): boolean {
  const [first = '', second = '', ...rest] = tokens.map(({ word }) => word);
  const words = [second, ...rest];
  if (words.some((word) => LISTED.test(word)) || !words.some((word) => FELT.test(word))) return false;
  if (/^(?:is|are|was|were)$/.test(first)) {
    const isPointed = /^(?:it|that|this)$/.test(second) && rest.some((word) => CAUSES.test(word));
    return isPointed || (!/^(?:there|any)$/.test(second) && rest.some((word) => CAUSING.test(word)));
  }
  if (ONESELF.test(second)) return false;
  if (/^(?:did|has|have)$/.test(first)) return rest.some((word) => CAUSES.test(word));
  if (!/^(?:does|do|can|could|may|might|would|will)$/.test(first)) return false;
  const at = rest.findIndex((word) => CAUSE.test(word));
  return at >= 0 && rest.slice(at + 1).some((word) => OWN.test(word));
}
