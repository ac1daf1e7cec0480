import { trimEnd } from '../../lib/linear-text.ts';

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

/** Looks for a pattern anywhere in a question, in time in proportion to the question's words. */
export function findPattern(pattern: Pattern, text: string, found: readonly Word[]): Match | undefined {
  // Most patterns of a table have no word in a question at all.
  const places = placesOf(found);
  if (!anyOf(pattern.rarest, places)) return undefined;
  const search: Search = { pattern, text, found, failed: new Set() };
  const [first] = pattern.parts;
  for (let start = 0; start < found.length; start += 1) {
    if (first?.kind === 'word' && !first.forms.has(found[start]?.folded ?? '')) continue;
    const match = matchFrom(search, 0, start);
    if (match !== undefined) return match;
  }
  return undefined;
}

function anyOf(forms: ReadonlySet<string>, places: ReadonlyMap<string, unknown>): boolean {
  for (const form of forms) if (places.has(form)) return true;
  return false;
}

/** Where each word of a question stands. Every pattern and every name is looked for in the same question. */
const places = new WeakMap<readonly Word[], ReadonlyMap<string, readonly number[]>>();

function placesOf(found: readonly Word[]): ReadonlyMap<string, readonly number[]> {
  const known = places.get(found);
  if (known !== undefined) return known;
  const made = new Map<string, number[]>();
  for (const [at, { folded }] of found.entries()) {
    const list = made.get(folded);
    if (list === undefined) made.set(folded, [at]);
    else list.push(at);
  }
  places.set(found, made);
  return made;
}

interface Search {
  readonly pattern: Pattern;
  readonly text: string;
  readonly found: readonly Word[];
  /** Parts and places that have been tried and do not match: each is tried once, which bounds the search. */
  readonly failed: Set<number>;
}

/** Matches the pattern's parts from `part` on against the words from `at` on. Patterns are a few words long. */
function matchFrom(search: Search, part: number, at: number): Match | undefined {
  const { pattern, found, failed } = search;
  const wanted = pattern.parts[part];
  if (wanted === undefined) return { words: 0, captures: {} };
  if (wanted.kind === 'word' && !wanted.forms.has(found[at]?.folded ?? '')) return undefined;
  const state = part * (found.length + 1) + at;
  if (failed.has(state)) return undefined;
  const match = matchPart(search, wanted, part, at);
  if (match === undefined) failed.add(state);
  return match;
}

function matchPart(search: Search, wanted: Part, part: number, at: number): Match | undefined {
  switch (wanted.kind) {
    case 'word': {
      const rest = matchFrom(search, part + 1, at + 1);
      return rest && { ...rest, words: rest.words + 1 };
    }
    case 'gap':
      return gap(search, wanted.most, part, at);
    case 'capture':
      return capture(search, wanted.name, part, at);
  }
}

function gap(
  { found, failed, ...search }: Search,
  most: number,
  part: number,
  at: number,
): Match | undefined {
  for (let skip = 0; skip <= most && at + skip <= found.length; skip += 1) {
    // From a gap without end that was tried further on, there is nothing more to be found.
    const state = part * (found.length + 1) + at + skip;
    if (most === Number.POSITIVE_INFINITY && skip > 0 && failed.has(state)) return undefined;
    const rest = matchFrom({ found, failed, ...search }, part + 1, at + skip);
    if (rest !== undefined) return rest;
    if (most === Number.POSITIVE_INFINITY) failed.add(state);
  }
  return undefined;
}

function capture(search: Search, name: string, part: number, at: number): Match | undefined {
  const { pattern, text, found, failed } = search;
  const first = found[at];
  if (first === undefined) return undefined;
  // The last part of a pattern takes all the rest; otherwise the shortest that fits.
  const isLast = pattern.parts[part + 1] === undefined;
  for (let end = isLast ? found.length : at + 1; end <= found.length; end += 1) {
    const rest = matchFrom(search, part + 1, end);
    if (rest !== undefined) {
      const value = tidy(text, first.start, found[end]?.start ?? text.length);
      return value === '' ? undefined : { ...rest, captures: { ...rest.captures, [name]: value } };
    }
    // One that begins further on would end in the same places.
    const further = part * (found.length + 1) + end;
    if (failed.has(further)) return undefined;
    failed.add(further);
  }
  return undefined;
}

/** Words after a name that say something about the question, not about the name. */
const TAIL =
  /[\s,](?:(?:in|for|during|over|since|so|up) )?(?:(?:this|last|the last|the past|past) (?:week|month|year|\d{1,4} (?:days|weeks|months))|today|yesterday|so far|far|in total|total|altogether|in all|lately|recently|please|to date|until now|till now|ever|again)$/i;
/** Characters that the longest tail has: ` during the last 1234 months`. */
const MAX_TAIL_LENGTH = 32;
/** As `\s` of an expression. */
const BLANKS =
  ' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** A part of a question without marks and tails at its end. Each character is looked at a few times. */
function tidy(text: string, start: number, end: number): string {
  let tidied = trimEnd(text.slice(start, end), `${BLANKS}?!.,;:`);
  for (;;) {
    const last = tidied.slice(-MAX_TAIL_LENGTH);
    const tail = TAIL.exec(last);
    if (tail === null) return tidied.trim();
    tidied = trimEnd(tidied.slice(0, tidied.length - last.length + tail.index), `${BLANKS},;:`);
  }
}

/** Whether the words of `name` stand in a row among `found`. */
export function mentions(found: readonly Word[], name: string): boolean {
  // Every row's name is looked for in every question: without where its words stand.
  return mentionsWords(found, name.match(WORD)?.map(fold) ?? []);
}

/** As `mentions`, of a name whose words are known and folded already. */
export function mentionsWords(found: readonly Word[], wanted: readonly string[]): boolean {
  const [first] = wanted;
  if (first === undefined || wanted.length > found.length || wanted.join('').length < 3) return false;
  const starts = placesOf(found).get(first) ?? [];
  return starts.some((start) => wanted.every((word, index) => found[start + index]?.folded === word));
}
