import { byWord } from './by-word.ts';
import type { Token } from './token.ts';

/** One or more words of which one is said; an optional part may be left out. */
interface Part {
  readonly words: readonly string[];
  readonly optional: boolean;
}

/** Phrases by a word that they begin or end with. */
type Index = ReadonlyMap<string, readonly (readonly Part[])[]>;

/**
 * Phrases of plain words, found by where they begin or end. Written as `i would|should like|love to know`: `a|b` is
 * either word, `please?` may be missing. A phrase counts only as a whole, and the longest one that fits. They are never
 * spelled out: a list of 250 sources stands for tens of thousands of phrases.
 */
export class Phrases {
  readonly #sources: readonly string[];
  // Read when they are first asked for, since a start asks for none.
  #read: ReadPhrases | undefined;

  constructor(sources: readonly string[]) {
    this.#sources = sources;
  }

  get #phrases(): ReadPhrases {
    this.#read ??= read(this.#sources);
    return this.#read;
  }

  /** Every word of every phrase. */
  get words(): ReadonlySet<string> {
    return this.#phrases.words;
  }

  /** Whether one of them is this, word for word. */
  has(phrase: string): boolean {
    const words = phrase.split(' ');
    return longest(this.#phrases.byFirst, (index) => words[index]) === words.length;
  }

  /** @returns how many words the longest one has that begins at `at`; 0: none does */
  lengthAt(tokens: readonly Token[], at: number): number {
    return longest(this.#phrases.byFirst, (index) => saidWord(tokens[at + index]));
  }

  /** @returns how many words the longest one has that ends before `end`; 0: none does */
  lengthBefore(tokens: readonly Token[], end: number): number {
    return longest(this.#phrases.byLast, (index) => saidWord(tokens[end - 1 - index]));
  }
}

interface ReadPhrases {
  readonly words: ReadonlySet<string>;
  readonly byFirst: Index;
  /** With the parts in reverse. */
  readonly byLast: Index;
}

function read(sources: readonly string[]): ReadPhrases {
  const phrases = sources.map(partsOf);
  return {
    words: new Set(phrases.flat().flatMap(({ words }) => words)),
    byFirst: indexed(phrases),
    byLast: indexed(phrases.map((phrase) => phrase.toReversed())),
  };
}

function partsOf(source: string): readonly Part[] {
  return source.split(' ').map((piece) => {
    const optional = piece.endsWith('?');
    return { words: (optional ? piece.slice(0, -1) : piece).split('|'), optional };
  });
}

function indexed(phrases: readonly (readonly Part[])[]): Index {
  const index = new Map<string, (readonly Part[])[]>();
  for (const phrase of phrases) {
    const required = phrase.findIndex(({ optional }) => !optional);
    for (const { words } of required === -1 ? phrase : phrase.slice(0, required + 1)) {
      for (const word of words) {
        const same = index.get(word);
        if (same === undefined) index.set(word, [phrase]);
        else if (!same.includes(phrase)) same.push(phrase);
      }
    }
  }
  return index;
}

/** @param wordAt the words from where a phrase begins, or backwards from where it ends; undefined beyond the text */
function longest(index: Index, wordAt: (index: number) => string | undefined): number {
  const first = wordAt(0);
  let length = 0;
  for (const phrase of (first !== undefined && index.get(first)) || [])
    length = Math.max(length, lengthOf(phrase, wordAt));
  return length;
}

/** How many words a phrase takes at most; 0 if it does not fit. */
function lengthOf(phrase: readonly Part[], wordAt: (index: number) => string | undefined): number {
  // Bit n: the parts so far can be n words. No phrase is as long as 31 words.
  let lengths = 1;
  for (const { words, optional } of phrase) {
    let next = optional ? lengths : 0;
    for (let rest = lengths; rest !== 0; rest &= rest - 1) {
      const length = 31 - Math.clz32(rest & -rest);
      const word = wordAt(length);
      if (word !== undefined && words.includes(word)) next |= 1 << (length + 1);
    }
    if (next === 0) return 0;
    lengths = next;
  }
  return 31 - Math.clz32(lengths);
}

const AS_TYPED: Readonly<Record<string, string>> = byWord({
  u: 'you',
  ya: 'you',
  plz: 'please',
  pls: 'please',
  thx: 'thanks',
});

/** A word, with abbreviations of chats written out. */
function saidWord(token: Token | undefined): string | undefined {
  return token && (AS_TYPED[token.word] ?? token.word);
}

/** The words from one place to another, in a row; "u" is you. */
export function said(tokens: readonly Token[], from = 0, to = tokens.length): string {
  return tokens.slice(from, to).map(saidWord).join(' ');
}
