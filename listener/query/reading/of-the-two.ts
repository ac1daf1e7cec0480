import type { Comparison, Query } from '../meaning/query.ts';
import { comparisonOf } from '../sentence/comparing.ts';
import { joinedWords, type Token } from '../words/token.ts';

/**
 * "What did I spend in October?", "and in September?", and then "which was more?", "is that less?", "what is the
 * difference?": what was told last, set against what was told before it.
 */

const MORE = '(?:more|higher|bigger|larger|greater|dearer|more expensive|the most|most|biggest|highest)';
const LESS = '(?:less|fewer|lower|smaller|cheaper|less expensive|the least|least|smallest|lowest|cheapest)';
const LEAD = '^(?:so |and |then |ok |okay |well )*';
const OF_TWO =
  '(?: one| month| year| week| store| shop| place)?(?: (?:of|out of) (?:the|those|these|them)(?: 2)?| 2)?';
const WHICH = `(?:which|what)${OF_TWO} (?:is|was|were|did i spend|did we spend|cost|costs|came out|comes out|came to|did i go to)(?: it)?(?: me)? (?:the )?`;
const THAT = '(?:is|was|are|were) (?:that|it|this|those|they)(?: any)? ';
const HOW_MUCH = '(?:how|by how) much ';

const FORMS: readonly (readonly [RegExp, Comparison['style'], Comparison['asked']])[] = [
  [new RegExp(`${LEAD}${WHICH}${MORE}(?: on| at)?$`), 'which', 'more'],
  [new RegExp(`${LEAD}${WHICH}${LESS}(?: on| at)?$`), 'which', 'less'],
  [new RegExp(`${LEAD}${THAT}(?:${MORE} or ${LESS}|${LESS} or ${MORE})$`), 'how-much', 'more'],
  [new RegExp(`${LEAD}${THAT}${MORE}(?: than before)?$`), 'yes-no', 'more'],
  [new RegExp(`${LEAD}${THAT}${LESS}(?: than before)?$`), 'yes-no', 'less'],
  [new RegExp(`${LEAD}${HOW_MUCH}(?:${MORE}|${LESS})(?: (?:is|was) (?:that|it|this))?$`), 'how-much', 'more'],
  [new RegExp(`${LEAD}(?:what|how much|how big) (?:is|was) the difference$`), 'how-much', 'more'],
];

/** @param previous asked only where the words set two against each other */
export function ofTheTwo(
  tokens: readonly Token[],
  previous: (() => Query | undefined) | undefined,
  today: string,
): Query | undefined {
  const words = joinedWords(tokens);
  const form = FORMS.find(([pattern]) => pattern.test(words));
  const last = form && previous?.();
  const first = last?.goneOnFrom;
  if (form === undefined || last === undefined || first === undefined) return undefined;
  const [, style, asked] = form;
  if (last.compared !== undefined || first.compared !== undefined || last.subject !== first.subject)
    return undefined;
  return comparisonOf(last, first, { style, asked, often: false }, today);
}
