/** Words of a question, and the patterns of the intent table that look for them. */

export interface Word {
  /** Lower case, without accents and apostrophes: "doctor's" compares as a plural. */
  readonly folded: string;
  /** Where it stands in the question. */
  readonly start: number;
  readonly end: number;
}

/** An apostrophe inside a word is part of it. */
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** The words of a text. */
export function words(text: string): readonly Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    found.push({ folded: fold(match[0]), start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** One word as it is compared. */
export function fold(word: string): string {
  // Nearly every word is plain, and the questions of a second hold thousands.
  if (/^[a-z0-9]+$/i.test(word)) return word.toLowerCase();
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/gu, '');
}

/**
 * A pattern of the table: words in a row, as `how many .. medication|pill`. `a|b` is either, in the singular or
 * the plural; `..` is at most two words, `...` any number; `{name}` takes the rest of the clause, or what stands
 * before the next word of the pattern.
 */
export interface Pattern {
  readonly source: string;
  readonly parts: readonly Part[];
  /** The forms of one word it cannot match without: the one with the fewest. */
  readonly rarest: ReadonlySet<string>;
}

type Part =
  | { readonly kind: 'word'; readonly forms: ReadonlySet<string> }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'capture'; readonly name: string };

/** What a pattern found: how much of it, and the texts it captured, as they were written. */
export interface Match {
  readonly words: number;
  readonly captures: Readonly<Record<string, string>>;
}

/** @throws Error naming what is wrong with the pattern */
export function compilePattern(source: string): Pattern {
  const parts = source
    .trim()
    .split(/\s+/)
    .map((piece): Part => {
      if (piece === '..') return { kind: 'gap', most: 2 };
      if (piece === '...') return { kind: 'gap', most: Number.POSITIVE_INFINITY };
      const name = /^\{([a-z]+)\}$/.exec(piece)?.[1];
      if (name !== undefined) return { kind: 'capture', name };
      if (!/^[\p{L}\p{N}|'’]+$/u.test(piece)) throw new Error(`"${piece}" is no word, gap or {capture}`);
      return { kind: 'word', forms: new Set(piece.split('|').flatMap((form) => forms(fold(form)))) };
    });
  if (parts[0]?.kind !== 'word' && parts.at(-1)?.kind !== 'word') {
    throw new Error(`"${source}" needs a word at its beginning or end`);
  }
  const needed = parts.flatMap((part) => (part.kind === 'word' ? [part.forms] : []));
  const [rarest = new Set<string>()] = needed.sort((a, b) => a.size - b.size);
  return { source, parts, rarest };
}

/** Singular and plural. */
function forms(word: string): readonly string[] {
  if (/[^aeiou]y$/.test(word)) return [word, `${word.slice(0, -1)}ies`];
  if (/(?:s|x|z|ch|sh)$/.test(word)) return [word, `${word}es`];
  return [word, `${word}s`];
}

/** Looks for a pattern anywhere in a question. */
export function findPattern(pattern: Pattern, text: string, found: readonly Word[]): Match | undefined {
  // Most patterns of a table have no word in a question at all.
  if (!found.some(({ folded }) => pattern.rarest.has(folded))) return undefined;
  for (let start = 0; start < found.length; start += 1) {
    const match = matchFrom({ pattern, text, found }, 0, start);
    if (match !== undefined) return match;
  }
  return undefined;
}

interface Search {
  readonly pattern: Pattern;
  readonly text: string;
  readonly found: readonly Word[];
}

/** Matches the pattern's parts from `part` on against the words from `at` on. Patterns are a few words long. */
function matchFrom(search: Search, part: number, at: number): Match | undefined {
  const { pattern, found } = search;
  const wanted = pattern.parts[part];
  if (wanted === undefined) return { words: 0, captures: {} };
  switch (wanted.kind) {
    case 'word': {
      const word = found[at];
      if (word === undefined || !wanted.forms.has(word.folded)) return undefined;
      const rest = matchFrom(search, part + 1, at + 1);
      return rest && { ...rest, words: rest.words + 1 };
    }
    case 'gap': {
      for (let skip = 0; skip <= wanted.most && at + skip <= found.length; skip += 1) {
        const rest = matchFrom(search, part + 1, at + skip);
        if (rest !== undefined) return rest;
      }
      return undefined;
    }
    case 'capture':
      return capture(search, wanted.name, part, at);
  }
}

function capture(search: Search, name: string, part: number, at: number): Match | undefined {
  const { text, found } = search;
  const first = found[at];
  if (first === undefined) return undefined;
  for (let end = at + 1; end <= found.length; end += 1) {
    const rest = matchFrom(search, part + 1, end);
    if (rest === undefined) continue;
    const next = found[end];
    // The last part of a pattern takes all the rest; otherwise the shortest that fits.
    if (search.pattern.parts[part + 1] === undefined && next !== undefined) continue;
    const value = tidy(text.slice(first.start, next === undefined ? text.length : next.start));
    return value === '' ? undefined : { ...rest, captures: { ...rest.captures, [name]: value } };
  }
  return undefined;
}

/** Words after a name that say something about the question, not about the name. */
const TAILS =
  /[\s,]+(?:(?:in|for|during|over|since|so|up) )?(?:(?:this|last|the last|the past|past) (?:week|month|year|\d+ (?:days|weeks|months))|today|yesterday|so far|far|in total|total|altogether|in all|lately|recently|please|to date|until now|till now|ever|again)$/i;

function tidy(value: string): string {
  let tidied = value.replace(/[\s?!.,;:]+$/u, '');
  while (TAILS.test(tidied)) tidied = tidied.replace(TAILS, '').replace(/[\s,;:]+$/u, '');
  return tidied.trim();
}

/** Whether the words of `name` stand in a row among `found`. */
export function mentions(found: readonly Word[], name: string): boolean {
  // Every row's name is looked for in every question: without where its words stand.
  const wanted = name.match(WORD)?.map(fold) ?? [];
  if (wanted.join('').length < 3) return false;
  for (let start = 0; start + wanted.length <= found.length; start += 1) {
    if (wanted.every((word, index) => found[start + index]?.folded === word)) return true;
  }
  return false;
}
