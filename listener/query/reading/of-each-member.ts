import type { Query } from '../meaning/query.ts';
import { askedOfEach } from '../sentence/each-member.ts';
import type { Token } from '../words/token.ts';
import type { Asked } from './asked-question.ts';
import { bestOf, readAll } from './every-subject.ts';
import type { Knowledge } from './knowledge.ts';

/** "Who in the family takes Zoloft?": the question of one, asked of each of them. */
export function readOfEach(
  asked: Omit<Asked, 'tokens'>,
  tokens: readonly Token[],
  knowledge: Knowledge,
): Query | undefined {
  const each = askedOfEach(tokens, knowledge.persons);
  if (each === undefined) return undefined;
  const { members, order } = each;
  const query = bestOf(readAll({ ...asked, tokens: each.tokens }, undefined, knowledge))?.query;
  if (query?.subject.person === undefined || query.otherwise !== undefined) return undefined;
  const isRanked =
    order === undefined ||
    query.operation === 'count' ||
    (query.measures.length === 1 && query.operation === 'list');
  // "Who has any ...?" asks for everybody who has one; a question that only lists looks for nobody.
  const isOfSomething = order !== undefined || query.operation === 'exists';
  if (!isRanked || !isOfSomething) return undefined;
  // Of whoever takes most of them, what is taken no more does not count.
  const usual = query.subject.states.find(({ name }) => name === query.subject.standard);
  const state = order !== undefined && usual !== undefined ? { state: usual, stateSaid: true } : undefined;
  return { ...query, ...state, among: { members, asked: each.asked, order } };
}
