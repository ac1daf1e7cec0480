import { formatDuration } from '../../wording/format.ts';

/** The largest unit alone, for columns: `3 d`, `5 min`. */
export function formatShortDuration(ms: number): string {
  return formatDuration(ms).split(' ').slice(0, 2).join(' ');
}

/** `14:03:07`; with the date where it is another day. */
export function formatClock(at: number, now: number = Date.now()): string {
  const time = new Date(at);
  const hours = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return sameDay(time, new Date(now)) ? hours : `${day(time)} ${hours}`;
}

function day(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function sameDay(one: Date, other: Date): boolean {
  return day(one) === day(other);
}

function two(figure: number): string {
  return String(figure).padStart(2, '0');
}
