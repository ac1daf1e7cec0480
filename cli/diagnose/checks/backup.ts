import { statSync } from 'node:fs';
import path from 'node:path';
import { fileErrorReason } from '../../../lib/file-error.ts';
import { readEvents } from '../../../supervisor/registry/event-file.ts';
import { dailyBackups } from '../../backup/daily-backup.ts';
import { localTime } from '../../format-status.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';

const FAILED: Problem = {
  severity: 'warning',
  symptom: 'The daily backup failed',
  advice:
    'Remove the cause, then try it: `hal-listener backup`, with the folder. The listener tries again every hour.',
};
const OLD: Problem = {
  severity: 'warning',
  symptom: 'The last daily backup is more than two days old',
  advice:
    'A running listener saves one a day, from its next start on: `hal-listener restart`. To save one now: `hal-listener backup`, with the folder.',
};

const TWO_DAYS_MS = 2 * 24 * 3_600_000;

/** Whether the backups that are set are made. */
export const backupCheck: Check = {
  id: 'backup',
  title: 'Backups',
  problems: [FAILED, OLD],
  async run({ home, clock, config: { backupFolder } }) {
    if (backupFolder === undefined)
      return [ok('no daily backup is set ("hal-listener config set backupFolder" with a folder)')];
    const failure = readEvents(home).findLast(({ kind }) => kind === 'backup-failed');
    try {
      const last = (await dailyBackups(backupFolder, home)).at(-1);
      const at = last === undefined ? undefined : statSync(path.join(backupFolder, last)).mtimeMs;
      if (failure !== undefined && failure.at > (at ?? 0))
        return [found(FAILED, `the daily backup failed ${localTime(failure.at)}: ${failure.cause}`)];
      if (at === undefined) return [ok(`${backupFolder} has none yet`)];
      if (clock.now() - at > TWO_DAYS_MS) return [found(OLD, `the last one is of ${localTime(at)}`)];
      return [ok(`the last one is of ${localTime(at)}`)];
    } catch (error) {
      if (failure !== undefined) return [found(FAILED, `the daily backup failed: ${failure.cause}`)];
      return [unknown(`${backupFolder} cannot be read: ${fileErrorReason(error)}`)];
    }
  },
};
