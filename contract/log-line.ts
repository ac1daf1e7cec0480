/** Format of the lines of both logs. `listener/log/log-line.ts` writes them. */

/** Most severe first. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The parts of a line of HAL.SPLITTER.LOG. */
export interface EventLine {
  /** Local time, for example `2026-11-23 05:06:07.123`. */
  readonly stamp: string;
  readonly level: LogLevel;
  readonly component: string;
  /** The message with its details, control characters escaped. */
  readonly text: string;
}

/** The parts of a line of gateway.log. */
export interface GatewayLine {
  readonly stamp: string;
  readonly event: string;
  /** Details as `key=value`. */
  readonly text: string;
}

// Every group is part of every match.
const EVENT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([A-Z]+) +(\S+) {2,}(.*)$/s;
const GATEWAY = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ([a-z]+) +(.*)$/s;
const DATE = /^\d{4}-\d\d-\d\d /;

/** Undefined if the line has another format. */
export function splitEventLine(line: string): EventLine | undefined {
  const parts = EVENT.exec(line) as readonly [string, string, string, string, string] | null;
  if (parts === null) return undefined;
  const [, stamp, name, component, text] = parts;
  const level = LOG_LEVELS.find((each) => each === name.toLowerCase());
  return level && { stamp, level, component, text };
}

/** Undefined if the line has another format. */
export function splitGatewayLine(line: string): GatewayLine | undefined {
  const parts = GATEWAY.exec(line) as readonly [string, string, string, string] | null;
  if (parts === null) return undefined;
  const [, stamp, event, text] = parts;
  return { stamp, event, text };
}

/** Whether the line starts an entry; the further lines of a stack trace do not. */
export function isEntryStart(line: string): boolean {
  return DATE.test(line);
}
