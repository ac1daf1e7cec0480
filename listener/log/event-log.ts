import path from 'node:path';
import { LOG_FILES } from '../../contract/home-files.ts';
import type { LogLevel } from '../../contract/log-line.ts';
import { systemClock } from '../../lib/clock.ts';
import { errnoOf } from '../../lib/file-error.ts';
import type { LogDisk } from './log-disk.ts';
import { LogFile } from './log-file.ts';
import { formatEvent, isAtLeast, type Log, type LogDetails, parseEvent } from './log-line.ts';

/** The event log's file name: the one operators of the HAL account know. */
export const EVENT_LOG = LOG_FILES.events;

export interface EventLogOptions {
  /** Created if missing. */
  readonly directory: string;
  /** Minimum level to write. */
  readonly level: LogLevel;
  /** File size in bytes at which the log is rotated. */
  readonly maxSize: number;
  /** Number of rotated files to keep. */
  readonly keep: number;
  readonly now?: () => Date;
  /** Receives a copy of each line without line end; a listener in the foreground prints it. */
  readonly sink?: (line: string) => void;
  readonly disk?: LogDisk;
  readonly retryMs?: number;
  readonly maxWaiting?: number;
}

export interface EventLog {
  readonly path: string;
  readonly level: LogLevel;
  component(name: string): Log;
  setLevel(level: LogLevel): void;
  /** Resolves when every line is written, or writing has failed. */
  flush(): Promise<void>;
  /** For `process.on('exit')`. */
  flushSync(): void;
  close(): Promise<void>;
}

/** Opens the event log for operators: starts, stops and errors, but no questions or answers. Never throws. */
export function openEventLog(options: EventLogOptions): EventLog {
  const { now = () => new Date(systemClock.now()), sink } = options;
  const file = path.join(options.directory, EVENT_LOG);
  let { level } = options;

  const line = (lineLevel: LogLevel, component: string, message: string, details: LogDetails = {}): string =>
    formatEvent({ time: now(), level: lineLevel, component, message, details });

  const write = (lineLevel: LogLevel, component: string, message: string, details?: LogDetails): void => {
    if (!isAtLeast(lineLevel, level)) return;
    const text = line(lineLevel, component, message, details);
    log.write(text);
    sink?.(text);
  };

  const log = new LogFile({
    ...options,
    path: file,
    formatLostLines: (count) =>
      line('warn', 'log', 'log lines lost: the log could not be written', { count }),
    onFailure: (error) => write('error', 'log', 'cannot write the log', describeWriteFailure(file, error)),
  });

  return {
    path: file,
    get level() {
      return level;
    },
    component: (name) => ({
      error: (message, details) => write('error', name, message, details),
      warn: (message, details) => write('warn', name, message, details),
      info: (message, details) => write('info', name, message, details),
      debug: (message, details) => write('debug', name, message, details),
      get debugging() {
        return isAtLeast('debug', level);
      },
    }),
    setLevel: (next) => {
      level = next;
    },
    flush: () => log.flush(),
    flushSync: () => log.flushSync(),
    close: () => log.close(),
  };
}

/** Log details for a log that cannot be written. */
export function describeWriteFailure(file: string, error: unknown): LogDetails {
  return { file, code: errnoOf(error), reason: error instanceof Error ? error.message : String(error) };
}

/** Keeps the last logged error for the status. */
export class LastError {
  #value: { readonly at: number; readonly message: string } | undefined;

  /** `at` in milliseconds since the epoch. */
  get value(): { readonly at: number; readonly message: string } | undefined {
    return this.#value;
  }

  /** Call with each line of the event log. */
  onLine(line: string): void {
    // A substring test is cheaper than parsing every line.
    if (!line.includes(' ERROR ')) return;
    const event = parseEvent(line);
    if (event?.level === 'error') this.#value = { at: event.time.getTime(), message: event.text };
  }
}
