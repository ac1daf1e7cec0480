import { isAnyOf } from '../words/any-of.ts';
import { OTHERS } from '../words/core-words.ts';
import type { Token } from '../words/token.ts';

const MAX_DETAIL = 3;

/** "My doctors and their phone numbers": records with a detail of each of them, and nothing of other people. */
export function withTheirDetail(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = tokens.findIndex(({ word }) => word === 'their');
  const [noun, joining] = [tokens[at - 2], tokens[at - 1]];
  if (noun === undefined || joining === undefined || !isAnyOf(joining.word, 'and with plus'))
    return undefined;
  const isPlural = noun.word !== noun.stem && !OTHERS.has(noun.word) && !OTHERS.has(noun.stem);
  const length = tokens.length - at - 1;
  if (!isPlural || length === 0 || length > MAX_DETAIL) return undefined;
  return [...tokens.slice(0, at - 1), { ...joining, word: 'with', stem: 'with' }, ...tokens.slice(at + 1)];
}
