import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, opened, putWords, type Token, wordAt } from '../words/token.ts';

/** "Is my Netflix the same price as last year?", "am I paying the same rent as in 2025?" as "how has my rent changed since 2025?". */

const SAME =
  /^(?:still )?(?:at )?the same(?: (?:price|amount|cost|rate|figure|money))? (?:as|like)(?: (?:in|it was in|it was|back in))?(?= )/;
const PAYING =
  /^(?:am|are|do|did|have) (?:i|we) (?:(?:still|been) )*(?:pay|paying|paid|spend|spending|earn|earning) the same(?: for)?(?: (?:my|our|the))?(?= )/;
const MAX_NAME = 4;
const TIMES =
  'last january february march april may june july august september october november december the a';

export function withSameSince(tokens: readonly Token[]): readonly Token[] {
  return isTheSame(tokens) ?? paysTheSame(tokens) ?? tokens;
}

function isTheSame(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first] = tokens;
  if (first === undefined || !isAnyOf(first.word, 'is are was')) return undefined;
  if (!isAnyOf(wordAt(tokens, 1), 'my our the')) return undefined;
  for (let at = 3; at <= 2 + MAX_NAME && at < tokens.length; at += 1) {
    const same = SAME.exec(joinedWords(tokens.slice(at)))?.[0];
    if (same === undefined) continue;
    return changed(first, tokens.slice(1, at), tokens.slice(at + same.split(' ').length));
  }
  return undefined;
}

function paysTheSame(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first] = tokens;
  const lead = PAYING.exec(joinedWords(tokens))?.[0];
  if (first === undefined || lead === undefined) return undefined;
  const start = lead.split(' ').length;
  const as = tokens.findIndex(({ word }, at) => at > start && isAnyOf(word, 'as like'));
  if (as < 0 || as > start + MAX_NAME) return undefined;
  const time = wordAt(tokens, as + 1) === 'in' ? as + 2 : as + 1;
  return changed(first, [...putWords(first, 'my'), ...tokens.slice(start, as)], tokens.slice(time));
}

/** @param time since when: what is the same as something else has not changed for that */
function changed(
  first: Token,
  named: readonly Token[],
  time: readonly Token[],
): readonly Token[] | undefined {
  const [when] = time;
  if (when === undefined || !(when.kind === 'number' || isAnyOf(when.word, TIMES))) return undefined;
  if (named.some(({ word }) => isAnyOf(word, 'doctor doctors dose dosage'))) return undefined;
  return endClause([
    ...putWords(first, 'how has'),
    ...opened(named),
    ...putWords(first, 'changed since'),
    ...time,
  ]);
}
