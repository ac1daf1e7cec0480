import type { Period } from '../periods/period.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { patterns } from '../words/core-words.ts';
import { type Token, wordAt } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

/** Whether it is asked how the price of one payee, or one's pay, has changed: "has Netflix put its price up?" */

const CHANGES = patterns(
  'put|putting ... price|prices|rate|rates|fee|fees|charge|charges|cost|costs up|down',
  'put|putting up|down .. price|prices|rate|rates|fee|fees|charge|charges',
  'raise|raised|raising|increase|increased|hike|hiked|lower|lowered|cut|drop|dropped|change|changed|reduce|reduced .. price|prices|rate|rates|fee|fees|charge|charges',
  'price|prices|rate|fee|cost|amount go|gone|goes|went|going|come|came|been up|down',
  'price|prices|rate|fee|cost|amount rise|risen|rose|increase|increased|change|changed|drop|dropped|fall|fallen|fell',
  'go|gone|goes|went|going|come|came up|down',
  'rise|risen|rose|increase|increased|change|changed|fall|fell|fallen|decrease|decreased|dropped',
  'get|got|getting|gotten|become|became|becoming|been more expensive|costly',
  'price|fee|rate increase|rise|hike|change|cut',
  'stay|stayed|been|remain|remained the same',
);
const AROUND = patterns(
  'by how much',
  'how|what did|do|does|has|have',
  'how much',
  'how much more',
  'over the year|years|months|time',
  'over time',
  'at all',
  'its',
  'their price|prices|fee|fees|rate',
  'price|prices|rate|fee',
  'was|were there',
  'been a|an|any',
);
/** One's pay that became more. */
const RAISES = patterns(
  'get|got|gotten|getting|had|have|given|give|gave|receive|received|see|seen|saw .. raise',
  'get|got|gotten|getting|had|have|given|give|gave|receive|received .. pay|salary|wage rise|raise|increase|hike|bump',
  'pay|salary|wage raise|rise|increase|hike|bump',
  'my|our|a|the .. raise',
  'raise|increase|hike|rise|increment|bump ... in|of|to my|our pay|salary|wage|wages',
  'raise|raised|increase|increased|up|upped|bump|bumped my|our pay|salary|wage|wages|paycheck',
);
const AROUND_RAISE = patterns(
  'when',
  'when was|did',
  'how much|big|large',
  'what',
  'how|what size|amount',
  'before|after .. raise',
  'before|after',
  'last|latest|most recent',
  'making|earning|paid|getting',
  'raise',
);
const PAY = new Set('salary pay paycheck paycheque wage wages income payslip'.split(' '));

/** @param known names that are on record */
export function findPriceChange(
  words: WordUse,
  { amount, flows }: Subject,
  known: readonly EntityMatch[],
): 'price' | 'pay' | undefined {
  if (amount === undefined || flows === undefined) return undefined;
  const raise = words.longest(RAISES);
  if (raise !== undefined && known.length < 2) {
    words.take(raise);
    words.use(words.spread([...AROUND, ...AROUND_RAISE]));
    return 'pay';
  }
  const [only, ...more] = known;
  const isPay =
    only === undefined &&
    words.tokens.some(({ word }, at) => PAY.has(word) && isAnyOf(wordAt(words.tokens, at - 1), 'my our'));
  if (!isPay && (only === undefined || more.length > 0)) return undefined;
  // "How much have I dropped at Costco?" is what I spent there.
  if (!isPay && words.tokens.some(({ word }) => isAnyOf(word, 'i we'))) return undefined;
  // Of a note on a single payment there is no price.
  if (only?.kind.whole && only.group === undefined) return undefined;
  const found = words.longest(CHANGES);
  if (found === undefined) return undefined;
  words.take(found);
  words.use(words.spread(AROUND));
  return 'price';
}

/** "More than last year", "an increase from last year": a change from then until now, and not one within that year. */
export function changedSince(
  period: Period | undefined,
  at: number,
  tokens: readonly Token[],
): Period | undefined {
  const isFrom = [at - 1, at].some((index) => isAnyOf(wordAt(tokens, index), 'from than over on'));
  const isBack = tokens.slice(Math.max(0, at), at + 2).some(({ word }) => word === 'last');
  if (period === undefined || !isFrom || !isBack) return period;
  const { to: _, ...begun } = period;
  return { ...begun, words: `since ${period.words}` };
}
