import { isAnyOf } from './any-of.ts';
/** A word that another may be a typing error of. */
export interface Meant {
  readonly word: string;
  /** 1: letters doubled, swapped or, of vowels, left out · 2: one letter wrong, or heard so · 3: two letters wrong. */
  readonly cost: 1 | 2 | 3;
  /** Whether it sounds the same: what a recogniser writes down. */
  readonly isHeard: boolean;
}

/** Shorter words are too near to each other. */
const MIN_LENGTH = 4;
const MIN_CHANGED = 5;
const MIN_TWICE = 8;
/** So many words that begin or end alike are compared with one, at most: names of payees may be very many. */
const MAX_COMPARED = 2_000;

/** Words in an index by how they begin, end and sound, so that the cost of a look does not grow with their number. */
export class Spellings {
  readonly #words: Iterable<string>;
  #byPart: ReadonlyMap<string, readonly string[]> | undefined;

  /** They are compared by their parts, which are found once a word is unknown: most questions have none. */
  constructor(words: Iterable<string>) {
    this.#words = words;
  }

  /** The words that this one may be an error of. */
  near(word: string): readonly Meant[] {
    if (word.length < MIN_LENGTH - 1 || !/^[a-z]+$/.test(word)) return [];
    const alike = this.#with([`<${word.slice(0, 2)}`, `>${word.slice(-2)}`, `-${skeletonOf(word)}`]);
    const heard = word.length < MIN_LENGTH ? new Set<string>() : this.#with([`~${soundOf(word)}`]);
    return [...new Set([...alike, ...heard])].flatMap((other): Meant[] => {
      const isHeard = heard.has(other) && other.length > MIN_LENGTH;
      const cost = costOf(other, word) ?? (isHeard ? 2 : undefined);
      return cost === undefined ? [] : [{ word: other, cost, isHeard }];
    });
  }

  #with(parts: readonly string[]): ReadonlySet<string> {
    this.#byPart ??= byPart(this.#words);
    const found = this.#byPart;
    return new Set(parts.flatMap((part) => (found.get(part) ?? []).slice(0, MAX_COMPARED)));
  }
}

function byPart(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const word of new Set(words)) {
    if (word.length < MIN_LENGTH || !/^[a-z]+$/.test(word)) continue;
    for (const part of partsOf(word)) {
      const known = found.get(part);
      if (known === undefined) found.set(part, [word]);
      else known.push(word);
    }
  }
  return found;
}

function partsOf(word: string): readonly string[] {
  return [`<${word.slice(0, 2)}`, `>${word.slice(-2)}`, `-${skeletonOf(word)}`, `~${soundOf(word)}`];
}

/** @param known the word that is right */
function costOf(known: string, typed: string): Meant['cost'] | undefined {
  const [a, b] = [singled(known), singled(typed)];
  if (typed.length >= MIN_LENGTH && (a === b || isSwapped(known, typed))) return 1;
  const hasNoVowel = !/[aeiou]/.test(typed);
  if ((hasNoVowel || typed.length >= MIN_CHANGED) && isWithoutVowels(known, typed)) return 1;
  if (typed.length < MIN_LENGTH || known.length < MIN_CHANGED) return undefined;
  if (isOneErrorApart(a, b) && (typed.length >= MIN_CHANGED || typed.length < known.length)) return 2;
  const isLong = typed.length >= MIN_TWICE && known.length >= MIN_TWICE;
  return isLong && a[0] === b[0] && isTwoErrorsApart(a, b) ? 3 : undefined;
}

/** "spnt", "octbr", "prscrbed": the word without some of its vowels. */
function isWithoutVowels(known: string, typed: string): boolean {
  if (typed.length >= known.length || known[0] !== typed[0] || skeletonOf(known) !== skeletonOf(typed))
    return false;
  let at = 0;
  for (const letter of known) if (typed[at] === letter) at += 1;
  return at === typed.length;
}

function skeletonOf(word: string): string {
  return singled(word.replace(/[aeiou]/g, ''));
}

function singled(word: string): string {
  return word.replace(/(.)\1+/gu, '$1');
}

/** One letter taken out of either at the first place where they differ, or changed there, leaves one error. */
function isTwoErrorsApart(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [a, b] = [one.slice(at), other.slice(at)];
  const isNear = (x: string, y: string) => x === y || isOneErrorApart(x, y);
  const isSwap = a[0] === b[1] && a[1] === b[0];
  return (
    isNear(a.slice(1), b) ||
    isNear(a, b.slice(1)) ||
    isNear(a.slice(1), b.slice(1)) ||
    (isSwap && isNear(a.slice(2), b.slice(2)))
  );
}

/** Whether two words differ by one typing error: a letter missing, added, changed, or two neighbours swapped. */
export function isOneErrorApart(one: string, other: string): boolean {
  const [a, b] = differing(one, other);
  if (a.length <= 1 && b.length <= 1) return a !== b;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

/** Whether two neighbours are swapped. */
function isSwapped(one: string, other: string): boolean {
  const [a, b] = differing(one, other);
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

/** What is left without the same beginning and the same end; nothing where they are the same. */
function differing(one: string, other: string): readonly [string, string] {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

/**
 * How a word sounds, roughly: "okafer" as Okafor, "lite" as light, "metphormin" as metformin. The first vowel counts
 * as it is, for Miller is no Müller; of the others only that there is one.
 */
export function soundOf(word: string): string {
  const consonants = word
    .replace(/(.)\1+/gu, '$1')
    .replace(/^mc/, 'mac')
    .replace(/^kn/, 'n')
    .replace(/^wr/, 'r')
    .replace(/^x/, 's')
    .replace(/ght/g, 't')
    .replace(/ph/g, 'f')
    .replace(/sch/g, 's')
    .replace(/ch/g, '7')
    .replace(/sh/g, '8')
    .replace(/th/g, '9')
    .replace(/ck/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/[cq]/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/z/g, 's')
    .replace(/dt$/, 't')
    .replace(/v$/, 'f')
    .replace(/(.)h/g, '$1')
    .replace(/y/g, 'i')
    .replace(/(.)e$/, '$1')
    .replace(/(.)\1+/gu, '$1');
  const [first = ''] = consonants.match(/[aeiou]+/) ?? [];
  const at = consonants.indexOf(first) + first.length;
  return first === ''
    ? consonants
    : `${consonants.slice(0, at - first.length)}${vowelOf(first)}${consonants.slice(at).replace(/[aeiou]+/g, '*')}`;
}

function vowelOf(group: string): string {
  if (isAnyOf(group, 'ea ie ei')) return 'i';
  if (isAnyOf(group, 'ou ue eu')) return 'u';
  return group[0] ?? '';
}
