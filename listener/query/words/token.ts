/** One word as it is compared. */
export function fold(word: string): string {
  // Nearly every word is plain, and the questions of a second hold thousands.
  if (/^[a-z0-9]+$/i.test(word)) return word.toLowerCase();
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/gu, '');
}

/**
 * A question as the engine reads it: words in lower case without accents, contractions taken apart, numbers in
 * digits. Punctuation and emoji say nothing; any other sign is a token of its own, so that it is not ignored.
 */
export interface Token {
  /** As it is compared: `doctor` of "doctor's". */
  readonly word: string;
  /** The word without a plural `s`; names are compared by it. */
  readonly stem: string;
  /** Where it stands in the question, so that it can be said as it was written. */
  readonly start: number;
  readonly end: number;
  /** Ends a clause: a comma, a question mark or the end of the text follows. */
  readonly last: boolean;
  readonly kind: 'word' | 'number' | 'sign';
  /** Whether it was written otherwise: it is the word that was meant. */
  readonly isRespelled?: true;
}

/** A token's word; empty where there is none. */
export function wordOf(token: Token | undefined): string {
  return token?.word ?? '';
}

/** The word at a place; empty in front of the first and behind the last one. */
export function wordAt(tokens: readonly Token[], at: number): string {
  return wordOf(tokens[at]);
}

/** Words in a row. */
export function joinedWords(tokens: readonly Pick<Token, 'word'>[]): string {
  return tokens.map(({ word }) => word).join(' ');
}

/** Another word where one stands. */
export function putWord(at: Token, word: string): Token {
  return { ...at, word, stem: word, last: false, kind: 'word' };
}

/** Several words in a row where one stands, written with spaces between them. */
export function putWords(at: Token, words: string): readonly Token[] {
  return words.split(' ').map((word) => putWord(at, word));
}

/** The same words as a clause of their own: the last one ends it, whatever stood behind. */
export function endClause(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  return last === undefined || last.last ? tokens : [...tokens.slice(0, -1), { ...last, last: true }];
}

/** The same words as a part of a clause: none of them ends it. */
export function opened(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token) => (token.last ? { ...token, last: false } : token));
}
