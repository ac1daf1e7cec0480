import { isAnyOf } from '../words/any-of.ts';
import { formatTime, WEEKDAYS } from '../words/format-values.ts';
import { type Token, wordAt } from '../words/token.ts';
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

/** "Noon", "10 am", "9:30 in the morning", "3 in the afternoon"; a bare number may count something else. */
function clockAt(
  tokens: readonly Token[],
  at: number,
): { readonly time: string; readonly length: number } | undefined {
  if (MIDDAY.has(wordAt(tokens, at))) return { time: '12:00:00', length: 1 };
  const said = /^(\d{1,2})(?::([0-5]\d))?(am|pm)?$/.exec(wordAt(tokens, at));
  if (said === null) return undefined;
  const [, hour = '', minute = '00', half] = said;
  const behind =
    half === undefined
      ? (halfAt(tokens, at + 1) ?? usualHalf(tokens, at, Number(hour)))
      : { half, length: 0 };
  if (behind === undefined || Number(hour) < 1 || Number(hour) > 12) return undefined;
  const whole = (Number(hour) % 12) + (behind.half === 'pm' ? 12 : 0);
  return { time: `${String(whole).padStart(2, '0')}:${minute}:00`, length: behind.length + 1 };
}

const HALVES: Readonly<Record<string, string>> = {
  am: 'am',
  pm: 'pm',
  'in the morning': 'am',
  'in the afternoon': 'pm',
  'in the evening': 'pm',
};

/** "Before 9 on Friday", "after 3 o'clock": visits are by day. */
function usualHalf(
  tokens: readonly Token[],
  at: number,
  hour: number,
): { readonly half: string; readonly length: number } | undefined {
  const length = wordAt(tokens, at + 1) === 'oclock' ? 1 : 0;
  const next = wordAt(tokens, at + length + 1);
  const isTime =
    length > 0 ||
    tokens[at]?.last === true ||
    isAnyOf(next, 'on tomorrow today this next') ||
    WEEKDAYS.includes(next);
  return isTime ? { half: hour > 6 && hour < 12 ? 'am' : 'pm', length } : undefined;
}

function halfAt(
  tokens: readonly Token[],
  at: number,
): { readonly half: string; readonly length: number } | undefined {
  for (const length of [1, 3]) {
    const half =
      HALVES[
        [0, 1, 2]
          .slice(0, length)
          .map((step) => wordAt(tokens, at + step))
          .join(' ')
      ];
    if (half !== undefined) return { half, length };
  }
  return undefined;
}
