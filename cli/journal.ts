import { fstatSync } from 'node:fs';
import type { LogLevel } from '../contract/log-line.ts';

/** Priorities of lines for the journal of systemd: see sd-daemon(3). */
const PRIORITIES: Readonly<Record<LogLevel, number>> = { error: 3, warn: 4, info: 6, debug: 7 };

type Identity = { readonly dev: number; readonly ino: number };

/**
 * Whether standard error is the journal: systemd names its device and inode. A child whose output goes elsewhere inherits the
 * variable.
 *
 * @param stream standard error
 */
export function isJournal(
  env: Readonly<Record<string, string | undefined>>,
  stream: () => Identity = () => fstatSync(2),
): boolean {
  const named = env.JOURNAL_STREAM;
  if (named === undefined) return false;
  try {
    const { dev, ino } = stream();
    return named === `${dev}:${ino}`;
  } catch {
    return false;
  }
}

/** A line as the journal takes it. */
export function journalLine(level: LogLevel, line: string): string {
  return `<${PRIORITIES[level]}>${line}`;
}
