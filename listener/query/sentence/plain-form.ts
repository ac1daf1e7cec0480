import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { Phrases } from '../words/phrases.ts';
import { endClause, joinedWords, opened, type Token, wordAt, wordOf } from '../words/token.ts';
import { withCleftAlternatives, withFirstAsked } from './alternatives.ts';
import { DETERMINERS, inPlace } from './in-place.ts';
import { withDoctorCalled } from './number-to-call.ts';
import { isDoneClause, isPaidHeading } from './paid-heading.ts';
import { thoughtByOther } from './thought-by-other.ts';
import { withUsualVerb } from './usual-verb.ts';

/** A question in the order that questions have: "I take lisinopril, don't I?" as "do I take lisinopril?". */

const BE = new Set('am is are was were'.split(' '));
const AUXILIARIES = new Set('am is are was were do does did have has had will'.split(' '));
const PAST = new Set(
  'took saw went came got began became spent bought paid ate had gave told weighed met'.split(' '),
);

/** Said of a sentence to have it confirmed. */
const CONFIRMED = new Phrases([
  'is|was it true|right|correct|so|possible? that',
  'is|was it true|right|correct',
  'is it the case that',
  'do|have i have|got it|this|that? right|correct|straight that?',
  'is it right|correct to say|think that?',
  'is it a fact that',
  'does it say|show|mention|state that|if|whether?',
  'does|do the|my|our records|record|chart|file|notes|list say|show|mention|state that|if|whether?',
  'am|was i right|correct in thinking|saying|assuming|believing that?',
  'am|was i right|correct to think|say|assume|believe that?',
  'am|was i right|correct that',
  'would it be right|correct to say that?',
  'would i be right|correct in thinking|saying|assuming that?',
  'is it safe? to say that',
  'so? just? to be clear|sure',
  'so? just? to confirm',
  'just so? i am clear|sure',
]);
const THOUGHT = new Phrases([
  'i think|believe|guess|assume|suppose|reckon that?',
  'i am pretty|quite|fairly? sure|certain that?',
  'it seems|seemed|looks|looked to me? that?',
  'i thought that?',
  'i do hope|trust|pray|think|believe|fancy that?',
  'i hope|trust|pray|fancy|imagine|suspect that?',
  'i have a|this feeling|hunch|suspicion|notion|inkling|idea that?',
  'surely|certainly',
  'i am sure|certain|positive that?',
  'it is true|right|correct that',
  'if i remember|recall correctly|right|rightly?',
  'if i am not mistaken|wrong',
  'as far as i know|remember|recall',
]);
const CONFIRMING = new Phrases([
  'are you? sure|certain that|if?',
  'confirm|verify that|whether|if?',
  'double check that|whether|if',
  'make sure that',
  'check that',
]);
/** Said behind a sentence to have it confirmed. */
const TAGS = new Phrases([
  'is that right|correct|true|so',
  'is not that right|correct|true|so',
  'am i right|correct|wrong',
  'right or wrong',
  'yes or no',
  'true or false',
  'or not|nah|no',
  'or am i wrong|mistaken|free|busy|available|not',
  'or is it|that not|wrong',
  'or is|are there one|any|some that is|are not',
  'or only some',
  'yes no',
  'is it so|true|right|correct',
  'y n',
  'y or n',
  'it is true|right|correct',
  'confirm',
  'correct me if i am wrong',
]);
/** The same in one word, behind a pause. */
const SHORT_TAGS = new Set('right correct yeah yes no eh huh innit okay ok true agreed'.split(' '));
const PERSONS = new Set('i we it they he she that there'.split(' '));

export interface PlainForm {
  readonly tokens: readonly Token[];
  /** Whether a sentence was put as a question that is answered with yes or no. */
  readonly isConfirmed: boolean;
}

/**
 * @param isClause whether it stands behind "do you know if" and the like
 * @param isAsked whether it ends in a question mark
 */
export function plainForm(given: readonly Token[], isClause: boolean, isAsked: boolean): PlainForm {
  const opened = withoutOpened(withUsualVerb(withDuty(withFirstAsked(given) ?? given)));
  const tagged = withoutTag(opened.tokens);
  const tokens = withoutCleft(
    withWordInFront(withPrepositionBehind(withDoctorCalled(withUsualVerb(tagged.tokens)))),
  );
  const [first, second] = tokens;
  if (first === undefined || ASKING.has(first.word)) return { tokens, isConfirmed: false };
  const isDenied = isContracted(first, second) && AUXILIARIES.has(first.word);
  // "Don't I take ...?" asks for the same as "do I take ...?".
  // "Was I not allergic to milk?"
  const isPutOff =
    AUXILIARIES.has(first.word) &&
    isAnyOf(wordOf(second), 'i we') &&
    tokens[2]?.word === 'not' &&
    // "Did I not turn up at the dentist?" asks for what was missed.
    !isAnyOf(wordAt(tokens, 3), 'go gone come show showed shown turn turned attend attended make');
  if (isPutOff && tokens.length > 3) return { tokens: tokens.toSpliced(2, 1), isConfirmed: true };
  if (isDenied && tokens.length > 2) return { tokens: [first, ...tokens.slice(2)], isConfirmed: true };
  if (AUXILIARIES.has(first.word)) return { tokens, isConfirmed: opened.isFound || tagged.isFound };
  if (tagged.inFront !== undefined && !hasSubject(tokens))
    return { tokens: [...tagged.inFront, ...tokens], isConfirmed: true };
  const rises = isAsked && isAnyOf(first.word, 'i we') && !tokens.some(({ word }) => ASKING.has(word));
  if (isAsked && isPaidHeading(tokens)) return { tokens: [put('was', first), ...tokens], isConfirmed: true };
  if (!isClause && !opened.isFound && !tagged.isFound && !rises) return { tokens, isConfirmed: false };
  if (tagged.isChoice && isHeading(tokens)) return { tokens: asked(tokens), isConfirmed: true };
  const inverted =
    inversion(tokens) ?? (isClause && isDoneClause(tokens) ? [put('did', first), ...tokens] : undefined);
  return inverted === undefined
    ? { tokens: given, isConfirmed: false }
    : { tokens: inverted, isConfirmed: true };
}

function withoutOpened(tokens: readonly Token[]): {
  readonly tokens: readonly Token[];
  readonly isFound: boolean;
} {
  const confirmed = Math.max(CONFIRMED.lengthAt(tokens, 0), CONFIRMING.lengthAt(tokens, 0));
  if (confirmed > 0 && confirmed < tokens.length) return { tokens: tokens.slice(confirmed), isFound: true };
  const thought = Math.max(THOUGHT.lengthAt(tokens, 0), thoughtByOther(tokens));
  const rest = tokens.slice(thought);
  return thought > 0 && rest.length > 0 ? { tokens: rest, isFound: false } : { tokens, isFound: false };
}

/** Without "right?", "don't I?", "am I?" at the end. */
function withoutTag(tokens: readonly Token[]): {
  readonly tokens: readonly Token[];
  readonly isFound: boolean;
  /** A tag that asks by itself, as "am I". */
  readonly inFront?: readonly Token[];
  /** "Yes or no", said of whatever stands before. */
  readonly isChoice?: boolean;
} {
  const [before, auxiliary, middle, last] = [-4, -3, -2, -1].map((index) => tokens.at(index));
  const cut = (length: number, inFront?: readonly Token[]) => ({
    tokens: endClause(tokens.slice(0, -length)),
    isFound: true,
    ...(inFront && { inFront }),
  });
  // "My salary is credited or not for this month?"
  const or = tokens.findIndex(
    ({ word }, index) =>
      index > 1 && word === 'or' && wordAt(tokens, index + 1) === 'not' && index + 2 < tokens.length,
  );
  if (or > 0 && isAnyOf(wordAt(tokens, or + 2), 'for in on at this last yet'))
    return { tokens: tokens.toSpliced(or, 2), isFound: true };
  const phrase = TAGS.lengthBefore(tokens, tokens.length);
  if (phrase > 0 && phrase < tokens.length) {
    const isChoice = isAnyOf(tokens.at(-phrase)?.word ?? '', 'yes y true right or');
    return { ...cut(phrase), isChoice };
  }
  if (last === undefined || middle === undefined) return { tokens, isFound: false };
  if (
    SHORT_TAGS.has(last.word) &&
    middle.word !== 'all' &&
    tokens.length > 2 &&
    (middle.last || isAnyOf(last.word, 'right correct'))
  )
    return cut(1);
  if (!PERSONS.has(last.word)) return { tokens, isFound: false };
  // "Don't I", "isn't it".
  if (before !== undefined && auxiliary !== undefined && isContracted(auxiliary, middle)) return cut(3);
  const isApart = auxiliary?.last === true && AUXILIARIES.has(middle.word);
  return isApart && tokens.length > 3
    ? cut(2, [middle, { ...last, last: false }])
    : { tokens, isFound: false };
}

/** "Not" counts as said along only where it is: "do not" written apart denies. */
function isContracted(one: Token | undefined, other: Token | undefined): boolean {
  return other?.word === 'not' && one?.start === other.start;
}

/** "Allergic to cats", "latex allergy": no sentence at all. */
function isHeading(tokens: readonly Token[]): boolean {
  return !hasSubject(tokens) && !tokens.some(({ word }) => PERSONS.has(word));
}

/** The same as a question: "am I allergic to cats", "do I have a latex allergy". */
function asked(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  if (first === undefined) return tokens;
  const words = isAnyOf(first.word, 'allergic on taking free busy') ? ['am', 'i'] : ['do', 'i', 'have'];
  return [...words.map((word) => put(word, first)), ...tokens];
}

function hasSubject(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }) => isAnyOf(word, 'i we')) || tokens.some(({ word }) => AUXILIARIES.has(word));
}

/** "I am allergic to ..." as "am I allergic to ...", "my dose is ..." as "is my dose ...", "I take" as "do I take". */
function inversion(tokens: readonly Token[]): readonly Token[] | undefined {
  const [subject, verb] = tokens;
  if (subject === undefined || verb === undefined) return undefined;
  if (isAnyOf(subject.word, 'i we')) {
    const at = AUXILIARIES.has(verb.word) ? 1 : AUXILIARIES.has(wordAt(tokens, 2)) ? 2 : 0;
    const auxiliary = tokens[at];
    // "I have an appointment" asks with it as well.
    if (at > 0 && auxiliary !== undefined) return [auxiliary, ...tokens.toSpliced(at, 1)];
    const acted = wordAt(tokens, /(ly|still|also|already|even|only)$/.test(verb.word) ? 2 : 1);
    const past = PAST.has(acted) || /[^e]ed$/.test(acted);
    return [put(past ? 'did' : 'do', subject), ...tokens];
  }
  const at = tokens.findIndex(({ word }, index) => index > 0 && AUXILIARIES.has(word));
  const auxiliary = tokens[at];
  if (auxiliary === undefined || at > 8) return undefined;
  // "Lantus, that is for blood pressure, right?": taken up once more in front of the verb.
  const isTakenUp = at > 1 && isAnyOf(wordAt(tokens, at - 1), 'that it this they those');
  return [auxiliary, ...tokens.toSpliced(isTakenUp ? at - 1 : at, isTakenUp ? 2 : 1)];
}

function put(word: string, at: Token): Token {
  return { word, stem: word, start: at.start, end: at.start, last: false, kind: 'word' };
}

/** "Lisinopril is for what?", "I started it when?": the word that asks comes first. */
function withWordInFront(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  const first = wordAt(tokens, 0);
  // "My birth date is?"
  const isOpen = last !== undefined && tokens.length > 2 && isAnyOf(last.word, 'is was are were');
  if (isOpen && !tokens.some(({ word }) => ASKING.has(word)) && DETERMINERS.has(first))
    return endClause([put('what', last), { ...last, last: false }, ...tokens.slice(0, -1)]);
  if (last === undefined || tokens.length < 3 || !isAnyOf(last.word, 'what when where who whom why'))
    return tokens;
  if (ASKING.has(first) || AUXILIARIES.has(first)) return tokens;
  const rest = tokens.slice(0, -1);
  // "Appointment with Dr. Chen, when?" is in the order that headings have.
  if (rest.at(-1)?.last) return tokens;
  const at = rest.findIndex(({ word }, index) => index > 0 && BE.has(word));
  const auxiliary = rest[at];
  const asking = { ...last, last: false };
  return endClause(
    auxiliary === undefined ? [asking, ...rest] : [asking, auxiliary, ...rest.toSpliced(at, 1)],
  );
}

/** "For what do I take it?": the preposition stands behind. */
function withPrepositionBehind(tokens: readonly Token[]): readonly Token[] {
  const [first, second] = tokens;
  // "What for do I take it?"
  const isBehind = first?.word === 'what' && second?.word === 'for';
  const [preposition, asking, auxiliary] = isBehind ? [second, first, tokens[2]] : tokens;
  if (preposition === undefined || asking === undefined || auxiliary === undefined) return tokens;
  const isFronted =
    isAnyOf(preposition.word, 'for by from against about with to') &&
    isAnyOf(asking.word, 'what who whom') &&
    AUXILIARIES.has(auxiliary.word);
  if (!isFronted) return tokens;
  const rest = [asking, ...tokens.slice(2)].map((token) => ({ ...token, last: false }));
  return [...rest, { ...preposition, last: true }];
}

/** "Who was it that put me on ...", "was it Dr. Chen who prescribed ...". */
function withoutCleft(tokens: readonly Token[]): readonly Token[] {
  const be = tokens.findIndex(
    ({ word }, index) => isAnyOf(word, 'is was') && tokens[index + 1]?.word === 'it',
  );
  if (be < 0 || be > 4) return tokens;
  const next = wordAt(tokens, be + 2);
  if (be > 0) {
    if (!ASKING.has(wordAt(tokens, 0))) return tokens;
    if (isAnyOf(next, 'that who which') && tokens.length > be + 3) return tokens.toSpliced(be, 3);
    const isClause =
      isAnyOf(next, 'i we') || (tokens[0]?.word === 'who' && !isAnyOf(next, 'for with from by in at on'));
    return isClause && next !== '' ? tokens.toSpliced(be, 2) : tokens;
  }
  const auxiliary = tokens[0];
  const mine = tokens.findIndex(({ word }, index) => index > 2 && isAnyOf(word, 'i we'));
  const verbOf = tokens[mine + 1];
  // "Is it cats or dogs I am allergic to?"
  if (mine > 2 && !isAnyOf(wordAt(tokens, mine - 1), 'who that') && AUXILIARIES.has(wordOf(verbOf))) {
    const topic = tokens.slice(2, mine).map((token) => ({ ...token, last: false }));
    const [subject] = tokens.slice(mine, mine + 1);
    if (verbOf !== undefined && subject !== undefined)
      return endClause([
        verbOf,
        subject,
        ...tokens.slice(mine + 2).map((token) => ({ ...token, last: false })),
        ...topic,
      ]);
  }
  // "Was it over 100 dollars I spent at Costco?"
  if (mine > 2 && PAST.has(wordOf(verbOf)) && auxiliary?.word === 'was') {
    // "Was it 20 dollars I paid at Costco?": what was paid stands behind the verb.
    return endClause([
      put('did', auxiliary),
      ...opened(tokens.slice(mine, mine + 2)),
      ...opened(tokens.slice(2, mine)),
      ...opened(tokens.slice(mine + 2)),
    ]);
  }
  const told = withCleftTold(tokens, mine);
  if (told !== undefined) return told;
  const which = withCleftAlternatives(tokens);
  if (which !== undefined) return which;
  const who = tokens.findIndex(({ word }, index) => index > 2 && isAnyOf(word, 'who that'));
  if (who < 0 || auxiliary === undefined || who > 8) return tokens;
  // "Was it Johnson or Okafor who saw me?" asks who it was.
  if (tokens.slice(2, who).some(({ word }) => word === 'or')) return tokens;
  const isOwn = isAnyOf(wordAt(tokens, who + 1), 'i we');
  const verb = tokens[who]?.word === 'who' || auxiliary.word === 'was' ? 'did' : 'do';
  return [
    put(isOwn && auxiliary.word === 'is' ? 'do' : verb, auxiliary),
    ...tokens.slice(2, who),
    ...tokens.slice(who + 1),
  ];
}

/** "Is it peanuts I react to?" as "do I react to peanuts?". @param mine where "I" stands */
function withCleftTold(tokens: readonly Token[], mine: number): readonly Token[] | undefined {
  const [auxiliary] = tokens;
  const verb = wordAt(tokens, mine + 1);
  const isTold = mine > 2 && mine <= MAX_CLEFT && !isAnyOf(verb, 'who that which') && verb !== '';
  if (auxiliary?.word !== 'is' || !isTold || PAST.has(verb) || verb.endsWith('ed')) return undefined;
  if (tokens.slice(2, mine).some(({ word }) => ASKING.has(word) || isAnyOf(word, 'or true right if when')))
    return undefined;
  const start = isAnyOf(wordAt(tokens, mine - 1), 'that which') ? mine - 1 : mine;
  return endClause([put('do', auxiliary), ...opened(tokens.slice(mine)), ...opened(tokens.slice(2, start))]);
}
const MAX_CLEFT = 7;

/** "On Friday, what do I have?", "refills for Lipitor, how many?": what is said first comes last. */
export function withQuestionInFront(tokens: readonly Token[]): readonly Token[] | undefined {
  const [how, many] = tokens.slice(-2);
  const isOfNumber = how?.word === 'how' && isAnyOf(wordOf(many), 'many much often long');
  if (how !== undefined && many !== undefined && isOfNumber && tokens.length > 2)
    return endClause([how, { ...many, last: false }, ...tokens.slice(0, -2)]);
  const pause = tokens.findIndex(({ last }) => last);
  const rest = tokens.slice(pause + 1);
  if (pause < 0 || rest.length < 2 || !ASKING.has(wordAt(rest, 0))) return undefined;
  const front = tokens.slice(0, pause + 1);
  if (front.some(({ word }) => ASKING.has(word) || AUXILIARIES.has(word))) return undefined;
  return [...rest.slice(0, -1), ...rest.slice(-1).map((token) => ({ ...token, last: false })), ...front];
}

/**
 * "Amoxicillin, when did I start that?" and "what is it for, the Lipitor?": what is talked about, in the place of the
 * word that stands for it.
 */
export function withTopicInPlace(tokens: readonly Token[]): readonly Token[] | undefined {
  const begins = ({ word }: Token) => ASKING.has(word) || AUXILIARIES.has(word);
  const start = tokens.findIndex(begins);
  if (start > 0) {
    const rest = tokens.slice(start);
    return inPlace(tokens.slice(0, start), rest);
  }
  if (start < 0) return undefined;
  const pause = tokens.findLastIndex(({ last }, index) => last && index < tokens.length - 1);
  const topic = tokens.slice(pause + 1);
  if (pause < 0 || topic.some(begins)) return undefined;
  return inPlace(topic, tokens.slice(0, pause + 1));
}

const NOUN_STARTS = new Set('the my our that this'.split(' '));

/** "How much was it the bill of June?", "is it severe the penicillin one?": what "it" stands for is said behind. */
export function withSubjectInPlace(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = tokens.findIndex(
    ({ word }, index) => isAnyOf(word, 'it they') && AUXILIARIES.has(wordAt(tokens, index - 1)),
  );
  if (at < 1 || at > 4) return undefined;
  const start = tokens.findIndex(({ word }, index) => index > at && NOUN_STARTS.has(word));
  if (start < 0 || start === tokens.length - 1) return undefined;
  // "Is it true that ...", "was it in the morning that ...": nothing is said behind.
  const between = tokens.slice(at + 1, start);
  if (between.some(({ word }) => ASKING.has(word) || isAnyOf(word, 'in on at for to of from with that')))
    return undefined;
  const topic = tokens.slice(start).map((token) => ({ ...token, last: false }));
  // "How much did they cost this year": a time says not what they are.
  if (OF_TIME.test(joinedWords(topic))) return undefined;
  return endClause([...tokens.slice(0, at), ...topic, ...between]);
}
const OF_TIME =
  /^(?:this|that|the) (?:(?:last|past|previous|other|same|whole|first|next) )?(?:[0-9]+ )?(?:days?|weeks?|weekend|months?|quarter|years?|time|morning|afternoon|evening|night|spring|summer|autumn|fall|winter)\b/;

/** "Must I be at the dentist's on Monday?" as "do I have to be". */
function withDuty(tokens: readonly Token[]): readonly Token[] {
  const [first, second, third] = tokens;
  const isDuty = first?.word === 'must' && isAnyOf(wordOf(second), 'i we') && wordOf(third) === 'be';
  if (!isDuty || first === undefined || second === undefined) return tokens;
  return [put('do', first), second, put('have', first), put('to', first), ...tokens.slice(2)];
}
