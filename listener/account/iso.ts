/** Converts dates and times as QM prints them to ISO 8601. */

const DAY_MS = 86_400_000;
/** QM's day 0. */
const EPOCH_MS = Date.UTC(1967, 11, 31);
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** A QM internal date (days since 31 December 1967) as `2026-11-23`. */
export function isoDay(internal: number): string {
  return new Date(EPOCH_MS + internal * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-11-23` as a QM internal date. */
export function internalDay(iso: string): number {
  return Math.round((Date.parse(`${iso}T00:00:00Z`) - EPOCH_MS) / DAY_MS);
}

/** `2026-11-23` as `23 NOV 2026`, which QM reads with any date conversion that is not year-first (seen live). */
export function namedDay(iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return `${day} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/**
 * A date as `2026-11-23`, from any form a dictionary prints: ISO, internal days, `23 NOV 2026`, `11/23/26` or, with a
 * European conversion (`DE`, `D/DMY`), `23/11/26`. Text that is no date is returned unchanged.
 */
export function isoDate(text: string, conversion: string): string {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return trimmed;
  if (/^-?\d{1,6}$/.test(trimmed)) return isoDay(Number(trimmed));
  const named = /^(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{2}|\d{4})$/.exec(trimmed);
  if (named !== null) {
    const month = MONTHS.indexOf((named[2] ?? '').toUpperCase()) + 1;
    return compose(named[3], month, named[1]) ?? text;
  }
  const parts = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/.exec(trimmed);
  if (parts === null) return text;
  const [, a, b, c] = parts;
  if ((a ?? '').length === 4) return compose(a, Number(b), c) ?? text;
  const dayFirst = /E|DMY/i.test(conversion.slice(1));
  return (dayFirst ? compose(c, Number(b), a) : compose(c, Number(a), b)) ?? text;
}

function compose(year: string | undefined, month: number, day: string | undefined): string | undefined {
  // QM reads years of two digits as 1930 to 2029.
  const short = Number(year);
  const full = (year ?? '').length <= 2 ? short + (short < 30 ? 2000 : 1900) : short;
  const iso = `${String(full).padStart(4, '0')}-${String(month).padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

/**
 * A time as `14:05:00`, from internal seconds since midnight, `14:05`, `2:05 PM` or `02:05PM`. Text that is no time is
 * returned unchanged; seconds outside a day (below 0, or 86400 and more) give the empty string.
 *
 * @param stored whether every number is seconds; otherwise only numbers of three or more digits are
 */
export function isoTime(text: string, stored = false): string {
  const trimmed = text.trim();
  if ((stored ? /^-?\d+(?:\.\d+)?$/ : /^(?:-\d+|\d{3,})$/).test(trimmed)) {
    const seconds = Number(trimmed);
    return seconds >= 0 && seconds < 86_400 ? clock(seconds) : '';
  }
  const parts = /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i.exec(trimmed);
  if (parts === null || (parts[2] === undefined && parts[4] === undefined)) return text;
  const [, hours, minutes = '00', seconds = '00', half] = parts;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return text;
  return clock(hour * 3600 + Number(minutes) * 60 + Number(seconds));
}

function clock(seconds: number): string {
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${part(seconds / 3600)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}`;
}
