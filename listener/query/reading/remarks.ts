import type { Interpretation, Query } from '../meaning/query.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { isOpposite, isQuestion, isRemark } from '../sentence/remark.ts';
import { asksYesNo, tenseOf } from '../sentence/sentence-form.ts';
import { whoIsMeant } from '../sentence/whose.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, OTHERS, PREPOSITIONS, SPEAKER, TOGETHER } from '../words/core-words.ts';
import { hasAny } from '../words/pattern.ts';
import { endClause, joinedWords, type Token, wordAt } from '../words/token.ts';
import { isName, type Knowledge } from './knowledge.ts';
import { isListed } from './listed-of.ts';
import { isBareQuestion, mayRestrict, takenUp, wantedIn } from './remark-topics.ts';

/**
 * A question with a statement beside it that tells why it is asked: "I am at the pharmacy, what is my dose of Lipitor?"
 * The question is read by itself, or with what the statement speaks of where a pronoun takes that up; the answer names
 * what was not taken into account. A statement that could restrict the question is none that may be left.
 */

type Understood = Exclude<Interpretation, { kind: 'declined' }>;
type Read = (tokens: readonly Token[]) => Interpretation;

interface Beside {
  readonly remark: readonly Token[];
  readonly question: readonly Token[];
}

export interface FoundBeside {
  readonly meant: Understood;
  /** What of it was read. */
  readonly kept: readonly Token[];
}

const MAX_TRIED = 6;

/** @param read reads words as a question of their own, going on from none */
export function readBesideRemark(
  text: string,
  words: readonly Token[],
  knowledge: Knowledge,
  read: Read,
): FoundBeside | undefined {
  for (const beside of remarksIn(text, words).slice(0, MAX_TRIED)) {
    const found = alone(beside, text, knowledge, read) ?? withTopic(beside, text, knowledge, read);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every way to part it into statements and a question; the shortest question last. */
function remarksIn(text: string, words: readonly Token[]): readonly Beside[] {
  const all = clausesOf(words);
  const found: Beside[] = [];
  for (let count = 1; count < all.length; count += 1) {
    const before = all.slice(0, count);
    if (!isSaid(before, text)) break;
    const question = withoutJoin(all.slice(count).flat());
    const isApart = endsSentence(before.at(-1) ?? [], text);
    if (DOING.test(joinedWords(question))) continue;
    if (question.length > 1 && (isApart || isQuestion(question)))
      found.push({ remark: before.flat(), question });
  }
  found.reverse();
  const or = words.findLastIndex(({ word }) => word === 'or');
  const opposite = words.slice(or);
  if (or > 2 && (isOpposite(opposite) || isRemark(opposite)))
    found.push({ remark: opposite, question: endClause(words.slice(0, or)) });
  for (let count = 1; count < all.length; count += 1) {
    const behind = all.slice(all.length - count);
    if (!isSaid(behind, text)) break;
    const question = endClause(all.slice(0, all.length - count).flat());
    // "On my last trip, I got a bad rate": when it was, and no question.
    if (PREPOSITIONS.has(wordAt(question, 0)) && !question.some(({ word }) => ASKING.has(word))) continue;
    // "The metformin, that is a night pill?" asks.
    if (
      isAnyOf(wordAt(behind[0] ?? [], 0), 'that this') ||
      (text.trimEnd().endsWith('?') &&
        !endsSentence(question, text) &&
        !question.some(({ last }, at) => last && text[question[at]?.end ?? 0] === '?'))
    )
      continue;
    if (question.length > 1) found.push({ remark: behind.flat(), question });
  }
  return found;
}

/** "Can you do that?": it is to be done. */
const DOING =
  /^(?:please )?(?:can|could|would|will) (?:you|we|i|it|that|hal) (?:please |just |maybe )?(?:be )?(?:do|done|make|handle|sort|arrange|arranged|fix|fixed|book|booked|help|schedule|scheduled|change|changed|move|moved|cancel|cancelled|set|sorted)\b/;

function isSaid(clauses: readonly (readonly Token[])[], text: string): boolean {
  return clauses.every((clause, at) => {
    if (text[clause.at(-1)?.end ?? 0] === '?' && isQuestion(clause)) return false;
    return isRemark(clause) || (at > 0 && clause.length < 4 && !isQuestion(clause));
  });
}

function clausesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    found.at(-1)?.push(token);
    if (token.last) found.push([]);
  }
  return found.filter((clause) => clause.length > 0);
}

function endsSentence(clause: readonly Token[], text: string): boolean {
  return /^[.!:;…]/.test(text.slice(clause.at(-1)?.end ?? 0).trimStart());
}

function withoutJoin(tokens: readonly Token[]): readonly Token[] {
  let start = 0;
  while (start < tokens.length - 2 && isAnyOf(wordAt(tokens, start), 'so and but then now')) start += 1;
  return tokens.slice(start);
}

/** The question by itself, where nothing in the statement could restrict it. */
function alone(
  { remark, question }: Beside,
  text: string,
  knowledge: Knowledge,
  read: Read,
): FoundBeside | undefined {
  const meant = read(question);
  if (meant.kind === 'fixed') return isOfHere(remark, text) ? { meant, kept: question } : undefined;
  if (meant.kind !== 'query') return undefined;
  return mayBeLeft(remark, question, meant.query, text, knowledge) ? { meant, kept: question } : undefined;
}

/** "I have to date this, what day is it?", and not "I am in Tokyo, what time is it?" */
function isOfHere(remark: readonly Token[], text: string): boolean {
  return remark.every(
    ({ word, kind, start }) =>
      kind === 'word' &&
      !isAnyOf(word, 'in at from near on') &&
      (isSpeaker(text, start) || isStart(text, start) || !/^\p{Lu}/u.test(text.slice(start))),
  );
}

function mayBeLeft(
  remark: readonly Token[],
  question: readonly Token[],
  query: Query,
  text: string,
  knowledge: Knowledge,
): boolean {
  if (isOpposite(remark)) return query.yesNo;
  // What it may be mixed with could be what the statement names.
  if (query.ask?.label === 'interactions' && !isOfListed(query)) return false;
  if (ASKING_HERE.test(joinedWords(remark))) return false;
  const isTimed = query.period !== undefined || query.subject.date === undefined;
  const periods = periodsIn(remark, { today: knowledge.today, direction: 'past' });
  // A time of its own: "I am tired today, what was my pulse on Saturday?", "I am budgeting for next year. What was rent in 2025?"
  const isFull = query.subject.amount === undefined || question.some(({ word }) => FULL_TIME.test(word));
  const isOfItsTime = query.period === undefined ? query.subject.date === undefined : isFull;
  if (!isOfItsTime && !isTimeless(query) && periods.length > 0) return false;
  const isDated = (index: number) => periods.some(({ at, length }) => index >= at && index < at + length);
  if (!isTimed && !isTimeless(query) && remark.some(({ kind }) => kind !== 'word')) return false;
  // "We had a party. What did I spend?": then.
  const isOccasion = tenseOf(remark) === 'past' && !remark.some(({ word }) => MINDED.has(word));
  if (isOccasion && !isTimed && query.order === undefined && query.tense === 'past') return false;
  // What is spent is the household's, whatever one of them says of it: "my grandson says I waste money".
  const isOfAll = query.subject.amount !== undefined && remark.some(({ word }) => TELLING.test(word));
  const isOwn = isOfAll || question.some(({ word }) => SPEAKER.has(word) || TOGETHER.has(word));
  if (!isOwn && query.person === undefined && remark.some(({ word, stem }) => isOther(word) || isOther(stem)))
    return false;
  if (!isOwn && query.person === undefined && whoIsMeant(remark, knowledge.persons).person !== undefined)
    return false;
  const said = new Set(question.map(({ stem }) => stem));
  const isNamed =
    query.constraints.length > 0 ||
    query.claim !== undefined ||
    query.measures.length > 0 ||
    query.stateSaid ||
    query.flow === 'earned';
  if (
    !isNamed &&
    mayRestrict(
      remark.filter(({ stem, word }) => !said.has(stem) && !PAPERS.has(word)),
      query.subject,
      knowledge,
    )
  )
    return false;
  return remark.every(({ word, stem, start }, index) => {
    if (said.has(stem) || PAPERS.has(word) || isDated(index)) return true;
    const isCapital = /^\p{Lu}/u.test(text.slice(start)) && !isStart(text, start);
    if (
      isCapital &&
      !isSpeaker(text, start) &&
      !isName(stem, knowledge) &&
      !/^\p{Lu}{2,4}\b/u.test(text.slice(start))
    )
      return false;
    return true;
  });
}

/** A detail of a medicine or a doctor that is named: what is on record of it is the same on any day. */
export function isTimeless({ subject, operation, constraints, ask, period }: Query): boolean {
  const isOfDay =
    (ask?.date !== undefined && subject.until === undefined) ||
    isOfEvents(subject) ||
    subject.amount !== undefined;
  // Since when a medicine is taken.
  const isSince = operation === 'when' && subject.until !== undefined && period === undefined;
  const isDetail = operation === 'field' && !isOfDay && subject.measures.length === 0;
  return (isDetail || isSince) && constraints.length > 0;
}

/** Whether what is asked of is named: "does it go with grapefruit?" */
function isOfListed({ constraints, claim }: Query): boolean {
  return [...constraints, ...(claim === undefined ? [] : [claim])].some(({ kind }) => isListed(kind));
}
const TELLING =
  /^(?:says?|said|thinks?|thought|reckons?|swears?|claims?|believes?|insists?|tells|told|asks?|asked|complains?|wants?|keeps?|wonders?)$/;
const FULL_TIME = /^(?:(?:19|20)\d\d|last|this|today|yesterday|ago|previous|past)$/;
const ASKING_HERE = /\bask(?:ed|ing)? (?:you|it|hal)\b/;
const MINDED = new Set(
  'worried waiting thinking hoping wondering thought forgot heard found lost shocked afraid scared nervous wanted meant asked said told broke chipped'.split(
    ' ',
  ),
);
/** What one looks through while one asks. */
const PAPERS = new Set(
  'card statement account bill bills list form sheet ledger book books papers records record file'.split(' '),
);
const NEUTRAL = new Set(
  'they them their you your people someone somebody everyone everybody patient person'.split(' '),
);
const isOther = (word: string): boolean => OTHERS.has(word) && !NEUTRAL.has(word);

/** "I", and what is written together with it: "I'm". */
function isSpeaker(text: string, start: number): boolean {
  return /^I(?![\p{L}\p{N}])/u.test(text.slice(start));
}

function isStart(text: string, start: number): boolean {
  return start === 0 || /[.!?:;…]\s*$/.test(text.slice(Math.max(0, start - 4), start));
}

/** "What was it?" behind a bill or a reading asks for the number; of other things it may ask what they are. */
function isOfNumbers(meant: Understood): boolean {
  return (
    meant.kind === 'query' && (meant.query.subject.amount !== undefined || meant.query.measures.length > 0)
  );
}

/** Whether the statement asks for a detail that the question does not: "she asks about side effects, what's there?" */
function namesDetail(rest: readonly Token[], { subject, ask }: Query): boolean {
  return subject.asks.some(
    (one) => one !== ask && one.names && one.label !== ask?.label && hasAny(one.patterns, rest),
  );
}

/** The question with what it takes up of the statement: "the State Farm premium, did I pay it?" */
function withTopic(
  { remark, question }: Beside,
  text: string,
  knowledge: Knowledge,
  read: Read,
): FoundBeside | undefined {
  // "I need a visit scheduled, can you do that?" asks for no record.
  if (DOING.test(joinedWords(question))) return undefined;
  for (const kept of takenUp(remark, question, knowledge).slice(0, MAX_TRIED)) {
    const meant = read(kept);
    if (meant.kind === 'declined') continue;
    if (isBareQuestion(question) && wantedIn(remark) === undefined && !isOfNumbers(meant)) continue;
    if (meant.kind === 'query' && asksYesNo(question) && !meant.query.yesNo) continue;
    const places = new Set(kept.map(({ start }) => start));
    const rest = remark.filter(({ start }) => !places.has(start));
    // "It was Chen what gave me it, wasn't it?": what is asked may not be left out.
    if (rest.some(({ word }) => ASKING.has(word))) continue;
    if (meant.kind === 'fixed') {
      if (isOfHere(rest, text)) return { meant, kept };
      continue;
    }
    if (namesDetail(rest, meant.query)) continue;
    if (mayBeLeft(rest, kept, meant.query, text, knowledge)) return { meant, kept: [...kept, ...question] };
  }
  return undefined;
}
