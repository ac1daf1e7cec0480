import { LOG_LEVELS, type LogLevel, splitEventLine, splitGatewayLine } from '../../contract/log-line.ts';

/** The log interface used throughout the listener, and the format of log lines. `event-log.ts` writes the file. */

export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The log of one component. Messages are for operators and must not contain questions, answers, statement values or
 * credentials; `details` are printed as `key=value`.
 */
export interface Log {
  error(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  debug(message: string, details?: LogDetails): void;
  /** Whether debug lines are written; check before building an expensive one. */
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

/** A parsed line of the event log; `text` is the message with its details. */
export interface ParsedEvent {
  readonly time: Date;
  readonly level: LogLevel;
  readonly component: string;
  readonly text: string;
}

/** A parsed line of the gateway log. */
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

/** Undefined if the line has another format. */
export function parseEvent(line: string): ParsedEvent | undefined {
  const parts = splitEventLine(line);
  if (parts === undefined) return undefined;
  const { stamp, ...rest } = parts;
  return { time: parseTime(stamp), ...rest };
}

/** Undefined if the line has another format. */
export function parseGatewayLine(line: string): ParsedGatewayLine | undefined {
  const parts = splitGatewayLine(line);
  if (parts === undefined) return undefined;
  const { stamp, event, text } = parts;
  return { time: parseTime(stamp), event, details: parseDetails(text) };
}

/** Whether `level` is at least as severe as `threshold`. */
export function isAtLeast(level: LogLevel, threshold: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(threshold);
}

/** Local time with milliseconds. */
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

/** Quoted as JSON if the value contains spaces, quotes or control characters. */
function formatValue(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return escapeControls(/^[^\s"\p{C}]+$/u.test(value) ? value : JSON.stringify(value));
}

function parseDetails(text: string): Readonly<Record<string, string>> {
  // Matches words without a value too, so that the scan is linear; they are skipped below.
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

/** Escapes line breaks, control and bidi characters as `\u000a`, so that an event is one line and harmless on a terminal. */
function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
