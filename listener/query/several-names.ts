import type { EntityMatch } from './catalogue.ts';
import type { WordUse } from './word-use.ts';
import type { Token } from './words.ts';

/** Two names of one kind in a question. */

/** "The chemist, City Pharmacy": what is named behind the family's word for it is the one that is meant. */
export function withoutApposed(
  known: readonly EntityMatch[],
  tokens: readonly Token[],
): readonly EntityMatch[] {
  return known.filter((one, index) => {
    const next = known[index + 1];
    const end = one.at + one.length;
    const isApposed =
      one.rank === 'group' &&
      next?.rank === 'whole' &&
      next.kind === one.kind &&
      next.at === end &&
      tokens[end - 1]?.last === true;
    const isAmong = (value: string) => one.values.some((other) => other.value === value);
    return !(isApposed && next.values.every(({ value }) => isAmong(value)));
  });
}

/** "Moderate or severe" allergies: both are meant, where it is not asked which. */
export function takeAlternatives(words: WordUse, known: readonly EntityMatch[], yesNo: boolean): void {
  known.forEach((one, index) => {
    const or = one.at - 1;
    const before = known[index - 1];
    const isBoth =
      before?.kind === one.kind && before.at + before.length === or && words.tokens[or]?.word === 'or';
    if (isBoth && !yesNo && words.free(or)) words.use([or]);
  });
}
