import type { Token } from './token.ts';

/**
 * Phrases of plain words, found by where they begin or end. Written as `i would|should like|love to know`: `a|b` is
 * either word, `please?` may be missing. A phrase counts only as a whole, and the longest one that fits.
 */
export class Phrases {
  /** Every word of every phrase. */
  readonly words: ReadonlySet<string>;
  readonly #all: ReadonlySet<string>;
  readonly #longest: number;

  constructor(sources: readonly string[]) {
    const all = sources.flatMap(spelledOut);
    this.#all = new Set(all.map((phrase) => phrase.join(' ')));
    this.words = new Set(all.flat());
    this.#longest = Math.max(0, ...all.map((phrase) => phrase.length));
  }

  /** Whether one of them is this, word for word. */
  has(phrase: string): boolean {
    return this.#all.has(phrase);
  }

  /** @returns how many words the longest one has that begins at `at`; 0: none does */
  lengthAt(tokens: readonly Token[], at: number): number {
    return this.#longestOf(tokens.length - at, (length) => said(tokens, at, at + length));
  }

  /** @returns how many words the longest one has that ends before `end`; 0: none does */
  lengthBefore(tokens: readonly Token[], end: number): number {
    return this.#longestOf(end, (length) => said(tokens, end - length, end));
  }

  #longestOf(most: number, phrase: (length: number) => string): number {
    for (let length = Math.min(this.#longest, most); length > 0; length -= 1) {
      if (this.#all.has(phrase(length))) return length;
    }
    return 0;
  }
}

const AS_TYPED: Readonly<Record<string, string>> = {
  u: 'you',
  ya: 'you',
  plz: 'please',
  pls: 'please',
  thx: 'thanks',
};

/** The words from one place to another, in a row; "u" is you. */
export function said(tokens: readonly Token[], from = 0, to = tokens.length): string {
  return tokens
    .slice(from, to)
    .map(({ word }) => AS_TYPED[word] ?? word)
    .join(' ');
}

/** Every phrase that a source stands for. */
function spelledOut(source: string): readonly (readonly string[])[] {
  let phrases: readonly (readonly string[])[] = [[]];
  for (const piece of source.split(' ')) {
    const isOptional = piece.endsWith('?');
    const words = (isOptional ? piece.slice(0, -1) : piece).split('|');
    phrases = phrases.flatMap((phrase) => [
      ...words.map((word) => [...phrase, word]),
      ...(isOptional ? [phrase] : []),
    ]);
  }
  return phrases.filter((phrase) => phrase.length > 0);
}
