import { isAnyOf } from '../words/any-of.ts';
import { findEvery, findPattern } from '../words/pattern.ts';
import { isOneErrorApart, type Meant, Spellings, soundOf } from '../words/spellings.ts';
import { type Token, wordAt } from '../words/token.ts';
import { foldWord, tokenize } from '../words/tokenize.ts';
import { range } from '../words/word-use.ts';
import type { EntityKind, Group, Subject } from './subject-table.ts';

/** The names a subject's questions may use, as the account writes them. */

/** One value of the account, ready to be found in a question. */
export interface KnownValue {
  readonly kind: EntityKind;
  readonly field: string;
  /** As the account writes it. */
  readonly value: string;
  /** Ids of the records that have it, of another file or of people; else empty. */
  readonly ids: readonly string[];
  readonly stems: readonly string[];
}

/** What a question says of an entity, and which values of the account that is. */
export interface EntityMatch {
  readonly kind: EntityKind;
  readonly at: number;
  readonly length: number;
  /** As the question has it or, of a whole value, as the account writes it. */
  readonly said: string;
  readonly values: readonly {
    readonly field: string;
    readonly value: string;
    readonly ids: readonly string[];
  }[];
  /** A family word or a title for which the account has nothing. */
  readonly unknown: boolean;
  /** How sure it is: the whole value, the family's word, or a part of it. */
  readonly rank: 'whole' | 'group' | 'part';
  /** Whether it was written otherwise. */
  readonly isRespelled: boolean;
  /** Of the rank `group`: the family's words. */
  readonly group?: Group;
  /** Both names of a person: only who has them both. */
  readonly isOne?: boolean;
}

/** Words that say nothing about which value is meant. */
const GENERIC = new Set(
  'the a an of and co inc llc ltd corp company shop store market center centre city town of for to in on at with my st street no card bill payment service high low type one two mg daily online new old big first drug doctor dr general care medicine visit test review check account home family house pay day week month year time date trouble problem'.split(
    ' ',
  ),
);
/** "How severe" asks for it, "per trip" says of how many. */
const DEGREES = new Set(['how', 'most', 'least', 'too', 'very', 'so', 'per']);
const DOERS = new Set('who that which doctor dr one person man lady'.split(' '));
/** People's names are near each other: Miller is no Müller. */
const MIN_CHANGED_OF_PEOPLE = 8;
/** Shorter words sound alike too often. */
const MIN_HEARD = 5;
const MIN_TYPED = 4;

/** How a file's records are written. */
export interface Traits {
  /** Whether dates and amounts of the file can all be read, so that QM may select by them. */
  readonly regular: boolean;
  /** Whether spending is written with a minus: an amount without one came in then. */
  readonly signed: boolean;
}

/** Of a file that was not read. */
export const NOTHING_KNOWN: Traits = { regular: false, signed: false };

export class Catalogue implements Traits {
  readonly #values: readonly KnownValue[];
  readonly #kinds: readonly EntityKind[];
  /** Values by each of their stems. */
  readonly #byStem = new Map<string, KnownValue[]>();
  readonly #things: Spellings;
  readonly #people: Spellings;
  readonly regular: boolean;
  readonly signed: boolean;

  constructor(
    subject: Pick<Subject, 'entities'>,
    values: readonly KnownValue[],
    { regular, signed }: Traits,
  ) {
    this.#kinds = subject.entities;
    this.#values = values;
    this.regular = regular;
    this.signed = signed;
    this.#things = new Spellings(this.#words((kind) => !isOfPeople(kind)));
    this.#people = new Spellings(this.#words(isOfPeople));
    for (const value of values) {
      if (isSentence(value.kind)) continue;
      for (const stem of new Set(value.stems)) {
        const known = this.#byStem.get(stem);
        if (known === undefined) this.#byStem.set(stem, [value]);
        else known.push(value);
      }
    }
  }

  /** Whether a word stands in a name of the account. */
  hasWord(stem: string): boolean {
    return this.#byStem.get(stem)?.some(({ kind }) => kind.only === undefined) === true;
  }

  /** Whether a text that names nothing has a word: instructions are whole sentences. */
  tellsOf(kind: EntityKind, stem: string): boolean {
    return this.#values.some((one) => one.kind === kind && one.stems.includes(stem));
  }

  /** The words in names that this one may be an error of. */
  near(word: string): readonly Meant[] {
    return [...this.#things.near(word), ...nearPeople(this.#people, word)];
  }

  *#words(isMeant: (kind: EntityKind) => boolean): Iterable<string> {
    for (const { kind, stems } of this.#values) {
      if (kind.whole || kind.only !== undefined || !isMeant(kind)) continue;
      for (const stem of stems) if (!GENERIC.has(stem)) yield stem;
    }
  }

  /** What the account has of a group of family words, wherever they were said. */
  ofGroup(kind: EntityKind, group: Group, place: Pick<EntityMatch, 'at' | 'length' | 'said'>): EntityMatch {
    const values = this.#values.filter((one) => one.kind === kind && beginsWord(one, group.values));
    return { ...place, kind, values, group, unknown: values.length === 0, isRespelled: false, rank: 'group' };
  }

  /** All values of one kind. */
  valuesOf(kind: string): readonly string[] {
    return [...new Set(this.#values.filter((one) => one.kind.kind === kind).map(({ value }) => value))];
  }

  /**
   * Every entity a question names; the longest and surest match of a place wins, none overlap.
   * @param isAsked whether the detail of a label is asked for: some kinds are names beside it alone
   */
  matches(
    tokens: readonly Token[],
    free: (index: number) => boolean,
    isAsked: (label: string) => boolean = () => false,
  ): readonly EntityMatch[] {
    const listed = this.#kinds.filter(({ only }) => only !== undefined);
    // "What gives me a fever?" asks for no medicine that is taken for hay fever.
    const isCaused = ({ kind, rank, at }: EntityMatch) =>
      !kind.names && rank === 'part' && listed.some((one) => causing(one, tokens, at).length > 0);
    const candidates = [...this.#groupMatches(tokens, free), ...this.#valueMatches(tokens, free)].filter(
      (match) =>
        match.kind.only === undefined
          ? !isCaused(match)
          : (match.kind.tells !== undefined && isAsked(match.kind.only)) ||
            causing(match.kind, tokens, match.at).length > 0,
    );
    const rank = { whole: 0, group: 1, part: 2 } as const;
    const kindOrder = (match: EntityMatch) => this.#kinds.indexOf(match.kind);
    candidates.sort(
      (a, b) =>
        b.length - a.length ||
        Number(a.unknown) - Number(b.unknown) ||
        Number(isPlaced(b, tokens)) - Number(isPlaced(a, tokens)) ||
        Number(b.group?.flow !== undefined) - Number(a.group?.flow !== undefined) ||
        rank[a.rank] - rank[b.rank] ||
        kindOrder(a) - kindOrder(b) ||
        a.at - b.at,
    );
    const taken = new Set<number>();
    const chosen: EntityMatch[] = [];
    for (const match of candidates) {
      const places = Array.from({ length: match.length }, (_, offset) => match.at + offset);
      if (places.some((place) => taken.has(place))) continue;
      for (const place of places) taken.add(place);
      chosen.push(match);
    }
    return chosen.sort((a, b) => a.at - b.at);
  }

  /** Whether a day or a month is a name of the account: "Bäckerei May", "with Professor May". */
  isWithinName(tokens: readonly Token[], at: number, length: number): boolean {
    return this.#valueMatches(tokens, () => true).some(
      (match) =>
        match.rank === 'whole' &&
        match.at <= at &&
        match.at + match.length >= at + length &&
        (match.length > 1 || (isOfPeople(match.kind) && isPlaced(match, tokens))),
    );
  }

  #groupMatches(tokens: readonly Token[], free: (index: number) => boolean): EntityMatch[] {
    const matches: EntityMatch[] = [];
    // Loops, since hundreds of patterns are tried on each question and nearly none stands in it.
    for (const kind of this.#kinds) {
      // A topic is whatever is said behind its preposition.
      if (kind.contains) continue;
      for (const group of kind.groups) {
        for (const pattern of group.patterns) {
          for (const indices of findEvery(pattern, tokens, free)) {
            const match = this.#groupMatch(kind, group, tokens, indices);
            if (match !== undefined) matches.push(match);
          }
        }
      }
    }
    return matches;
  }

  #groupMatch(
    kind: EntityKind,
    group: Group,
    tokens: readonly Token[],
    indices: readonly number[],
  ): EntityMatch | undefined {
    const [at = 0] = indices;
    const length = indices.length;
    if ((indices.at(-1) ?? 0) - at + 1 !== length) return undefined;
    if (DEGREES.has(wordAt(tokens, at - 1))) return undefined;
    // "Who does my teeth?" names a doctor, "what does my thyroid medicine cost?" does not.
    const isDoing = isAnyOf(wordAt(tokens, at), 'do does');
    if (isDoing && !DOERS.has(wordAt(tokens, at - 1))) return undefined;
    const found = this.ofGroup(kind, group, { at, length, said: saidOf(tokens, at, length) });
    return { ...found, isRespelled: isRespelled(tokens, at, length) };
  }

  #valueMatches(tokens: readonly Token[], free: (index: number) => boolean): EntityMatch[] {
    const found = new Map<string, { match: EntityMatch; values: KnownValue[] }>();
    const add = (value: KnownValue, at: number, length: number, rank: EntityMatch['rank']) => {
      const key = `${value.kind.kind} ${at} ${length} ${rank}`;
      const known = found.get(key);
      if (known !== undefined) {
        known.values.push(value);
        return;
      }
      const said = rank === 'part' ? saidOf(tokens, at, length) : value.value.trim();
      found.set(key, {
        match: {
          kind: value.kind,
          at,
          length,
          said,
          values: [],
          unknown: false,
          isRespelled: isRespelled(tokens, at, length),
          rank,
        },
        values: [value],
      });
    };
    for (let at = 0; at < tokens.length; at += 1) {
      if (!free(at)) continue;
      const token = tokens[at];
      if (token === undefined || token.kind === 'sign') continue;
      for (const value of this.#byStem.get(token.stem) ?? []) {
        if (!value.kind.names && DEGREES.has(wordAt(tokens, at - 1))) continue;
        const start = value.stems.indexOf(token.stem);
        let same = 1;
        let length = 1;
        while (start + same < value.stems.length && free(at + length)) {
          // "Power & Light" is said as "power and light".
          const and = tokens[at + length]?.word === 'and' && value.stems[start + same] !== 'and' ? 1 : 0;
          const next = tokens[at + length + and];
          if (!isSaid(next, value.stems[start + same]) || !free(at + length + and)) break;
          length += 1 + and;
          same += 1;
        }
        const part = value.stems.slice(start, start + same);
        if (same === value.stems.length) add(value, at, length, 'whole');
        else if (
          !value.kind.whole &&
          part.some((stem) => !GENERIC.has(stem) && stem.length > 1) &&
          part.join('').length > 2
        ) {
          add(
            value,
            at,
            length + passedOver(value, tokens, { at: at + length, from: start + same }, free),
            'part',
          );
        }
      }
    }
    // A payee without its standard name is known by the other: both are meant.
    const spans = [...found.values()];
    return spans.map(({ match, values }) => {
      const others = spans.filter(
        (one) =>
          match.kind.fallback &&
          one.match !== match &&
          one.match.kind === match.kind &&
          one.match.at === match.at &&
          one.match.length === match.length,
      );
      const more = others.flatMap((one) => one.values).filter(({ field }) => field !== match.kind.fields[0]);
      return { ...match, values: [...values, ...more] };
    });
  }
}

/** "Which of them gives me a rash?": the verb of a kind that one of its values stands behind, up to it. */
export function causing(
  { behind, only }: EntityKind,
  tokens: readonly Token[],
  at: number,
): readonly number[] {
  if (only === undefined) return [];
  let before = at - 1;
  while (before > 0 && isAnyOf(wordAt(tokens, before), 'me us you a an the my any some')) before -= 1;
  return behind.has(wordAt(tokens, before)) ? range(before, at - before) : [];
}

/** "The eye test" of an "eye pressure test": further words of a name, where those between are not said. */
function passedOver(
  { kind, stems }: KnownValue,
  tokens: readonly Token[],
  { at, from }: { readonly at: number; readonly from: number },
  free: (index: number) => boolean,
): number {
  if (isOfPeople(kind) || kind.fallback) return 0;
  let length = 0;
  let start = from;
  for (;;) {
    const stem =
      tokens[at + length - 1]?.last === false && free(at + length) ? tokens[at + length]?.stem : undefined;
    const next = stem === undefined ? -1 : stems.indexOf(stem, start);
    if (next < 0) return length;
    start = next + 1;
    length += 1;
  }
}

/** What is named by the family's words alone: instructions are whole sentences. */
function isSentence({ whole, tells }: EntityKind): boolean {
  return whole && tells !== undefined;
}

function isOfPeople({ beside }: EntityKind): boolean {
  return beside.length > 0;
}

/** Of a short name only what sounds the same or has its letters doubled or swapped. */
export function nearPeople(people: Spellings, word: string): readonly Meant[] {
  return people
    .near(word)
    .filter((one) => one.isHeard || one.cost === 1 || one.word.length >= MIN_CHANGED_OF_PEOPLE);
}

/** "At the pharmacy", "my last pharmacy run": a place, where "on pharmacy" is a kind. What is around it says which. */
function isPlaced(match: EntityMatch, tokens: readonly Token[]): boolean {
  const { kind, at, length } = match;
  const skip = isAnyOf(wordAt(tokens, at - 1), 'the my our a an') ? 1 : 0;
  const before = wordAt(tokens, at - 1 - skip);
  // "On the pharmacy" is a place, "on pharmacy" a kind.
  const isThe = before === 'on' && tokens[at - 1]?.word === 'the';
  if (isThe) return kind.fallback && !isOfLongerName(match);
  if (kind.behind.has(before) || (before === 'by' && kind.behind.has('at'))) return true;
  const isBehind = (index: number) => index === at + length;
  return kind.nouns.some((pattern) => findPattern(pattern, tokens, isBehind) !== undefined);
}

/** "The food" of "Whole Foods Market": a word of a name that more belongs to than where it is. */
function isOfLongerName({ rank, values, said }: EntityMatch): boolean {
  const stems = new Set(tokenize(said).map(({ stem }) => stem));
  return (
    rank === 'part' &&
    values.every(({ value }) => tokenize(value).some(({ stem }) => !GENERIC.has(stem) && !stems.has(stem)))
  );
}

/** Behind the words of a name before it also what only sounds or looks so: "power and lite", "Media Market". */
function isSaid(token: Token | undefined, stem: string | undefined): boolean {
  if (token === undefined || stem === undefined || token.kind === 'sign') return false;
  if (token.stem === stem) return true;
  const isLong = stem.length >= MIN_HEARD && token.stem.length >= MIN_TYPED;
  return isLong && (soundOf(token.stem) === soundOf(stem) || isOneErrorApart(token.stem, stem));
}

/** Whether a word of the value begins so. */
function beginsWord({ value }: KnownValue, beginnings: readonly string[]): boolean {
  const folded = ` ${tokenize(value)
    .map(({ word }) => word)
    .join(' ')}`;
  return beginnings.some((beginning) => folded.includes(` ${foldWord(beginning)}`));
}

function isRespelled(tokens: readonly Token[], at: number, length: number): boolean {
  return tokens.slice(at, at + length).some((token) => token.isRespelled === true);
}

function saidOf(tokens: readonly Token[], at: number, length: number): string {
  return tokens
    .slice(at, at + length)
    .map(({ word }) => word)
    .join(' ');
}
