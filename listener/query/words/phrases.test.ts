import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Phrases } from './phrases.ts';
import { tokenize } from './tokenize.ts';

const PLEAS = new Phrases(['can|could you please?', 'please', 'if you would be? so kind', 'so kind']);

describe('phrases', () => {
  it.each([
    ['can you please list them', 3],
    ['could you list them', 2],
    ['can we list them', 0],
    ['if you would so kind', 5],
    ['if you would', 0],
    ['can u plz list', 3],
  ])('finds the longest phrase at the beginning of "%s": %i words', (text, length) => {
    expect(PLEAS.lengthAt(tokenize(text), 0)).toBe(length);
  });

  it('finds the longest phrase that ends at a place', () => {
    const tokens = tokenize('list them if you would be so kind today');
    expect(PLEAS.lengthBefore(tokens, 8)).toBe(6);
    expect(PLEAS.lengthBefore(tokens, 9)).toBe(0);
    expect(PLEAS.lengthBefore(tokens, 0)).toBe(0);
  });

  it('has a phrase only as a whole', () => {
    expect(PLEAS.has('could you please')).toBe(true);
    expect(PLEAS.has('could you')).toBe(true);
    for (const other of ['could', 'could you please please', 'you please', '', 'could  you'])
      expect(PLEAS.has(other)).toBe(false);
  });

  it('knows every word', () => {
    expect([...new Phrases(['a|b c?', 'd']).words].sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});

const WORD = fc.constantFrom('a', 'b', 'c', 'd');
const PART = fc.record({
  words: fc.uniqueArray(WORD, { minLength: 1, maxLength: 3 }),
  optional: fc.boolean(),
});
const SOURCES = fc.array(fc.array(PART, { minLength: 1, maxLength: 5 }), { maxLength: 5 });

it('finds what spelling out every phrase finds', () => {
  fc.assert(
    fc.property(SOURCES, fc.array(WORD, { maxLength: 8 }), (sources, words) => {
      const phrases = new Phrases(
        sources.map((parts) =>
          parts.map(({ words, optional }) => words.join('|') + (optional ? '?' : '')).join(' '),
        ),
      );
      const spelled = new Set(sources.flatMap(spelledOut));
      const tokens = tokenize(words.join(' '));
      for (let place = 0; place <= words.length; place += 1) {
        const after = words.map((_, index) => words.slice(place, index + 1));
        const before = words.map((_, index) => words.slice(index, place));
        expect(phrases.lengthAt(tokens, place)).toBe(longestOf(after, spelled));
        expect(phrases.lengthBefore(tokens, place)).toBe(longestOf(before, spelled));
      }
      expect(phrases.has(words.join(' '))).toBe(spelled.has(words.join(' ')));
    }),
  );
});

function longestOf(candidates: readonly (readonly string[])[], spelled: ReadonlySet<string>): number {
  return Math.max(
    0,
    ...candidates
      .filter((words) => words.length > 0 && spelled.has(words.join(' ')))
      .map((words) => words.length),
  );
}

/** Every phrase of some parts. */
function spelledOut(
  parts: readonly { readonly words: readonly string[]; readonly optional: boolean }[],
): readonly string[] {
  let phrases: readonly (readonly string[])[] = [[]];
  for (const { words, optional } of parts) {
    phrases = phrases.flatMap((phrase) => [
      ...words.map((word) => [...phrase, word]),
      ...(optional ? [phrase] : []),
    ]);
  }
  return phrases.filter((phrase) => phrase.length > 0).map((phrase) => phrase.join(' '));
}
