import { EXIT } from '../contract/exit-codes.ts';
import { LimitedThread, ThreadError } from '../lib/limited-thread.ts';
import { LOG_LEVELS, type LogLevel } from '../listener/log/log.ts';
import { parseEvent, reaches } from '../listener/log/log-line.ts';
import { CliFailure } from './terminal.ts';

/** Says of each line whether it is wanted. */
export type LineFilter = (lines: readonly string[]) => Promise<readonly boolean[]>;

/** Takes every line. */
export const everyLine: LineFilter = async (lines) => lines.map(() => true);

/** Whether a line is of the level or worse. Lines that are no events (a stack from elsewhere) have no level. */
export function reachesLevel(word: string): (line: string) => boolean {
  const level: LogLevel | undefined = LOG_LEVELS.find((each) => each === word.toLowerCase());
  if (level === undefined) {
    throw new CliFailure(`--level ${word} is not a level: use ${LOG_LEVELS.join(', ')}`, EXIT.usage);
  }
  return (line) => {
    const event = parseEvent(line);
    return event !== undefined && reaches(event.level, level);
  };
}

/** Takes lines of the level and worse. */
export function levelFilter(word: string): LineFilter {
  const takes = reachesLevel(word);
  return async (lines) => lines.map(takes);
}

/** Takes what both take. */
export function bothFilters(one: LineFilter, other: LineFilter): LineFilter {
  return async (lines) => {
    const taken = await one(lines);
    const others = await other(lines);
    return taken.map((takes, index) => takes && others[index] === true);
  };
}

/** So long an expression may take for some hundred lines. */
const GREP_TIMEOUT_MS = 5_000;

const MATCHING = `
const { parentPort, workerData } = require('node:worker_threads');
const expression = new RegExp(workerData.source, workerData.flags);
parentPort.on('message', (lines) => parentPort.postMessage(lines.map((line) => expression.test(line))));
`;

/**
 * Takes lines that hold a text in any case, or match `/expression/`, with `i` behind it in any case. An expression can
 * take for ever on one line, so it runs in a thread that is ended then.
 */
export function textFilter(pattern: string, timeoutMs = GREP_TIMEOUT_MS): LineFilter {
  const [, source, flags = ''] = /^\/(.+)\/(i?)$/.exec(pattern) ?? [];
  if (source === undefined) {
    const wanted = pattern.toLowerCase();
    return async (lines) => lines.map((line) => line.toLowerCase().includes(wanted));
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
      return await thread.ask<readonly boolean[]>(lines, { timeoutMs });
    } catch (error) {
      if (!(error instanceof ThreadError)) throw error;
      throw new CliFailure(
        `--grep ${pattern} was ended: ${error.message}. Use a simpler expression, or a plain text.`,
        EXIT.failed,
      );
    }
  };
}
