/** What every room of the listener needs of the log; `event-log.ts` is the one that writes files. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * One component's view of the event log. Messages are for operators and hold no question, answer, statement
 * value or credential; figures go into `details` and are printed as `key=value`.
 */
export interface Log {
  error(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  debug(message: string, details?: LogDetails): void;
  /** Whether a debug line would be written: ask before building a costly one. */
  readonly debugging: boolean;
}

/** One line of the event log. */
export interface LogEvent {
  readonly time: Date;
  readonly level: LogLevel;
  readonly component: string;
  readonly message: string;
  readonly details?: LogDetails;
}

/** A line of the event log taken apart; `text` is the message with its details. */
export interface ParsedEvent {
  readonly time: Date;
  readonly level: LogLevel;
  readonly component: string;
  readonly text: string;
}

/** A line of the gateway log taken apart. */
export interface ParsedGatewayLine {
  readonly time: Date;
  readonly event: string;
  readonly details: Readonly<Record<string, string>>;
}

/** `2026-11-23 05:06:07.123 ERROR server  port 8768 is in use pid=12`, without a line end. */
export function formatEvent({ time, level, component, message, details }: LogEvent): string {
  const head = `${formatTime(time)} ${level.toUpperCase().padEnd(5)} ${component.padEnd(6)}  `;
  return head + escapeControls(message) + formatDetails(details);
}

/** `2026-11-23 05:06:07.123 query  client=127.0.0.1:50124 ms=3`, without a line end. */
export function formatGatewayLine(time: Date, event: string, details: LogDetails): string {
  return `${formatTime(time)} ${event.padEnd(6)}${formatDetails(details)}`;
}

const EVENT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([A-Z]+) +(\S+) {2,}(.*)$/s;
const GATEWAY = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([a-z]+) +(.*)$/s;

/** Undefined for a line that is none of ours. */
export function parseEvent(line: string): ParsedEvent | undefined {
  const [, stamp = '', levelName = '', component = '', text = ''] = EVENT.exec(line) ?? [];
  const level = LOG_LEVELS.find((each) => each === levelName.toLowerCase());
  return level === undefined ? undefined : { time: parseTime(stamp), level, component, text };
}

/** Undefined for a line that is none of ours. */
export function parseGatewayLine(line: string): ParsedGatewayLine | undefined {
  const [, stamp, event = '', text = ''] = GATEWAY.exec(line) ?? [];
  return stamp === undefined ? undefined : { time: parseTime(stamp), event, details: parseDetails(text) };
}

/** Whether `level` is as bad as `least` or worse. */
export function isAtLeast(level: LogLevel, threshold: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(threshold);
}

/** Local time to the millisecond, as operators read clocks. */
export function formatTime(time: Date): string {
  const date = `${time.getFullYear()}-${padTwo(time.getMonth() + 1)}-${padTwo(time.getDate())}`;
  const clock = `${padTwo(time.getHours())}:${padTwo(time.getMinutes())}:${padTwo(time.getSeconds())}`;
  return `${date} ${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

function padTwo(figure: number): string {
  return figure < 10 ? `0${figure}` : `${figure}`;
}

function parseTime(stamp: string): Date {
  return new Date(stamp.replace(' ', 'T'));
}

function formatDetails(details: LogDetails = {}): string {
  let text = '';
  for (const [key, value] of Object.entries(details)) {
    if (value !== undefined) text += ` ${key}=${formatValue(value)}`;
  }
  return text;
}

/** Plain where the end of it is plain, else JSON. */
function formatValue(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return escapeControls(/^[^\s"\p{C}]+$/u.test(value) ? value : JSON.stringify(value));
}

function parseDetails(text: string): Readonly<Record<string, string>> {
  // Every word is taken, so that none is read twice; only those with a value count.
  const pairs = text.matchAll(/([^\s="]+)(?:=("(?:[^"\\]|\\[\s\S])*\\?(?:"|$)|\S*))?/g);
  return Object.fromEntries(
    Array.from(pairs).flatMap(([, key = '', value]) =>
      value === undefined ? [] : [[key, parseValue(value)]],
    ),
  );
}

function parseValue(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

/** One event is one line, and no terminal obeys it: line breaks, control and direction characters as `\u000a`. */
function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
