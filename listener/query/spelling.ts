import * as core from './core-words.ts';
import { OTHERS, PREPOSITIONS, PRONOUNS, STOP_WORDS } from './core-words.ts';
import * as declined from './declined-words.ts';
import { isOneErrorApart } from './distance.ts';
import { HOLIDAY_WORDS } from './holidays.ts';
import { NEAR_WORDS } from './near-words.ts';
import { type Pattern, patternWords } from './pattern.ts';
import { ADDRESSES, APART, CLOSINGS, FILLERS, OPENINGS } from './said-around-words.ts';
import type { SubjectTable } from './subject-table.ts';
import { stem } from './tokens.ts';
import type { Token } from './words.ts';

/** One typing error in a long word of the table: "medicatoins". A word of its own, as "pavement", is none. */

const MIN_LENGTH = 5;

/** The words of a table that typing errors are compared with, once for each table. */
const KNOWN = new WeakMap<SubjectTable, Vocabulary>();

export interface Vocabulary {
  readonly all: ReadonlySet<string>;
  /** Of them, those that may be mistyped. */
  readonly long: readonly string[];
}

/** @param isName whether a word stands in a name of the account */
export function corrected(
  tokens: readonly Token[],
  { all, long }: Vocabulary,
  isName: (stem: string) => boolean,
): readonly Token[] {
  return tokens.map((token) => {
    if (
      token.kind !== 'word' ||
      token.stem.length < MIN_LENGTH ||
      all.has(token.stem) ||
      NEAR_WORDS.has(token.word)
    )
      return token;
    if (isName(token.stem)) return token;
    const meant = long.filter((word) => isOneErrorApart(word, token.stem));
    const [only] = meant;
    return only === undefined || meant.length > 1
      ? token
      : { ...token, word: token.word.endsWith('s') && !only.endsWith('s') ? `${only}s` : only, stem: only };
  });
}

/** Whether an English word would be read as a typing error of one that is known: "pavement" of "payment". */
export function isNearWord(word: string, { all, long }: Vocabulary): boolean {
  const root = stem(word);
  return root.length >= MIN_LENGTH && !all.has(root) && long.some((known) => isOneErrorApart(known, root));
}

/** Whether a question has words that would be read as typing errors, did the account not have them as names. */
export function hasErrors(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  return corrected(tokens, vocabulary, () => false).some((token, index) => token !== tokens[index]);
}

/** Every word the table and the engine know, as stems; the long ones may be mistyped. */
export function vocabularyOf(table: SubjectTable): Vocabulary {
  const known = KNOWN.get(table);
  if (known !== undefined) return known;
  const words = new Set([...tableWords(table), ...coreWords()]);
  // What is said around a question is no typing error, and not worth being mistyped for.
  const around = [OPENINGS, CLOSINGS, ADDRESSES, APART, FILLERS].flatMap((phrases) => [...phrases.words]);
  const vocabulary = {
    all: new Set([...words, ...around.map(stem).filter((word) => word.length >= MIN_LENGTH)]),
    long: [...words].filter((word) => word.length >= MIN_LENGTH),
  };
  KNOWN.set(table, vocabulary);
  return vocabulary;
}

function tableWords({ subjects, fixed }: SubjectTable): readonly string[] {
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
      ...entity.nouns,
      ...entity.groups.flatMap((group) => group.patterns),
    ]),
  ]);
  return [...patterns, ...fixed.flatMap(({ whole }) => whole)].flatMap(patternWords);
}

function coreWords(): readonly string[] {
  const patterns = [
    ...Object.values(core.TARGETS),
    ...Object.values(core.ORDERS),
    ...Object.values(core.EXTREMES),
    declined.ADVICE,
    core.ALL_STATES,
    declined.EMERGENCIES,
    declined.JOKES,
    core.MEASURING,
    core.OVER,
    declined.REMINDERS,
    declined.SECRETS,
    declined.THANKS,
    core.UNDER,
    declined.WEATHER,
  ].flat();
  const sets = [declined.CHANGES, OTHERS, PREPOSITIONS, PRONOUNS, STOP_WORDS].flatMap((set) => [...set]);
  const dates =
    'january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow today week month year quarter weekend'.split(
      ' ',
    );
  return [...patterns.flatMap(patternWords), ...[...sets, ...dates, ...HOLIDAY_WORDS].map(stem)];
}
