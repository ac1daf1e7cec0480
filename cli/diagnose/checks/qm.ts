import { fileErrorReason } from '../../../lib/file-error.ts';
import { truncate } from '../../../lib/text.ts';
import type { Account } from '../../../listener/account/account.ts';
import { errorLogOf, type QmLogEntry, readErrorLog } from '../../../listener/account/qm/error-log.ts';
import { lastPhantomRecord } from '../../../listener/account/qm/phantom-records.ts';
import { type QmFacts, readQmFacts } from '../../../listener/account/qm/qm-facts.ts';
import { formatDuration } from '../../../wording/format.ts';
import { isQmHere } from '../../seats.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const LOGGED: Problem = {
  severity: 'warning',
  symptom: 'QM wrote errors into its own log in the last day',
  advice:
    "The lines are the last ones of the file errlog in QM's folder. Errors of files and of the disk need QM's administrator; each is shown for a day.",
};
const PHANTOM_FAILED: Problem = {
  severity: 'warning',
  symptom: 'A phantom that was started in QM did not start the listener, or failed',
  advice:
    'Do what the line says, then start it again: `WEBSOCKET.LISTENER` at the QM prompt, which prints the reason, or `hal-listener start`',
};

const DAY_MS = 86_400_000;
/** Entries of QM's log that are shown. */
const MAX_ENTRIES = 3;

/** QM itself: what it wrote into its error log, and what our phantoms printed. */
export const qmCheck: Check = {
  id: 'qm',
  title: 'QM',
  problems: [LOGGED, PHANTOM_FAILED],
  async run(diagnosis) {
    if (diagnosis.config.driver === 'embedded') return [ok('the embedded account has none')];
    const account = await diagnosis.account.ready();
    if (account === undefined) return [unknown('not checked, as the database does not answer')];
    const facts = await readQmFacts(account);
    if (facts === undefined) return [unknown('it does not tell its time and its folder')];
    return [...(await errorLog(diagnosis, facts)), ...(await phantoms(diagnosis, account, facts))];
  },
};

async function errorLog({ config }: Diagnosis, { folder, wallClock }: QmFacts): Promise<readonly Finding[]> {
  if (!isQmHere(config) || folder === undefined)
    return [ok(`its error log is on ${config.qmHost ?? 'its machine'}: errlog in QM's folder`)];
  const file = errorLogOf(folder);
  let entries: readonly QmLogEntry[] | undefined;
  try {
    entries = await readErrorLog(file);
  } catch (error) {
    return [unknown(`${file} cannot be read: ${fileErrorReason(error)}`, 'Run this as an administrator.')];
  }
  if (entries === undefined)
    return [ok(`no error log: ${file} does not exist (ERRLOG of its configuration)`)];
  const errors = entries.filter(({ isRoutine }) => !isRoutine);
  const recent = errors.filter((entry) => wallClock - entry.wallClock < DAY_MS);
  const last = errors.at(-1);
  if (recent.length === 0) {
    const before = last === undefined ? '' : `, the last ${age(wallClock, last.wallClock)}`;
    return [ok(`no errors of the last day in ${file}${before}`)];
  }
  const more = recent.length - MAX_ENTRIES;
  return [
    ...(more > 0 ? [found(LOGGED, `${more} more in ${file}`)] : []),
    ...recent
      .slice(-MAX_ENTRIES)
      .map(({ text, userNo, wallClock: at }) =>
        found(
          LOGGED,
          `${age(wallClock, at)}${userNo === undefined ? '' : `, user ${userNo}`}: ${truncate(text, 200)}`,
        ),
      ),
  ];
}

async function phantoms(
  diagnosis: Diagnosis,
  account: Account,
  { wallClock }: QmFacts,
): Promise<readonly Finding[]> {
  const record = await lastPhantomRecord(account);
  if (record === undefined) return [ok('no output of a phantom of ours')];
  const ageMs = wallClock - record.wallClock;
  const text = `phantom ${record.userNo}, ${age(wallClock, record.wallClock)}`;
  // Whatever kept it from starting was solved if the listener was started later.
  const running = await diagnosis.running();
  const isSolved = running !== undefined && running.status.uptimeMs < ageMs;
  if (record.failure === undefined || isSolved) return [ok(`last ${text}`)];
  return [found(PHANTOM_FAILED, `${text} (${record.id} in $COMO): ${record.failure}`)];
}

/** As `2 h 5 min ago`. */
function age(now: number, then: number): string {
  return `${formatDuration(now - then)} ago`;
}
