import type { Flow, Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import { isOfEvents, type Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import type { Order } from '../words/asked-words.ts';
import { YES_NO } from '../words/core-words.ts';
import { findEvery } from '../words/pattern.ts';
import { joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';

/** What a sentence as a whole asks for, seen from a subject: what looks like a question about records and is none. */

export interface Sentence {
  readonly subject: Subject;
  /** Without greetings and the like. */
  readonly tokens: readonly Token[];
  /** Words that are accounted for already: those that name a person. */
  readonly settled: ReadonlySet<number>;
  readonly today: string;
  /** Whether it was said to show something: "list ...". */
  readonly shows: boolean;
  /** What the question goes on from, where it does. */
  readonly previous: Query | undefined;
}

const OPEN =
  /^have (?:i|we) (?:anything|something|a thing)\b|^(?:do|must|am) (?:i|we) (?:have to )?(?:go|be|going) (?:anywhere|somewhere)\b|^do (?:i|we) have to (?:see|get up for) (?:a |the )?(?:anyone|anybody|someone|somebody|doctors?)\b|^(?:(?:is|are) there |is (?=anything (?:on|booked|scheduled|planned|arranged|coming|down)\b)|(?:do|does|have|has) (?:i |we )?(?:have |got )|got )?(?:anything|something|anywhere|somewhere)\b|^(?:(?:do|have) (?:i|we) (?:have |need |got )?|must (?:i|we) )(?:to )?be (?:anywhere|somewhere|at)\b|^am i (?:down|booked|scheduled|in|due) (?:for )?(?:anything|something)\b|^what is (?:on|happening|going on|coming up|planned|scheduled|booked)\b/;
/** The same by what one has to do, and by where one is expected. */
const OPEN_OTHERWISE =
  /^(?:have|do) (?:i|we) (?:have |got )?(?:anything|anywhere|somewhere|nothing|(?:any )?(?:commitments?|plans?|engagements?|arrangements?|obligations?))\b|^(?:are there |is there )?(?:any |an? )?(?:commitments?|plans?|engagements?|arrangements?|obligations?)\b|^(?:am|are) (?:i|we) (?:expected|needed|wanted|due|(?:supposed|meant) to (?:go|be)|going(?: out)?) (?:anywhere|somewhere)\b|^(?:do|must) (?:i|we) (?:have |need |got )?(?:to )?(?:go|be|see) (?:anywhere|somewhere|anyone|anybody)\b|^what (?:have|do) (?:i|we) (?:got |have )?on\b|^is (?:anything|something) (?:on|in) (?:my|our|the) (?:calendar|diary|schedule|agenda|book|planner)\b/;
/** "Schedule for December", "what's on my agenda next week": a heading, and the time that it is of. */
const SCHEDULED =
  /^(?:what is )?(?:(?:on )?(?:my|our|the) )?(?:doctor |doctors |medical )?(?:schedule|agenda|diary|calendar)(?: looking| like)? (?:for|on|of|in|this|next|tomorrow|coming)\b/;
/** "What comes next after Friday?" */
const NEXT_UP = /^what (?:is|comes|(?:have|do) (?:i|we)(?: have| got)?) (?:coming )?(?:up )?next\b/;
/** "Am I free on Friday?", "is Friday free?": free of appointments, which is all that is on record. */
const FREE =
  /^(?:(?:am|are|is) (?:i |we )?(?:free|available|open|clear)|(?:am|are|is) (?:i |we )?(?:busy|booked))\b/;
const DAY_FREE = /\b(?:free|open|clear|available|booked|busy)(?: with anything| at all)?$/;
/** "Have I got Friday free?" */
const HAVING_DAY = /^(?:have|do) (?:i|we) /;
const DAY_OPEN = / (?:free|open|clear)$/;

/** Whether yes is said by there being none. */
export function asksForFree(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }) => isAnyOf(word, 'free available open clear nothing'));
}

/** "What's next on my medical calendar?" */
const NEXT_IN_CALENDAR =
  /^what (?:is|comes) (?:up )?next (?:on|in) (?:my|our|the) (?:medical |health |doctors? )?(?:calendar|diary|schedule|agenda|planner)$/;
const OWNED_DAYS = /^what (?:do|have) (?:i|we) (?:have|got)\b/;

const TAKEN =
  'take took taken use used have had inject injected inhale inhaled swallow swallowed get put'.split(' ');

/** What was had or given already, and not "do I have": that asks for what there is. */
const HAD_DOSE =
  /^(?:have|has|had|did) (?:i |we )?(?:already |just )?(?:(?:had|have|get|been given|gotten) |my |our )/;

/** Whether a pill was swallowed today is on no record. */
export function isAdherence(
  on: Sentence,
  yesNo: boolean,
  period: Period | undefined,
  names: number,
): boolean {
  if (on.subject.until === undefined || on.previous !== undefined) return false;
  const has = (...words: readonly string[]) => on.tokens.some(({ word }) => words.includes(word));
  // "Is Lipitor taken with food?" asks how it is to be taken.
  if (isAnyOf(wordAt(on.tokens, 0), 'is are') && names > 1) return false;
  // What was fetched when is on no record either.
  if (yesNo && has('did', 'have') && has('refill', 'refilled', 'fill', 'filled')) return true;
  // "Have I had my Lantus yet?"
  const isToday = period?.unit === 'day' || has('yet', 'already', 'my', 'our');
  if (names > 0 && isToday && !has('ever') && HAD_DOSE.test(joinedWords(on.tokens))) return true;
  const isTaken = has('took', 'taken') || (has('did', 'have') && has('take'));
  // "How many doses of Ventolin did I take last week?": how it is to be taken is all that is on record.
  const [how, many] = on.tokens;
  const isCounted = how?.word === 'how' && isAnyOf(wordOf(many), 'many much often');
  const isOfDoses = isCounted && (names > 0 || many?.word !== 'many' || period?.unit === 'day');
  if (isOfDoses && period !== undefined && has('did', 'have') && has(...TAKEN)) return true;
  // "Did Tim ever take anything?": whatever was prescribed.
  if (!isTaken || (has('ever') && has('anything', 'something'))) return false;
  const isDose = names === 0 || (!has('ever') && (has('taken') || has('my')));
  return period?.unit === 'day' || (yesNo && period === undefined && isDose);
}

const HOW_LONG = /\bhow (?:long|many (?:days|weeks|months|years)) (?:ago|since|(?:is|has) it|it has)\b/;
/** "How long ago was it?", "how many days since I was there?": the days since are told with the day. */
export function asksHowLong(tokens: readonly Token[]): boolean {
  return HOW_LONG.test(joinedWords(tokens));
}

/** What is to come is in records of appointments only; "how much do I make" asks for no record at all. */
export function isAhead(
  on: Sentence,
  tense: 'past' | 'future' | undefined,
  period: Period | undefined,
  flow: Flow | undefined,
  order: Order | undefined,
): boolean {
  if (isOfEvents(on.subject)) return false;
  if (tense === 'future' || period?.tense === 'future' || (period?.from ?? '') > on.today) return true;
  if (asksHowLong(on.tokens)) return false;
  return (
    flow === 'earned' &&
    tense === undefined &&
    !isAnyOf(wordAt(on.tokens, 0), 'has have') &&
    period === undefined &&
    order === undefined &&
    !on.shows &&
    on.previous === undefined
  );
}

const ANYONE = new Set('anyone anybody someone somebody everyone everybody nobody'.split(' '));

/** "What is a prescription?", "What are vital signs?": asked of the world, not of the records. */
export function isDefinition(
  on: Sentence,
  own: boolean,
  names: number,
  hasState: boolean,
  hasNames: boolean,
): boolean {
  const words = on.tokens.map(({ word }) => word);
  // Nobody's records know what will be.
  if (words[0] === 'will') return true;
  if (on.previous !== undefined) return false;
  if (
    words[0] === 'what' &&
    words[1] === 'are' &&
    !own &&
    !hasState &&
    words[2] !== 'the' &&
    !(words[2] === 'all' && words[3] === 'the')
  )
    return true;
  // "Who has an appointment?" asks of others.
  // "Who is the visit with on the 18th?" does not.
  const isOfVisit = words[2] === 'the' && words.includes('with');
  if (words[0] === 'who' && !own && !hasNames && !words.includes('me') && !isOfVisit) return true;
  // "Is anyone seeing the dentist?" asks of all of them.
  if (YES_NO.has(words[0] ?? '') && ANYONE.has(words[1] ?? '')) return true;
  // "Is there time for an appointment?"
  if ((words[0] === 'is' || words[0] === 'are') && words[1] === 'there' && words[2] === 'time') return true;
  // "How long does a flu shot last?", "how do I use an inhaler?": of any of them.
  if (words[0] === 'how' && !hasMy(words) && isOfAny(words)) return true;
  const isWhat =
    words[0] === 'what' &&
    (words[1] === 'is' || words[1] === 'are' || words[1] === 'does' || words[1] === 'do');
  if (!isWhat || own || hasState) return false;
  const isNamed = words[2] === 'the' || (words[2] === 'all' && words[3] === 'the');
  return words[2] === 'a' || words[2] === 'an' || (names === 0 && !isNamed);
}

function hasMy(words: readonly string[]): boolean {
  return words.some((word) => word === 'my' || word === 'our');
}

/** Whether the verb is followed by "a": "does a", "use an". */
function isOfAny(words: readonly string[]): boolean {
  return words.some(
    (word, at) => isAnyOf(word, 'does do is use inject inhale apply') && /^an?$/.test(words[at + 1] ?? ''),
  );
}

/** "Am I on the list?" asks of a list, not of medicines. */
/** @param isNamed whether something on record is named: "is Zyrtec on my list?" */
export function isOnList(on: Sentence, isNamed: boolean): boolean {
  if (isNamed) return false;
  const words = on.tokens.map(({ word }) => word);
  return (
    words.indexOf('on') >= 0 &&
    words.slice(words.indexOf('on')).some((word) => isAnyOf(word, 'list record records file'))
  );
}

/** "What's on Friday?", "anything tomorrow?": asked of what is to come, without naming it. */
/** @param hasDoctor whether it says with whom */
export function asksForCalendar(on: Sentence, period: Period | undefined, hasDoctor: boolean): boolean {
  const subject = on.subject;
  const { today, previous } = on;
  if (previous !== undefined || subject.direction !== 'future') return false;
  if (!subject.states.some(({ when }) => when === 'upcoming')) return false;
  // "Has my wife got anything on?" is put as "have I".
  const words = on.tokens.flatMap(({ word }, index) => (on.settled.has(index) ? [] : [word])).join(' ');
  const isOpen = [OPEN, OPEN_OTHERWISE, NEXT_UP, SCHEDULED].some((one) => one.test(words));
  if (period === undefined)
    return (
      /^(?:what is|what have (?:i|we) got|what do (?:i|we) have|anything|is there anything) coming up\b/.test(
        words,
      ) ||
      NEXT_IN_CALENDAR.test(words) ||
      (hasDoctor && OWNED_DAYS.test(words))
    );
  // What happens today happens in the world.
  if (period.to === today && /^what is (?:happening|going on|on (?:my|our|the))\b/.test(words)) return false;
  // "What's on tonight?" is asked of television and of towns.
  const isPlanned = /\b(?:i|we|me|my|us|our|scheduled|booked|planned|arranged|free)\b/.test(words);
  const isLater = (period.from ?? '9999') > today && /^(?:is there )?anything\b/.test(words);
  if (period.hours !== undefined && !isPlanned && !isLater) return false;
  if ((period.to ?? period.from ?? '') < today || ((period.from ?? '') < today && period.unit === 'day'))
    return false;
  return (
    isOpen ||
    isFreeAsked(on, words) ||
    (OWNED_DAYS.test(words) &&
      (['day', 'week', 'month'].includes(period.unit) || (period.from ?? '') >= today))
  );
}

/** The day may stand between: "is Friday free?". */
function isFreeAsked(on: Sentence, words: string): boolean {
  const isDay = isAnyOf(wordAt(on.tokens, 0), 'am are is') && DAY_FREE.test(words);
  return FREE.test(words) || isDay || (HAVING_DAY.test(words) && DAY_OPEN.test(words));
}

/** "When did I buy my car?" asks for the car; what was spent on cars is something else. */
export function isThing(on: Sentence, known: readonly EntityMatch[]): boolean {
  if (!known.some((one) => namesThing(one, on.tokens))) return false;
  const has = (...words: readonly string[]) => on.tokens.some(({ word }) => words.includes(word));
  return (
    has('buy', 'bought', 'get', 'got', 'purchase', 'purchased', 'sell', 'sold', 'cost', 'worth') ||
    (has('pay', 'paid') && has('for'))
  );
}

/** Whether it is named by a word for a thing that one has: "car", "pet". */
export function namesThing({ kind, at, length }: EntityMatch, tokens: readonly Token[]): boolean {
  return kind.groups.some(
    ({ thing, patterns }) =>
      thing &&
      patterns.some((pattern) =>
        findEvery(pattern, tokens, (index) => index >= at && index < at + length).some(
          (match) => match.length === length,
        ),
      ),
  );
}

export function isIdentity(on: Sentence, known: readonly EntityMatch[]): boolean {
  const [first, second] = known;
  return (
    known.length === 2 &&
    isAnyOf(wordAt(on.tokens, 0), 'is was') &&
    first?.kind === second?.kind &&
    (first?.rank === 'group') !== (second?.rank === 'group')
  );
}

/** "What have we got at the dentist?" is no question about the dentist himself. */
/** @param asking where the words stand that ask for a detail: "in touch with" is no place */
export function isSomewhere(on: Sentence, known: readonly EntityMatch[], asking: readonly number[]): boolean {
  if (!on.subject.owned || on.previous !== undefined) return false;
  return known.some(({ at }) => {
    const skip = isAnyOf(wordAt(on.tokens, at - 1), 'the my our a') ? 1 : 0;
    const place = at - 1 - skip;
    return isAnyOf(wordAt(on.tokens, place), 'at with to') && !asking.includes(place);
  });
}

/** "Car insurance": two family words in a row are neither of the two. */
export function isRun(known: readonly EntityMatch[]): boolean {
  const isWord = ({ kind, rank, group }: EntityMatch) =>
    kind.groups.length > 0 &&
    // "The cream applied": what is done with it.
    group?.act !== true &&
    kind.from === undefined &&
    !kind.names &&
    (rank === 'group' || rank === 'whole');
  return known.some((one, index) => {
    const next = known[index + 1];
    return next?.kind === one.kind && next.at === one.at + one.length && isWord(one) && isWord(next);
  });
}
