import { internalDay } from '../../account/iso.ts';
import { dayAfter, shortDay } from './calendar-days.ts';
import type { Period } from './period.ts';

/** A day so long ago, as of "a year ago": what is measured now and then is told of the day nearest to it. */

/** Measured longer before or after it, a value says nothing of that day. */
const MAX_APART_DAYS = 45;

/** @returns the days that are near enough to the very day; of any other period undefined */
export function aroundDay({ ago: near, to }: Period): Period | undefined {
  if (near === undefined) return undefined;
  const from = dayAfter(near, -MAX_APART_DAYS);
  // "Since a year ago" goes on from then.
  if (to === undefined) return { words: `since ${shortDay(near)}`, from, tense: 'past', unit: 'span', near };
  const end = dayAfter(near, MAX_APART_DAYS);
  return { words: `about ${shortDay(near)}`, from, to: end, tense: 'past', unit: 'span', near };
}

/** The one that is nearest to a day; of two that are as near, the earlier one. */
export function nearestTo<T>(all: readonly T[], near: string, dayOf: (one: T) => string): T | undefined {
  const apart = (one: T) => Math.abs(internalDay(dayOf(one)) - internalDay(near));
  return [...all].sort((a, b) => apart(a) - apart(b) || (dayOf(a) < dayOf(b) ? -1 : 1))[0];
}
