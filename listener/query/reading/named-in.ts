import type { Constraint } from '../meaning/query.ts';
import { type Catalogue, causing, type EntityMatch } from '../table/catalogue.ts';
import type { Measure, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { EXTREMES, ORDERS, OVER, TARGETS, UNDER } from '../words/asked-words.ts';
import { EXCLUDING, PETS, PREPOSITIONS, STOP_WORDS } from '../words/core-words.ts';
import { JOKES, WEATHER } from '../words/declined-words.ts';
import { findEvery, findPattern, hasAny, type Pattern, wordsOfAll } from '../words/pattern.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import { range, type WordUse } from '../words/word-use.ts';
import { flowIndices } from './asked-for.ts';
import { besideListed, isListed } from './listed-of.ts';

/** What a question names: values of the account, and measures of the subject. */

/**
 * Names of the account. A word of the subject's own is a name only as part of a longer one, or behind its preposition.
 * @param nouns where the subject's own words stand
 */
export function entitiesIn(
  words: WordUse,
  subject: Subject,
  catalogue: Catalogue | undefined,
  nouns: readonly number[],
): readonly EntityMatch[] {
  const isAsked = (asked: string) =>
    subject.asks.some(
      ({ label, patterns }) =>
        label === asked && patterns.some((one) => findPattern(one, words.tokens, words.free) !== undefined),
    );
  const matches = catalogue?.matches(words.tokens, words.free, isAsked) ?? [];
  const chosen = matches.length === 0 ? [] : namesAmong(matches, words, subject, nouns);
  const merged = [...mergedNames(chosen), ...topicsIn(words, subject)].sort((a, b) => a.at - b.at);
  for (const { at, length, kind, group } of merged) {
    // What was done asks as well: "how much do I inject?".
    const isFlow = group?.flow !== undefined;
    if (!isFlow && (subject.amount !== undefined || group?.act !== true)) words.use(range(at, length));
    words.score += length;
    words.use(causing(kind, words.tokens, at));
    if (isListed(kind)) words.use(besideListed(words.tokens));
    for (const pattern of kind.beside) {
      for (const match of findEvery(pattern, words.tokens, words.free)) {
        // "Apart from food" leaves it out.
        const isLeftOut = match.some((index) => isAnyOf(wordAt(words.tokens, index - 1), 'apart aside'));
        if (!isLeftOut && match.every((index) => index === at - 1 || index === at + length)) words.use(match);
      }
    }
  }
  return merged;
}

/** Of what might be names, what the subject's own words do not say as well. */
function namesAmong(
  matches: readonly EntityMatch[],
  words: WordUse,
  subject: Subject,
  nouns: readonly number[],
): readonly EntityMatch[] {
  const own = new Set([
    ...nouns,
    ...flowIndices(words, subject),
    ...words.spread(subject.verbs),
    ...words.spread(subject.times),
    // "How many drops" asks for a number of them, not for what is dropped.
    ...words.spread(subject.asks.flatMap(({ patterns }) => patterns.filter(isOfNumber))),
    ...words.spread(subject.states.flatMap(({ patterns }) => patterns)),
  ]);
  return matches.filter(({ at, length, kind, rank, unknown, group }) => {
    if (group?.flow !== undefined) return !unknown;
    const isWord = rank === 'group' || (rank === 'whole' && kind.groups.length > 0);
    if (
      isWord &&
      length === 1 &&
      matches.some((one) => (one.kind !== kind || rank === 'group' ? isNounOf(words.tokens, at, one) : false))
    )
      return false;
    // "Our whole spending" names no shop.
    if (rank === 'part' && length === 1 && isQuantifier(words.tokens, at)) return false;
    // "The total for Costco" does not ask for Total Wine as well, "at Total" does.
    const isBusiness =
      subject.amount !== undefined && (rank === 'part' || (rank === 'whole' && kind.fallback));
    if (isBusiness && length === 1 && isOperation(words.tokens[at]) && !isPlaced(words.tokens, at, kind))
      return false;
    if (rank === 'part' && length === 1 && isOwnFamily(words.tokens, at)) return false;
    if (subject.person !== undefined && isPet(words.tokens, at)) return false;
    const places = range(at, length);
    if (unknown && places.every((place) => own.has(place))) return false;
    if (!places.every((place) => own.has(place) || STOP_WORDS.has(wordAt(words.tokens, place)))) return true;
    return rank === 'whole' && isPlaced(words.tokens, at, kind);
  });
}

/** "About Costco", "regarding my blood pressure": whatever is named behind such a word, up to the end of the clause. */
function topicsIn(words: WordUse, { entities }: Subject): readonly EntityMatch[] {
  const kind = entities.find(({ contains }) => contains);
  const lead = kind === undefined ? -1 : words.tokens.findIndex(({ word }) => kind.behind.has(word));
  if (kind === undefined || lead < 0) return [];
  let end = lead + 1;
  while (end < words.tokens.length && words.free(end)) {
    end += 1;
    if (words.tokens[end - 1]?.last) break;
  }
  while (end > lead + 1 && BESIDE_TOPIC.has(wordAt(words.tokens, end - 1))) end -= 1;
  const isSaid = ({ word }: Token) => !STOP_WORDS.has(word) && !PREPOSITIONS.has(word);
  let at = lead + 1;
  while (at < end && !words.tokens.slice(at, at + 1).some(isSaid)) at += 1;
  const topic = words.tokens.slice(at, end);
  if (
    topic.length === 0 ||
    topic.length > MAX_TOPIC ||
    topic.some((token) => OPERATING.has(token.word) || EXCLUDING.has(token.word))
  )
    return [];
  if (hasAny([...WEATHER, ...JOKES], topic)) return [];
  words.use(range(lead, end - lead));
  const said = joinedWords(topic);
  // "About my meds": what was said of medications.
  const named = topic.filter(isSaid);
  const group = kind.groups.find(({ patterns }) =>
    patterns.some((one) => findPattern(one, named, () => true)?.length === named.length),
  );
  const match = {
    ...(group && { group }),
    kind,
    at,
    length: end - at,
    said,
    values: [],
    unknown: false,
    isRespelled: false,
  } as const;
  return [{ ...match, rank: 'part' }];
}
const MAX_TOPIC = 4;
/** Said behind a topic of when it was. */
const BESIDE_TOPIC = new Set('lately recently ever yet already again so far now please before'.split(' '));
/** Words that would ask for more than the topic. */
const OPERATING = new Set(
  'that when which who whom whose before after since not except or and last first it them this'.split(' '),
);

/** Whether a family's word says whose money it is: which records it is of is known once the account's names are. */
export function hasFlowWord({ entities }: Subject, tokens: readonly Token[]): boolean {
  return entities.some(({ groups }) =>
    groups.some(({ flow, patterns }) => flow !== undefined && hasAny(patterns, tokens)),
  );
}

/** "A grocery trip" is no travel: a word that names the subject right behind another name. */
function isNounOf(
  tokens: readonly Token[],
  at: number,
  { kind, at: start, length, unknown }: EntityMatch,
): boolean {
  if (unknown || start + length !== at || tokens[at - 1]?.last !== false) return false;
  return kind.nouns.some((pattern) => findPattern(pattern, tokens, (index) => index === at) !== undefined);
}

function isQuantifier(tokens: readonly Token[], at: number): boolean {
  return (
    isAnyOf(wordAt(tokens, at), 'whole entire full complete first best') &&
    isAnyOf(wordAt(tokens, at - 1), 'my our the a')
  );
}

let operationWords: ReadonlySet<string> | undefined;

/** "Total", "last", "most", "under": a word that asks for something of records, whatever they are named. */
export function isOperation(token: Token | undefined): boolean {
  operationWords ??= wordsOfAll([
    ...Object.values(TARGETS).flat(),
    ...Object.values(ORDERS).flat(),
    ...Object.values(EXTREMES).flat(),
    ...OVER,
    ...UNDER,
  ]);
  return token !== undefined && operationWords.has(token.stem);
}

function isPlaced(tokens: readonly Token[], at: number, { behind }: EntityMatch['kind']): boolean {
  return behind.has(wordAt(tokens, at - 1));
}

const OF_FAMILY = new Set('doctor doctors medicine physician practice practitioner dentist dr gp'.split(' '));
/** "Who in the family sees a doctor?": the household, and no specialty. */
function isOwnFamily(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.word === 'family' &&
    isAnyOf(wordAt(tokens, at - 1), 'the my our this whole entire') &&
    !OF_FAMILY.has(wordAt(tokens, at + 1))
  );
}

function isOfNumber({ source }: Pattern): boolean {
  return source.startsWith('how many ');
}

/** "Ivan Petrov" is one person: who has both names. Who has them only apart is nobody on record. */
function mergedNames(matches: readonly EntityMatch[]): readonly EntityMatch[] {
  const merged: EntityMatch[] = [];
  for (const match of matches) {
    const before = merged.at(-1);
    const isOne =
      before !== undefined &&
      [before, match].every(({ values }) => values.some(({ ids }) => ids.length > 0)) &&
      before.kind === match.kind &&
      before.at + before.length === match.at &&
      [before, match].every(({ rank, unknown }) => rank !== 'group' && !unknown);
    if (!isOne) {
      merged.push(match);
      continue;
    }
    const ids = new Set(before.values.flatMap((value) => value.ids));
    const both = match.values.flatMap((value) => {
      const shared = value.ids.filter((id) => ids.has(id));
      return shared.length === 0 ? [] : [{ ...value, ids: shared }];
    });
    const said = `${before.said} ${match.said}`;
    merged[merged.length - 1] = {
      ...match,
      at: before.at,
      length: before.length + match.length,
      said,
      values: both,
      unknown: both.length === 0,
      isOne: true,
    };
  }
  return merged;
}

/** "Costco bill", "grocery shopping": a word behind a name, or the last one of it, that names the subject with it. */
export function nounsBehind(words: WordUse, entities: readonly EntityMatch[]): readonly number[] {
  return entities.flatMap(({ kind, at, length, unknown }) => {
    if (unknown) return [];
    const end = at + length;
    const last = words.tokens[end - 1];
    const isBehind = (index: number) => index === end && last?.last === false && words.free(index);
    const isLast = (index: number) => length > 1 && index === end - 1;
    return kind.nouns
      .flatMap((pattern) => findEvery(pattern, words.tokens, (index) => isBehind(index) || isLast(index)))
      .flat();
  });
}

/** "Does my cat have allergies?" asks of the cat, "am I allergic to my cat?" does not. */
export function isPet(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  const isPossessed = isAnyOf(wordAt(tokens, at - 1), 'my our the his her their');
  // "My cat allergy" is the family's own, and "is my cat allergic" asks of the cat.
  if (/^(allerg(?:y|ies)|reactions?|dander|hair|fur)$/.test(wordAt(tokens, at + 1))) return false;
  return isPossessed && PETS.has(word) && !PREPOSITIONS.has(wordAt(tokens, at - 2));
}

/** Words of the subject's own that are several, before one of them is read by itself. */
export function takeLongNouns(words: WordUse, subject: Subject): void {
  const { tokens } = words;
  // "Who do I pay the most?" asks for one of them, by the same words.
  if (tokens.some(({ word }, at) => word === 'most' && !/^recent/.test(wordAt(tokens, at + 1)))) return;
  for (const pattern of subject.words) {
    if (pattern.parts.length < 2) continue;
    for (const match of findEvery(pattern, words.tokens, words.free)) words.take(match);
  }
}

export interface NamedMeasure {
  readonly measure: Measure;
  readonly weak: boolean;
  readonly indices: readonly number[];
}

/** Measures, the one with the most words first. */
export function measuresIn(words: WordUse, subject: Subject): readonly NamedMeasure[] {
  const found = subject.measures
    .flatMap((measure) =>
      measure.patterns.flatMap((pattern) =>
        findEvery(pattern, words.tokens, words.free).map((indices) => ({
          measure,
          weak: measure.weak && !measure.sure.includes(pattern),
          indices,
        })),
      ),
    )
    .sort((a, b) => b.indices.length - a.indices.length);
  const named: NamedMeasure[] = [];
  for (const one of found) {
    if (!one.indices.every(words.free)) continue;
    words.take(one.indices);
    // "How many pounds do I weigh?" names one of them twice.
    if (!named.some(({ measure }) => measure === one.measure)) named.push(one);
  }
  if (named.length > 0) return named;
  // "The heaviest I have been": a weight, and which one.
  return subject.measures
    .filter(({ implied }) => implied.some((one) => findPattern(one, words.tokens, words.free) !== undefined))
    .map((measure) => ({ measure, weak: true, indices: [] }));
}

/**
 * "When did I take my blood pressure?", "how often was my blood pressure taken?": what a verb takes is no name, where
 * the kind says so.
 */
export function isObject(
  { kind, at, length }: EntityMatch,
  tokens: readonly Token[],
  verbs: readonly number[],
): boolean {
  const isMine = kind.notObject && isAnyOf(wordAt(tokens, at - 1), 'my our');
  const been = tokens[at + length]?.word === 'been' ? 1 : 0;
  const isTaken = isAnyOf(wordAt(tokens, at + length + been), 'taken used');
  return isMine && (verbs.includes(at - 2) || (isTaken && BEING.has(wordAt(tokens, at - 2))));
}
const BEING = new Set('was is has had'.split(' '));

/** Two names of one kind in a question. */

/** "The chemist, City Pharmacy": what is named behind the family's word for it is the one that is meant. */
export function withoutApposed(
  known: readonly EntityMatch[],
  tokens: readonly Token[],
): readonly EntityMatch[] {
  return known.filter((one, index) => {
    const next = known[index + 1];
    const end = one.at + one.length;
    const isApposed =
      one.rank === 'group' &&
      next?.rank === 'whole' &&
      next.kind === one.kind &&
      next.at === end &&
      tokens[end - 1]?.last === true;
    const isAmong = (value: string) => one.values.some((other) => other.value === value);
    return !(isApposed && next.values.every(({ value }) => isAmong(value)));
  });
}

/** "Moderate or severe" allergies: both are meant, where it is not asked which. */
export function takeAlternatives(words: WordUse, known: readonly EntityMatch[], yesNo: boolean): void {
  known.forEach((one, index) => {
    const or = one.at - 1;
    const before = known[index - 1];
    const isBoth =
      before?.kind === one.kind && before.at + before.length === or && words.tokens[or]?.word === 'or';
    // "Do I take Lipitor or Zyrtec?": of each by itself yes or no is said.
    const isEach = one.kind.names && one.kind.from === undefined && !one.kind.fallback;
    if (isBoth && (!yesNo || (isEach && asksForEither(words.tokens))) && words.free(or)) words.use([or]);
  });
}

/** Not "is it Lipitor or Zyrtec?", which asks for the one that it is. */
function asksForEither(tokens: readonly Token[]): boolean {
  return /^(?:am|do|did|have|was) (?:i|we)$/.test(`${tokens[0]?.word} ${tokens[1]?.word}`);
}

/** What a name restricts, wherever in the question it stood. */
export function asConstraint({ at: _at, length: _length, ...rest }: EntityMatch): Constraint {
  return rest;
}
