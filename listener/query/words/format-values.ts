import { groupThousands } from '../../../lib/text.ts';

/** Values as they are said aloud: these replies end in a loudspeaker. */

// By hand: the first use of Intl loads 7 MB of the locale data of all the world.
export const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
export const MONTHS =
  'january february march april may june july august september october november december'.split(' ');

export function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** `Monday, November 23, 2026` of `2026-11-23`; a number that is no date is not said, anything else is as it is. */
export function formatDate(iso: string): string {
  if (isNumber(iso)) return '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const day = new Date(`${iso}T00:00:00Z`);
  const weekday = WEEKDAYS[day.getUTCDay()];
  if (weekday === undefined) return iso;
  return `${capital(weekday)}, ${capital(MONTHS[day.getUTCMonth()] ?? '')} ${day.getUTCDate()}, ${day.getUTCFullYear()}`;
}

/** `2:05 PM` of `14:05:00`; figures that are no time of day (90000, 25:00) are not said, words are as they are. */
export function formatTime(iso: string): string {
  const match = /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(iso);
  const hour = Number(match?.[1]);
  if (match === null || hour > 23 || Number(match[2]) > 59) return /\p{L}/u.test(iso) ? iso : '';
  return `${hour % 12 === 0 ? 12 : hour % 12}:${match[2]} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** `$1,234.50` of `1234.5`, `-$5.75` of `-5.75`; anything that is no number as it is. */
export function formatMoney(amount: string): string {
  if (!/^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(amount)) return amount;
  const [whole = '', cents = ''] = Math.abs(Number(amount)).toFixed(2).split('.');
  return `${amount.startsWith('-') ? '-' : ''}$${groupThousands(whole)}.${cents}`;
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim());
}

/** Values of one field: `A`, `A and B`, `A, B and C`. */
export function formatAll(values: readonly string[]): string {
  if (values.length <= 1) return values[0] ?? '';
  return `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}

/** At most five for the ear: `A, B, C, D, E, and 12 more`. */
export function formatSome(items: readonly string[], count = items.length): string {
  const more = count - Math.min(items.length, MAX_SPOKEN);
  return formatList(more > 0 ? [...items.slice(0, MAX_SPOKEN), `${more} more`] : items);
}

export const MAX_SPOKEN = 5;

/** `A`, `A, and B`, `A, B, and C`. */
export function formatList(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')}, and ${items.at(-1)}`;
}

/** Local date and time as ISO, of milliseconds since the epoch. */
export function localIso(now: number): { readonly date: string; readonly time: string } {
  const at = new Date(now);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`,
  };
}
