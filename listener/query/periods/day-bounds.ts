import { formatTime } from '../words/format-values.ts';
import { type Token, wordAt } from '../words/token.ts';
import { isOfDay, isoTime, minutesOf, timeAt, usualHalf } from './clock-times.ts';
import type { FoundPeriod } from './period.ts';

/** A time of day that bounds what is asked for: "before 10 am", "after noon", "from 3 o'clock on". */

const BEFORE = new Set(['before', 'until', 'till']);
const AFTER = new Set(['after', 'past']);
const MIDDAY = new Set(['noon', 'midday']);

/** @returns the times of every day that are meant, where a bound is said with its half of the day */
export function dayBoundAt(tokens: readonly Token[], at: number): FoundPeriod | undefined {
  const word = wordAt(tokens, at);
  const isBefore = BEFORE.has(word);
  if (!isBefore && !AFTER.has(word)) return undefined;
  const clock = clockAt(tokens, at + 1);
  if (clock === undefined) return undefined;
  const hours = isBefore ? { from: '00:00:00', to: clock.time } : { from: clock.time, to: '24:00:00' };
  const told = MIDDAY.has(wordAt(tokens, at + 1)) ? 'noon' : formatTime(clock.time);
  const words = `${isBefore ? 'before' : 'after'} ${told}`;
  return { at, length: clock.length + 1, period: { words, unit: 'span', hours } };
}

/** A time of the day that is sure; a bare number may count something else. */
function clockAt(
  tokens: readonly Token[],
  at: number,
): { readonly time: string; readonly length: number } | undefined {
  const said = timeAt(tokens, at);
  if (said === undefined) return undefined;
  // "Before 9 on Friday", "after 3 o'clock".
  const isTime = said.length > 1 || isOfDay(tokens, at + said.length);
  const half = said.half ?? (isTime ? usualHalf(tokens)(said) : undefined);
  return half && { time: isoTime(minutesOf(said, half)), length: said.length };
}
