import { isAnyOf } from '../words/any-of.ts';
import { formatTime, MONTHS, WEEKDAYS } from '../words/format-values.ts';
import { type Token, wordAt } from '../words/token.ts';
import { two } from './calendar-days.ts';
import type { FoundPeriod } from './period.ts';

/** Times of a day that something is to take place at: "between 2 and 5 pm", "from noon to one", "at 10:30". */

/** A time as it was said, with its half of the day where that was said too. */
interface SaidTime {
  readonly hour: number;
  readonly minute: string;
  readonly half: 'am' | 'pm' | undefined;
  readonly length: number;
}

/** @returns the times of every day that are meant, where two are said, or one behind "at" */
export function clockTimesAt(tokens: readonly Token[], at: number): FoundPeriod | undefined {
  const word = wordAt(tokens, at);
  if (isAnyOf(word, 'between from')) {
    const first = timeAt(tokens, at + 1);
    const joint = first === undefined ? 0 : at + 1 + first.length;
    const joints = word === 'between' ? 'and to' : 'to until till through';
    const second = isAnyOf(wordAt(tokens, joint), joints) ? endAt(tokens, joint + 1) : undefined;
    if (first === undefined || second === undefined) return undefined;
    const end = joint + 1 + second.length;
    const isSaid = first.half !== undefined || second.half !== undefined;
    if (!isSaid && !isOfDay(tokens, end)) return undefined;
    return between(first, second, usualHalf(tokens), { at, length: end - at });
  }
  if (word !== 'at') return undefined;
  const time = timeAt(tokens, at + 1);
  // "At 8" may be either, "at 8:30" is by day.
  const isSaid =
    time?.half !== undefined || (time !== undefined && (time.minute !== '00' || time.length > 1));
  if (time === undefined || !isSaid) return undefined;
  const from = minutesOf(time, time.half ?? usualHalf(tokens)(time));
  return { at, length: time.length + 1, period: lasting(from, from + 1, `at ${told(from)}`) };
}

function between(
  first: SaidTime,
  second: SaidTime,
  usual: (time: SaidTime) => 'am' | 'pm',
  place: Pick<FoundPeriod, 'at' | 'length'>,
): FoundPeriod | undefined {
  // "11 to 1 pm" begins in the morning.
  const begin =
    first.half === undefined && second.half !== undefined
      ? latestBefore(first, minutesOf(second, second.half))
      : minutesOf(first, first.half ?? usual(first));
  const end = second.half === undefined ? earliestAfter(second, begin ?? 0) : minutesOf(second, second.half);
  if (end === undefined || begin === undefined || begin >= end) return undefined;
  return { ...place, period: lasting(begin, end, `between ${told(begin)} and ${told(end)}`) };
}

function lasting(from: number, to: number, words: string): FoundPeriod['period'] {
  return { words, unit: 'span', hours: { from: isoTime(from), to: isoTime(to), isWhile: true } };
}

/** The half of the day that is meant where none is said: visits are by day. */
export function usualHalf(tokens: readonly Token[]): (time: SaidTime) => 'am' | 'pm' {
  const has = (words: string) => tokens.some(({ word }) => isAnyOf(word, words));
  if (has('morning')) return () => 'am';
  if (has('afternoon evening tonight night')) return () => 'pm';
  return ({ hour }) => (hour > 6 && hour < 12 ? 'am' : 'pm');
}

function latestBefore(time: SaidTime, end: number): number | undefined {
  return [minutesOf(time, 'pm'), minutesOf(time, 'am')].find((one) => one < end);
}

function earliestAfter(time: SaidTime, begin: number): number | undefined {
  return [minutesOf(time, 'am'), minutesOf(time, 'pm')].find((one) => one > begin);
}

/** "Noon", "10 am", "9:30", "3 o'clock", "9:30 in the morning". */
export function timeAt(tokens: readonly Token[], at: number): SaidTime | undefined {
  const word = wordAt(tokens, at);
  if (isAnyOf(word, 'noon midday')) return { hour: 12, minute: '00', half: 'pm', length: 1 };
  const said = /^(\d{1,2})(?::([0-5]\d))?(am|pm)?$/.exec(word);
  const hour = Number(said?.[1]);
  if (said === null || hour < 1 || hour > 12) return undefined;
  const [, , minute = '00', half] = said;
  const isClock = wordAt(tokens, at + 1) === 'oclock' ? 1 : 0;
  const next = wordAt(tokens, at + 1 + isClock);
  if (half === 'am' || half === 'pm') return { hour, minute, half, length: 1 };
  if (next === 'am' || next === 'pm') return { hour, minute, half: next, length: 2 + isClock };
  const part = [1, 2, 3].map((step) => wordAt(tokens, at + isClock + step)).join(' ');
  const length = 1 + isClock;
  if (part === 'in the morning') return { hour, minute, half: 'am', length: length + 3 };
  if (part === 'in the afternoon' || part === 'in the evening')
    return { hour, minute, half: 'pm', length: length + 3 };
  return { hour, minute, half: undefined, length };
}

/** "From noon to one": where a time is awaited, "one" is one. */
function endAt(tokens: readonly Token[], at: number): SaidTime | undefined {
  const isOne = wordAt(tokens, at) === 'one' && isOfDay(tokens, at + 1);
  return isOne ? { hour: 1, minute: '00', half: undefined, length: 1 } : timeAt(tokens, at);
}

/** Whether a bare number is a time where it ends: what follows is no thing that it counts. */
export function isOfDay(tokens: readonly Token[], end: number): boolean {
  const next = wordAt(tokens, end);
  if (MONTHS.includes(next)) return false;
  return (
    tokens[end - 1]?.last === true ||
    isAnyOf(next, 'on tomorrow today this next tonight') ||
    WEEKDAYS.includes(next)
  );
}

export function minutesOf({ hour, minute }: SaidTime, half: 'am' | 'pm'): number {
  return ((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + Number(minute);
}

export function isoTime(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;
}

function told(minutes: number): string {
  return minutes === NOON ? 'noon' : formatTime(isoTime(minutes));
}
const NOON = 720;
