import type { Measure } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { hasAny } from '../words/pattern.ts';
import { type Token, wordAt } from '../words/token.ts';

const ORDERS = new Set('last latest newest current'.split(' '));

/** "My last weight and my last temperature" as "my last weight and temperature": the latest of each is told anyway. */
export function withOneOrder(tokens: readonly Token[], measures: readonly Measure[]): readonly Token[] {
  const [first, ...more] = tokens.flatMap(({ word }, at) => (ORDERS.has(word) ? [at] : []));
  if (first === undefined || more.length === 0) return tokens;
  const word = wordAt(tokens, first);
  const isAgain = (at: number) =>
    wordAt(tokens, at) === word &&
    isAnyOf(wordAt(tokens, at - 1), 'my our the') &&
    (wordAt(tokens, at - 2) === 'and' || tokens[at - 2]?.last === true);
  const ends = [...more, tokens.length];
  const isMeasured = [first, ...more].every((at, index) =>
    measures.some(({ patterns }) => hasAny(patterns, tokens.slice(at + 1, ends[index]))),
  );
  if (!isMeasured || !more.every(isAgain)) return tokens;
  const left = new Set(more.flatMap((at) => [at - 1, at]));
  return tokens.filter((_, at) => !left.has(at));
}
