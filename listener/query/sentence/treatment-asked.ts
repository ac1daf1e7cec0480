import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, putWord, type Token } from '../words/token.ts';

const TREATING =
  /^(?:(?:what|which|the|is there (?:a|an|any)|(?:do|have) i (?:have|take|got) (?:a|an|any)) )?(?:(?:one )?of (?:my|our|the) )?(?:medicines?|medications?|meds?|drugs?|pills?|tablets?|prescriptions?|one) (?:(?:that|which) )?(?:(?:is|are|i take) )?(?:(?:treats?|treating|helps?|helping|controls?|controlling|manages?|managing|lowers?|lowering|(?:looks?|looking) after|takes? care of)(?: me)?(?: with| against| for)?) /;
const MEDICINE = /^(?:medicines?|medications?|meds?|drugs?|pills?|tablets?|prescriptions?|one)$/;
const BETWEEN = new Set('that which is are'.split(' '));

/** "Which of my medicines treats diabetes?" as "which of my medicines is for diabetes?". */
export function withTreatmentAsked(tokens: readonly Token[]): readonly Token[] {
  const noun = tokens.findIndex(({ word }) => MEDICINE.test(word));
  if (noun < 0 || noun > 5 || !tokens.some(({ word }) => isAnyOf(word, 'my our'))) return tokens;
  const lead = TREATING.exec(`${joinedWords(tokens)} `)?.[0].trim();
  if (lead === undefined) return tokens;
  const end = lead.split(' ').length;
  let start = noun + 1;
  while (start < end && BETWEEN.has(tokens[start]?.word ?? '')) start += 1;
  const verb = tokens[start];
  if (verb === undefined || end >= tokens.length) return tokens;
  return [...tokens.slice(0, noun + 1), putWord(verb, 'for'), ...tokens.slice(end)];
}
