import type { FamilyMember, Query } from '../meaning/query.ts';
import { mentionsOf } from '../sentence/whose.ts';
import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { said as phrase } from '../words/phrases.ts';
import { endClause, putWords, type Token } from '../words/token.ts';
import type { Asked } from './asked-question.ts';
import { bestOf, readAll } from './every-subject.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * Ages of the family set against each other: "who is the youngest?", "is Ellen older than me?". The oldest or youngest
 * is told, and of two of them how old each is.
 */

export function readAges(
  asked: Omit<Asked, 'tokens'>,
  tokens: readonly Token[],
  knowledge: Knowledge,
): Query | undefined {
  const put = knowledge.persons.length < 2 ? undefined : putPlainly(tokens, knowledge.persons);
  if (put === undefined) return undefined;
  const query = bestOf(readAll({ ...asked, tokens: put }, undefined, knowledge))?.query;
  return query?.ask?.label === 'age' ? query : undefined;
}

/** As it is read: "who is the oldest of us", "how old are Ellen and Tim". */
function putPlainly(
  tokens: readonly Token[],
  persons: readonly FamilyMember[],
): readonly Token[] | undefined {
  const [first] = tokens;
  if (first === undefined) return undefined;
  const end = OF_ALL.exec(phrase(tokens))?.[1];
  const words = end === undefined ? ofTwo(tokens, persons) : `who is the ${END[end] ?? end} of us`;
  return words === undefined ? undefined : endClause(putWords(first, words));
}

const END: Readonly<Record<string, string>> = byWord({ eldest: 'oldest' });
const OF_ALL =
  /^(?:who|which one|which) (?:is|was) (?:the )?(?:very )?(oldest|youngest|eldest)(?: (?:one|person|member|family member|relative))?(?: (?:of|in|from|among) (?:us|them|all of us|us all|all|the family|my family|our family|the whole family|the house|our house|the household|the lot))?$/;

/** "Who is older, Tim or Ellen?": nothing else is said than who they are. */
function ofTwo(tokens: readonly Token[], persons: readonly FamilyMember[]): string | undefined {
  if (!tokens.some(({ word }) => COMPARED.has(word))) return undefined;
  const named = new Set<number>();
  const members = persons.filter((one) => {
    const places = one.isSpeaker
      ? tokens.flatMap(({ word }, at) => (isAnyOf(word, 'i me myself') ? [{ at, length: 1 }] : []))
      : mentionsOf(tokens, one);
    for (const { at, length } of places) for (let step = 0; step < length; step += 1) named.add(at + step);
    return places.length > 0;
  });
  const [one, other, ...more] = members;
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  const isPlain = tokens.every(({ word }, at) => named.has(at) || FRAME.test(word));
  return isPlain ? `how old are ${nameOf(one)} and ${nameOf(other)}` : undefined;
}
const COMPARED = new Set('older younger elder'.split(' '));
const FRAME =
  /^(?:who|which|of|is|am|are|was|how|much|many|years?|by|the|one|between|us|two|older|younger|elder|than|or|and|do|does)$/;

function nameOf({ names }: FamilyMember): string {
  return names[0] ?? '';
}
