import type { BesideUsual } from '../meaning/query.ts';
import type { Measure } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { patterns } from '../words/core-words.ts';
import { findPattern } from '../words/pattern.ts';
import { wordAt } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

/**
 * "Is my pulse higher than usual?": the latest one beside the average of those before it. "Than average" and "than
 * normal" may be of all mankind, which is on no record.
 */

const ASKED = {
  more: patterns(
    'higher|more|greater|bigger|faster|quicker|worse than usual|usually|normally',
    'higher|more|greater|bigger|faster|quicker than my|our usual|average|mean',
    'above|over usual',
    'above|over my|our usual|average|mean',
    'up on|from my|our usual|average',
  ),
  less: patterns(
    'lower|less|smaller|slower than usual|usually|normally',
    'lower|less|smaller|slower than my|our usual|average|mean',
    'below|under usual',
    'below|under my|our usual|average|mean',
  ),
} as const;
const BESIDE = patterns('it|that is', 'for me', 'now|currently|today');

/** @param measures the one measure that is named; of several it is not said which */
export function findBesideUsual(words: WordUse, measures: readonly Measure[]): BesideUsual | undefined {
  const [only, ...more] = measures;
  const { tokens } = words;
  if (only === undefined || more.length > 0 || !isAnyOf(wordAt(tokens, 0), 'is are')) return undefined;
  for (const asked of ['more', 'less'] as const) {
    for (const pattern of ASKED[asked]) {
      const indices = findPattern(pattern, tokens, words.free);
      if (indices === undefined) continue;
      const numbers = tokens.flatMap(({ kind, word }, at) =>
        kind === 'number' && words.free(at) && /^\d+(?:\.\d+)?$/.test(word) ? [at] : [],
      );
      // Of a pressure two numbers are said, of which this is none.
      if (numbers.length > 1 || (numbers.length > 0 && only.fields.length > 1)) return undefined;
      words.take(indices);
      words.use(numbers);
      words.use(words.spread(BESIDE));
      const [at] = numbers;
      return { asked, value: at === undefined ? undefined : Number(tokens[at]?.word) };
    }
  }
  return undefined;
}
