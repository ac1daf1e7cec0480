import { isAnyOf } from '../words/any-of.ts';
import type { Token } from '../words/token.ts';

/**
 * "Is Lipitor causing my muscle pain?": what is behind something that was felt is a doctor's to say. What a medicine
 * lists is on record: "can Lipitor cause muscle pain?"
 */

/** Behind "is" or "was". */
const CAUSING = new Set(
  (
    'causing making giving triggering behind responsible because due caused from what ' +
    'upsetting hurting culprit fault'
  ).split(' '),
);
/** Behind "is it", and behind what has a will of its own: "did the amoxicillin give me the rash?" */
const CAUSES =
  /^(?:causes?|caused|causing|makes?|made|making|gives?|gave|given|giving|brings?|brought|upsets?|hurts?|triggers?|triggered)$/;
/** "Does it cause my cough?": one's own, where "a cough" is anybody's. */
const CAUSE = new Set('cause causing behind responsible explain trigger'.split(' '));
const OWN = new Set('my our this these'.split(' '));
const ONESELF = new Set('i we you they'.split(' '));
/** What is listed, known or recorded is no judgement. */
const LISTED = new Set(
  ('known list listed lists side recorded record records noted written say says mention ' + 'mentions').split(
    ' ',
  ),
);
/** Of a body: something that one feels or has, by how the word begins. */
const FELT =
  /^(?:cough|rash|pain|ache|aching|hives|nausea|dizz|tremor|shak|headache|drows|tired|itch|sick|sneez|sore|hurt|upset|stomach|muscle|swelling|fever|cramp|unwell|poorly|weak|bleed|bruis|breathless|palpitation|insomnia)/;

export function isCauseAsked(tokens: readonly Token[]): boolean {
  const [first = '', second = '', ...rest] = tokens.map(({ word }) => word);
  const words = [second, ...rest];
  if (words.some((word) => LISTED.has(word)) || !words.some((word) => FELT.test(word))) return false;
  if (isAnyOf(first, 'is are was were')) {
    const isPointed = isAnyOf(second, 'it that this') && rest.some((word) => CAUSES.test(word));
    return isPointed || (!isAnyOf(second, 'there any') && rest.some((word) => CAUSING.has(word)));
  }
  if (ONESELF.has(second)) return false;
  if (isAnyOf(first, 'did has have')) return rest.some((word) => CAUSES.test(word));
  if (!isAnyOf(first, 'does do can could may might would will')) return false;
  const at = rest.findIndex((word) => CAUSE.has(word));
  return at >= 0 && rest.slice(at + 1).some((word) => OWN.has(word));
}
