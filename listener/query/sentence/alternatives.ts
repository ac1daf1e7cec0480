import { endClause, type Token } from '../words/token.ts';

/** "From the heart doctor or from my GP?": the question with the one, and with the other in its place. */

interface Alternatives {
  readonly first: readonly Token[];
  readonly second: readonly Token[];
}

/** The first of two is said in no more words. */
const MAX_WORDS = 6;
const MAX_TRIED = 6;

/** @returns every way to part it, the likeliest first; none where it has no "or", or more than one */
export function alternativesIn(tokens: readonly Token[]): readonly Alternatives[] {
  const or = tokens.findIndex(({ word }) => word === 'or');
  const [next] = tokens.slice(or + 1);
  if (or < 2 || next === undefined || tokens.slice(or + 1).some(({ word }) => word === 'or')) return [];
  const end = tokens.findIndex(({ last }, at) => last && at > or) + 1;
  const starts = Array.from({ length: MAX_WORDS }, (_, step) => or - 1 - step).filter((at) => at > 0);
  // "Is that a morning one or an evening one", "from ... or from": both begin alike.
  const isAlike = (at: number) => kindOf(tokens[at]?.word ?? '') === kindOf(next.word);
  starts.sort((a, b) => Number(isAlike(b)) - Number(isAlike(a)) || b - a);
  const behind = tokens.slice(end);
  return starts.slice(0, MAX_TRIED).map((start) => ({
    first: endClause([...tokens.slice(0, or), ...behind]),
    second: endClause([...tokens.slice(0, start), ...tokens.slice(or + 1, end), ...behind]),
  }));
}

function kindOf(word: string): string {
  return /^(?:a|an|the|my|our)$/.test(word) ? 'the' : word;
}
