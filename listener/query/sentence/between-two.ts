import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, opened, putWord, putWords, type Token, wordAt } from '../words/token.ts';

/** "Between Costco and Green Grocer, where do I spend more?" as "did I spend more at Costco or Green Grocer?". */

const ASKED =
  /^(?:where|which|who|what)(?: one| of (?:them|the two))? (?:do|did|have) (i|we) (?:spend|spent|spending|pay|paid|leave|left) (?:the )?(?:more|most)(?: money)?(?: at| in| on| to)?(?= |$)/;
const MAX_NAMED = 8;

export function withBetweenTwo(tokens: readonly Token[]): readonly Token[] {
  return betweenTwo(tokens) ?? costMore(tokens) ?? tokens;
}

const LEAD = /^(?:which(?: one)? of|is it|was it|did|does|do) (?!i\b|we\b)/;
/** "Is it Shell or Amazon that cost me more this year?", "which of Shell and Amazon cost us more?" */
function costMore(tokens: readonly Token[]): readonly Token[] | undefined {
  const lead = LEAD.exec(joinedWords(tokens))?.[0].trim().split(' ').length ?? 0;
  const cost = tokens.findIndex(({ word }) => isAnyOf(word, 'cost costs'));
  const isAsked =
    isAnyOf(wordAt(tokens, cost + 1), 'me us') && isAnyOf(wordAt(tokens, cost + 2), 'more most');
  const end = isAnyOf(wordAt(tokens, cost - 1), 'that which') ? cost - 1 : cost;
  const named = tokens.slice(lead, end);
  const join = named.findIndex(({ word }) => isAnyOf(word, 'or and'));
  const [first] = named;
  const or = named[join];
  if (lead === 0 || cost < 0 || !isAsked || named.length > MAX_NAMED) return undefined;
  if (first === undefined || or === undefined || join < 1 || join === named.length - 1) return undefined;
  return endClause([
    ...putWords(first, 'did i spend more at'),
    ...opened(named.with(join, putWord(or, 'or'))),
    ...tokens.slice(cost + 3),
  ]);
}

function betweenTwo(tokens: readonly Token[]): readonly Token[] | undefined {
  if (wordAt(tokens, 0) !== 'between') return undefined;
  const pause = tokens.findIndex(({ word }, at) => at > 2 && isAnyOf(word, 'where which who what'));
  const named = tokens.slice(1, pause);
  const and = named.findIndex(({ word }) => word === 'and');
  const [first] = named;
  const join = named[and];
  const match = ASKED.exec(joinedWords(tokens.slice(pause)));
  if (pause < 0 || and < 1 || and === named.length - 1 || named.length > MAX_NAMED) return undefined;
  if (first === undefined || join === undefined || match === null) return undefined;
  // Two days or amounts are the ends of a time or of a sum.
  if (named.some(({ kind }) => kind !== 'word')) return undefined;
  const behind = tokens.slice(pause + match[0].split(' ').length);
  const preposition = match[0].endsWith(' on') ? 'on' : 'at';
  return endClause([
    ...putWords(first, `did ${match[1] ?? 'i'} spend more ${preposition}`),
    ...opened(named.slice(0, and)),
    putWord(join, 'or'),
    ...opened(named.slice(and + 1)),
    ...behind,
  ]);
}
