const KNOWN = new Map<string, ReadonlySet<string>>();

/**
 * Whether a word is any of a few: `isAnyOf(word, 'is are')`.
 * @param words as written in the code, with spaces between them: each text is kept
 */
export function isAnyOf(word: string, words: string): boolean {
  let known = KNOWN.get(words);
  if (known === undefined) {
    known = new Set(words.split(' '));
    KNOWN.set(words, known);
  }
  return known.has(word);
}
