import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { joinedWords, type Token } from '../words/token.ts';

const AT_VISIT = /^(?:when|while|after|before) (?:i|we) (?:last )?(?:saw|visited|met|went|was|were)\b/;

/** "When I saw Dr. Chen, what was my blood pressure?": on which day that was, a visit says, and a measurement what. */
export function isMeasuredAtVisit(tokens: readonly Token[]): boolean {
  const asking = tokens.findIndex(({ word }, at) => at > 2 && ASKING.has(word));
  return (
    asking > 0 &&
    AT_VISIT.test(joinedWords(tokens.slice(0, asking))) &&
    tokens
      .slice(asking)
      .some(({ word }) =>
        isAnyOf(word, 'pressure bp sugar glucose pulse weight weigh temperature oxygen readings vitals'),
      )
  );
}
