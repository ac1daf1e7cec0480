import type { Operation } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { TARGETS } from '../words/asked-words.ts';
import type { WordUse } from '../words/word-use.ts';
import { PRICED } from './when-asked.ts';

/**
 * Words that say once more what is asked for: "how much ... all together", "on average ... per visit".
 * @param isTotalled whether numbers of several records are added up: "how many minutes in all on the 7th?"
 */
export function takeSaidWith(
  words: WordUse,
  subject: Subject,
  target: Operation | undefined,
  isTotalled: boolean,
): void {
  if (target === 'sum' || target === 'count') words.use(words.spread(TARGETS.sum));
  if (target === 'average') words.use(words.spread([...TARGETS.average, ...TARGETS.sum]));
  if (target === 'field' && isTotalled) words.use(words.spread(TARGETS.sum));
  if (target === 'average' && subject.amount !== undefined) words.use(words.spread(PRICED));
  // "Going over time, better or worse?"
  if (target === 'trend') words.use(words.spread(TARGETS.trend));
}
