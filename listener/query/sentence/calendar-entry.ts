import { periodsIn } from '../periods/periods-in.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { Phrases } from '../words/phrases.ts';
import { endClause, joinedWords, putWords, type Token } from '../words/token.ts';
import { commanded } from './commanded.ts';

/**
 * Whether a calendar holds something that is named: "is bowling on my calendar", "is there an event called Book Club in
 * my diary" as "do I have an appointment for bowling": it is looked for among what the appointments are for.
 */

const ASKED = new Phrases([
  'is|are there? an? event|entry|item|appointment called|titled|named',
  'is|are there?',
  'do i|we have an? event|entry|item|appointment called|titled|named',
  'do i|we have',
  'have i|we got? added|put|marked|noted|entered|set?',
  'did i|we add|put|mark|note|enter',
  'i|we have an? event|entry|item|appointment called|titled|named',
  'there is|are an? event|entry|item|appointment called|titled|named',
]);
const PLACED = new Phrases([
  'already? added|marked|noted|entered|scheduled|put? on|in|to|into my|our|the calendar|diary|agenda|planner already|yet?',
]);
const SEARCHED = new Phrases([
  'search|check|searching? my|our|the calendar|diary|agenda|planner for an? event|entry called|titled|named',
  'search|check|searching? my|our|the calendar|diary|agenda|planner for',
  'does my|our|the calendar|diary|agenda|planner already? have|show|include|contain|list an? event|entry called|titled|named',
  'does my|our|the calendar|diary|agenda|planner already? have|show|include|contain|list',
]);
const CALENDARS = new Set('calendar diary agenda planner'.split(' '));

/** @param today ISO date */
export function withCalendarEntry(tokens: readonly Token[], today: string): readonly Token[] {
  const [first] = tokens;
  if (first === undefined || !tokens.some(({ word }) => CALENDARS.has(word))) return tokens;
  const found = searchedFor(tokens) ?? placedIn(tokens, today);
  if (found === undefined || !isName(found.name, today)) return tokens;
  if (commanded(tokens, false) !== undefined) return tokens;
  const { name, time } = found;
  // "My doctor's appointment" is one, whatever it is for.
  const [start, ...more] = name;
  const isVisit = isAnyOf(joinedWords(name.slice(-1)), 'appointment appointments visit');
  const whole = start !== undefined && isAnyOf(start.word, 'the my our a an') && !isVisit ? more : name;
  const lead = putWords(first, isVisit ? 'do i have' : 'do i have an appointment for');
  return endClause([...lead, ...whole, ...time].map((token) => ({ ...token, last: false })));
}

interface Entry {
  readonly name: readonly Token[];
  readonly time: readonly Token[];
}

/** "Search my calendar for book club", "does my calendar include the book club?" */
function searchedFor(tokens: readonly Token[]): Entry | undefined {
  const length = SEARCHED.lengthAt(tokens, 0);
  return length === 0 ? undefined : { name: tokens.slice(length), time: [] };
}

/** "Is the book club on my calendar?", "do I have the book club on Friday in my diary?" */
function placedIn(tokens: readonly Token[], today: string): Entry | undefined {
  const start = ASKED.lengthAt(tokens, 0);
  if (start === 0) return undefined;
  for (let at = start + 1; at < tokens.length; at += 1) {
    const length = PLACED.lengthAt(tokens, at);
    if (length === 0) continue;
    const behind = tokens.slice(at + length);
    const name = tokens.slice(start, at);
    const day = periodsIn(name, { today, direction: 'future' }).find(
      (one) => one.at + one.length === name.length,
    );
    const time = day === undefined ? behind : [...name.slice(day.at), ...behind];
    return isTime(behind, today)
      ? { name: day === undefined ? name : name.slice(0, day.at), time }
      : undefined;
  }
  return undefined;
}

function isTime(tokens: readonly Token[], today: string): boolean {
  const [only, ...more] = periodsIn(tokens, { today, direction: 'future' });
  return tokens.length === 0 || (more.length === 0 && only?.at === 0 && only.length === tokens.length);
}

/** Whether something is named, and not only a time or anything at all. */
function isName(name: readonly Token[], today: string): boolean {
  return (
    name.length > 0 &&
    name.length <= MAX_NAME &&
    periodsIn(name, { today, direction: 'future' }).length === 0 &&
    !name.some(({ word }) => NO_NAME.has(word) || ASKING.has(word))
  );
}
const MAX_NAME = 5;
const NO_NAME = new Set(
  (
    'any anything all everything something nothing event events entry entries item items meeting meetings plans it that this ' +
    'them these those he she they you not no else other is are was were do does did have me us anyone somebody space room time'
  ).split(' '),
);
