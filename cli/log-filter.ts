import { EXIT } from '../contract/exit-codes.ts';
import { LOG_LEVELS, type LogLevel } from '../listener/log/log.ts';
import { parseEvent, reaches } from '../listener/log/log-line.ts';
import { CliFailure } from './terminal.ts';

export type LineFilter = (line: string) => boolean;

/** Takes lines of the level and worse. Lines that are no events (a stack from elsewhere) have no level. */
export function levelFilter(word: string): LineFilter {
  const level: LogLevel | undefined = LOG_LEVELS.find((each) => each === word.toLowerCase());
  if (level === undefined) {
    throw new CliFailure(`--level ${word} is not a level: use ${LOG_LEVELS.join(', ')}`, EXIT.usage);
  }
  return (line) => {
    const event = parseEvent(line);
    return event !== undefined && reaches(event.level, level);
  };
}

/** Takes lines that hold a text in any case, or match `/expression/`, with `i` behind it in any case. */
export function textFilter(pattern: string): LineFilter {
  const [, source, flags] = /^\/(.+)\/(i?)$/.exec(pattern) ?? [];
  if (source === undefined) {
    const wanted = pattern.toLowerCase();
    return (line) => line.toLowerCase().includes(wanted);
  }
  try {
    const expression = new RegExp(source, flags);
    return (line) => expression.test(line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliFailure(`--grep ${pattern} is not a regular expression: ${reason}`, EXIT.usage);
  }
}
