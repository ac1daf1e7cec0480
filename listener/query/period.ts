import { internalDay, isoDay } from '../account/iso.ts';

/** A span of days a question speaks of, both ends included, ISO dates. */
export interface Period {
  /** As it is said: `last month`. */
  readonly words: string;
  readonly from: string;
  readonly to: string;
}

/** The period a question names, if any. @param today ISO date */
export function periodOf(text: string, today: string): Period | undefined {
  const match = /\b(today|yesterday|tomorrow|(this|last|next) (week|month|year))\b/i.exec(text);
  if (match === null) return undefined;
  const words = (match[0] ?? '').toLowerCase();
  const day = internalDay(today);
  switch (words) {
    case 'today':
      return { words, from: today, to: today };
    case 'yesterday':
      return { words, from: isoDay(day - 1), to: isoDay(day - 1) };
    case 'tomorrow':
      return { words, from: isoDay(day + 1), to: isoDay(day + 1) };
    case 'this week':
      return { words, from: isoDay(monday(day)), to: isoDay(monday(day) + 6) };
    case 'last week':
      return { words, from: isoDay(monday(day) - 7), to: isoDay(monday(day) - 1) };
    case 'next week':
      return { words, from: isoDay(monday(day) + 7), to: isoDay(monday(day) + 13) };
    case 'this month':
      return { words, ...month(today, 0) };
    case 'last month':
      return { words, ...month(today, -1) };
    case 'next month':
      return { words, ...month(today, 1) };
    default: {
      const offset = words === 'last year' ? -1 : words === 'next year' ? 1 : 0;
      const year = Number(today.slice(0, 4)) + offset;
      return { words, from: `${year}-01-01`, to: `${year}-12-31` };
    }
  }
}

/** The Monday on or before a QM internal date; day 0 was a Sunday. */
function monday(day: number): number {
  return day - ((((day - 1) % 7) + 7) % 7);
}

function month(today: string, offset: number): { from: string; to: string } {
  const [year = 0, number = 1] = today.split('-').map(Number);
  const first = new Date(Date.UTC(year, number - 1 + offset, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}
