import type { FamilyMember, Person } from '../meaning/query.ts';
import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { OTHERS, SPEAKER, TOGETHER } from '../words/core-words.ts';
import { type Token, wordAt } from '../words/token.ts';
import { stem } from '../words/tokenize.ts';
import { range } from '../words/word-use.ts';

/** Which member of the family a question is about, and the question put as that one would ask it. */

interface Whose {
  readonly person: Person | undefined;
  /** Where the words stand that name the person. */
  readonly settled: ReadonlySet<number>;
  readonly mentions: readonly Mention[];
  /** What stands for the person beside the name. */
  readonly pronouns: ReadonlySet<string>;
  readonly names: readonly string[];
  /** Where nobody else is meant. */
  readonly speaker: FamilyMember | undefined;
}

/** Words in a row that name a person: "my boy Tim", "Ellen Hale". */
interface Mention {
  readonly at: number;
  readonly length: number;
}

const HERS = ['she', 'her', 'hers'];
const HIS = ['he', 'him', 'his'];
const EITHER = new Set([...HERS, ...HIS]);
const FEMALE = new Set('wife mother daughter grandmother sister aunt niece granddaughter'.split(' '));
const MALE = new Set('husband father son grandfather brother uncle nephew grandson'.split(' '));

/** "When is my birthday?": the speaker is a member of the family too. */
function ofSpeaker(tokens: readonly Token[], { speaker }: Whose): Named | undefined {
  // "The youngest in my family" is asked of all of them.
  const mine = tokens.findIndex((token, at) => isMy(token) && !FAMILY.has(wordAt(tokens, at + 1)));
  // "When was I born?"
  const isBorn = mine < 0 && tokens.some(({ word }) => word === 'born' || word === 'old');
  const at = isBorn ? tokens.findIndex(({ word }) => word === 'i') : mine;
  const [name] = speaker?.names ?? [];
  if (at < 0 || name === undefined) return undefined;
  return {
    tokens: tokens.map((token, index) => (index === at ? as(token, name) : token)),
    names: [name],
    isOfFamily: true,
  };
}

const FAMILY = new Set('family household relatives people'.split(' '));

/** "And me?", "and my pulse?": the speaker, where a question goes on from one about somebody else. */
export function isOfSpeaker(tokens: readonly Token[]): boolean {
  return (
    tokens.some(({ word }) => SPEAKER.has(word)) &&
    !tokens.some(({ word }) => EITHER.has(word) || word === 'their')
  );
}

export function whoIsMeant(tokens: readonly Token[], persons: readonly FamilyMember[]): Whose {
  // "Is Robert allergic to it?": who cares for him may ask so, and he himself does not.
  const isAskedOfSpeaker = !tokens.some(({ word }) => SPEAKER.has(word) || TOGETHER.has(word));
  const others = persons.filter(({ isSpeaker }) => !isSpeaker);
  for (const person of isAskedOfSpeaker ? [...others, ...persons.filter(isSpeakerNamed)] : others) {
    const mentions = mentionsOf(tokens, person);
    if (mentions.length === 0) continue;
    return {
      person: { id: person.id, name: person.name },
      settled: new Set(mentions.flatMap(({ at, length }) => range(at, length))),
      mentions,
      pronouns: pronounsOf(person),
      names: person.names,
      speaker: undefined,
    };
  }
  const speaker = persons.find(({ isSpeaker }) => isSpeaker);
  return { settled: new Set(), person: undefined, mentions: [], pronouns: new Set(), names: [], speaker };
}

/** A speaker has a name beside the word that says who he is. */
function isSpeakerNamed({ isSpeaker, names }: FamilyMember): boolean {
  return isSpeaker && names.length > 1;
}

export function mentionsOf(tokens: readonly Token[], { names, surnames }: FamilyMember): readonly Mention[] {
  const isIn = (words: readonly string[], token: Token | undefined) =>
    token !== undefined && (words.includes(token.stem) || words.includes(stem(token.word)));
  const found: Mention[] = [];
  for (let index = 0; index < tokens.length; ) {
    if (!isIn(names, tokens[index])) {
      index += 1;
      continue;
    }
    // "My little boy".
    const little = isAnyOf(wordAt(tokens, index - 1), 'little dear darling') && isMy(tokens[index - 2]);
    const isLed = isMy(tokens[index - 1]) || isTheRelation(tokens, index);
    const at = little ? index - 2 : isLed ? index - 1 : index;
    let end = index + 1;
    while (isIn([...names, ...surnames], tokens[end])) end += 1;
    found.push({ at, length: end - at });
    index = end;
  }
  return found;
}

/** "The missus", "the boy". */
function isTheRelation(tokens: readonly Token[], index: number): boolean {
  const { word = '', stem: root = '' } = tokens[index] ?? {};
  return tokens[index - 1]?.word === 'the' && (OTHERS.has(word) || OTHERS.has(root));
}

function pronounsOf({ names }: FamilyMember): ReadonlySet<string> {
  if (names.some((name) => FEMALE.has(name))) return new Set(HERS);
  return names.some((name) => MALE.has(name)) ? new Set(HIS) : EITHER;
}

/** As the verb stands beside "I". */
const BESIDE_I: Readonly<Record<string, string>> = byWord({
  is: 'am',
  does: 'do',
  has: 'have',
  goes: 'go',
  applies: 'apply',
  ...Object.fromEntries(
    'take weigh see use need react swallow inject inhale get visit start stop use measure'
      .split(' ')
      .map((verb) => [`${verb}s`, verb]),
  ),
});
const OWN = new Set(['her', 'his', 'their', 'hers', 'him']);
/** Whom one brings somewhere has to be there. */
const BRINGING = new Set(['get', 'take', 'bring', 'drive']);

/** A question as the one it is about would ask it. */
interface PutAsOwn {
  readonly tokens: readonly Token[];
  /** Where the words stand that are the person's now. */
  readonly own: readonly number[];
  /** Whether it is about the speaker too: "does my wife take my pills?" */
  readonly isMixed: boolean;
  /** The question with the name, for what is asked of the person: "when is Ellen's birthday?" */
  readonly named: Named | undefined;
}

export interface Named {
  readonly tokens: readonly Token[];
  readonly names: readonly string[];
  /** Whether only the records of the family itself have it: another file has the name for another. */
  readonly isOfFamily: boolean;
}

/**
 * "Which pills is Ellen on?" as "which pills am I on?", "my wife's allergies" as "my allergies", "my boy Tim, does he
 * still take it?" as "do I still take it?".
 * @param text the question, which the places of the tokens are in
 */
export function putAsOwn(text: string, given: readonly Token[], whose: Whose): PutAsOwn {
  const { person, pronouns } = whose;
  if (person === undefined) return { tokens: given, own: [], isMixed: false, named: ofSpeaker(given, whose) };
  const said = topicsApart(given, whose);
  const { tokens, mentions } = said;
  const settled = new Set(mentions.flatMap(({ at, length }) => range(at, length)));
  const brought = broughtBy(tokens, mentions);
  const isSubject = (at: number) => pronouns.has(wordAt(tokens, at)) && /^s?he$/.test(wordAt(tokens, at));
  const put: Token[] = [];
  const own: number[] = [];
  tokens.forEach((token, at) => {
    const mention = mentions.find((one) => one.at + one.length - 1 === at);
    if (at === brought?.verb) put.push(as(token, 'go'));
    else if (at === brought?.speaker) put.push(as(token, 'i'));
    else if (settled.has(at) && (mention === undefined || brought !== undefined)) return;
    else if (mention !== undefined) {
      own.push(put.length);
      const isOwner = /['’‘]s$/i.test(text.slice(token.start, token.end));
      put.push(as(token, isOwner ? 'my' : 'i'));
    } else if (isSubject(at)) {
      own.push(put.length);
      put.push(as(token, 'i'));
    } else if (OWN.has(token.word)) {
      put.push(as(token, 'my'));
    } else if (isVerbOf(tokens, at, (index) => settled.has(index) || isSubject(index))) {
      put.push(as(token, BESIDE_I[token.word] ?? token.word));
    } else put.push(token);
  });
  const isMixed = tokens.some(
    ({ word }, at) =>
      (SPEAKER.has(word) && !settled.has(at) && at !== brought?.speaker) ||
      // "Ellen, what is he taking?": somebody else.
      (/^s?he$/.test(word) && !pronouns.has(word)),
  );
  return {
    tokens: put,
    own,
    isMixed,
    named: { tokens: asNamed(given, whose), names: whose.names, isOfFamily: false },
  };
}

/** Without what only says who "she" is: "Ellen, is she ...?", "is she ..., Ellen I mean". */
function topicsApart(
  given: readonly Token[],
  { mentions, pronouns }: Whose,
): { readonly tokens: readonly Token[]; readonly mentions: readonly Mention[] } {
  const isSubject = (word: string) => pronouns.has(word) && /^s?he$/.test(word);
  if (!given.some(({ word }) => isSubject(word))) return { tokens: given, mentions };
  const gone = new Set<number>();
  for (const { at, length } of mentions) {
    const end = at + length;
    const isMeant = /^i mean/.test(wordsFrom(given, end, 2)) ? 2 : 0;
    const isLed = wordsFrom(given, at - 2, 2) === 'i mean' ? 2 : 0;
    const isFirst = at === 0;
    const isLast = end + isMeant === given.length;
    if (!isFirst && !isLast) continue;
    for (const index of range(at - isLed, isLed + length + isMeant)) gone.add(index);
  }
  const kept = given.flatMap((token, at) => (gone.has(at) ? [] : [{ token, at }]));
  const placeOf = new Map(kept.map(({ at }, index) => [at, index]));
  return {
    tokens: kept.map(({ token }) => token),
    mentions: mentions.flatMap(({ at, length }) => {
      const place = placeOf.get(at);
      return place === undefined ? [] : [{ at: place, length }];
    }),
  };
}

function wordsFrom(tokens: readonly Token[], at: number, count: number): string {
  return at < 0
    ? ''
    : tokens
        .slice(at, at + count)
        .map(({ word }) => word)
        .join(' ');
}

/** "When do I have to get Tim to the dentist?" asks when Tim has to go there. */
function broughtBy(
  tokens: readonly Token[],
  [mention]: readonly Mention[],
): { readonly verb: number; readonly speaker: number } | undefined {
  if (mention === undefined) return undefined;
  const verb = mention.at - 1;
  const isBrought = BRINGING.has(wordAt(tokens, verb)) && tokens[mention.at + mention.length]?.word === 'to';
  const speaker = tokens.findIndex(({ word }) => word === 'i' || word === 'we');
  return isBrought && speaker >= 0 && speaker < verb ? { verb, speaker } : undefined;
}

/** The name alone of all that stands for the person. */
function asNamed(tokens: readonly Token[], { mentions, pronouns }: Whose): readonly Token[] {
  const [first] = mentions;
  if (first === undefined) return tokens;
  const words = range(first.at, first.length);
  const isRelation = (at: number) => OTHERS.has(tokens[at]?.stem ?? '') || OTHERS.has(wordAt(tokens, at));
  const isArticle = (at: number) =>
    isMy(tokens[at]) || isAnyOf(wordAt(tokens, at), 'the little dear darling');
  const name = words.find((at) => !isRelation(at) && !isArticle(at)) ?? words.at(-1);
  return tokens.filter(
    ({ word }, at) =>
      at === name ||
      (!pronouns.has(word) && !mentions.some((one) => at >= one.at && at < one.at + one.length)),
  );
}

/** In front of the person or behind. */
function isVerbOf(tokens: readonly Token[], at: number, isPerson: (at: number) => boolean): boolean {
  return BESIDE_I[wordAt(tokens, at)] !== undefined && (isPerson(at + 1) || isPerson(at - 1));
}

function as(token: Token, word: string): Token {
  return { ...token, word, stem: word };
}

function isMy(token: Token | undefined): boolean {
  return token?.word === 'my' || token?.word === 'our';
}
