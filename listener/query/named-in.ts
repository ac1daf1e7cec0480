import { flowIndices } from './asked-for.ts';
import type { Catalogue, EntityMatch } from './catalogue.ts';
import { STOP_WORDS } from './core-words.ts';
import { findEvery } from './pattern.ts';
import type { Measure, Subject } from './subject-table.ts';
import type { Token } from './tokens.ts';
import { range, type WordUse } from './word-use.ts';

/** What a question names: values of the account, and measures of the subject. */

/**
 * Names of the account. A word of the subject's own is a name only as part of a longer one, or behind its preposition.
 * @param nouns where the subject's own words stand
 */
export function entitiesIn(
  words: WordUse,
  subject: Subject,
  catalogue: Catalogue | undefined,
  nouns: readonly number[],
): readonly EntityMatch[] {
  const matches = catalogue?.matches(words.tokens, words.free) ?? [];
  const own = new Set([
    ...nouns,
    ...flowIndices(words, subject),
    ...words.spread(subject.verbs),
    ...words.spread(subject.times),
    ...words.spread(subject.states.flatMap(({ patterns }) => patterns)),
  ]);
  const chosen = matches.filter(({ at, length, kind, rank, unknown }) => {
    const places = range(at, length);
    if (unknown && places.every((place) => own.has(place))) return false;
    if (!places.every((place) => own.has(place) || STOP_WORDS.has(words.tokens[place]?.word ?? '')))
      return true;
    return rank === 'whole' && kind.behind.has(words.tokens[at - 1]?.word ?? '');
  });
  for (const { at, length, kind } of chosen) {
    words.use(range(at, length));
    words.score += length;
    for (const pattern of kind.beside) {
      for (const match of findEvery(pattern, words.tokens, words.free)) {
        if (match.every((index) => index === at - 1 || index === at + length)) words.use(match);
      }
    }
  }
  return chosen;
}

/** "Costco bill", "grocery shopping": a word behind a name, or the last one of it, that names the subject with it. */
export function nounsBehind(words: WordUse, entities: readonly EntityMatch[]): readonly number[] {
  return entities.flatMap(({ kind, at, length, unknown }) => {
    if (unknown) return [];
    const end = at + length;
    const last = words.tokens[end - 1];
    const isBehind = (index: number) => index === end && last?.last === false && words.free(index);
    const isLast = (index: number) => length > 1 && index === end - 1;
    return kind.nouns
      .flatMap((pattern) => findEvery(pattern, words.tokens, (index) => isBehind(index) || isLast(index)))
      .flat();
  });
}

export interface NamedMeasure {
  readonly measure: Measure;
  readonly weak: boolean;
  readonly indices: readonly number[];
}

/** Measures, the one with the most words first. */
export function measuresIn(words: WordUse, subject: Subject): readonly NamedMeasure[] {
  const found = subject.measures
    .flatMap((measure) => {
      const matches = measure.patterns.flatMap((pattern) => findEvery(pattern, words.tokens, words.free));
      const [longest] = [...matches].sort((a, b) => b.length - a.length);
      return longest === undefined ? [] : [{ measure, weak: measure.weak, indices: longest }];
    })
    .sort((a, b) => b.indices.length - a.indices.length);
  return found.filter(({ indices }) => {
    if (!indices.every(words.free)) return false;
    words.take(indices);
    return true;
  });
}

/** "When did I take my blood pressure?": what a verb takes is no name, where the kind says so. */
export function isObject(
  { kind, at }: EntityMatch,
  tokens: readonly Token[],
  verbs: readonly number[],
): boolean {
  return kind.notObject && /^(my|our)$/.test(tokens[at - 1]?.word ?? '') && verbs.includes(at - 2);
}
