import type { FamilyMember } from '../meaning/query.ts';
import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { OTHERS, SPEAKER, TOGETHER } from '../words/core-words.ts';
import { Phrases, said as phrase } from '../words/phrases.ts';
import { endClause, putWord, putWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { mentionsOf } from './whose.ts';

/**
 * A question asked of several members of the family: "who takes Zoloft?", "is anyone else allergic to nuts?", "whose
 * pulse is higher, mine or Ellen's?" It is put as each of them would ask it of himself.
 */

export interface AskedOfEach {
  /** As each of them would ask. */
  readonly tokens: readonly Token[];
  readonly members: readonly FamilyMember[];
  readonly asked: 'who' | 'whether';
  /** Who has most or least of it is asked. */
  readonly order: 'max' | 'min' | undefined;
}

const ANYBODY = new Set('anyone anybody someone somebody'.split(' '));
const GROUP =
  /^(?:(?:in|of|from) (?:the|my|our|this) (?:whole |entire )?(?:family|household|house|home)|of us(?: two| all)?|(?:in|of) (?:the|my|our) lot|at home|around here|here)\b/;
const WHICH = /^(?:which|what) (?:one |member |members |person |people )?/;
const AUXILIARIES = new Set('is are was were do does did has have had'.split(' '));

const MORE = new Set(
  (
    'more most higher highest heavier heaviest faster fastest bigger biggest greater greatest ' + 'worst'
  ).split(' '),
);
const LESS = new Set(
  'less least lower lowest lighter lightest slower slowest fewer fewest smaller smallest'.split(' '),
);
const OF_WEIGHT = new Set('heavier heaviest lighter lightest'.split(' '));

/** @returns undefined where it is asked of one person, or of nobody who is on record */
export function askedOfEach(
  given: readonly Token[],
  family: readonly FamilyMember[],
): AskedOfEach | undefined {
  if (family.length < 2) return undefined;
  const beside = withoutMyself(given);
  const { tokens: named, members, isGrouped } = withoutGroup(beside, family);
  const lead = comparedWith(named, family) ?? askedWho(named, isGrouped) ?? askedEverybody(named);
  const compared = lead && { ...lead, isOthers: lead.isOthers || beside !== given };
  if (compared === undefined) return undefined;
  const { rest, asked, isOthers } = compared;
  const among = compared.members ?? members ?? family.filter(({ isSpeaker }) => !(isOthers && isSpeaker));
  const ranked = rankedOf(rest);
  const own =
    ranked?.tokens ?? (compared.members === undefined ? asOwn(rest, compared.isInverted) : undefined);
  // "Who takes my pills?", "who has your number?": of the speaker and of others as well.
  const said = rest.filter(({ word }) => SPEAKER.has(word) || TOGETHER.has(word) || OTHERS.has(word));
  if (own === undefined || said.length > 0) return undefined;
  if (family.some((one) => mentionsOf(rest, one).length > 0)) return undefined;
  return { tokens: endClause(own), members: among, asked, order: ranked?.order };
}

/** Without "besides me", which says that the others are meant. */
function withoutMyself(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word }) => isAnyOf(word, 'besides except but excluding apart other'));
  const skip = isAnyOf(wordAt(tokens, at + 1), 'from than for') ? 2 : 1;
  const isMe = at > 0 && isAnyOf(wordAt(tokens, at + skip), 'me myself');
  return isMe ? endClause(tokens.toSpliced(at, skip + 1)) : tokens;
}

interface Lead {
  /** What is asked: the verb and what follows it. */
  readonly rest: readonly Token[];
  readonly asked: 'who' | 'whether';
  /** "Anyone else": the speaker is none of them. */
  readonly isOthers: boolean;
  /** Whether its verb stands as it does in a question: "is anyone ...". */
  readonly isInverted: boolean;
  readonly members?: readonly FamilyMember[];
}

/** "Who else takes ...", "does anybody take ...", "which of us has ...", "is there anyone who has ...". */
function askedWho(tokens: readonly Token[], isGrouped: boolean): Lead | undefined {
  const [first] = tokens;
  if (first === undefined) return undefined;
  const elseAt = (at: number) => (tokens[at]?.word === 'else' ? 1 : 0);
  const lead = (at: number, asked: Lead['asked'], front: readonly Token[] = []): Lead => ({
    rest: [...front, ...tokens.slice(at + elseAt(at))],
    asked,
    isOthers: elseAt(at) > 0,
    isInverted: front.length > 0,
  });
  if (first.word === 'who' || first.word === 'whose')
    return lead(1, 'who', first.word === 'whose' ? [first] : []);
  const which = WHICH.exec(`${phrase(tokens.slice(0, 3))} `)?.[0].trim();
  if (isGrouped && which !== undefined && AUXILIARIES.has(wordAt(tokens, which.split(' ').length)))
    return lead(which.split(' ').length, 'who');
  if (isGrouped && which !== undefined && isVerb(tokens[which.split(' ').length]))
    return lead(which.split(' ').length, 'who');
  if (/^(?:is|are) there$/.test(phrase(tokens.slice(0, 2))) && ANYBODY.has(wordAt(tokens, 2))) {
    const more = 3 + elseAt(3);
    const who = isAnyOf(wordAt(tokens, more), 'who that') ? 1 : 0;
    return { rest: tokens.slice(more + who), asked: 'whether', isOthers: more > 3, isInverted: false };
  }
  if (AUXILIARIES.has(first.word) && ANYBODY.has(wordAt(tokens, 1))) return lead(2, 'whether', [first]);
  return undefined;
}

const EVERYBODY = new Phrases([
  'everyone|everybody',
  'each|all of us',
  'the|my|our whole|entire family|household',
  'each|every family member',
]);
const OURS = new Phrases(['all|each of? our', 'our']);
const WE = new Phrases(['we all|each|both?']);

/** "What is everybody allergic to?", "everyone's medicines", "all of our appointments next week". */
function askedEverybody(tokens: readonly Token[]): Lead | undefined {
  const [first] = tokens;
  if (first === undefined) return undefined;
  const isWhat = isAnyOf(first.word, 'what which');
  const lead = (rest: readonly Token[], isInverted: boolean): Lead | undefined =>
    rest.length < 2 ? undefined : { rest, asked: 'who', isOthers: false, isInverted };
  const start = isWhat && isAnyOf(wordAt(tokens, 1), 'is are') ? 2 : 0;
  const owners = EVERYBODY.lengthAt(tokens, start) || OURS.lengthAt(tokens, start);
  const isVerbNext = isAnyOf(wordAt(tokens, start + owners), 'allergic on taking seeing having');
  if (owners > 0 && !isVerbNext) return lead([putWord(first, 'has'), ...tokens.slice(start + owners)], false);
  const lengthAt = (at: number) => EVERYBODY.lengthAt(tokens, at) || WE.lengthAt(tokens, at);
  const at = tokens.findIndex((_, index) => lengthAt(index) > 0);
  const auxiliary = tokens[at - 1];
  if (!isWhat || auxiliary === undefined || !AUXILIARIES.has(auxiliary.word)) return undefined;
  const behind = tokens.slice(at + lengthAt(at));
  const things = tokens.slice(1, at - 1);
  const thing = things.length > 0 ? [putWord(first, 'any'), ...things] : [putWord(first, 'anything')];
  const verb = isAnyOf(wordAt(behind, 1), 'to on for') ? 2 : 1;
  return lead([auxiliary, ...behind.slice(0, verb), ...thing, ...behind.slice(verb)], true);
}

/** "Does Ellen weigh more than me?", "is my pulse higher than my wife's?": two of them. */
function comparedWith(tokens: readonly Token[], family: readonly FamilyMember[]): Lead | undefined {
  const than = tokens.findIndex(({ word }) => word === 'than');
  if (than < 0 || !AUXILIARIES.has(wordAt(tokens, 0))) return undefined;
  const tail = tokens.slice(than + 1);
  const own = tail.filter(({ word }) => !isAnyOf(word, 'do does is am has have'));
  const second = memberOf(own, family);
  const head = tokens.slice(0, than);
  const firsts = family.filter((one) =>
    one.isSpeaker ? isOfSpeakerAlone(head, family) : mentionsOf(head, one).length > 0,
  );
  const [first, ...more] = firsts;
  if (second === undefined || first === undefined || more.length > 0 || first === second) return undefined;
  const [mention] = first.isSpeaker ? [] : mentionsOf(head, first);
  const place = mention ?? { at: head.findIndex(({ word }) => word === 'i' || word === 'my'), length: 1 };
  const behind = head.slice(place.at + place.length);
  const [auxiliary] = head;
  const isOwner = isAnyOf(wordOf(auxiliary), 'is are was were') && !isRank(behind[0]);
  if (place.at !== 1 || auxiliary === undefined) return undefined;
  const rest = isOwner
    ? [putWord(auxiliary, 'whose'), ...behind]
    : isRank(behind[0])
      ? [auxiliary, ...behind]
      : behind;
  return { rest, asked: 'whether', isOthers: false, isInverted: false, members: [first, second] };
}

function isOfSpeakerAlone(head: readonly Token[], family: readonly FamilyMember[]): boolean {
  const isOther = family.some((one) => !one.isSpeaker && mentionsOf(head, one).length > 0);
  return !isOther && head.some(({ word }) => word === 'i' || word === 'my');
}

/** Without "in the family", and "me or my wife" at the end, which say whom it is asked of. */
function withoutGroup(given: readonly Token[], family: readonly FamilyMember[]) {
  let tokens = given;
  let isGrouped = false;
  for (let at = 1; at < tokens.length; at += 1) {
    const length = GROUP.exec(phrase(tokens.slice(at, at + 5)))?.[0].split(' ').length ?? 0;
    if (length === 0) continue;
    tokens = tokens.toSpliced(at, length);
    isGrouped = true;
  }
  const or = tokens.findLastIndex(({ word }) => word === 'or' || word === 'and');
  const last = or < 0 ? undefined : memberOf(tokens.slice(or + 1), family);
  if (last === undefined) return { tokens, members: undefined, isGrouped };
  for (const length of [1, 2, 3]) {
    const one = memberOf(tokens.slice(or - length, or), family);
    if (one === undefined || one === last) continue;
    const at = tokens[or - length - 1]?.word === 'between' ? or - length - 1 : or - length;
    return { tokens: tokens.slice(0, at), members: [one, last], isGrouped: true };
  }
  return { tokens, members: undefined, isGrouped };
}

/** Whom words name, where they name one person and nothing else. */
function memberOf(tokens: readonly Token[], family: readonly FamilyMember[]): FamilyMember | undefined {
  if (tokens.length === 0) return undefined;
  if (tokens.length === 1 && isAnyOf(wordAt(tokens, 0), 'i me mine myself'))
    return family.find(({ isSpeaker }) => isSpeaker);
  return family.find((one) => {
    const [mention] = one.isSpeaker ? [] : mentionsOf(tokens, one);
    return mention?.at === 0 && mention.length === tokens.length;
  });
}

/** "Weighs more", "has the higher pulse", "takes the most pills", "whose weight is lower": the number of each. */
function rankedOf(
  rest: readonly Token[],
): { readonly tokens: readonly Token[]; readonly order: 'max' | 'min' } | undefined {
  const at = rest.findIndex(isRank);
  const [rank, first] = [rest[at], rest[0]];
  if (rank === undefined || first === undefined) return undefined;
  const order = MORE.has(rank.word) ? 'max' : 'min';
  const said = (words: string) => putWords(first, words);
  const before = rest.slice(0, at).filter(({ word }) => word !== 'the' && word !== 'a');
  const behind = rest.slice(at + 1);
  const [verb] = before;
  if (first.word === 'whose') {
    const be = before.findIndex(({ word }) => isAnyOf(word, 'is was are'));
    const thing = before.slice(1, be < 0 ? undefined : be);
    return thing.length > 0 && behind.length === 0
      ? { tokens: [...said('what is my'), ...thing], order }
      : undefined;
  }
  if (isAnyOf(wordOf(verb), 'weigh weighs') && behind.length === 0)
    return { tokens: said('what is my weight'), order };
  if (OF_WEIGHT.has(rank.word) && isAnyOf(wordOf(verb), 'is are am') && behind.length === 0)
    return { tokens: said('what is my weight'), order };
  if (before.length !== 1 || verb === undefined || behind.length === 0) return undefined;
  const isCounted = isAnyOf(rank.word, 'more most fewer fewest less least');
  if (isCounted)
    return { tokens: [...said('how many'), ...behind, ...said(`do i ${ownVerb(verb.word)}`)], order };
  return isAnyOf(verb.word, 'has have') ? { tokens: [...said('what is my'), ...behind], order } : undefined;
}

function isRank(token: Token | undefined): boolean {
  return MORE.has(wordOf(token)) || LESS.has(wordOf(token));
}

const VERBS: Readonly<Record<string, string>> = byWord({
  has: 'do i have',
  had: 'did i have',
  is: 'am i',
  was: 'was i',
  took: 'did i take',
  used: 'did i use',
  stopped: 'did i stop',
  started: 'did i start',
  goes: 'do i go',
  saw: 'did i see',
  went: 'did i go',
  ...Object.fromEntries(
    'take use need inject inhale react swallow see visit attend'
      .split(' ')
      .map((verb) => [`${verb}s`, `do i ${verb}`]),
  ),
});
const FRONT: Readonly<Record<string, string>> = byWord({
  is: 'am i',
  are: 'am i',
  was: 'was i',
  were: 'was i',
  do: 'do i',
  does: 'do i',
  did: 'did i',
  has: 'have i',
  have: 'have i',
  had: 'did i have',
});

function isVerb(token: Token | undefined): boolean {
  return VERBS[wordOf(token)] !== undefined || isAnyOf(wordOf(token), 'weighs has');
}

function ownVerb(word: string): string {
  return (VERBS[word] ?? word).replace(/^(?:do|did|am|was) i /, '').trim() || 'have';
}

/** "Takes Zoloft" as "do I take Zoloft", "is allergic to nuts" as "am I allergic to nuts". */
function asOwn(rest: readonly Token[], isInverted: boolean): readonly Token[] | undefined {
  const [verb, ...behind] = rest;
  if (verb === undefined || behind.length === 0) return undefined;
  if (verb.word === 'whose') return asOwner(verb, behind);
  // "Who's got the dentist?": written out it may be "who is".
  const isGot = behind[0]?.word === 'got' && (verb.word === 'has' || verb.word === 'is');
  const front = isGot ? 'have i' : (isInverted ? FRONT : VERBS)[verb.word];
  return front === undefined ? undefined : [...putWords(verb, front), ...behind];
}

const MAX_OWNED = 3;
/** "Whose appointment is on Thursday", "whose cleaning is it on the 3rd": whoever has one then. */
function asOwner(whose: Token, behind: readonly Token[]): readonly Token[] | undefined {
  const be = behind.findIndex(({ word }) => isAnyOf(word, 'is are was were'));
  const isTaken = behind[be + 1]?.word === 'it';
  const rest = behind.slice(be + (isTaken ? 2 : 1));
  if (be < 1 || be > MAX_OWNED || !isAnyOf(wordAt(rest, 0), 'on at in with for this next tomorrow today'))
    return undefined;
  const front = isAnyOf(wordAt(behind, be), 'is are') ? 'do i have' : 'did i have';
  return [...putWords(whose, front), ...behind.slice(0, be), ...rest];
}
