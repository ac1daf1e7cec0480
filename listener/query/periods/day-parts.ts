import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { type Token, wordAt } from '../words/token.ts';
import { dayAfter, longDay } from './calendar-days.ts';
import { clockTimesAt } from './clock-times.ts';
import { dayBoundAt } from './day-bounds.ts';
import type { FoundPeriod, Hours } from './period.ts';

/** Parts of a day, where records have a time: "yesterday evening", "on Friday afternoon", "in the morning". */

const PARTS: Readonly<Record<string, Hours>> = byWord({
  morning: { from: '04:00:00', to: '12:00:00' },
  afternoon: { from: '12:00:00', to: '18:00:00' },
  evening: { from: '17:00:00', to: '24:00:00' },
  night: { from: '20:00:00', to: '05:00:00' },
});

function partAt(tokens: readonly Token[], at: number): readonly [string, Hours] | undefined {
  const name = wordAt(tokens, at).replace(/s$/, '');
  const hours = PARTS[name];
  return hours && [name, hours];
}

/**
 * The periods of a question with the part of the day that is said beside them, or that part by itself.
 * @param today ISO date
 * @param isOfEvents whether it is asked of what takes place at a time
 */
export function withDayParts(
  tokens: readonly Token[],
  periods: readonly FoundPeriod[],
  today: string,
  isOfEvents = true,
): readonly FoundPeriod[] {
  if (isChoiceOfParts(tokens)) return periods;
  const bound = tokens.map((_, at) => dayBoundAt(tokens, at)).find((found) => found !== undefined);
  if (bound !== undefined) return withTime(periods, bound);
  const clock = isOfEvents ? clockTimesIn(tokens, periods) : undefined;
  if (clock !== undefined) return withTime(withPartOfToday(tokens, periods, today), clock);
  const placed = periods.map((found) => placedPart(tokens, found) ?? found);
  if (placed.some(({ period }) => period.hours !== undefined)) return placed;
  const alone = partAlone(tokens, today);
  return alone === undefined ? placed : withTime(placed, alone);
}

function withTime(placed: readonly FoundPeriod[], alone: FoundPeriod): readonly FoundPeriod[] {
  const [only, ...more] = placed;
  if (only === undefined) return [alone];
  // "Which of next week's are in the morning?": both hold. "This morning" is a day of its own.
  if (more.length > 0 || alone.period.from !== undefined) return [...placed, alone];
  const { hours, words } = alone.period;
  const both = { ...only.period, ...(hours && { hours }), words: `${only.period.words} ${words}` };
  return [
    { ...only, period: both },
    { ...alone, period: both },
  ];
}

/** Times of the day where no days are said: "from 1 to 14 November" are some. */
function clockTimesIn(tokens: readonly Token[], periods: readonly FoundPeriod[]): FoundPeriod | undefined {
  return tokens
    .map((_, at) => clockTimesAt(tokens, at))
    .find(
      (clock) =>
        clock !== undefined &&
        !periods.some(({ at, length }) => at < clock.at + clock.length && clock.at < at + length),
    );
}

/** "This afternoon between 2 and 4": today, and its part says no more than the times do. */
function withPartOfToday(
  tokens: readonly Token[],
  periods: readonly FoundPeriod[],
  today: string,
): readonly FoundPeriod[] {
  const part = periods.length === 0 ? partAlone(tokens, today) : undefined;
  if (part?.period.from === undefined || part.period.from < today) return periods;
  const { hours: _, ...day } = part.period;
  return [{ ...part, period: day }];
}

/** "In the morning or the afternoon?": which of the two is asked, and none is said. */
function isChoiceOfParts(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }, at) => {
    if (word !== 'or' || partAt(tokens, at - 1) === undefined) return false;
    const skip = [0, 1, 2].find((one) => partAt(tokens, at + 1 + one) !== undefined);
    return (
      skip !== undefined && tokens.slice(at + 1, at + 1 + skip).every((one) => isAnyOf(one.word, 'in the'))
    );
  });
}

/** "Yesterday evening", "Friday in the afternoon", "the evening of November 21". */
function placedPart(tokens: readonly Token[], found: FoundPeriod): FoundPeriod | undefined {
  if (found.period.unit !== 'day') return undefined;
  const end = found.at + found.length;
  const skip =
    wordAt(tokens, end) === 'in' && wordAt(tokens, end + 1) === 'the'
      ? 2
      : wordAt(tokens, end) === 'at'
        ? 1
        : 0;
  const part = partAt(tokens, end + skip);
  if (part === undefined) return undefined;
  const [name, hours] = part;
  const words = `${found.period.words} ${name === 'night' ? 'at night' : `in the ${name}`}`;
  return { ...found, length: found.length + skip + 1, period: { ...found.period, hours, words } };
}

/** "In the morning", "at night", "this evening", "tonight", "last night". */
function partAlone(tokens: readonly Token[], today: string): FoundPeriod | undefined {
  for (let at = 0; at < tokens.length; at += 1) {
    const word = wordAt(tokens, at);
    if (word === 'tonight') return ofDay(today, at, 1, 'tonight', { from: '17:00:00', to: '24:00:00' });
    const next = partAt(tokens, at + 1);
    if (word === 'this' && next !== undefined) return ofDay(today, at, 2, `this ${next[0]}`, next[1]);
    if (word === 'last' && next?.[0] === 'night') {
      const day = dayAfter(today, -1);
      const hours = { from: '17:00:00', to: '24:00:00' };
      return { ...ofDay(day, at, 2, `in the evening of ${longDay(day)}`, hours) };
    }
    const placed = word === 'at' ? 1 : word === 'in' && /^(?:the|an?)$/.test(wordAt(tokens, at + 1)) ? 2 : 0;
    const isBefore = placed === 0 && VISIT.test(wordAt(tokens, at + 1));
    const part = placed === 0 && !isBefore ? undefined : partAt(tokens, at + placed);
    if (part === undefined) continue;
    const [name, hours] = part;
    const words = name === 'night' ? 'at night' : `in the ${name}`;
    return { at, length: placed + 1, period: { words, unit: 'span', hours } };
  }
  return undefined;
}
/** "Any morning appointments?", "the afternoon ones". */
const VISIT = /^(?:appointments?|appts?|visits?|ones?|slots?|consultations?)$/;

function ofDay(day: string, at: number, length: number, words: string, hours: Hours): FoundPeriod {
  return { at, length, period: { from: day, to: day, unit: 'day', words, hours } };
}

/** Whether what lasts so many minutes is under way in those hours. */
export function isUnderWay(time: string, minutes: number, hours: Hours): boolean | undefined {
  const begins = isInHours(time, hours);
  if (begins !== false || !(minutes > 0) || hours.from >= hours.to) return begins;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const [fromHour = 0, fromMinute = 0] = hours.from.split(':').map(Number);
  return time < hours.from && hour * 60 + minute + minutes > fromHour * 60 + fromMinute;
}

/** @param time ISO time of day; undefined where it is none @returns undefined where that is not known */
export function isInHours(time: string, { from, to }: Hours): boolean | undefined {
  if (!/^\d{2}:\d{2}:\d{2}$/.test(time)) return undefined;
  return from < to ? time >= from && time < to : time >= from || time < to;
}
