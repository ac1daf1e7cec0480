import { findEvery, findPattern, type Pattern } from './pattern.ts';
import type { Token } from './token.ts';

/** Which words of a question are accounted for while it is read as one about a subject. */
export class WordUse {
  readonly tokens: readonly Token[];
  readonly used = new Set<number>();
  /** Of them, by words of the subject rather than by words that change nothing. */
  score = 0;

  /** @param settled words that are accounted for already */
  constructor(tokens: readonly Token[], settled: ReadonlySet<number>) {
    this.tokens = tokens;
    for (const index of settled) this.used.add(index);
  }

  readonly free = (index: number): boolean => !this.used.has(index);

  use(indices: readonly number[]): void {
    for (const index of indices) this.used.add(index);
  }

  /** Uses every word for which that holds. */
  settle(is: (word: string) => boolean): void {
    this.tokens.forEach(({ word }, index) => {
      if (is(word)) this.used.add(index);
    });
  }

  /** Words of the subject's own. */
  take(indices: readonly number[]): void {
    this.use(indices);
    this.score += indices.length;
  }

  /** Words that nothing explains so far. */
  left(): number[] {
    return this.tokens.flatMap((_, index) => (this.used.has(index) ? [] : [index]));
  }

  /** The pattern of most words that stands in free ones, the first of equals; undefined where none does. */
  longest(patterns: readonly Pattern[]): readonly number[] | undefined {
    let longest: readonly number[] | undefined;
    for (const pattern of patterns) {
      const found = findPattern(pattern, this.tokens, this.free);
      if (found !== undefined && found.length > (longest?.length ?? 0)) longest = found;
    }
    return longest;
  }

  /** Every word of these patterns that is still free. */
  spread(patterns: readonly Pattern[]): readonly number[] {
    const found = new Set<number>();
    for (const pattern of patterns) {
      for (const match of findEvery(pattern, this.tokens, this.free))
        for (const index of match) found.add(index);
    }
    return [...found].sort((a, b) => a - b);
  }
}

export function range(at: number, length: number): number[] {
  return Array.from({ length }, (_, offset) => at + offset);
}
