import type { Query } from '../meaning/query.ts';
import type { Subject, SubjectTable } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { findEvery } from '../words/pattern.ts';
import { type Token, wordAt } from '../words/token.ts';
import { range } from '../words/word-use.ts';

/**
 * "What medicines and allergies do I have?": records of two kinds, where each of the two subjects reads the other's
 * noun as a word of its own: an allergy to medicines, or a medicine that a doctor gave.
 */

export interface TwoKinds {
  readonly query: Query;
  readonly also: Query;
}

const BESIDE = new Set('my our the all any current'.split(' '));

/** @returns `unread` where two kinds are named and not both are understood */
export function readTwoKinds(
  tokens: readonly Token[],
  table: SubjectTable,
  read: (tokens: readonly Token[]) => Query | undefined,
): TwoKinds | 'unread' | undefined {
  const at = tokens.findIndex(({ word }, index) => index > 0 && (word === 'and' || word === 'plus'));
  if (at < 0) return undefined;
  const second = nounAt(tokens, behindArticles(tokens, at + 1), table);
  const first = nounAt(tokens, at - 1, table);
  if (first === undefined || second === undefined || first.subject === second.subject) return undefined;
  // "Allergies to nuts and medicines": the first is followed by what it is of.
  const start = beforeArticles(tokens, first.at);
  const query = read(without(tokens, range(at, second.at - at + 1)));
  const also = read(without(tokens, range(start, at - start + 1)));
  const isBoth =
    query?.subject === first.subject &&
    also?.subject === second.subject &&
    query.constraints.length === 0 &&
    also.constraints.length === 0 &&
    query.operation === also.operation;
  return isBoth ? { query, also } : 'unread';
}

interface Noun {
  readonly subject: Subject;
  readonly at: number;
}

/** A word that names records in the plural: "my doctor and my dentist" are two people. */
function nounAt(tokens: readonly Token[], at: number, { subjects }: SubjectTable): Noun | undefined {
  const token = tokens[at];
  if (token === undefined || token.word === token.stem) return undefined;
  const subject = subjects.find(
    ({ noun, words, amount }) =>
      amount === undefined &&
      (noun.includes(token.word) ||
        words.some((pattern) => findEvery(pattern, [token], () => true).length > 0)),
  );
  return subject && { subject, at };
}

function behindArticles(tokens: readonly Token[], at: number): number {
  let index = at;
  while (BESIDE.has(wordAt(tokens, index))) index += 1;
  return index;
}

function beforeArticles(tokens: readonly Token[], at: number): number {
  let index = at;
  while (BESIDE.has(wordAt(tokens, index - 1))) index -= 1;
  return index;
}

function without(tokens: readonly Token[], places: readonly number[]): readonly Token[] {
  return tokens.filter((_, index) => !places.includes(index));
}

const EARNED = /^(?:earn|earned|earning|make|made|receive|received|income|earnings)$/;
export const SPENT = /^(?:spend|spent|spending|expenses?|expenditures?|outgoings?)$/;
const AROUND_FLOW = new Set('how much what did do have i we my our the all total money'.split(' '));

/** "My income and expenses in October", "what did I spend and what did I earn?": both are told, of the same time. */
export function readTwoFlows(
  tokens: readonly Token[],
  read: (tokens: readonly Token[]) => Query | undefined,
): TwoKinds | undefined {
  const and = tokens.findIndex(({ word }, index) => index > 0 && isAnyOf(word, 'and or plus'));
  const second = tokens.findIndex(({ word }, index) => index > and && !AROUND_FLOW.has(word));
  const [one, other] = [wordAt(tokens, and - 1), wordAt(tokens, second)];
  if (and < 1 || second < 0) return undefined;
  if (!(EARNED.test(one) && SPENT.test(other)) && !(SPENT.test(one) && EARNED.test(other))) return undefined;
  const query = read(without(tokens, range(and, second - and + 1)));
  const also = read(without(tokens, range(and - 1, second - and + 1)));
  const isBoth =
    query?.subject.amount !== undefined &&
    also?.subject === query.subject &&
    query.flow !== also.flow &&
    !query.yesNo &&
    [query, also].every(
      ({ operation, constraints }) => isAnyOf(operation, 'list sum') && constraints.length === 0,
    );
  return isBoth ? { query, also } : undefined;
}
