import { internalDay } from '../../account/iso.ts';
import type { Period } from '../periods/period.ts';

/**
 * Names of times that the engine does not know and a translation may say plainly; and whether a period can be meant
 * by one: a translation may say which summer, not that the summer was yesterday.
 */

interface Time {
  /** Days of it. */
  readonly days: readonly [least: number, most: number];
  /** The month it begins in, 1 to 12; absent: any. */
  readonly months?: readonly number[];
}

const DAY: Time = { days: [1, 1] };
const WEEK: Time = { days: [6, 8] };
const MONTH: Time = { days: [28, 32] };
const QUARTER: Time = { days: [88, 93] };
const YEAR: Time = { days: [364, 367] };
const FORTNIGHT: Time = { days: [13, 16] };
const WEEKEND: Time = { days: [2, 3] };
// Seasons begin half a year later in the south.
const SPRING: Time = { days: [80, 100], months: [3, 9] };
const SUMMER: Time = { days: [80, 100], months: [6, 12] };
const AUTUMN: Time = { days: [80, 100], months: [9, 3] };
const WINTER: Time = { days: [80, 100], months: [12, 6] };
const CHRISTMAS: Time = { days: [1, 14], months: [12] };

/** What needs no pointing word: a name of its own. */
const NAMED: ReadonlyMap<string, Time> = new Map([
  ['fortnight', FORTNIGHT],
  ['springtime', SPRING],
  ['summer', SUMMER],
  ['summertime', SUMMER],
  ['autumn', AUTUMN],
  ['winter', WINTER],
  ['wintertime', WINTER],
  ['christmas', CHRISTMAS],
  ['xmas', CHRISTMAS],
  ['easter', { days: [1, 10], months: [3, 4] }],
  ['thanksgiving', { days: [1, 5], months: [10, 11] }],
  ['halloween', { days: [1, 3], months: [10] }],
]);
/** "The week gone": of these only with a word that points; "a week" is a rate. */
const UNITS: ReadonlyMap<string, Time> = new Map([
  ['day', DAY],
  ['week', WEEK],
  ['month', MONTH],
  ['quarter', QUARTER],
  ['year', YEAR],
  ['weekend', WEEKEND],
]);
const BEHIND: ReadonlySet<string> = new Set('last past previous gone elapsed bygone preceding'.split(' '));
const AHEAD: ReadonlySet<string> = new Set('next coming'.split(' '));
const PRESENT: ReadonlySet<string> = new Set('this present ongoing'.split(' '));
/** Stands in a time and changes nothing of it. */
const BESIDE: ReadonlySet<string> = new Set(
  'the just of in over during calendar whole entire season'.split(' '),
);
/** "Every fortnight", "a year": how often, not when. */
const RATES: ReadonlySet<string> = new Set('a an per each every any'.split(' '));

/**
 * Whether words name one time and a period can be meant by it.
 *
 * @param before the word in front of them
 * @param today ISO date
 */
export function isTimeOf(words: readonly string[], before: string, period: Period, today: string): boolean {
  const points = words.some((word) => BEHIND.has(word) || AHEAD.has(word) || PRESENT.has(word));
  const times = words.flatMap((word) => NAMED.get(word) ?? (points ? UNITS.get(word) : undefined) ?? []);
  const [time, ...others] = times;
  if (time === undefined || others.length > 0 || RATES.has(before)) return false;
  const known = (word: string): boolean =>
    NAMED.has(word) ||
    UNITS.has(word) ||
    BEHIND.has(word) ||
    AHEAD.has(word) ||
    PRESENT.has(word) ||
    BESIDE.has(word);
  const { from, to } = period;
  if (!words.every(known) || from === undefined || to === undefined) return false;
  const days = internalDay(to) - internalDay(from) + 1;
  const [least, most] = time.days;
  if (days < least || days > most) return false;
  if (time.months?.includes(Number(from.slice(5, 7))) === false) return false;
  return words.every(
    (word) =>
      (!BEHIND.has(word) || (from < today && to <= today)) &&
      (!AHEAD.has(word) || to > today) &&
      (!PRESENT.has(word) || (from <= today && to >= today)),
  );
}
