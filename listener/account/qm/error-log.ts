import path from 'node:path';
import { endOfLog, linesBefore } from '../../log/log-tail.ts';

/** Lines that are read from its end: QM itself keeps it below the size of ERRLOG. */
const MAX_LINES = 2_000;

/** One entry of QM's own error log. */
export interface QmLogEntry {
  /** In QM's time zone: milliseconds since the epoch as if that were UTC. */
  readonly wallClock: number;
  readonly userNo?: number;
  /** In one line. */
  readonly text: string;
  /** Whether QM writes it in the course of its work, as when somebody is logged out. */
  readonly isRoutine: boolean;
}

/** QM's error log, which it keeps if its configuration has an ERRLOG: the size in kB. */
export function errorLogOf(qmFolder: string): string {
  return path.join(qmFolder, 'errlog');
}

/**
 * Reads the end of QM's error log.
 *
 * @returns the entries, oldest first; undefined if there is no such file
 * @throws Node's file errors
 */
export async function readErrorLog(file: string): Promise<readonly QmLogEntry[] | undefined> {
  const end = await endOfLog(file);
  if (end === undefined) return undefined;
  const lines: string[] = [];
  for await (const line of linesBefore(file, end)) {
    lines.push(line);
    if (lines.length === MAX_LINES) break;
  }
  return parseErrorLog(lines.reverse());
}

const HEADING =
  /^(\d{2}) ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2})(?: User (\d{1,6}) \(.{0,200}\))?:\s*$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Parses headings with time and user, as `28 Nov 26 16:50:01 User 3 (pid 123, anna):`, and the indented lines below each. */
export function parseErrorLog(lines: readonly string[]): readonly QmLogEntry[] {
  const entries: { wallClock: number; userNo?: number; lines: string[] }[] = [];
  for (const line of lines) {
    const [, day, month = '', year, hours, minutes, seconds, userNo] = HEADING.exec(line) ?? [];
    const monthIndex = MONTHS.indexOf(month);
    if (monthIndex >= 0) {
      const wallClock = Date.UTC(
        2_000 + Number(year),
        monthIndex,
        ...([day, hours, minutes, seconds].map(Number) as [number, number, number, number]),
      );
      entries.push({ wallClock, ...(userNo === undefined ? {} : { userNo: Number(userNo) }), lines: [] });
    } else if (line.trim() !== '') entries.at(-1)?.lines.push(line.trim());
  }
  return entries.map(({ lines: text, ...entry }) => {
    const joined = text.join(' ');
    return { ...entry, text: joined, isRoutine: ROUTINE.test(joined) };
  });
}

/** Logging out, as QM words it (MESSAGES 1027, 2503, 5062, 5271, and its program). */
const ROUTINE =
  /^(?:Forced? logout|External request to terminate|Cleanup removed user|Connection to client lost|Inactivity timer|Received termination signal)/i;
