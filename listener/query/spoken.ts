import { groupThousands } from '../../lib/linear-text.ts';

/** Values as they are said aloud: these replies end in a loudspeaker. */

// By hand: the first use of Intl loads 7 MB of the locale data of all the world.
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `Monday, November 23, 2026` of `2026-11-23`; anything else as it is. */
export function spokenDate(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const day = new Date(`${iso}T00:00:00Z`);
  const weekday = WEEKDAYS[day.getUTCDay()];
  if (weekday === undefined) return iso;
  return `${weekday}, ${MONTHS[day.getUTCMonth()]} ${day.getUTCDate()}, ${day.getUTCFullYear()}`;
}

/** `2:05 PM` of `14:05:00`; anything else as it is. */
export function spokenTime(iso: string): string {
  const match = /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(iso);
  if (match === null) return iso;
  const hour = Number(match[1]);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${match[2]} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** `$1,234.50` of `1234.5`, `-$5.75` of `-5.75`; anything that is no number as it is. */
export function spokenMoney(amount: string): string {
  if (!/^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(amount)) return amount;
  const [whole = '', cents = ''] = Math.abs(Number(amount)).toFixed(2).split('.');
  return `${amount.startsWith('-') ? '-' : ''}$${groupThousands(whole)}.${cents}`;
}

/** `A`, `A, and B`, `A, B, and C`. */
export function spokenList(items: readonly string[]): string {
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
