import { withDayParts } from '../periods/day-parts.ts';
import { mayBeHoliday } from '../periods/holidays.ts';
import type { FoundPeriod } from '../periods/period.ts';
import { PLACING } from '../periods/period-words.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { SPEAKER, TOGETHER } from '../words/core-words.ts';
import { Phrases } from '../words/phrases.ts';
import { joinedWords, putWord, putWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { range } from '../words/word-use.ts';
import { commanded } from './commanded.ts';

/**
 * A question of what a calendar holds, in whatever words: "are there any events on my calendar for March 2nd", "what am
 * I supposed to be doing today", "is my calendar free next Sunday". Of all that a calendar may hold, the records have
 * appointments. It is one only where every word is one that such a question is made of: "the movie schedule" is none.
 */

const CALENDARS = new Set(
  'calendar calendars calender calander agenda diary planner schedule schedules'.split(' '),
);
/** That of a medicine as well, where no time is said. */
const SCHEDULES = new Set(['schedule', 'schedules']);
const EVENTS = new Set('event events engagement engagements plans'.split(' '));
const PLANS = new Set(['plan']);
/** Said of other things as well: "any items this week?" */
const ENTRIES = new Set('item items entry entries'.split(' '));
/** What is told of them is no yes or no: a meeting at work is in no record. */
const MEETINGS = new Set('meeting meetings meet'.split(' '));
const PLANNED = new Set('scheduled planned booked upcoming set arranged slotted'.split(' '));
const FREE = new Set('free open clear available empty vacant'.split(' '));
const BUSY = new Set(['busy']);
const GOING = new Set('going doing happening'.split(' '));
const OWN = new Set([...SPEAKER, ...TOGETHER]);
const PAST = new Set('was were did had'.split(' '));
const DAY_PARTS = new Set('morning afternoon evening'.split(' '));
const OPEN = new Set('any anything all every everything what which'.split(' '));

/** The other words of such a question. */
const FRAME = new Set(
  (
    'what which is are do does have has got i we my our the a an any anything all every everything on in of for from there be ' +
    'me us show shows showing list lists listed set noted marked entered down up coming currently to and that will ' +
    'look looks looking like say says according being supposed attend attending scheduled planned booked upcoming arranged slotted ' +
    'calendar calendars calender calander agenda diary planner schedule schedules event events engagement engagements plan plans ' +
    'appointment appointments item items entry entries meeting meetings meet free open clear available empty vacant busy ' +
    'morning afternoon evening completely some else other total or go at occurring might going doing happening was were did had am day date hold holds contain contains include includes'
  ).split(' '),
);

/**
 * @param today ISO date
 * @param isClause whether it stands behind "do you know if" and the like
 */
export function withCalendarAsked(
  given: readonly Token[],
  today: string,
  isClause = false,
): readonly Token[] {
  if (!given.some(isOfCalendar)) return given;
  // What a calendar has for Christmas it has on that day.
  const tokens = withoutLead(given).map((token, at, all) =>
    token.word === 'for' && mayBeHoliday(all[at + 1]) ? putWord(token, 'on') : token,
  );
  const [first] = tokens;
  // "Check if I have events."
  const isWhether = isAnyOf(wordOf(first), 'if whether');
  const asked = first && readAsked(isWhether ? tokens.slice(1) : tokens, today, isClause || isWhether);
  if (first === undefined || asked === undefined || commanded(tokens, false) !== undefined) return given;
  const { lead, whom, time, periods, isTogether } = asked;
  // What is free at one time of the day is so on a day: today, where none is said.
  const isToday = isAnyOf(lead, 'free busy') && periods.every(({ period }) => period.from === undefined);
  const day = isToday && time.length > 0 ? putWords(first, 'today') : [];
  const said = LEADS[lead].replaceAll(/\bi\b|\bmy\b/g, (word) => (isTogether ? OURS[word] : word) ?? word);
  return appointments([...putWords(first, said), ...whom, ...day, ...time]);
}

interface AskedOfCalendar {
  readonly lead: keyof typeof LEADS;
  /** "With Dr. Chen". */
  readonly whom: readonly Token[];
  readonly time: readonly Token[];
  readonly periods: readonly FoundPeriod[];
  readonly isTogether: boolean;
}

function readAsked(tokens: readonly Token[], today: string, isClause: boolean): AskedOfCalendar | undefined {
  const periods = withDayParts(tokens, periodsIn(tokens, { today, direction: 'future' }), today);
  const timed = placesOf(tokens, periods);
  const named = whomWith(tokens, timed);
  const rest = tokens.filter((_, at) => !timed.has(at) && !named.includes(at));
  const asking = ASKING_FIRST.lengthAt(rest, 0);
  const isCount = wordAt(rest, 1) === 'many';
  const isWhen = asking > 0 && !isCount;
  const asked = rest.slice(asking);
  if (!asked.every(({ word }) => FRAME.has(word)) || isOtherwise(asked, periods)) return undefined;
  const has = (words: string) => rest.some(({ word }) => isAnyOf(word, words));
  // When several take place is told with each of them.
  const isOfSeveral = periods.length > 0 && has('meetings events');
  const isOne = isWhen && named.length > 0;
  const placed = tokens.filter((_, at) => timed.has(at));
  const time = timeSaid(placed, rest, periods);
  if (time === undefined) return undefined;
  const isTimed = time.length > 0 || named.length > 0;
  const isRead = isWhen
    ? isOne || isOfSeveral
    : isAsked(asked, { isTimed, isClause }) || isGoingOn(asked, periods, today);
  if (!isRead) return undefined;
  return {
    lead: isOne ? 'when' : isWhen ? 'list' : leadOf(rest, isCount, time.length > 0),
    whom: tokens.filter((_, at) => named.includes(at)),
    time,
    periods,
    isTogether: rest.some(({ word }) => TOGETHER.has(word)),
  };
}

/** Of the family as a whole. */
const OURS: Readonly<Record<string, string>> = byWord({ i: 'we', my: 'our' });

/** Said to have a calendar looked into. */
const LEADS_IN = new Phrases([
  'and? what|how about',
  'look|check|out at|up|on|out|for?',
  'help me to? check|find|see|view|look up|out?',
  'i|we need|want you to check|find|get|open|search',
  'open|retrieve|view|access|browse|find|search|get up|out|for?',
  'search|look|go through|over|in|into',
  'find|get me|us',
  'out',
  'i|we want|need',
  'i|we am|are looking for',
  'i|we want|need|would like? to? have|take a look at',
  'i|we need|want|would like? to view|see|open|search',
  'i|we need|want|would like? to look at|through|up|for?',
  'my|our|the calendar|agenda|diary|planner|schedule and|to tell|show|check|see|view|let me|us? view|see? if|whether?',
]);

function withoutLead(given: readonly Token[]): readonly Token[] {
  let tokens = given;
  for (let step = 0; step < 2; step += 1) {
    const length = LEADS_IN.lengthAt(tokens, 0);
    // "I need a meeting on Friday" asks for none that there is.
    const isWish = isAnyOf(wordAt(tokens, 0), 'i we') && length === 2;
    const isHad = !isWish || isAnyOf(wordAt(tokens, 2), 'my our the');
    if (isHad && length < tokens.length) tokens = tokens.slice(length);
  }
  return tokens;
}

/** What stands first where more is asked than what there is. */
const ASKING_FIRST = new Phrases([
  'how many',
  'when',
  'exactly? what time',
  'at|for what time',
  'on? what day',
]);

/** @returns where it says with whom: a name, which may be that of a doctor on record */
function whomWith(tokens: readonly Token[], timed: ReadonlySet<number>): readonly number[] {
  const start = tokens.findIndex(({ word }) => word === 'with');
  const isMet = tokens.some(({ word }) => MEETINGS.has(word) || EVENTS.has(word) || word === 'going');
  if (start < 0 || !isMet) return [];
  let end = start + 1;
  while (end < tokens.length && !timed.has(end) && !FRAME.has(wordAt(tokens, end))) end += 1;
  const length = end - start - 1;
  return length === 0 || length > MAX_NAME ? [] : range(start, length + 1);
}
const MAX_NAME = 3;

const LEADS = {
  list: 'what appointments do i have',
  past: 'which appointments did i have',
  whether: 'do i have any appointments',
  were: 'did i have any appointments',
  count: 'how many appointments do i have',
  counted: 'how many appointments did i have',
  when: 'when is my appointment',
  free: 'am i free',
  busy: 'am i busy',
} as const;

function isOfCalendar({ word }: Token): boolean {
  return [CALENDARS, EVENTS, PLANS, ENTRIES, MEETINGS, FREE, BUSY, GOING, PLANNED].some((words) =>
    words.has(word),
  );
}

/** Whether it asks, and of the speaker's own time. */
function isAsked(
  rest: readonly Token[],
  { isTimed, isClause }: { readonly isTimed: boolean; readonly isClause: boolean },
): boolean {
  const has = (words: ReadonlySet<string>) => rest.some(({ word }) => words.has(word));
  const isOwn = has(OWN);
  // "I have a meeting on Friday" tells.
  if (isAnyOf(wordAt(rest, 0), 'i we') && !isClause && !has(OPEN)) return false;
  if (has(FREE) || has(BUSY)) {
    // "Is anything open on Friday?" is answered by what is not taken.
    if (has(OPEN)) return false;
    const isOfSpeaker = isAnyOf(wordAt(rest, 0), 'am are') && isAnyOf(wordAt(rest, 1), 'i we');
    return isTimed && isOwn && (has(CALENDARS) || isDay(rest) || isOfSpeaker);
  }
  if (has(CALENDARS)) return isTimed || !rest.some(({ word }) => SCHEDULES.has(word)) || has(MEETINGS);
  // "What plan do I have?" may be that of an insurance.
  if (has(PLANS)) return isTimed;
  if (has(MEETINGS) || has(EVENTS)) return isOwn || isTimed || has(PLANNED);
  if (has(ENTRIES)) return has(PLANNED) && (isOwn || isTimed);
  const isOfAny = rest.some(({ word }) => word === 'anything');
  return isOwn && (isTimed || has(PLANNED) || isOfAny) && (has(GOING) || has(PLANNED));
}

/** "What is going on on December 4th?": in the world as well, where it is now. */
function isGoingOn(rest: readonly Token[], periods: readonly FoundPeriod[], today: string): boolean {
  const isAhead = ({ period }: FoundPeriod) => period.hours === undefined && (period.from ?? '') > today;
  return (
    /^(?:what is|is anything) going(?: on)?$/.test(joinedWords(rest)) &&
    periods.length === 1 &&
    periods.every(isAhead)
  );
}

/** "What is a calendar event?", "plan my day", "what is happening to me today?", "which of us has a meeting?" */
function isOtherwise(rest: readonly Token[], periods: readonly FoundPeriod[]): boolean {
  const isDefined = wordAt(rest, 0) === 'what' && isAnyOf(wordAt(rest, 2), 'a an');
  const isCommand =
    isAnyOf(wordAt(rest, 0), 'a an') ||
    (wordAt(rest, 0) === 'plan' && isAnyOf(wordAt(rest, 1), 'my our the a an'));
  const isChoice = periods.length > 1 && rest.some(({ word }) => word === 'or');
  // "Am I currently in a meeting?", "am I going on Friday?", "what was the upcoming event?"
  const isNow =
    rest.some(({ word }) => word === 'currently') && !rest.some(({ word }) => CALENDARS.has(word));
  const isInside =
    /\bin (?:an? |the )?(?:meetings?|events?)\b|\b(?:am|are) (?:i|we) going\b|\b(?:i|we) (?:am|are) going\b/.test(
      joinedWords(rest),
    );
  const isPast = rest.some(({ word }) => PAST.has(word));
  const isOver = isPast && (periods.length === 0 || rest.some(({ word }) => word === 'upcoming'));
  return (
    isDefined ||
    isCommand ||
    isChoice ||
    isNow ||
    isInside ||
    isOver ||
    rest.some(
      ({ word }, at) =>
        (word === 'that' && !isTakenUp(wordAt(rest, at - 1))) ||
        (word === 'to' && isAnyOf(wordAt(rest, at + 1), 'me us my our')) ||
        (word === 'of' && wordAt(rest, at + 1) === 'us'),
    )
  );
}

/** "Is that on my calendar?" points at what was said before, "the events that I have" does not. */
function isTakenUp(before: string): boolean {
  return [EVENTS, ENTRIES, MEETINGS, CALENDARS, OPEN].some((words) => words.has(before));
}

/** "Is my day open?" */
function isDay(rest: readonly Token[]): boolean {
  return rest.some(({ word }, at) => word === 'day' && isAnyOf(wordAt(rest, at - 1), 'my our'));
}

/** Where the time stands, with "for the" in front of it. */
function placesOf(tokens: readonly Token[], periods: readonly FoundPeriod[]): ReadonlySet<number> {
  const places = new Set(periods.flatMap(({ at, length }) => range(at, length)));
  for (const { at } of periods) {
    // "The whole calendar year" is a time, "my calendar next week" is not.
    const isYear = isAnyOf(wordAt(tokens, at + 1), 'year month quarter');
    if (wordAt(tokens, at) === 'calendar' && !isYear) places.delete(at);
    if (PLACING.has(wordAt(tokens, at))) continue;
    const the = wordAt(tokens, at - 1) === 'the' ? 1 : 0;
    const placing = isAnyOf(wordAt(tokens, at - 1 - the), 'for on in') ? 1 : 0;
    for (const place of range(at - the - placing, the + placing)) places.add(place);
  }
  return places;
}

/** @returns the words of the time; undefined where it cannot be told which day is meant */
function timeSaid(
  time: readonly Token[],
  rest: readonly Token[],
  periods: readonly FoundPeriod[],
): readonly Token[] | undefined {
  // "My afternoon schedule tomorrow" as "tomorrow afternoon".
  const part = rest.find(({ word }) => DAY_PARTS.has(word));
  const [only] = periods;
  const isOfDay = periods.length === 1 && only?.period.unit === 'day' && only.period.hours === undefined;
  if (part !== undefined) return isOfDay ? [...time, part] : undefined;
  const at = rest.findIndex(({ word }) => isAnyOf(word, 'day date'));
  const day = rest[at];
  if (time.length > 0 || day === undefined) return time;
  // "My schedule for the day" is that of today.
  return day.word === 'day' && isAnyOf(wordAt(rest, at - 1), 'the my our')
    ? putWords(day, 'today')
    : undefined;
}

function leadOf(rest: readonly Token[], isCount: boolean, isTimed: boolean): keyof typeof LEADS {
  const has = (words: ReadonlySet<string>) => rest.some(({ word }) => words.has(word));
  // "Did I schedule anything for Friday?" may well be of one to come.
  const isPast = has(PAST) && !isAnyOf(wordAt(rest, 2), 'schedule plan');
  if (isCount) return isPast ? 'counted' : 'count';
  if (has(FREE) && isTimed) return 'free';
  if (has(BUSY) && isTimed) return 'busy';
  const first = wordOf(rest[0]);
  // Which of all the others are is told; whether what was told before is one of them is not known.
  const isOther = rest.some(({ word }) => isAnyOf(word, 'else other'));
  const isWhether = isAnyOf(first, 'am is are do does have has did was were any anything i we');
  if (!isWhether || isOther || has(MEETINGS) || !(has(OWN) || has(CALENDARS)))
    return isPast ? 'past' : 'list';
  return isPast ? 'were' : 'whether';
}

/** Named as the records do, and as a clause of its own. */
function appointments(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, at) => ({
    ...token,
    ...(isAnyOf(token.word, 'appointments') && { stem: 'appointment' }),
    last: at === tokens.length - 1,
  }));
}
