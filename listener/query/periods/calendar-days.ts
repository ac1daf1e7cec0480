import { internalDay, isoDay } from '../../account/iso.ts';
import { capital, MONTHS, WEEKDAYS } from '../words/format-values.ts';
import type { Direction, FoundSpan, Period, Span } from './period.ts';

/** Days, weeks, months and years of the calendar as ISO dates, and how answers say them. */

/** A whole unit of the calendar, so many of them from this one. */
export function unitSpan(unit: Period['unit'], today: string, offset: number): Span | undefined {
  const [year = 0, month = 1] = today.split('-').map(Number);
  switch (unit) {
    case 'day': {
      const day = dayAfter(today, offset);
      return { from: day, to: day, words: '', unit };
    }
    case 'week': {
      const monday = mondayOf(internalDay(today)) + 7 * offset;
      return { from: isoDay(monday), to: isoDay(monday + 6), words: '', unit };
    }
    case 'month': {
      const at = new Date(Date.UTC(year, month - 1 + offset, 1));
      const iso = at.toISOString().slice(0, 10);
      return { from: iso, to: monthEnd(at.getUTCFullYear(), at.getUTCMonth() + 1), words: '', unit };
    }
    case 'quarter': {
      const at = new Date(Date.UTC(year, Math.floor((month - 1) / 3) * 3 + 3 * offset, 1));
      const first = at.getUTCMonth() + 1;
      return {
        from: at.toISOString().slice(0, 10),
        to: monthEnd(at.getUTCFullYear(), first + 2),
        words: '',
        unit,
      };
    }
    case 'year':
      return { from: `${year + offset}-01-01`, to: `${year + offset}-12-31`, words: '', unit };
    default:
      return undefined;
  }
}

/** So many units back from today or on from it, today included. */
export function rolling(today: string, amount: number, unit: Period['unit'], length: number): FoundSpan {
  const size = Math.abs(amount);
  const far =
    unit === 'day'
      ? dayAfter(today, amount)
      : unit === 'week'
        ? dayAfter(today, 7 * amount)
        : monthsLater(today, amount * (unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12));
  const words = `in the ${amount < 0 ? 'last' : 'next'} ${size === 1 ? unit : `${size} ${unit}s`}`;
  return {
    from: amount < 0 ? far : today,
    to: amount < 0 ? today : far,
    words,
    length,
    unit: 'span',
    tense: amount < 0 ? 'past' : 'future',
  };
}

export function weekend(today: string, offset: number): Span {
  const saturday = mondayOf(internalDay(today)) + 5 + 7 * offset;
  return { from: isoDay(saturday), to: isoDay(saturday + 1), words: '', unit: 'span' };
}

export function nearestYear(month: number, today: string, direction: Direction): number {
  const [year = 0, now = 1] = today.split('-').map(Number);
  if (direction === 'past') return month > now ? year - 1 : year;
  return month < now ? year + 1 : year;
}

/** The Monday on or before a QM internal date; day 0 was a Sunday. */
export function mondayOf(day: number): number {
  return day - ((((day - 1) % 7) + 7) % 7);
}

/** @param day of the week, 0 for a Sunday @returns its ISO date in the week of `today`, which begins on Monday */
export function dayOfThisWeek(day: number, today: string): string {
  return isoDay(mondayOf(internalDay(today)) + ((day + 6) % 7));
}

export function monthEnd(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

export function monthsLater(iso: string, months: number): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

export function yearsLater(iso: string, years: number): string {
  return monthsLater(iso, 12 * years);
}

export function dayAfter(iso: string, days: number): string {
  return isoDay(internalDay(iso) + days);
}

/** A span as it is said by its dates. */
export function named({ from, to, unit }: Pick<Span, 'from' | 'to' | 'unit'>): string {
  if (unit === 'day') return `on ${longDay(from)}`;
  if (unit === 'year') return `in ${from.slice(0, 4)}`;
  if (unit === 'month')
    return `in ${capital(MONTHS[Number(from.slice(5, 7)) - 1] ?? '')} ${from.slice(0, 4)}`;
  return `from ${shortDay(from)} to ${shortDay(to)}`;
}

/** `May 2026` */
export function longMonth(iso: string): string {
  return named({ from: iso, to: iso, unit: 'month' }).replace(/^in /, '');
}

export function longDay(iso: string): string {
  const weekday = WEEKDAYS[((internalDay(iso) % 7) + 7) % 7] ?? '';
  return `${capital(weekday)}, ${shortDay(iso)}`;
}

export function shortDay(iso: string): string {
  return `${capital(MONTHS[Number(iso.slice(5, 7)) - 1] ?? '')} ${Number(iso.slice(8))}, ${iso.slice(0, 4)}`;
}

export function two(value: number): string {
  return String(value).padStart(2, '0');
}
