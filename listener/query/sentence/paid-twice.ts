import { isAnyOf } from '../words/any-of.ts';
import { endClause, putWords, type Token, wordAt } from '../words/token.ts';

/** "Did I pay the vet twice?" as "how many times did I pay the vet?": the number of payments says it. */

const PAYING = new Set('pay paid charged billed debited'.split(' '));
const TWICE: readonly (readonly string[])[] = [
  ['once', 'or', 'twice'],
  ['twice', 'or', 'once'],
  ['more', 'than', 'once'],
  ['two', 'times'],
  ['2', 'times'],
  ['twice'],
];

export function withTimesPaid(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  if (first === undefined || !isAnyOf(first.word, 'did have was were')) return tokens;
  if (!isAnyOf(wordAt(tokens, 1), 'i we')) return tokens;
  if (!tokens.some(({ word }) => PAYING.has(word))) return tokens;
  for (const phrase of TWICE) {
    const at = tokens.findIndex((_, index) =>
      phrase.every((word, step) => wordAt(tokens, index + step) === word),
    );
    // "Twice a month", "twice as much" count something else.
    const isOften = isAnyOf(wordAt(tokens, at + phrase.length), 'a as the per every what');
    if (at < 2 || isOften) continue;
    return endClause([
      ...putWords(first, 'how often'),
      first,
      ...tokens.slice(1, at),
      ...tokens.slice(at + phrase.length),
    ]);
  }
  return tokens;
}
