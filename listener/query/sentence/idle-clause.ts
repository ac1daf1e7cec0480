import { isAnyOf } from '../words/any-of.ts';
import { ASKING, OTHERS, RESTRICTING } from '../words/core-words.ts';
import { OPENINGS } from '../words/opening-words.ts';
import { Phrases, said } from '../words/phrases.ts';
import { type Token, wordAt, wordOf } from '../words/token.ts';
import { asksYesNo } from './sentence-form.ts';

/**
 * A clause beside a question that only explains it: "before I leave: what did I spend?", "..., she looks so thin". It is
 * dropped only where it can restrict nothing: it is of the present, in a form that explains, and names nothing.
 */

const SUBJECT = new Set('i we he she it they'.split(' '));
const CONNECTING = new Phrases([
  'because|cause|cos|coz|as|so|since',
  'in case',
  'only because',
  'it is just that',
]);
/** Behind "before I": one is about to do something else. */
const LEAVING = new Set('leave go forget start begin head sleep cook drive'.split(' '));
const LOOKING = new Set(
  'look looks seem seems feel feels sound sounds worry worries wonder wonders ask asks want wants need needs'.split(
    ' ',
  ),
);
const MEANT = new Set('want wants need needs have has like'.split(' '));
/** What one is doing or feeling while one asks; none of them is of records. */
const BUSY = new Set(
  (
    'trying going getting making doing filling writing packing planning sorting tidying worried worrying curious ' +
    'nervous unsure confused anxious wondering leaving forgetting losing keeping'
  ).split(' '),
);
/** Of what such a clause is made in any case. */
const PLAIN = new Set(
  (
    'i we he she it they am is are be to the a an my our me us so too very a really bit little just quite still now ' +
    'always about for on up of and keep keeps eye things thing track list form forms this use using wear put run out miss ' +
    'gloves school clinic office nurse'
  ).split(' '),
);
/** "I must not", "they do not": what is not meant to happen explains as well. */
const DENYING = new Phrases([
  'must|should|can|could|would|will|do|does|did|am|is|are|may not',
  'must|should|can|could|would|will|have|has|need|had to?',
]);
/** What one fears, wants or lacks, behind such words. */
const CONCERNS = new Set(
  'want miss forget remember lose know see read find understand trust hear worry run wait go get leave keep mix risk'.split(
    ' ',
  ),
);
const MAX_WORDS = 12;

export interface Known {
  /** Whether a word is one of the records', or of the engine's own. */
  readonly has: (stem: string) => boolean;
  /** Whether a member of the family is named. */
  readonly hasPerson: (tokens: readonly Token[]) => boolean;
  /** Whether a time is named. */
  readonly isTimed: (tokens: readonly Token[]) => boolean;
  /** The question as it was written: names have capitals. */
  readonly text: string;
}

/** @returns the question by itself; undefined where no such clause stands beside it */
export function withoutIdleClause(tokens: readonly Token[], known: Known): readonly Token[] | undefined {
  const all = clauses(tokens);
  if (all.length < 2) return undefined;
  let from = 0;
  let to = all.length;
  while (
    from < to - 1 &&
    (isIdle(all[from] ?? [], known, tokens) || isShort(all[from] ?? [], all[from + 1] ?? [], known))
  )
    from += 1;
  while (to > from + 1 && isIdle(all[to - 1] ?? [], known, tokens)) to -= 1;
  if (from === 0 && to === all.length) return undefined;
  const rest = all.slice(from, to).flat();
  // What stands for something may stand for what the clause says.
  // "Quick, I need to know: am I ...".
  const start = rest.findIndex((_, at) => ASKING.has(wordAt(rest, at)) || asksYesNo(rest.slice(at)));
  const isAsked = start === 0 || (start > 0 && start <= MAX_LEAD && rest.slice(0, start).every(isLead));
  const isComplete =
    rest.length > 2 &&
    isAsked &&
    !rest.some(({ word }, at) => STANDING_IN.has(word) && !isOfTime(word, rest[at + 1]));
  return isComplete ? rest : undefined;
}

const MAX_LEAD = 6;
const isLead = ({ word }: Token): boolean => OPENINGS.words.has(word);

const STANDING_IN = new Set('it that this them those these there then'.split(' '));

/** "This month". */
function isOfTime(word: string, next: Token | undefined): boolean {
  return word === 'this' && isAnyOf(wordOf(next), 'day week weekend month quarter year morning evening');
}

/** "Right, before I leave: ...": a word in front of such a clause goes with it. */
function isShort(clause: readonly Token[], next: readonly Token[], known: Known): boolean {
  return (
    clause.length === 1 &&
    isAnyOf(wordAt(clause, 0), 'right so well ok okay oh look listen') &&
    isIdle(next, known, next)
  );
}

function clauses(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    found.at(-1)?.push(token);
    if (token.last) found.push([]);
  }
  return found.filter((clause) => clause.length > 0);
}

function isIdle(given: readonly Token[], known: Known, rest: readonly Token[]): boolean {
  if (given.length < 3 || given.length > MAX_WORDS) return false;
  // "I do not want her to run out": she was named in the question.
  const isOfOther = known.hasPerson(rest);
  const silent = (words: readonly Token[]) => isSilent(words, known, isOfOther);
  if (isLeaving(given)) return silent(given.slice(3));
  const clause = given.slice(CONNECTING.lengthAt(given, 0));
  const denied = SUBJECT.has(wordAt(clause, 0)) ? DENYING.lengthAt(clause, 1) : 0;
  if (denied > 0 && CONCERNS.has(wordAt(clause, 1 + denied))) return silent(clause.slice(2 + denied));
  return isExplaining(clause) && silent(clause.slice(1));
}

/** "Before I leave", "before we forget". */
function isLeaving([first, second, third]: readonly Token[]): boolean {
  return first?.word === 'before' && SUBJECT.has(wordOf(second)) && LEAVING.has(wordOf(third));
}

/** "I am trying to ...", "she looks ...", "we need to ...". */
function isExplaining(clause: readonly Token[]): boolean {
  const [subject, verb] = clause;
  if (subject === undefined || verb === undefined || !SUBJECT.has(subject.word)) return false;
  const after = clause
    .slice(2)
    .find(({ word }) => !isAnyOf(word, 'just really so a bit little quite very only always still'));
  // "I am mortified", "I am racking my brains".
  if (isAnyOf(verb.word, 'am is are'))
    return after !== undefined && (BUSY.has(after.word) || /^[a-z]{3,}(?:ed|ing)$/.test(after.word));
  if (MEANT.has(verb.word)) return after?.word === 'to';
  return LOOKING.has(verb.word) || /^keeps? asking\b/.test(said(clause, 1, 3));
}

/** Whether nothing that is said could be of a record, a time, a number, or could restrict. */
function isSilent(words: readonly Token[], { has, isTimed, text }: Known, isOfOther: boolean): boolean {
  if (isTimed(words)) return false;
  return words.every(({ word, stem, kind, start }) => {
    if (kind !== 'word' || RESTRICTING.has(word)) return false;
    if (PLAIN.has(word) || BUSY.has(word) || LOOKING.has(word) || LEAVING.has(word)) return true;
    const isCapital = /^\p{Lu}/u.test(text.slice(start));
    if (isOfOther && isAnyOf(word, 'he she him her his them their')) return true;
    return !isCapital && !OTHERS.has(word) && !has(stem) && !has(word);
  });
}
