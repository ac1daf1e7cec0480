const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The two largest units: `3 d 4 h`, `5 min 10 s`, `12 s`. */
export function duration(ms: number): string {
  const left = Math.max(ms, 0);
  if (left >= DAY) return `${Math.floor(left / DAY)} d ${Math.floor((left % DAY) / HOUR)} h`;
  if (left >= HOUR) return `${Math.floor(left / HOUR)} h ${Math.floor((left % HOUR) / MINUTE)} min`;
  if (left >= MINUTE) return `${Math.floor(left / MINUTE)} min ${Math.floor((left % MINUTE) / SECOND)} s`;
  return `${Math.floor(left / SECOND)} s`;
}

/** One unit, for columns: `3 d`, `5 min`. */
export function shortDuration(ms: number): string {
  return duration(ms).split(' ').slice(0, 2).join(' ');
}

/** `14:03:07`; with the date where it is another day. */
export function clock(at: number, now: number = Date.now()): string {
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
