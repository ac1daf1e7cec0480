import { patterns, TARGETS } from '../words/core-words.ts';
import type { Token } from '../words/token.ts';

/** What is told of a record beside its day anyway, and so asks for nothing more. */

/** What one of them comes to: "the average coffee price". */
export const PRICED = patterns('price|cost', 'a tank of', 'tank');

/** What is said of one transaction anyway. */
export const TOLD_OF_ONE = [...TARGETS.when, ...TARGETS.sum, ...patterns('where', 'who|whom to')];

const WHEN_AND = /\bwhen and (?:with )?(?:who|whom|(?:at )?what time|what for)\b|\b(?:who|whom) and when\b/;
const WHEN_FIRST = /^(?:when|(?:on )?(?:what|which) (?:day|date))\b/;
const AND_TIME = /\band (?:at )?(?:what|which) (?:time|hour)$/;

/** "When and with whom?", "when do I have to go to the dentist, and at what time?": told by the visit's day. */
export function asksWhenAnd(tokens: readonly Token[]): boolean {
  const text = tokens.map(({ word }) => word).join(' ');
  return WHEN_AND.test(text) || (WHEN_FIRST.test(text) && AND_TIME.test(text));
}
