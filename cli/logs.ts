import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { LOG_LEVELS, type LogLevel } from '../contract/log-line.ts';
import { fileErrorReason } from '../lib/file-error.ts';
import { LimitedThread, ThreadError } from '../lib/limited-thread.ts';
import { EVENT_LOG } from '../listener/log/event-log.ts';
import { GATEWAY_LOG } from '../listener/log/gateway-log.ts';
import { isAtLeast, parseEvent } from '../listener/log/log-line.ts';
import { LogTail } from '../listener/log/log-tail.ts';
import { notes } from './help.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { isBrokenPipe, type ShutdownSignal, shutdownSignal } from './signals.ts';
import { placesOf } from './start-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

/** Returns for each line whether to print it. */
export type LineFilter = (lines: readonly string[]) => Promise<readonly boolean[]>;

/** Matches every line. */
const everyLine: LineFilter = async (lines) => lines.map(() => true);

/**
 * Whether a line has this level or a more severe one. Lines that are not events, such as a stack trace, have no level.
 */
export function reachesLevel(name: string): (line: string) => boolean {
  const level: LogLevel | undefined = LOG_LEVELS.find((each) => each === name.toLowerCase());
  if (level === undefined) {
    throw new CliFailure(`--level ${name} is not a level: use ${LOG_LEVELS.join(', ')}`, EXIT.usage);
  }
  return (line) => {
    const event = parseEvent(line);
    return event !== undefined && isAtLeast(event.level, level);
  };
}

/** Matches lines of this level and more severe ones. */
export function levelFilter(name: string): LineFilter {
  const matches = reachesLevel(name);
  return async (lines) => lines.map(matches);
}

/** Matches the lines that both filters match. */
export function combineFilters(first: LineFilter, second: LineFilter): LineFilter {
  return async (lines) => {
    const isMatch = await first(lines);
    const secondMatches = await second(lines);
    return isMatch.map((matches, index) => matches && secondMatches[index] === true);
  };
}

/** Milliseconds that an expression may take for a few hundred lines. */
const GREP_TIMEOUT_MS = 5_000;

const MATCHING = `
const { parentPort, workerData } = require('node:worker_threads');
const expression = new RegExp(workerData.source, workerData.flags);
parentPort.on('message', (lines) => parentPort.postMessage(lines.map((line) => expression.test(line))));
`;

/**
 * Matches lines that contain a text, ignoring case, or that match `/expression/`; `/expression/i` ignores case. An
 * expression can take forever on one line, so it runs in a thread that is terminated after `timeoutMs` milliseconds.
 */
export function textFilter(pattern: string, timeoutMs = GREP_TIMEOUT_MS): LineFilter {
  const [, source, flags = ''] = /^\/(.+)\/(i?)$/.exec(pattern) ?? [];
  if (source === undefined) {
    const searched = pattern.toLowerCase();
    return async (lines) => lines.map((line) => line.toLowerCase().includes(searched));
  }
  try {
    new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliFailure(`--grep ${pattern} is not a regular expression: ${reason}`, EXIT.usage);
  }
  let thread: LimitedThread | undefined;
  return async (lines) => {
    thread ??= new LimitedThread(MATCHING, { source, flags });
    try {
      return await thread.request<readonly boolean[]>(lines, { timeoutMs });
    } catch (error) {
      if (!(error instanceof ThreadError)) throw error;
      throw new CliFailure(
        `--grep ${pattern} was stopped: ${error.message}. Use a simpler expression, or plain text.`,
        EXIT.failed,
      );
    }
  };
}

const EXAMPLES = `
Examples:
  hal-listener logs                                   the last 50 lines
  hal-listener logs --follow --level warn             warnings and errors as they are written
  hal-listener logs --file gateway --grep MEDICATION  queries about medication
  hal-listener logs --grep '/ms=\\d{4,}/'              a regular expression between slashes; /.../i ignores case
`;

interface LogsOptions {
  readonly follow?: boolean;
  readonly lines: string;
  readonly level?: string;
  readonly file: 'events' | 'gateway';
  readonly grep?: string;
}

export interface LogsDependencies {
  readonly interrupted: () => ShutdownSignal;
  /** Milliseconds between two reads of a followed log. */
  readonly intervalMs: number;
}

/** `hal-listener logs`: prints the last lines of a log and follows it. Works without a running listener. */
export function logsVerb(
  terminal: Terminal,
  { interrupted, intervalMs }: LogsDependencies = {
    interrupted: () => shutdownSignal(process, { endsOn: 'on any write error' }),
    intervalMs: 250,
  },
): Command {
  const command = new Command('logs')
    .description('print the last lines of a log, and follow it')
    .option('-f, --follow', 'print new lines as they are written, until Ctrl+C')
    .option('-n, --lines <number>', 'number of lines to start with', '50')
    .option('-l, --level <level>', 'only this level and more severe ones: error, warn, info or debug')
    .option('-g, --grep <text>', 'only lines with this text, ignoring case, or matching /expression/')
    .addOption(
      new Option('--file <log>', `events (${EVENT_LOG}) or gateway (${GATEWAY_LOG})`)
        .choices(['events', 'gateway'])
        .default('events'),
    )
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, PLACE_NAMES).action(async (options: LogsOptions) => {
    const filter = filterOf(options);
    const count = countOf(options.lines);
    const file = path.join(
      placesOf(command, terminal).logDir,
      options.file === 'events' ? EVENT_LOG : GATEWAY_LOG,
    );
    const end = interrupted();
    try {
      const tail = new LogTail(file);
      const last = await tail.last(count, filter).catch((error: unknown) => {
        if (error instanceof CliFailure) throw error;
        throw new CliFailure(`${file} cannot be read: ${fileErrorReason(error)}`, EXIT.failed);
      });
      if (last === undefined) throw missingLog(file);
      if (last.length > 0) terminal.out(`${last.join('\n')}\n`);
      while (options.follow && (await waitUnlessAborted(intervalMs, end.signal))) {
        const lines: string[] = [];
        for await (const line of tail.newLines()) lines.push(line);
        const isMatch = await filter(lines);
        const shown = lines.filter((_, index) => isMatch[index]);
        if (shown.length > 0) terminal.out(`${shown.join('\n')}\n`);
      }
    } catch (error) {
      if (!isBrokenPipe(error)) throw error;
    } finally {
      end.release();
    }
  });
}

function filterOf({ level, grep, file }: LogsOptions): LineFilter {
  if (level !== undefined && file === 'gateway') {
    throw new CliFailure('--level is for the event log: lines of the gateway log have no level', EXIT.usage);
  }
  const levels = level === undefined ? everyLine : levelFilter(level);
  return grep === undefined ? levels : combineFilters(levels, textFilter(grep));
}

function countOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliFailure(`--lines ${text} is not a number of lines: use a whole number`, EXIT.usage);
}

function missingLog(file: string): CliFailure {
  return new CliFailure(
    `There is no log at ${file}. Start the listener (hal-listener run), or name the folder with --log-dir, --account-dir or --home.`,
    EXIT.failed,
  );
}

/** Waits. Resolves with false if the signal was aborted. */
async function waitUnlessAborted(ms: number, signal: AbortSignal): Promise<boolean> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}
