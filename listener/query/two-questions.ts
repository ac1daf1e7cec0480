import { PREPOSITIONS } from './core-words.ts';
import type { Query } from './query.ts';
import { endClause, type Token } from './words.ts';

/** Two questions of the same records in one: "who prescribed Lipitor, and when?" */

const ASKING = new Set('what which who whom when where why how'.split(' '));

/** The first question and the second, where there are two. */
export function twoIn(
  tokens: readonly Token[],
): { readonly first: readonly Token[]; readonly second: readonly Token[] } | undefined {
  for (let at = 1; at < tokens.length; at += 1) {
    const isJoined = tokens[at]?.word === 'and';
    const start = isJoined ? at + 1 : at;
    if (!isJoined && tokens[at - 1]?.last !== true) continue;
    if (!asksAt(tokens, start)) continue;
    return { first: endClause(tokens.slice(0, at)), second: tokens.slice(start) };
  }
  return undefined;
}

function asksAt(tokens: readonly Token[], at: number): boolean {
  const isPlaced = PREPOSITIONS.has(tokens[at]?.word ?? '');
  return ASKING.has(tokens[isPlaced ? at + 1 : at]?.word ?? '');
}

/** Whether the second asks something else of the very records that the first is about. */
export function asksMoreOf(first: Query, second: Query): boolean {
  const named = ({ constraints }: Query) =>
    constraints.map(({ kind, said }) => `${kind.kind} ${said}`).join('\n');
  const isSame =
    first.operation === second.operation &&
    first.ask === second.ask &&
    first.measures.every((one, index) => one === second.measures[index]);
  return (
    !isSame &&
    first.constraints.length > 0 &&
    named(first) === named(second) &&
    first.period?.from === second.period?.from &&
    first.period?.to === second.period?.to &&
    first.person?.id === second.person?.id
  );
}
