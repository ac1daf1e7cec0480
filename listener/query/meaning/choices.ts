import type { Catalogue, EntityMatch } from '../table/catalogue.ts';
import type { Ask, EntityKind, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { PREPOSITIONS, STOP_WORDS } from '../words/core-words.ts';
import { findPattern, patternWords } from '../words/pattern.ts';
import { type Token, wordAt } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { range, type WordUse } from '../words/word-use.ts';

/** Which of two it is: "mild or severe?", "50 or 75 mcg?", "in the leg or the belly?". The detail is told that says so. */

interface Choice {
  readonly ask: Ask;
  /** Names that are one of the two: they restrict nothing. */
  readonly of: readonly EntityMatch[];
  readonly either?: Either;
}

/** What only the records can tell apart: neither need be on one. */
export interface Either {
  readonly stems: readonly string[];
  readonly isNumber: boolean;
}

/** @param known what of the account is named */
export function choiceIn(
  words: WordUse,
  subject: Subject,
  known: readonly EntityMatch[],
  catalogue: Catalogue | undefined,
): Choice | undefined {
  const { tokens } = words;
  const or = tokens.findIndex(({ word }, index) => word === 'or' && words.free(index));
  if (or < 0) return undefined;
  const named = known.filter((one) => isPointedOut(one, tokens));
  if (named.length === 0) return undefined;
  const choice =
    numbersIn(words, subject, or) ??
    valuesIn(words, subject, known, or, named) ??
    recordedIn(words, subject, or, catalogue);
  // "When do I take it, before or after breakfast?": which of the two says when.
  if (choice !== undefined && tokens[0]?.word === 'when' && words.free(0)) words.use([0]);
  return choice;
}

/** "Lipitor", "the blood pressure pill": one record is meant. */
function isPointedOut({ kind, at, unknown }: EntityMatch, tokens: readonly Token[]): boolean {
  return !unknown && (kind.names || isAnyOf(wordAt(tokens, at - 1), 'the my our that this those'));
}

/** Values that the account or the family has words for: "with food or without?" */
function valuesIn(
  words: WordUse,
  subject: Subject,
  known: readonly EntityMatch[],
  or: number,
  named: readonly EntityMatch[],
): Choice | undefined {
  const { tokens } = words;
  const kind =
    known
      .filter((one) => isBeside(one, or) && one.kind.tells !== undefined)
      .sort((a, b) => Math.abs(a.at - or) - Math.abs(b.at - or))[0]?.kind ??
    subject.entities.find((one) => one.tells !== undefined && isOnBothSides(one, words, or));
  const ask = subject.asks.find(({ label }) => label === kind?.tells);
  if (kind === undefined || ask === undefined || !named.some((one) => one.kind !== kind)) return undefined;
  words.take([or]);
  // "Before food or at bedtime?": either is a time to take it.
  const kinds = subject.entities.filter(({ tells }) => tells === kind.tells);
  const sayable = new Set(kinds.flatMap((one) => [...sayableOf(one)]));
  const isOfKinds = (at: number) => kinds.some((one) => isOf(known, one, at));
  for (const step of [-1, 1]) {
    for (let at = or + step; words.free(at) || isOfKinds(at); at += step) {
      const token = tokens[at];
      if (token === undefined) break;
      // "With food or without?", and not "once or without twice".
      const isDenial =
        token.word === 'without' &&
        at === or + 1 &&
        !known.some((one) => kinds.includes(one.kind) && one.at === at + 1);
      if (!isDenial && !sayable.has(token.stem) && !isSmall(token.word) && !ANYBODY.has(token.word)) break;
      words.use([at]);
    }
  }
  return { ask, of: known.filter((one) => kinds.includes(one.kind)) };
}

/** "A pill or a capsule", "swallowed or injected": words of one kind, of which no record has the first. */
function isOnBothSides(kind: EntityKind, { tokens, free }: WordUse, or: number): boolean {
  const sayable = sayableOf(kind);
  const has = (from: number, to: number) =>
    tokens.slice(Math.max(0, from), to).some(({ word, stem }, index) => {
      const at = Math.max(0, from) + index;
      return free(at) && sayable.has(stem) && !isSmall(word);
    });
  return has(or - MAX_APART, or) && has(or + 1, or + 1 + MAX_APART);
}
const MAX_APART = 3;

function sayableOf({ groups }: EntityKind): ReadonlySet<string> {
  return new Set(groups.flatMap(({ patterns }) => patterns.flatMap(patternWords)));
}

/** "Do you breathe it in", "a morning one": anybody's way to do so, and whatever is meant. */
const ANYBODY = new Set('you one it them'.split(' '));

function isSmall(word: string): boolean {
  return STOP_WORDS.has(word) || PREPOSITIONS.has(word);
}

function isBeside({ at, length }: EntityMatch, or: number): boolean {
  return (at > or && at - or <= 4) || (at < or && or - (at + length) <= 3);
}

function isOf(known: readonly EntityMatch[], kind: EntityKind, at: number): boolean {
  return known.some((one) => one.kind === kind && range(one.at, one.length).includes(at));
}

/** "50 or 75 micrograms?", "1 or 2 refills?", "does it cost 12 or 13?" */
function numbersIn(words: WordUse, { asks }: Subject, or: number): Choice | undefined {
  const { tokens } = words;
  const isNumber = (at: number) => tokens[at]?.kind === 'number' && words.free(at);
  const left = [or - 1, or - 2].find(isNumber);
  const right = tokens[or + 1]?.word === 'a' ? or + 2 : or + 1;
  if (left === undefined || !isNumber(right)) return undefined;
  const measured = asks.filter(({ units }) => units.length > 0);
  const unitAt = ({ units }: Ask, at: number) =>
    units.some((one) => findPattern(one, tokens, (index) => index === at && words.free(at)) !== undefined);
  const behind = [left + 1, right + 1].filter((at) => at !== or && measured.some((ask) => unitAt(ask, at)));
  const wordsOf = ({ patterns }: Ask) => words.longest(patterns) ?? [];
  const ask =
    measured.find((one) => behind.length > 0 && behind.every((at) => unitAt(one, at))) ??
    (behind.length > 0
      ? undefined
      : (measured.find((one) => wordsOf(one).length > 0) ??
        (isUnitless(words, right) ? measured[0] : undefined)));
  // "10 mg or 20 dogs" counts two things.
  if (ask === undefined || (left === or - 2 && !behind.includes(or - 1))) return undefined;
  words.take([left, or, right, ...behind, ...wordsOf(ask)]);
  const it = left - 1;
  if (isAnyOf(wordAt(tokens, it), 'it that this')) words.use([it]);
  return {
    ask,
    of: [],
    either: { stems: [left, right].map((at) => tokens[at]?.stem ?? ''), isNumber: true },
  };
}

/** Whether nothing is counted by a number: "50 or 75?" */
function isUnitless({ tokens }: WordUse, at: number): boolean {
  const next = tokens[at + 1];
  return tokens[at]?.last === true || next === undefined || isSmall(next.word);
}

/** "Does it go in the leg or the belly?", where a text of the records has one of them. */
function recordedIn(
  words: WordUse,
  subject: Subject,
  or: number,
  catalogue: Catalogue | undefined,
): Choice | undefined {
  const { tokens } = words;
  const left = or - 1;
  let right = or + 1;
  while (isSmall(wordAt(tokens, right)) && tokens[right]?.last === false) right += 1;
  const isWord = (at: number) =>
    words.free(at) && tokens[at]?.kind === 'word' && !isSmall(wordAt(tokens, at));
  if (!isWord(left) || !isWord(right) || tokens[right]?.last !== true) return undefined;
  const stems = [left, right].map((at) => tokens[at]?.stem ?? '');
  const kind = subject.entities.find(
    (one) => one.whole && one.tells !== undefined && stems.some((stem) => catalogue?.tellsOf(one, stem)),
  );
  const ask = subject.asks.find(({ label }) => label === kind?.tells);
  if (ask === undefined) return undefined;
  words.take([left, or, right]);
  words.use(tokens.flatMap(({ word }, at) => (at < left && PUTTING.has(word) && words.free(at) ? [at] : [])));
  return { ask, of: [], either: { stems, isNumber: false } };
}

/** What is done with a medicine, whatever it is. */
const PUTTING = new Set(
  'go goes put use used apply applied rub rubbed take taken inject injected given gets meant supposed'.split(
    ' ',
  ),
);

/** Whether a text has one of them, as words or as numbers. */
export function hasEither(text: string, { stems, isNumber }: Either): boolean {
  if (isNumber) {
    const numbers = (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((one) => Number(one.replaceAll(',', '')));
    return stems.some((stem) => numbers.includes(Number(stem)));
  }
  const said = new Set(tokenize(text).map(({ stem }) => stem));
  return stems.some((stem) => said.has(stem));
}
