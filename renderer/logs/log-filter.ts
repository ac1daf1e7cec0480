import type { LogField, LogFilter, LogName, LogPattern } from '../../contract/panel-logs.ts';
import type { Level } from './log-tools.tsx';

/** What the reader of a log has chosen to see. */
export interface LogChoice {
  /** Undefined shows every level. */
  readonly level: Level | undefined;
  readonly time: TimeChoice;
  readonly fields: readonly LogField[];
  /** Only lines that match what is searched for. */
  readonly onlyMatching: boolean;
}

/** Ends of a time range as typed, each possibly empty. */
export interface TimeChoice {
  readonly since: string;
  readonly until: string;
}

export const ANY_TIME: TimeChoice = { since: '', until: '' };

export const EVERYTHING: LogChoice = {
  level: undefined,
  time: ANY_TIME,
  fields: [],
  onlyMatching: false,
};

/** The filter that a choice asks for; ends of the range that cannot be read are left out. @param now ms since the epoch */
export function toLogFilter(
  log: LogName,
  { level, time, fields, onlyMatching }: LogChoice,
  pattern: LogPattern | undefined,
  now: number,
): LogFilter {
  const since = hasTimes(log) ? parseTime(time.since, 'start', now) : undefined;
  const until = hasTimes(log) ? parseTime(time.until, 'end', now) : undefined;
  return {
    ...(log === 'events' && level !== undefined ? { level } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(log !== 'como' && fields.length > 0 ? { fields: [...fields] } : {}),
    ...(onlyMatching && pattern !== undefined ? { only: pattern } : {}),
  };
}

/** Whether the lines of a log have times, clients and events. */
export function hasTimes(log: LogName): boolean {
  return log !== 'como';
}

const TYPED = /^(?:(\d{4})-(\d\d?)-(\d\d?)[ T]+)?(\d\d?):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?$/;
const TYPED_DAY = /^(\d{4})-(\d\d?)-(\d\d?)$/;

/**
 * A typed time as the log writes it: `2026-11-23 05:06:07`; without seconds or a time of day the first or last second of
 * the minute or day; without a date that of today. Undefined if it cannot be read.
 */
export function parseTime(text: string, side: 'start' | 'end', now: number): string | undefined {
  const typed = text.trim();
  const day = TYPED_DAY.exec(typed);
  const [, year, month, date, hour, minute, second] =
    day === null
      ? (TYPED.exec(typed) ?? [])
      : [...day, ...(side === 'start' ? ['0', '0', '0'] : ['23', '59', '59'])];
  if (hour === undefined || minute === undefined) return undefined;
  const today = new Date(now);
  const parts = [
    year === undefined ? today.getFullYear() : Number(year),
    (month === undefined ? today.getMonth() + 1 : Number(month)) - 1,
    date === undefined ? today.getDate() : Number(date),
    Number(hour),
    Number(minute),
    second === undefined ? (side === 'start' ? 0 : 59) : Number(second),
  ] as const;
  // As a time of no zone: one that a change to summer time leaves out is a time all the same.
  const time = new Date(Date.UTC(...parts));
  const isReal =
    time.getUTCMonth() === parts[1] &&
    time.getUTCDate() === parts[2] &&
    parts[3] < 24 &&
    parts[4] < 60 &&
    parts[5] < 60;
  return isReal ? time.toISOString().slice(0, 19).replace('T', ' ') : undefined;
}

/** Local time as the log writes it. @param at ms since the epoch */
export function toLogTime(at: number): string {
  const time = new Date(at);
  const two = (figure: number): string => String(figure).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

/** A choice with another field; one of the same name is replaced. */
export function withField(choice: LogChoice, field: LogField): LogChoice {
  return { ...choice, fields: [...choice.fields.filter(({ name }) => name !== field.name), field] };
}

/** A part of a text that people filter by. */
interface FoundField {
  readonly field: LogField;
  /** From and to (exclusive). */
  readonly from: number;
  readonly to: number;
}

const FIELD = /(^| )(client|session)=([^\s"]{1,300}|"[^"]{0,298}")(?= |$)/g;

/** The clients and sessions that a line's text names. */
export function fieldsIn(text: string): readonly FoundField[] {
  return Array.from(text.matchAll(FIELD), (found) => {
    const [whole, lead = '', name, value = ''] = found;
    return {
      field: { name: name === 'client' ? 'client' : 'session', value },
      from: found.index + lead.length,
      to: found.index + whole.length,
    };
  });
}
