import { isAnyOf } from '../words/any-of.ts';
import { APART_CLOSINGS, CLOSINGS, FILED, HELD } from '../words/closing-words.ts';
import { ASKING, OTHERS, PREPOSITIONS, REMINDING, SPEAKER, TOGETHER, YES_NO } from '../words/core-words.ts';
import { ADDRESSES, APART, FILLERS, KIN, NOT_AFTER } from '../words/filler-words.ts';
import {
  BEING_THERE,
  DETAILS,
  FETCHED,
  FETCHING,
  FORGETTING,
  HAD,
  HANDED,
  HANDING,
  HAVING,
  HOLDING,
  MEANING,
  NAMING,
  OPENINGS,
  PLEASED,
} from '../words/opening-words.ts';
import { type Phrases, said } from '../words/phrases.ts';
import { ATTITUDES, ENDEARMENTS, PREFACES } from '../words/preface-words.ts';
import { endClause, type Token, wordAt, wordOf } from '../words/token.ts';
import { isClosing } from './closing.ts';

/** What is said around a question: greetings, "and ...", wishes. */

export interface Stripped {
  readonly tokens: readonly Token[];
  /** Whether it was said to show something. */
  readonly shows: boolean;
  readonly reminds: boolean;
  /** Whether it says that the records are meant. */
  readonly filed: boolean;
  /** Whether it is put as a clause: "do you know if I am ...". */
  readonly isClause: boolean;
  /** Whether it was put as a wish to see: records, or a doctor. */
  readonly isWishToSee: boolean;
}

/** What a clause that asks for yes or no begins with. */
const WHETHER = new Set(['if', 'whether']);
const SHOWING = new Set(['show', 'list', 'display', 'read', 'check', 'see']);
const NAMED = new Set('my our the all every any each'.split(' '));
const BEFORE_A_NAME = new Set(
  (
    'my our the a an and or than his her any no is are another other same different new old next last first which what this that ' +
    'each every your their its whose eye heart skin family'
  ).split(' '),
);
/** A word repeated while one thinks says nothing: "what what is my ...". */
const REPEATED = new Set(
  'what when where who how which the my is are do did i a an of to for and in on at'.split(' '),
);

/**
 * A question without what is said around it.
 * @param isName whether a word, by its stem, stands in a name of the account: such a one calls nobody
 */
export function stripped(given: readonly Token[], isName: (stem: string) => boolean = () => false): Stripped {
  const all = withoutHeld(withoutFillers(given));
  let tokens = withoutAsides(all.tokens);
  let filed = all.filed;
  // "Doctors list", and not "Lipitor: on my list?".
  let shows =
    all.tokens.length > 1 &&
    all.tokens.at(-1)?.word === 'list' &&
    !isAnyOf(wordOf(all.tokens.at(-2)), 'my our the');
  let isClause = false;
  let isWishToSee = false;
  for (;;) {
    const opening = openingOf(tokens, isName);
    if (opening === undefined) break;
    const phrase = said(tokens, 0, opening.length);
    shows ||= opening.shows || SHOWING.has(phrase);
    isWishToSee = phrase !== 'see' && phrase.endsWith('see');
    tokens = [...opening.instead, ...tokens.slice(opening.length)];
    const [first, second] = tokens;
    if (opening.shows && WHETHER.has(wordOf(first)) && second !== undefined && second.word !== 'you') {
      tokens = tokens.slice(tokens[1]?.word === 'or' && tokens[2]?.word === 'not' ? 3 : 1);
      isClause = true;
    }
  }
  // "Whether any payment was made": put as a clause of nothing.
  if (tokens[0]?.word === 'whether' && tokens.length > 2) {
    tokens = tokens.slice(tokens[1]?.word === 'or' ? 3 : 1);
    isClause = true;
  }
  const about = tokens[0]?.word;
  if ((about === 'about' || about === 'of') && tokens.length > 1) tokens = tokens.slice(1);
  tokens = withoutAsides(tokens);
  for (;;) {
    const length = closingOf(tokens, isName);
    if (length === 0) break;
    filed ||= FILED.has(said(tokens, tokens.length - length));
    tokens = endClause(tokens.slice(0, -length));
  }
  const reminds = given.some(({ word }) => word === 'remind') && !shows;
  return { tokens: endClause(tokens), shows, filed, reminds, isClause, isWishToSee };
}

interface Opening {
  readonly length: number;
  readonly shows: boolean;
  /** What stands for it. */
  readonly instead: readonly Token[];
}

function openingOf(tokens: readonly Token[], isName: (stem: string) => boolean): Opening | undefined {
  const fits = (length: number, after: (word: string) => boolean = () => true) =>
    length > 0 && length < tokens.length && after(wordAt(tokens, length));
  const found = (length: number, shows = length > 1, instead: readonly Token[] = []): Opening => ({
    length,
    shows,
    instead,
  });
  const asks = (word: string) => ASKING.has(word) || WHETHER.has(word);
  const isApart = tokens[1]?.last === true;
  if (
    said(tokens, 0, 2) === REMINDING.join(' ') &&
    fits(2, (word) => isApart || asks(word) || (NAMED.has(word) && asksForDetail(tokens, 2)))
  )
    return found(2);
  const meaning = MEANING.lengthAt(tokens, 0);
  const [begun] = tokens;
  if (begun !== undefined && fits(meaning) && !tokens.some(({ word }) => ASKING.has(word)))
    return found(meaning, false, [{ ...begun, word: 'and', stem: 'and', last: false }]);
  if (isAnyOf(wordAt(tokens, 0), 'like wait heck blimey crikey sheesh whew phew') && fits(1, asks))
    return found(1);
  const isPleased = PLEASED.has(wordAt(tokens, 0)) && (tokens[0]?.last || tokens[1]?.word === 'and');
  if (isPleased && fits(1)) return found(1);
  const plain = OPENINGS.lengthAt(tokens, 0);
  const prefaced = prefaceOf(tokens);
  const forgetting = FORGETTING.lengthAt(tokens, 0);
  // "I forgot my dose" tells that it was not taken.
  const forgotten = tokens.slice(forgetting, forgetting + 4).map(({ word }) => word);
  const isOfDetail =
    asksForDetail(tokens, forgetting) && !forgotten.some((word) => /^dos(e|es|age)$/.test(word));
  const asksAny = (word: string) => asks(word) || (word !== 'any' && YES_NO.has(word));
  if (forgetting > plain && (fits(forgetting, asksAny) || (isOfDetail && fits(forgetting))))
    return found(forgetting, true);
  if (fits(plain) && plain >= prefaced) return found(plain);
  if (fits(prefaced)) return found(prefaced, tokens[0]?.word === 'remind');
  const named = NAMING.lengthAt(tokens, 0);
  if (fits(named, (word) => NAMED.has(word))) return found(named, true);
  const fetched = FETCHING.lengthAt(tokens, 0);
  if (
    fits(fetched, (word) => NAMED.has(word)) &&
    tokens
      .slice(fetched, fetched + MAX_BEFORE_FETCHED)
      .some(({ word }) => FETCHED.has(word) || DETAILS.has(word))
  )
    return found(fetched, true);
  const held = HOLDING.lengthAt(tokens, 0);
  if (fits(held, (word) => word === 'my' || word === 'our')) return found(held, true);
  const had = HAVING.lengthAt(tokens, 0);
  // "Could I have my purchases refunded?" asks to have something done.
  const isHad =
    tokens
      .slice(had, had + MAX_BEFORE_FETCHED)
      .some(({ word }) => HAD.has(word) || isAnyOf(word, 'total totals sum breakdown')) &&
    !tokens.some(({ word }) => isAnyOf(word, 'refunded reimbursed'));
  if (fits(had) && (isHad || asksForDetail(tokens, had))) return found(had, true);
  const handed = HANDING.lengthAt(tokens, 0);
  if (fits(handed) && asksForDetail(tokens, handed, HANDED, MAX_BEFORE_FETCHED)) return found(handed, true);
  const there = BEING_THERE.lengthAt(tokens, 0);
  const [first] = tokens;
  if (first !== undefined && fits(there) && asksForDetail(tokens, there))
    return found(
      there,
      false,
      ['is', 'there'].map((word) => ({ ...first, word, stem: word, last: false })),
    );
  const called = Math.max(ADDRESSES.lengthAt(tokens, 0), calledApart(tokens, 0));
  const isCalled = fits(called) && !tokens.slice(0, called).some(({ stem }) => isName(stem));
  return isCalled ? found(called, false) : undefined;
}

/** "Item 1: ...", "I clean forgot what ...": set off by a pause, or with a question behind. */
function prefaceOf(tokens: readonly Token[]): number {
  const length = PREFACES.lengthAt(tokens, 0);
  const next = wordAt(tokens, length);
  const isBegun = ASKING.has(next) || WHETHER.has(next) || (YES_NO.has(next) && next !== 'any');
  const isJoined = isAnyOf(next, 'but and so') && length + 1 < tokens.length;
  if (length > 0 && tokens[length - 1]?.last) return isJoined ? length + 1 : length;
  if (length > 0 && (isBegun || PREFACES.lengthAt(tokens, length) > 0)) return length;
  const called = ENDEARMENTS.lengthAt(tokens, 0);
  return ASKING.has(wordAt(tokens, called)) ? called : 0;
}

const MAX_BEFORE_FETCHED = 6; // "My latest Visa card transactions".

/** "The number of ...", "a phone number": within the next three words. */
function asksForDetail(tokens: readonly Token[], at: number, details = DETAILS, within = 3): boolean {
  return tokens.slice(at, at + within).some(({ word }) => details.has(word));
}

/** "Love, ...", "mum what ...": who is called by a word that may be asked about, at the beginning. */
function calledApart(tokens: readonly Token[], at: number): number {
  const length = APART.lengthAt(tokens, at);
  if (length === 0) return 0;
  const isApart = tokens[at + length - 1]?.last === true || ASKING.has(wordAt(tokens, at + length));
  return isApart && mayCall(tokens, at, length) ? length : 0;
}

/** "Mum, what does she take?" asks of her; "mum, what do I take?" does not. */
function mayCall(tokens: readonly Token[], at: number, length: number): boolean {
  if (!KIN.has(said(tokens, at, at + length))) return true;
  const rest = [...tokens.slice(0, at), ...tokens.slice(at + length)];
  const own = rest.some(({ word }) => SPEAKER.has(word) || TOGETHER.has(word));
  return own && !rest.some(({ word }) => OTHERS.has(word) && word !== 'you');
}

/** @returns how many words at the end are none of the question's */
function closingOf(tokens: readonly Token[], isName: (stem: string) => boolean): number {
  const fits = (length: number) => (length < tokens.length ? length : 0);
  const closing = fits(CLOSINGS.lengthBefore(tokens, tokens.length));
  if (closing > 0) return isClosing(tokens, closing) ? closing : 0;
  const over = fits(APART_CLOSINGS.lengthBefore(tokens, tokens.length));
  if (over > 0 && tokens.at(-over - 1)?.last) return over;
  const called = fits(ADDRESSES.lengthBefore(tokens, tokens.length));
  const before = tokens[tokens.length - called - 1];
  const isFree = called > 0 && !tokens.slice(-called).some(({ stem }) => isName(stem));
  const isNamed = before !== undefined && (PREPOSITIONS.has(before.word) || BEFORE_A_NAME.has(before.word));
  if (isFree && (before?.last || !isNamed)) return called;
  const apart = fits(APART.lengthBefore(tokens, tokens.length));
  const at = tokens.length - apart;
  return apart > 0 && tokens[at - 1]?.last && mayCall(tokens, at, apart) ? apart : 0;
}

/** "What is my weight love": without a call at the end that no pause sets off. */
export function withoutLastCall(tokens: readonly Token[]): readonly Token[] | undefined {
  const before = wordOf(tokens.at(-2));
  if (tokens.length < 3 || !isAnyOf(wordOf(tokens.at(-1)), 'love man doctor')) return undefined;
  return PREPOSITIONS.has(before) || BEFORE_A_NAME.has(before) ? undefined : endClause(tokens.slice(0, -1));
}

/** Without what stands between two pauses and says nothing: ", please,", ", love,". */
function withoutAsides(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  let start = 0;
  tokens.forEach(({ last }, index) => {
    if (!last) return;
    const clause = tokens.slice(start, index + 1);
    const isAside =
      start > 0 &&
      index < tokens.length - 1 &&
      ([OPENINGS, CLOSINGS, ADDRESSES, APART].some((phrases: Phrases) => phrases.has(said(clause))) ||
        said(clause) === REMINDING.join(' ')) &&
      mayCall(tokens, start, clause.length);
    if (!isAside) kept.push(...clause);
    start = index + 1;
  });
  kept.push(...tokens.slice(start));
  return kept;
}

/** Without "um", "you know" and words that were said twice. */
function withoutFillers(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const before = kept.at(-1);
    const length = isLike(tokens, at) || isSay(tokens, at) ? 1 : fillerAt(tokens, at);
    const after = NOT_AFTER[said(tokens, at, at + length)];
    const isFiller = length > 0 && length < tokens.length && !after?.has(wordOf(before));
    if (isFiller) {
      const last = token.word === 'comma' || tokens.slice(at, at + length).some((one) => one.last);
      if (before !== undefined && last) kept[kept.length - 1] = { ...before, last };
      at += length;
      continue;
    }
    if (before !== undefined && isSaidAnew(before, token)) kept.pop();
    // "Any thing" is one word.
    const isSplit = token.word === 'thing' && before !== undefined && isAnyOf(before.word, 'any some every');
    if (isSplit) {
      kept.pop();
      const word = `${before.word}thing`;
      kept.push({ ...token, word, stem: word, start: before.start });
    } else kept.push(token);
    at += 1;
  }
  return kept.length === 0 ? tokens : kept;
}

function fillerAt(tokens: readonly Token[], at: number): number {
  return Math.max(FILLERS.lengthAt(tokens, at), ATTITUDES.lengthAt(tokens, at));
}

/** "What what is ...", "who, which doctor ...": begun anew with another word. */
function isSaidAnew(before: Token, { word }: Token): boolean {
  if (before.word === word) return REPEATED.has(word);
  return ASKING.has(before.word) && isAnyOf(word, 'which who when where') && before.word !== 'how';
}

/** "What is like the dose of ...". */
function isLike(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.word === 'like' &&
    isAnyOf(wordAt(tokens, at - 1), 'is are was were do did so') &&
    isAnyOf(wordAt(tokens, at + 1), 'the my our i we all')
  );
}

/** "What does a year of it come to, say last year?" */
function isSay(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.word === 'say' &&
    tokens[at - 1]?.last === true &&
    isAnyOf(wordAt(tokens, at + 1), 'in on for from since last this the')
  );
}

/** "Which allergies do you have down for me?": what HAL holds are the records. */
function withoutHeld(tokens: readonly Token[]): {
  readonly tokens: readonly Token[];
  readonly filed: boolean;
} {
  for (let at = 1; at < tokens.length; at += 1) {
    const length = HELD.lengthAt(tokens, at);
    if (length === 0) continue;
    return { tokens: [...tokens.slice(0, at), ...tokens.slice(at + length)], filed: true };
  }
  return { tokens, filed: false };
}

export function withoutAnd(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.map(({ word }) => word);
  const lead = [
    ['and', 'what', 'about'],
    ['and', 'how', 'about'],
    ['what', 'about'],
    ['how', 'about'],
    ['and'],
    ['or'],
    ['but'],
    ['also'],
  ].find((phrase) => phrase.length < words.length && phrase.every((word, index) => words[index] === word));
  return lead === undefined ? tokens : tokens.slice(lead.length);
}
