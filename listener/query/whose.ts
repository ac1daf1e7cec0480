import { SPEAKER } from './core-words.ts';
import type { FamilyMember, Person } from './query.ts';
import { stem } from './tokens.ts';
import type { Token } from './words.ts';

/** Which member of the family a question is about, and the question put as that one would ask it. */

interface Whose {
  readonly person: Person | undefined;
  /** Where the words stand that name the person. */
  readonly settled: ReadonlySet<number>;
}

export function whoIsMeant(tokens: readonly Token[], persons: readonly FamilyMember[]): Whose {
  for (const person of persons) {
    if (person.isSpeaker) continue;
    const at = tokens.findIndex(
      (token) => person.names.includes(token.stem) || person.names.includes(stem(token.word)),
    );
    if (at < 0) continue;
    const my = isMy(tokens[at - 1]) ? [at - 1] : [];
    return { settled: new Set([...my, at]), person: { id: person.id, name: person.name } };
  }
  return { settled: new Set(), person: undefined };
}

/** As the verb stands beside "I". */
const BESIDE_I: Readonly<Record<string, string>> = {
  is: 'am',
  does: 'do',
  has: 'have',
  takes: 'take',
  weighs: 'weigh',
  sees: 'see',
  uses: 'use',
  needs: 'need',
  goes: 'go',
};
const OWN = new Set(['her', 'his', 'their']);

/** A question as the one it is about would ask it. */
interface PutAsOwn {
  readonly tokens: readonly Token[];
  /** Where the words stand that are the person's now. */
  readonly own: readonly number[];
  /** Whether it is about the speaker too: "does my wife take my pills?" */
  readonly isMixed: boolean;
}

/**
 * "Which pills is Ellen on?" as "which pills am I on?", "my wife's allergies" as "my allergies".
 * @param text the question, which the places of the tokens are in
 */
export function putAsOwn(text: string, tokens: readonly Token[], { person, settled }: Whose): PutAsOwn {
  if (person === undefined) return { tokens, own: [], isMixed: false };
  const put: Token[] = [];
  const own: number[] = [];
  const named = Math.max(...settled);
  tokens.forEach((token, at) => {
    if (settled.has(at) && at !== named) return;
    if (at === named) {
      own.push(put.length);
      const isOwner = /['’‘]s$/i.test(text.slice(token.start, token.end));
      put.push(said(token, isOwner ? 'my' : 'i'));
    } else if (OWN.has(token.word)) {
      put.push(said(token, 'my'));
    } else if (isVerbOf(tokens, at, settled)) {
      put.push(said(token, BESIDE_I[token.word] ?? token.word));
    } else put.push(token);
  });
  const isMixed = tokens.some(({ word }, at) => SPEAKER.has(word) && !settled.has(at));
  return { tokens: put, own, isMixed };
}

/** In front of the person or behind. */
function isVerbOf(tokens: readonly Token[], at: number, settled: ReadonlySet<number>): boolean {
  return BESIDE_I[tokens[at]?.word ?? ''] !== undefined && (settled.has(at + 1) || settled.has(at - 1));
}

function said(token: Token, word: string): Token {
  return { ...token, word, stem: word };
}

function isMy(token: Token | undefined): boolean {
  return token?.word === 'my' || token?.word === 'our';
}
