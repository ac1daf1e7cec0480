import { joinedWords, putWords, type Token } from '../words/token.ts';

/**
 * "Was my last visit with Dr. Chen or with Dr. Petrov?": whom it was with is asked, whoever is guessed. Only two names may
 * stand behind, and no time.
 */

const VISIT =
  /^(is|was) ((?:my|our|the) (?:last|latest|most recent|previous|next|first) (?:appointment|visit|consultation|checkup|one)) with /;
const AROUND_NAME = new Set('with dr doctor prof professor the'.split(' '));

export function withWhomAsked(tokens: readonly Token[]): readonly Token[] {
  const [lead, be, visit] = VISIT.exec(joinedWords(tokens)) ?? [];
  const [first] = tokens;
  if (first === undefined || lead === undefined) return tokens;
  const behind = tokens.slice(lead.trim().split(' ').length).filter(({ word }) => !AROUND_NAME.has(word));
  const isOfTwo =
    behind.length === 3 && behind[1]?.word === 'or' && behind.every(({ kind }) => kind === 'word');
  if (!isOfTwo) return tokens;
  return [...putWords(first, `who ${be} ${visit}`), { ...first, word: 'with', stem: 'with', last: true }];
}
