import { OTHERS } from './core-words.ts';
import { Phrases, said } from './phrases.ts';
import type { Token } from './words.ts';

/**
 * A clause beside a question that only explains it: "before I leave: what did I spend?", "..., she looks so thin". It is
 * dropped only where it can restrict nothing: it is of the present, in a form that explains, and names nothing.
 */

const ASKING = new Set(
  'what which when where who whom whose how am is are was were do does did have has had will'.split(' '),
);
const SUBJECT = /^(?:i|we|he|she|it|they)$/;
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
/** Words that place, choose, compare or deny: with one of them a clause may restrict the question. */
const RESTRICTING = new Set(
  (
    'not no never none nothing only except excluding including without with within in at from by between than more less ' +
    'over under above below beside besides but when where which who whose that if unless until till after during ' +
    'other others same one ones all every each both any either or mean meant means last next first past total ' +
    'when while also instead rather'
  ).split(' '),
);
/** Of what such a clause is made in any case. */
const PLAIN = new Set(
  (
    'i we he she it they am is are be to the a an my our me us so too very a really bit little just quite still now ' +
    'always about for on up of and keep keeps eye things thing track list form forms this'
  ).split(' '),
);
const MAX_WORDS = 12;

export interface Known {
  /** Whether a word is one of the records', or of the engine's own. */
  readonly has: (stem: string) => boolean;
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
    (isIdle(all[from] ?? [], known) || isShort(all[from] ?? [], all[from + 1] ?? [], known))
  )
    from += 1;
  while (to > from + 1 && isIdle(all[to - 1] ?? [], known)) to -= 1;
  if (from === 0 && to === all.length) return undefined;
  const rest = all.slice(from, to).flat();
  // What stands for something may stand for what the clause says.
  const isComplete =
    rest.length > 2 &&
    ASKING.has(rest[0]?.word ?? '') &&
    !rest.some(({ word }, at) => STANDING_IN.test(word) && !isOfTime(word, rest[at + 1]));
  return isComplete ? rest : undefined;
}

const STANDING_IN = /^(?:it|that|this|them|those|these|there|then)$/;

/** "This month". */
function isOfTime(word: string, next: Token | undefined): boolean {
  return (
    word === 'this' && /^(?:day|week|weekend|month|quarter|year|morning|evening)$/.test(next?.word ?? '')
  );
}

/** "Right, before I leave: ...": a word in front of such a clause goes with it. */
function isShort(clause: readonly Token[], next: readonly Token[], known: Known): boolean {
  return (
    clause.length === 1 &&
    /^(?:right|so|well|ok|okay|oh|look|listen)$/.test(clause[0]?.word ?? '') &&
    isIdle(next, known)
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

function isIdle(given: readonly Token[], known: Known): boolean {
  if (given.length < 3 || given.length > MAX_WORDS) return false;
  if (isLeaving(given)) return isSilent(given.slice(3), known);
  const clause = given.slice(CONNECTING.lengthAt(given, 0));
  return isExplaining(clause) && isSilent(clause.slice(1), known);
}

/** "Before I leave", "before we forget". */
function isLeaving([first, second, third]: readonly Token[]): boolean {
  return first?.word === 'before' && SUBJECT.test(second?.word ?? '') && LEAVING.has(third?.word ?? '');
}

/** "I am trying to ...", "she looks ...", "we need to ...". */
function isExplaining(clause: readonly Token[]): boolean {
  const [subject, verb] = clause;
  if (subject === undefined || verb === undefined || !SUBJECT.test(subject.word)) return false;
  const after = clause
    .slice(2)
    .find(({ word }) => !/^(?:just|really|so|a|bit|little|quite|very|only|always|still)$/.test(word));
  if (/^(?:am|is|are)$/.test(verb.word)) return after !== undefined && BUSY.has(after.word);
  if (MEANT.has(verb.word)) return after?.word === 'to';
  return LOOKING.has(verb.word) || /^keeps? asking\b/.test(said(clause, 1, 3));
}

/** Whether nothing that is said could be of a record, a time, a number, or could restrict. */
function isSilent(words: readonly Token[], { has, isTimed, text }: Known): boolean {
  if (isTimed(words)) return false;
  return words.every(({ word, stem, kind, start }) => {
    if (kind !== 'word' || RESTRICTING.has(word)) return false;
    if (PLAIN.has(word) || BUSY.has(word) || LOOKING.has(word) || LEAVING.has(word)) return true;
    const isCapital = /^\p{Lu}/u.test(text.slice(start));
    return !isCapital && !OTHERS.has(word) && !has(stem) && !has(word);
  });
}
