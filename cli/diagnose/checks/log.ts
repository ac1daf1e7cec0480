import path from 'node:path';
import { LOG_FILES } from '../../../contract/home-files.ts';
import { splitEventLine } from '../../../contract/log-line.ts';
import { truncate } from '../../../lib/text.ts';
import { formatTime } from '../../../listener/log/log-line.ts';
import { endOfLog, linesBefore } from '../../../listener/log/log-tail.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';

const ERRORS: Problem = {
  severity: 'warning',
  symptom: 'The log has errors of the last day',
  advice: 'Read them: `hal-listener logs --level error`',
};
const NO_LOG: Problem = {
  severity: 'warning',
  symptom: 'There is no log although the listener runs',
  advice:
    'The folder is logDir of `hal-listener config`: it must exist, and the listener must be allowed to write there.',
};

const DAY_MS = 86_400_000;
/** A log of more lines is not read to the end. */
const MAX_LINES = 200_000;
/** Kinds of errors that are shown. */
const MAX_KINDS = 5;

/** Errors of the last day, grouped by what they say. */
export const logCheck: Check = {
  id: 'log',
  title: 'Log',
  problems: [ERRORS, NO_LOG],
  async run(diagnosis) {
    const { config, clock } = diagnosis;
    const file = path.join(config.logDir, LOG_FILES.events);
    const end = await endOfLog(file);
    if (end === undefined) {
      const isRunning = (await diagnosis.running()) !== undefined;
      return [isRunning ? found(NO_LOG, `${file} does not exist`) : ok('nothing was logged yet')];
    }
    const since = formatTime(new Date(clock.now() - DAY_MS));
    const kinds = new Map<string, { count: number; readonly example: string }>();
    let lines = 0;
    for await (const line of linesBefore(file, end)) {
      lines += 1;
      const event = splitEventLine(line);
      if (lines > MAX_LINES || (event !== undefined && event.stamp < since)) break;
      if (event?.level !== 'error') continue;
      const kind = kindOf(`${event.component} ${event.text}`);
      const known = kinds.get(kind);
      if (known !== undefined) known.count += 1;
      else kinds.set(kind, { count: 1, example: `${event.component}: ${event.text}` });
    }
    const read = lines > MAX_LINES ? [unknown(`only the last ${MAX_LINES} lines were read`)] : [];
    if (kinds.size === 0) return [...read, ok(`no errors in the last day; ${file}`)];
    const sorted = [...kinds.values()].sort((one, other) => other.count - one.count);
    return [
      ...read,
      ...sorted
        .slice(0, MAX_KINDS)
        .map(({ count, example }) => found(ERRORS, `${count} × ${truncate(example, 200)}`)),
      ...(sorted.length > MAX_KINDS
        ? [found(ERRORS, `${sorted.length - MAX_KINDS} more kinds of errors`)]
        : []),
    ];
  },
};

/** What is the same in lines of one cause: without numbers, paths and quoted names. */
function kindOf(text: string): string {
  return truncate(text, 1_000)
    .replaceAll(/"[^"]*"/g, '""')
    .replaceAll(/\d+/g, '#');
}
