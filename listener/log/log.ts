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
