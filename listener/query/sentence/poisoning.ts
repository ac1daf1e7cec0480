import { isAnyOf } from '../words/any-of.ts';
import { patterns, YES_NO } from '../words/core-words.ts';
import { hasAny } from '../words/pattern.ts';
import { type Token, wordOf } from '../words/token.ts';

/** "The little one ate two of my pills", "I took too many tablets": an emergency, whatever is asked with it. */

const MEDICINE =
  'pill|pills|tablet|tablets|capsule|capsules|medicine|medicines|medication|medications|meds|drug|drugs|insulin|drops|inhaler|prescription';
const CHILD =
  'child|kid|baby|toddler|infant|son|daughter|grandson|granddaughter|grandchild|grandkid|boy|girl|nephew|niece|twins|dog|cat|puppy|kitten';
const EATEN = 'ate|eat|eaten|swallowed|swallow|chewed|licked|drank|gulped';
const REACHED = 'into|at|hold';

const CHILD_ATE = patterns(
  `${CHILD} ... ${EATEN} ... ${MEDICINE}`,
  `little|small|young one|ones|man|lad|girl|boy|guy ... ${EATEN} ... ${MEDICINE}`,
  `${CHILD} ... got|get|gotten|been ${REACHED} ... ${MEDICINE}`,
  `little|small|young one|ones ... got|gotten|been ${REACHED} ... ${MEDICINE}`,
  `${CHILD} ... took|taken|had .. of|my|our|some ... ${MEDICINE}`,
  `little|small|young one|ones ... took|taken|had .. of|my|our|some ... ${MEDICINE}`,
  `${CHILD} ... put|has|had ... ${MEDICINE} in|into his|her|their|the|its mouth`,
);
const TOO_MUCH = patterns(
  `i|we ... took|taken|swallowed|had|injected|used too many|much`,
  `i|we ... took|taken|swallowed|had|injected .. double|triple dose|dosage`,
  `i|we ... took|taken|swallowed|injected ... twice|double ... by mistake|accident`,
  `i|we accidentally|mistakenly took|swallowed|injected ... twice|double|wrong|two|extra`,
  `i|we took|swallowed ... ${MEDICINE} twice|double`,
  `took|taken|swallowed ... whole|entire bottle|packet|strip`,
);

/** Questions of records begin so: "when did ...?", "did ...?" */
function asksOfRecords([first]: readonly Token[]): boolean {
  const word = wordOf(first);
  return (YES_NO.has(word) && !isAnyOf(word, 'have has any')) || isAnyOf(word, 'when which who how');
}

export function isPoisoning(tokens: readonly Token[]): boolean {
  if (asksOfRecords(tokens)) return false;
  const isMedicine = tokens.some(({ stem, word }) => NAMES.has(word) || NAMES.has(stem));
  return hasAny(CHILD_ATE, tokens) || (isMedicine && hasAny(TOO_MUCH, tokens));
}
const NAMES = new Set([...MEDICINE.split('|'), 'dose', 'bottle', 'packet', 'strip']);
