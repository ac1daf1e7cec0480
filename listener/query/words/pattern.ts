import { atOnce, type Sliceable } from '../../../lib/slices.ts';
import type { Token } from './token.ts';
import { fold } from './token.ts';
import { stem } from './tokenize.ts';

/**
 * A pattern of the table: words in a row, as `how much ... take|taking`. `a|b` is either, in the singular or the
 * plural; `..` is at most two words, `...` any number of them.
 */
export class Pattern {
  readonly source: string;
  #parts: readonly Part[] | undefined;
  #first: Words | undefined;

  /** It is read when it is first looked for, since a start looks for none of thousands. */
  constructor(source: string) {
    this.source = source;
  }

  /** @throws Error naming what is wrong with it */
  get parts(): readonly Part[] {
    this.#parts ??= partsOf(this.source);
    return this.#parts;
  }

  /** Its first word: most patterns stand nowhere, which it shows without the others. */
  get first(): Words | undefined {
    this.#first ??= wordsOf(piecesOf(this.source)[0] ?? '');
    return this.#first;
  }
}

interface Words {
  readonly forms: ReadonlySet<string>;
  /** Only at the end of a clause, as `for$`. */
  readonly last: boolean;
}

interface Part extends Words {
  /** Words there may be in front of it, behind the part before. */
  readonly gap: number;
}

/** A pattern that is read at once. @throws Error naming what is wrong with it */
export function compilePattern(source: string): Pattern {
  const pattern = new Pattern(source);
  void pattern.parts;
  return pattern;
}

function partsOf(source: string): readonly Part[] {
  const parts: Part[] = [];
  let gap = 0;
  for (const piece of piecesOf(source)) {
    if (piece === '..' || piece === '...') {
      if (parts.length === 0 || gap > 0) throw new Error(`"${source}": a gap stands between two words`);
      gap = piece === '..' ? 2 : Number.POSITIVE_INFINITY;
      continue;
    }
    const words = wordsOf(piece);
    if (words === undefined) throw new Error(`"${piece}" in "${source}" is no word and no gap`);
    parts.push({ forms: words.forms, last: words.last, gap });
    gap = 0;
  }
  if (parts.length === 0 || gap > 0) throw new Error(`"${source}" must begin and end with a word`);
  return parts;
}

/** Nearly every pattern has single spaces, and the first question reads thousands. */
function piecesOf(source: string): readonly string[] {
  return /^ | $| {2}|[^\S ]/.test(source) ? source.trim().split(/\s+/) : source.split(' ');
}

/** The same words stand in many patterns. */
const WORDS = new Map<string, Words>();
/** So many at most, which is more than the table we ship has: a user's table may be edited for ever. */
const MAX_WORDS = 10_000;

/** @returns undefined where it is none */
function wordsOf(piece: string): Words | undefined {
  const known = WORDS.get(piece);
  if (known !== undefined) return known;
  if (!isWords(piece)) return undefined;
  const last = piece.endsWith('$');
  const forms = (last ? piece.slice(0, -1) : piece).split('|').map((form) => stem(fold(form)));
  const words = { forms: new Set(forms), last };
  if (WORDS.size < MAX_WORDS) WORDS.set(piece, words);
  return words;
}

function isWords(piece: string): boolean {
  // Nearly all are plain words.
  if (/^[a-z]+$/.test(piece)) return true;
  return /^[\p{L}\p{N}|'’]+\$?$/u.test(piece) && !/^\||\|\||\|\$?$/.test(piece);
}

/** Every word a pattern knows, as a stem. */
export function patternWords(pattern: Pattern): readonly string[] {
  return pattern.parts.flatMap(({ forms }) => [...forms]);
}

/** Every word of many patterns, which share most of their words: what typing errors are compared with. */
export function wordsOfAll(patterns: Iterable<Pattern>): ReadonlySet<string> {
  return atOnce(wordsInSlices(patterns));
}

/** The same in slices: of thousands of patterns it takes a while. */
export function* wordsInSlices(patterns: Iterable<Pattern>): Sliceable<ReadonlySet<string>> {
  const pieces = new Set<string>();
  for (const { source } of patterns) {
    for (const piece of piecesOf(source)) pieces.add(piece);
    yield;
  }
  const words = new Set<string>();
  // A gap has none.
  for (const piece of pieces) {
    for (const form of wordsOf(piece)?.forms ?? []) words.add(form);
    yield;
  }
  return words;
}

/**
 * The first place where a pattern stands, as the indices of its words.
 * @param free whether a word may be part of a match: one that is a name or a date may not
 */
export function findPattern(
  pattern: Pattern,
  tokens: readonly Token[],
  free: (index: number) => boolean,
  from = 0,
): readonly number[] | undefined {
  const { first } = pattern;
  if (first === undefined || !standsAnywhere(first, tokens)) return undefined;
  for (let start = from; start < tokens.length; start += 1) {
    if (!isAt(first, tokens, free, start)) continue;
    const match = matchFrom(pattern, tokens, free, start);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** Every place where a pattern stands; none overlap. */
export function findEvery(
  pattern: Pattern,
  tokens: readonly Token[],
  free: (index: number) => boolean,
): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (let match = findPattern(pattern, tokens, free); match !== undefined; ) {
    found.push(match);
    match = findPattern(pattern, tokens, free, (match[0] ?? 0) + 1);
  }
  return found;
}

/** The words that were searched last, and their stems: hundreds of patterns are looked for in the same words. */
let searched: { readonly tokens: readonly Token[]; readonly stems: ReadonlySet<string> } = {
  tokens: [],
  stems: new Set(),
};

function standsAnywhere({ forms }: Words, tokens: readonly Token[]): boolean {
  if (searched.tokens !== tokens) searched = { tokens, stems: new Set(tokens.map(({ stem }) => stem)) };
  if (forms.size > tokens.length) return true;
  for (const form of forms) if (searched.stems.has(form)) return true;
  return false;
}

function isAt(
  { forms, last }: Words,
  tokens: readonly Token[],
  free: (index: number) => boolean,
  index: number,
): boolean {
  const token = tokens[index];
  return token !== undefined && forms.has(token.stem) && (!last || token.last) && free(index);
}

/** @param start where its first word stands */
function matchFrom(
  { parts }: Pattern,
  tokens: readonly Token[],
  free: (index: number) => boolean,
  start: number,
): readonly number[] | undefined {
  if (parts.length === 1) return [start];
  const found = [start];
  // Each part is tried at each word once, which bounds the search.
  const failed = new Set<number>();
  const search = (part: number, at: number): boolean => {
    const wanted = parts[part];
    if (wanted === undefined) return true;
    const state = part * (tokens.length + 1) + at;
    if (failed.has(state)) return false;
    const farthest = Math.min(tokens.length - 1, at + wanted.gap);
    for (let index = at; index <= farthest; index += 1) {
      if (!isAt(wanted, tokens, free, index)) continue;
      found[part] = index;
      if (search(part + 1, index + 1)) return true;
    }
    failed.add(state);
    return false;
  };
  return search(1, start + 1) ? found.slice(0, parts.length) : undefined;
}

/** Whether a pattern is the whole of a question. */
export function isWhole(pattern: Pattern, tokens: readonly Token[]): boolean {
  const { first } = pattern;
  const free = () => true;
  if (first === undefined || !isAt(first, tokens, free, 0)) return false;
  return matchFrom(pattern, tokens, free, 0)?.length === tokens.length;
}

/** Whether one of these patterns stands anywhere in a question. */
export function hasAny(patterns: readonly Pattern[], tokens: readonly Token[]): boolean {
  return patterns.some((pattern) => findPattern(pattern, tokens, () => true) !== undefined);
}
