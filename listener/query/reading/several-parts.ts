import type { Sliceable } from '../../../lib/slices.ts';
import type { DeclineReason, Interpretation, Query } from '../meaning/query.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { withoutIdleClause } from '../sentence/idle-clause.ts';
import { putRight, restated, startedAgain } from '../sentence/putting-right.ts';
import { asksYesNo } from '../sentence/sentence-form.ts';
import { asksMoreOf, detailsIn, partings, tellsItsDay, toldIn, twoIn } from '../sentence/two-questions.ts';
import { whoIsMeant } from '../sentence/whose.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { ASKING, EXCLUDING, OF_HIM, OTHERS } from '../words/core-words.ts';
import { type Token, wordAt } from '../words/token.ts';
import { readEitherOf } from './either-of.ts';
import { isName, type Knowledge } from './knowledge.ts';
import { readBesideRemark } from './remarks.ts';
import { readWhichOfTwo } from './which-of-two.ts';

/**
 * A question that is not understood as a whole, by its parts: two questions in one, one that was begun anew or put
 * right, one with a clause beside it. What is not taken into account is named in the answer.
 */

export interface Parts {
  /** The question composed (NFC): what the places of the tokens are in. */
  readonly text: string;
  readonly words: readonly Token[];
  readonly knowledge: Knowledge;
  readonly previous: (() => Query | undefined) | undefined;
  /** Reads some of the words as a question of their own. */
  readonly read: (tokens: readonly Token[], previous?: () => Query | undefined) => Interpretation;
  /** Reads some of the words as going on from a question. */
  readonly goOn: (first: Query, tokens: readonly Token[]) => Query | undefined;
}

type Understood = Extract<Interpretation, { kind: 'query' }>;

/** In slices: each way reads parts as questions of their own. @returns undefined where the parts are not understood either */
export function* readInParts(parts: Parts): Sliceable<Interpretation | undefined> {
  for (const readSo of WAYS) {
    const meant = readSo(parts);
    if (meant !== undefined) return meant;
    yield;
  }
  return undefined;
}

const WAYS: readonly ((parts: Parts) => Interpretation | undefined)[] = [
  ({ words, read, previous }) => readWhichOfTwo(words, (tokens) => read(tokens, previous)),
  ({ words, read, previous }) => readEitherOf(words, (tokens) => read(tokens, previous)),
  readTwo,
  readDetails,
  readTold,
  readRestated,
  readAlone,
  readBeside,
  readWithRemark,
];

/** "Who prescribed it, and when?": both are answered, where both are understood. */
function readTwo({ words, previous, read, goOn }: Parts): Understood | undefined {
  const two = twoIn(words);
  // "I'm seeing Dr. Chen, what is his number?": the first tells.
  const isTold =
    two !== undefined &&
    SPEAKING.has(wordAt(two.first, 0)) &&
    !two.first.some(({ word }) => ASKING.has(word)) &&
    two.second.some(({ word }) => OF_HIM.has(word));
  const first = two && !isTold ? read(two.first, previous) : undefined;
  if (two === undefined || first?.kind !== 'query') return undefined;
  const { query } = first;
  const also = goOn(query, two.second);
  if (also !== undefined && two.second.length < MIN_QUESTION && tellsItsDay(query, also))
    return { kind: 'query', query };
  return also !== undefined && asksMoreOf(query, also) ? { kind: 'query', query, also } : undefined;
}

const SPEAKING = new Set(['i', 'we']);

/** "The dose and refills of Lipitor": two details of the same record. */
function readDetails({ words, previous, read }: Parts): Understood | undefined {
  for (const { first, second } of detailsIn(words)) {
    const one = understood(read(first, previous));
    const other = one && understood(read(second, previous));
    if (one === undefined || other === undefined) continue;
    const isDetail = [one, other].every(
      ({ query }) => query.operation === 'field' || query.operation === 'when' || query.measures.length === 1,
    );
    const isSame = one.query.subject === other.query.subject;
    if (
      ((isDetail && isSame) || isDetailAndVisit(one.query, other.query)) &&
      asksMoreOf(one.query, other.query)
    )
      return { kind: 'query', query: one.query, also: other.query };
  }
  return undefined;
}

/** "The dentist's phone number and next visit": a detail of a doctor, and the next visit with him or the last one. */
function isDetailAndVisit(one: Query, other: Query): boolean {
  const isVisit = ({ subject, order, operation }: Query) =>
    isOfEvents(subject) && operation !== 'field' && (order === 'next' || order === 'last');
  return one.operation === 'field' && isVisit(other);
}

/** "I bought gas the other day, how much was it?": what was done, and then a question of it. */
function readTold({ words, previous, read, goOn }: Parts): Understood | undefined {
  const told = toldIn(words);
  const first = told && understood(read(told.first, previous));
  if (told === undefined || first === undefined || first.leftOut !== undefined) return undefined;
  const { query } = first;
  const isMoney = query.subject.amount !== undefined;
  // Of several payments the latest one is spoken of.
  const of: Query = {
    ...query,
    yesNo: false,
    ...(isMoney && query.period === undefined && { order: query.order ?? 'last' }),
    ...(isMoney && query.operation === 'exists' && { operation: 'list' as const }),
  };
  const asked = goOn(of, told.second);
  if (asked === undefined || asked.subject !== query.subject) return undefined;
  return { kind: 'query', query: { ...asked, yesNo: false } };
}

/** "Am I still on naproxen, Aleve I mean": with what it was put right with at the end. */
function readRestated({ words, previous, read, goOn }: Parts): Understood | undefined {
  for (const { head, tail } of restated(words)) {
    const first = understood(read(head, previous));
    const second = first && goOn(first.query, tail);
    const query = first && second && putRight(first.query, second);
    if (query !== undefined) return { kind: 'query', query };
  }
  return undefined;
}

/** A question without a false start, or without a clause that only explains why it is asked. */
function readAlone({ text, words, knowledge, read }: Parts): Understood | undefined {
  const { vocabulary, today, persons } = knowledge;
  const alone =
    startedAgain(words) ??
    withoutIdleClause(words, {
      has: (word) => vocabulary.all.has(word) || isName(word, knowledge),
      isTimed: (tokens) => periodsIn(tokens, { today, direction: 'past' }).length > 0,
      hasPerson: (tokens) => whoIsMeant(tokens, persons).person !== undefined,
      text,
    });
  const asked = alone && understood(read(alone));
  return alone && asked && { ...asked, ...leftOut(text, words, alone) };
}

/** "I am at the pharmacy, what is my dose of Lipitor?" */
export function readWithRemark({
  text,
  words,
  knowledge,
  read,
}: Pick<Parts, 'text' | 'words' | 'knowledge' | 'read'>): Interpretation | undefined {
  const found = readBesideRemark(text, words, knowledge, read);
  return found && { ...found.meant, ...leftOutParts(text, words, found.kept) };
}

/** What may be left out of a question where it is named, and what must not. */
const MAY_BE_LEFT: ReadonlySet<DeclineReason> = new Set(['not-understood', 'unknown-name']);
const STANDING_IN = new Set(
  'it that this them those these they he she him her his their there then one ones same'.split(' '),
);

/** Two questions one behind the other: both, or the one that is understood. */
function readBeside(parts: Parts): Understood | undefined {
  for (const { first, second } of partings(parts.words)) {
    const found = bothOrFirst(parts, first, second) ?? onlySecond(parts, first, second);
    if (found !== undefined) return found;
  }
  return undefined;
}

function bothOrFirst(
  { text, words, previous, read }: Parts,
  first: readonly Token[],
  second: readonly Token[],
): Understood | undefined {
  if (!isQuestion(first) || !isQuestion(second)) return undefined;
  const one = understood(read(first, previous));
  if (one === undefined || one.leftOut !== undefined) return undefined;
  const other = read(second, () => one.query);
  if (other.kind === 'query')
    return other.leftOut === undefined && other.also === undefined
      ? { ...one, also: other.query }
      : undefined;
  if (other.kind === 'fixed' || !MAY_BE_LEFT.has(other.reason) || restricts(second)) return undefined;
  // A question of something else is none that may be left out: "..., and what is the capital of France?"
  if (!second.some(({ word }) => STANDING_IN.has(word))) return undefined;
  return { ...one, ...leftOut(text, words, first) };
}

/** The second question, where the first one names nothing that it lacks. */
function onlySecond(
  { text, words, read, knowledge }: Parts,
  first: readonly Token[],
  second: readonly Token[],
): Understood | undefined {
  if (!isQuestion(first) || !isQuestion(second)) return undefined;
  if (first.length < MIN_QUESTION || second.length < MIN_QUESTION) return undefined;
  if (second.some(({ word }) => STANDING_IN.has(word)) || restricts(first)) return undefined;
  const said = new Set(second.map(({ stem }) => stem));
  const names = first.some(
    ({ word, stem, kind }) =>
      kind !== 'word' || (!said.has(stem) && (OTHERS.has(word) || isName(stem, knowledge))),
  );
  const isTimed = periodsIn(first, { today: knowledge.today, direction: 'past' }).length > 0;
  if (names || isTimed) return undefined;
  const without = read(first);
  if (without.kind !== 'declined' || !MAY_BE_LEFT.has(without.reason)) return undefined;
  const one = understood(read(second));
  return one?.leftOut === undefined && one ? { ...one, ...leftOut(text, words, second) } : undefined;
}
const MIN_QUESTION = 4;

function understood(meant: Interpretation): Understood | undefined {
  return meant.kind === 'query' ? meant : undefined;
}

function isQuestion(tokens: readonly Token[]): boolean {
  const start = tokens.findIndex(({ word }) => !LEADING.has(word));
  const rest = tokens.slice(Math.max(start, 0));
  return rest.length > 1 && (ASKING.has(wordAt(rest, 0)) || asksYesNo(rest));
}
const LEADING = new Set('oh so well ok okay and or but then hey hi hal please just um uh'.split(' '));

function restricts(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }, at) => EXCLUDING.has(word) && !(word === 'or' && at === 0));
}

/** The answer names what was not taken into account: no word of a question is ignored in silence. */
export function leftOut(
  text: string,
  words: readonly Token[],
  kept: readonly Token[],
): { readonly leftOut?: string } {
  const places = new Set(kept.map(({ start }) => start));
  const left = words.filter(({ start }) => !places.has(start));
  const [first, last] = [left[0], left.at(-1)];
  return first && last ? { leftOut: text.slice(first.start, last.end) } : {};
}

/** The same where it is said in several places. */
function leftOutParts(
  text: string,
  words: readonly Token[],
  kept: readonly Token[],
): { readonly leftOut?: string } {
  const places = new Set(kept.map(({ start }) => start));
  const parts: { start: number; end: number; at: number }[] = [];
  words.forEach(({ start, end }, at) => {
    if (places.has(start)) return;
    const before = parts.at(-1);
    if (before?.at === at - 1) parts.splice(-1, 1, { start: before.start, end, at });
    else parts.push({ start, end, at });
  });
  return parts.length === 0
    ? {}
    : { leftOut: parts.map(({ start, end }) => text.slice(start, end)).join('” … “') };
}
