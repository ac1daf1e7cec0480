import path from 'node:path';
import { LOG_FILES } from '../../contract/home-files.ts';
import { systemClock } from '../../lib/clock.ts';
import type { LogDisk } from './log-disk.ts';
import { LogFile } from './log-file.ts';
import { formatEvent, isAtLeast, type Log, type LogDetails, type LogLevel, parseEvent } from './log-line.ts';

/** The event log's file name: the one operators of the HAL account know. */
export const EVENT_LOG = LOG_FILES.events;

export interface EventLogOptions {
  /** Made where it is not there. */
  readonly directory: string;
  /** This level and worse is written. */
  readonly level: LogLevel;
  /** Bytes a file may have before it is put aside. */
  readonly maxSize: number;
  /** Files put aside that are kept. */
  readonly keep: number;
  readonly now?: () => Date;
  /** Gets a copy of each line, without line end: a listener in the foreground prints it. */
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
  /** Resolves when every line is in the file, or cannot be put there now. */
  flush(): Promise<void>;
  /** For `process.on('exit')`. */
  flushSync(): void;
  close(): Promise<void>;
}

/** Opens the log that operators read: starts, stops, errors, but no question or answer. Never throws. */
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

/** What a log line says of a log that cannot be written. */
export function describeWriteFailure(file: string, error: unknown): LogDetails {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { file, code, reason: error instanceof Error ? error.message : String(error) };
}

/** Remembers the last error that was logged, for operators who ask how the listener is. */
export class LastError {
  #value: { readonly at: number; readonly message: string } | undefined;

  /** `at` in milliseconds since the epoch. */
  get value(): { readonly at: number; readonly message: string } | undefined {
    return this.#value;
  }

  /** Takes each line of the event log, as its `mirror` gets it. */
  onLine(line: string): void {
    // Most lines are none: the look is cheaper than the parsing.
    if (!line.includes(' ERROR ')) return;
    const event = parseEvent(line);
    if (event?.level === 'error') this.#value = { at: event.time.getTime(), message: event.text };
  }
}
