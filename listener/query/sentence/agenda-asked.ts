import { periodsIn } from '../periods/periods-in.ts';
import { isAnyOf } from '../words/any-of.ts';
import { Phrases } from '../words/phrases.ts';
import { endClause, putWord, putWords, type Token, wordAt, wordOf } from '../words/token.ts';

/** "What does next week look like?", "how is my Friday looking?", "how busy am I tomorrow?" as "my appointments tomorrow". */

const OPENING = new Phrases(['what|how is|are|does|do|will', 'how busy is|are|am|will i|we? be?']);
const LOOKING = new Phrases([
  'going to look|be like?',
  'look|looking|looks like?',
  'look|looking|looks so far',
  'shaping up',
  'shape up',
  'like',
]);
const FOR_ME = new Phrases(['for me|us']);
const CALENDARS = new Set('calendar schedule agenda diary planner plans'.split(' '));
/** "My day" is today, "my week" this one. */
const OWN: ReadonlyMap<string, string> = new Map([
  ['day', 'today'],
  ['week', 'this week'],
  ['weekend', 'this weekend'],
  ['month', 'this month'],
  ['morning', 'this morning'],
  ['afternoon', 'this afternoon'],
  ['evening', 'this evening'],
]);

const DAY_PARTS = new Set('morning afternoon evening night'.split(' '));

/** @param today ISO date */
export function withAgendaAsked(tokens: readonly Token[], today: string): readonly Token[] {
  const opening = OPENING.lengthAt(tokens, 0);
  const [first] = tokens;
  if (opening === 0 || first === undefined) return tokens;
  const isBusy = wordAt(tokens, 1) === 'busy';
  const inside = tokens.slice(opening);
  const at = inside.findIndex((_, index) => LOOKING.lengthAt(inside, index) > 0);
  const isLooking = at >= 0;
  const whole = isLooking ? inside.toSpliced(at, LOOKING.lengthAt(inside, at)) : inside;
  const forMe = FOR_ME.lengthBefore(whole, whole.length);
  const around = forMe === 0 ? whole : whole.slice(0, -forMe);
  const own = isAnyOf(wordOf(around[0]), 'my our') ? around.slice(1) : around;
  const calendar = own.findIndex(({ word }) => CALENDARS.has(word));
  // "What is my schedule?" may be that of a medicine, "what are my plans?" is about nothing else.
  if (!isBusy && !isLooking && wordOf(own[calendar]) !== 'plans') return tokens;
  const time = withOwnTime(calendar < 0 ? own : own.toSpliced(calendar, 1), own !== around);
  if (!(time.length === 0 ? calendar >= 0 : isPeriod(time, today))) return tokens;
  const appointments = { ...putWord(first, 'appointments'), stem: 'appointment' };
  return endClause([putWord(first, 'my'), appointments, ...time]);
}

function withOwnTime(time: readonly Token[], isOwn: boolean): readonly Token[] {
  const [first] = time;
  const said = first && time.length === 1 && isOwn ? OWN.get(first.word) : undefined;
  return first === undefined || said === undefined ? time : putWords(first, said);
}

/** Whether nothing but a time that is not past is said. */
function isPeriod(tokens: readonly Token[], today: string): boolean {
  const [only, ...more] = periodsIn(tokens, { today, direction: 'future' });
  if (only === undefined || more.length > 0) return false;
  const behind = tokens.slice(only.length);
  const isWhole = only.at === 0 && behind.length < 2 && behind.every(({ word }) => DAY_PARTS.has(word));
  return isWhole && (only.period.to ?? '9999') >= today;
}
