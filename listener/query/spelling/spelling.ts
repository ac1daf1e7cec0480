import { atOnce, type Sliceable } from '../../../lib/slices.ts';
import { HOLIDAY_WORDS } from '../periods/holidays.ts';
import type { SubjectTable } from '../table/subject-table.ts';
import * as asked from '../words/asked-words.ts';
import { MEASURING } from '../words/beside-words.ts';
import { byWord } from '../words/by-word.ts';
import { CLOSINGS } from '../words/closing-words.ts';
import * as core from '../words/core-words.ts';
import { OTHERS, PREPOSITIONS, PRONOUNS, STOP_WORDS } from '../words/core-words.ts';
import * as declined from '../words/declined-words.ts';
import { ADDRESSES, APART, FILLERS } from '../words/filler-words.ts';
import { OPENINGS } from '../words/opening-words.ts';
import { type Pattern, wordsInSlices } from '../words/pattern.ts';
import { ATTITUDES, PREFACES } from '../words/preface-words.ts';
import { type Meant, Spellings } from '../words/spellings.ts';
import type { Token } from '../words/token.ts';
import { stem } from '../words/tokenize.ts';
import { isEnglish, isEnglishName } from './english.ts';
import { FORMAL_WORDS } from './formal-words.ts';
import { PHONE_SPELLINGS } from './phone-spellings.ts';
import { isSpokenWas, spokenBetween, spokenFor } from './spoken-spellings.ts';
import { inUsualOrder } from './usual-order.ts';
import { inUsualPhrases } from './usual-phrases.ts';

/** Typing errors, and what a recogniser hears: "medicatoins", "spnt", "met formin". A word of English is none. */

/** The words of a table that typing errors are compared with, once for each table. */
const KNOWN = new WeakMap<SubjectTable, Vocabulary>();

export interface Vocabulary {
  readonly all: ReadonlySet<string>;
  /** Without what is only said around a question. */
  readonly asked: ReadonlySet<string>;
  readonly spellings: Spellings;
}

/** What a word may be: of the table, of the engine, or a name of the account. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  /** Whether a word stands in a name of the account. */
  readonly isName: (stem: string) => boolean;
  /** The words in names of the account that this one may be an error of. */
  readonly namesNear: (word: string) => readonly Meant[];
}

/** So short a word that two others make is no sign of one. */
const MIN_JOINED = 6;
const MIN_HALF = 2;
const MAX_JOINED = 24;

/** The words that were meant, as English orders them. */
export function readWords(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const { vocabulary, isName } = lexicon;
  return inUsualOrder(
    inUsualPhrases(corrected(tokens, lexicon)),
    (token) => vocabulary.all.has(token.stem) && !isName(token.stem),
  );
}

export function corrected(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  return tokens.flatMap((token, at) => {
    if (token.kind === 'sign') return [token];
    if (isSpokenWas(tokens, at)) return apart(token, ['was']);
    const between = spokenBetween(tokens, at);
    if (between !== undefined) return apart(token, between);
    const isAsked = lexicon.vocabulary.asked.has(token.word) || lexicon.isName(token.stem);
    const phone = PHONE_SPELLINGS.get(token.word) ?? FORMAL_WORDS.get(token.word) ?? spokenFor(tokens, at);
    if (phone !== undefined && !isAsked) return apart(token, phone);
    if (isKnown(token, lexicon)) return [token];
    const [, count, unit] = COUNTED.exec(token.word) ?? [];
    if (count !== undefined && unit !== undefined) {
      const whole = apart(token, [count, UNIT_NAMES[unit] ?? unit]);
      return whole.map((one, at) => (at === 0 ? { ...one, kind: 'number' } : one));
    }
    if (token.kind !== 'word' || isEnglish(token.word)) return [token];
    const meant = nearest(token, lexicon);
    if (meant !== undefined) return [{ ...token, ...meant, isRespelled: true }];
    const halves = halvesOf(token.word, lexicon);
    return halves === undefined ? [token] : apart(token, halves);
  });
}

/** "6mo", "2wks". */
const COUNTED = /^(\d{1,3})(mo|mos|mth|mths|months|wk|wks|weeks|yr|yrs|years|days)$/;
const UNIT_NAMES: Readonly<Record<string, string>> = byWord({
  mo: 'months',
  mos: 'months',
  mth: 'months',
  mths: 'months',
  wk: 'weeks',
  wks: 'weeks',
  yr: 'years',
  yrs: 'years',
});

/**
 * Words that were written apart: "star bucks", "any thing".
 * @param tokens as they were written
 * @returns undefined where there are none
 */
export function joined(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] | undefined {
  const read: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token === undefined) break;
    const one = next && oneOf(token, next, lexicon);
    read.push(one ?? token);
    if (one !== undefined) at += 1;
  }
  return read.length === tokens.length ? undefined : read;
}

function oneOf(first: Token, second: Token, lexicon: Lexicon): Token | undefined {
  if (first.kind !== 'word' || second.kind !== 'word' || first.last) return undefined;
  const word = first.word + second.word;
  const one = { ...second, word, stem: stem(word), start: first.start };
  if (one.stem.length < MIN_JOINED) return undefined;
  if (isKnown(one, lexicon)) return one;
  // A word that is one by itself is no part of an error: "metformin not".
  const parts = [first, second];
  const isOfEnglish = parts.every((part) => isEnglish(part.word) || isEnglishName(part.word));
  if (isEnglish(word) || isOfEnglish || parts.some((part) => isKnown(part, lexicon))) return undefined;
  const meant = nearest(one, { ...lexicon, vocabulary: NO_WORDS }, 2);
  return meant && { ...one, ...meant, isRespelled: true };
}

/** The one word that a mistyped one means; of two that are as near it is not known which. */
function nearest(
  { word, stem: root }: Token,
  { vocabulary, namesNear }: Lexicon,
  most: Meant['cost'] = 3,
): Pick<Token, 'word' | 'stem'> | undefined {
  const isOther = isEnglishName(word) || isEnglishName(root);
  const near = (spelling: string): readonly Meant[] => [
    ...namesNear(spelling).filter(({ isHeard }) => isHeard || !isOther),
    ...(isOther ? [] : vocabulary.spellings.near(spelling)),
  ];
  const singular = root === word ? [] : near(root);
  const all = [...near(word), ...singular].filter(
    (meant) => meant.cost <= most && !isOpposite(word, meant.word),
  );
  // "Dr. Petroff" is heard as Petrov, and one letter away from petrol.
  const rankOf = ({ cost, isHeard }: Meant) => cost * 2 - Number(isHeard);
  const least = Math.min(...all.map(rankOf));
  const best = all.filter((one) => rankOf(one) === least);
  const [only, ...more] = new Set(best.map((one) => one.word));
  if (only === undefined || more.length > 0) return undefined;
  const isPlural = best.every((one) => singular.includes(one)) && !only.endsWith('s');
  return { word: isPlural ? `${only}s` : only, stem: only };
}

/** "Hypotension" is no error for "hypertension", which it is the opposite of. */
function isOpposite(word: string, meant: string): boolean {
  const [, level] = /^hyp(er|o)/.exec(meant) ?? [];
  return level !== undefined && !(level === 'o' ? /^h.?p.?o/ : /^h.?p.?e/).test(word);
}

/** "howmuch", "bloodpressure": the only two known words that it is made of. */
function halvesOf(word: string, lexicon: Lexicon): readonly [string, string] | undefined {
  if (word.length < MIN_JOINED || word.length > MAX_JOINED) return undefined;
  const { isName, vocabulary } = lexicon;
  const isWord = (one: string) => vocabulary.asked.has(stem(one)) || isName(stem(one));
  const found: [string, string][] = [];
  for (let at = MIN_HALF; at <= word.length - MIN_HALF; at += 1) {
    const halves: [string, string] = [word.slice(0, at), word.slice(at)];
    if (halves.every(isWord)) found.push(halves);
  }
  return found.length === 1 ? found[0] : undefined;
}

function isKnown(
  { word, stem: root }: Pick<Token, 'word' | 'stem'>,
  { vocabulary, isName }: Lexicon,
): boolean {
  return vocabulary.all.has(root) || vocabulary.all.has(word) || isName(root);
}

function apart(token: Token, words: readonly string[]): readonly Token[] {
  return words.map((word, index) => ({
    ...token,
    word,
    stem: stem(word),
    kind: 'word',
    last: token.last && index === words.length - 1,
  }));
}

/** Whether a question has words that would be read as typing errors, did the account not have them as names. */
export function hasErrors(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  const lexicon = { vocabulary, isName: () => false, namesNear: () => [] };
  return corrected(tokens, lexicon).some((token, index) => token !== tokens[index]);
}

const NO_WORDS: Vocabulary = { all: new Set(), asked: new Set(), spellings: new Spellings([]) };

/** Every word the table and the engine know, as stems. */
export function vocabularyOf(table: SubjectTable): Vocabulary {
  return KNOWN.get(table) ?? atOnce(vocabularyInSlices(table));
}

/** The same in slices: each pattern of a table is gone through. */
export function* vocabularyInSlices(table: SubjectTable): Sliceable<Vocabulary> {
  const patterns = tablePatterns(table);
  yield;
  const words = new Set([...(yield* wordsInSlices([...patterns, ...corePatterns()])), ...coreWords()]);
  // What is said around a question is no typing error, and not worth being mistyped for.
  const around = [OPENINGS, PREFACES, CLOSINGS, ADDRESSES, APART, FILLERS, ATTITUDES].flatMap((phrases) => [
    ...phrases.words,
  ]);
  const vocabulary = {
    all: new Set([...words, ...around.map(stem)]),
    asked: words,
    spellings: new Spellings(words),
  };
  KNOWN.set(table, vocabulary);
  return vocabulary;
}

function tablePatterns({ subjects, fixed }: SubjectTable): readonly Pattern[] {
  const patterns = subjects.flatMap((subject): readonly Pattern[] => [
    ...subject.words,
    ...subject.verbs,
    ...subject.beside,
    ...subject.times,
    ...(subject.flows === undefined
      ? []
      : [...subject.flows.spent, ...subject.flows.earned, ...subject.flows.refunded]),
    ...subject.states.flatMap((state) => state.patterns),
    ...subject.measures.flatMap((measure) => measure.patterns),
    ...subject.asks.flatMap((ask) => ask.patterns),
    ...subject.entities.flatMap((entity) => [
      ...entity.beside,
      ...entity.most,
      ...entity.each,
      ...entity.nouns,
      ...entity.groups.flatMap((group) => group.patterns),
    ]),
  ]);
  return [...patterns, ...fixed.flatMap(({ whole }) => whole)];
}

function corePatterns(): readonly Pattern[] {
  return [
    ...Object.values(asked.TARGETS),
    ...Object.values(asked.ORDERS),
    ...Object.values(asked.EXTREMES),
    declined.ADVICE,
    core.ALL_STATES,
    declined.EMERGENCIES,
    declined.JOKES,
    MEASURING,
    asked.OVER,
    declined.REMINDERS,
    declined.SECRETS,
    declined.THANKS,
    asked.UNDER,
    declined.WEATHER,
  ].flat();
}

function coreWords(): readonly string[] {
  const sets = [declined.CHANGES, OTHERS, PREPOSITIONS, PRONOUNS, STOP_WORDS].flatMap((set) => [...set]);
  const dates =
    'january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow today week month year quarter weekend'.split(
      ' ',
    );
  return [...sets, ...dates, ...HOLIDAY_WORDS].map(stem);
}
