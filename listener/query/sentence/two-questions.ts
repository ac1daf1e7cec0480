import type { Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, PREPOSITIONS } from '../words/core-words.ts';
import { endClause, putWord, type Token, wordAt, wordOf } from '../words/token.ts';
import { asksYesNo } from './sentence-form.ts';

/** Two questions in one: "who prescribed Lipitor, and when?", "the dose and refills of Lipitor". */

export interface Two {
  readonly first: readonly Token[];
  readonly second: readonly Token[];
}

/** The first question and the second one of the same records, where there are two. */
export function twoIn(tokens: readonly Token[]): Two | undefined {
  for (let at = 1; at < tokens.length; at += 1) {
    const isJoined = tokens[at]?.word === 'and';
    const start = isJoined ? at + 1 : at;
    if (!isJoined && tokens[at - 1]?.last !== true) continue;
    if (!asksAt(tokens, start)) continue;
    return { first: endClause(tokens.slice(0, at)), second: tokens.slice(start) };
  }
  return undefined;
}

function asksAt(tokens: readonly Token[], at: number): boolean {
  const isPlaced = PREPOSITIONS.has(wordAt(tokens, at));
  return ASKING.has(wordAt(tokens, isPlaced ? at + 1 : at));
}

const DONE = new Set(
  (
    'bought paid spent saw went got ordered visited had took filled ate received purchased ' + 'was were'
  ).split(' '),
);
const OF_IT = new Set('it that this they them those he she him her there'.split(' '));
const MIN_TOLD = 3;

/** "I bought gas the other day, how much was it?": what was done as a question, and the one that is asked of it. */
export function toldIn(tokens: readonly Token[]): Two | undefined {
  const [first, verb] = tokens;
  if (first === undefined || !isAnyOf(first.word, 'i we') || !DONE.has(wordOf(verb))) return undefined;
  const at = tokens.findIndex((_, index) => index >= MIN_TOLD && asksAt(tokens, index));
  const second = tokens.slice(at);
  if (at < 0 || !second.some(({ word }) => OF_IT.has(word))) return undefined;
  const isJoined = isAnyOf(wordAt(tokens, at - 1), 'and so but');
  const told = tokens.slice(0, isJoined ? at - 1 : at);
  // "I was at the dentist" asks with its own verb.
  const isBe = isAnyOf(wordOf(verb), 'was were');
  const asked =
    isBe && verb !== undefined
      ? [{ ...verb, last: false }, first, ...told.slice(2)]
      : [putWord(first, 'did'), ...told];
  return { first: endClause(asked), second };
}

/** More pauses than this are no questions one behind the other. */
const MAX_PARTINGS = 4;
const JOINING = new Set(['and', 'or', 'but', 'so', 'then']);

/** Every place where one question may end and another begin; the last one first. */
export function partings(tokens: readonly Token[]): readonly Two[] {
  const found: Two[] = [];
  for (let at = tokens.length - 1; at > 1 && found.length < MAX_PARTINGS; at -= 1) {
    const isJoined = JOINING.has(wordAt(tokens, at));
    const next = tokens.slice(isJoined ? at + 1 : at);
    const isApart = tokens[at - 1]?.last === true;
    if (!isApart && !(isJoined && (ASKING.has(wordAt(next, 0)) || asksYesNo(next)))) continue;
    if (next.length > 0) found.push({ first: endClause(tokens.slice(0, at)), second: next });
  }
  return found;
}

/** A detail is asked for in no more words. */
const MAX_DETAIL = 3;

/** "Dose and refills of Lipitor": the question with the one detail, and with the other in its place. */
export function detailsIn(tokens: readonly Token[]): readonly Two[] {
  const at = tokens.findIndex(({ word }, index) => index > 0 && (word === 'and' || word === 'plus'));
  if (at < 0 || at === tokens.length - 1) return [];
  const found: Two[] = [];
  for (let one = 1; one <= Math.min(MAX_DETAIL, at); one += 1) {
    for (let other = 1; other <= Math.min(MAX_DETAIL, tokens.length - at - 1); other += 1) {
      const first = endClause([...tokens.slice(0, at), ...tokens.slice(at + 1 + other)]);
      found.push({ first, second: [...tokens.slice(0, at - one), ...tokens.slice(at + 1)] });
    }
  }
  return found;
}

/** "Was I ever over 190? When?": of what is told with its day the second question asks for nothing more. */
export function tellsItsDay(first: Query, second: Query): boolean {
  const isBounded = first.measures.length <= 1 && (first.over ?? first.under) !== undefined;
  const isEvent = isOfEvents(first.subject) && first.operation === 'exists';
  return second.operation === 'when' && second.subject === first.subject && (isBounded || isEvent);
}

/** Whether the second asks something else of the very records that the first is about. */
export function asksMoreOf(first: Query, second: Query): boolean {
  const named = ({ constraints }: Query) =>
    constraints.map(({ kind, said }) => `${kind.kind} ${said}`).join('\n');
  const isSame =
    first.operation === second.operation &&
    first.ask === second.ask &&
    first.measures.every((one, index) => one === second.measures[index]);
  const isOfOrder =
    first.order !== undefined && (second.operation === 'when' || second.operation === 'until');
  const isDetail = (second.operation === 'field' || isOfOrder) && second.subject === first.subject;
  // "My highest and lowest weight".
  const isEnds =
    first.measures.length === 1 &&
    first.order !== second.order &&
    [first, second].every(({ order }) => order === 'max' || order === 'min');
  return (
    (!isSame || isEnds) &&
    (first.constraints.length > 0 || first.person !== undefined || isDetail || isEnds) &&
    named(first) === named(second) &&
    first.period?.from === second.period?.from &&
    first.period?.to === second.period?.to &&
    first.person?.id === second.person?.id
  );
}
