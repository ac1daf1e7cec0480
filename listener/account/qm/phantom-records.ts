import { truncate } from '../../../lib/text.ts';
import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { isRunTimeError } from '../qmclient/errors.ts';
import { fromQmText, MARK } from '../text.ts';
import { programVersion } from './programs.ts';

/** QM's file of the output of phantoms. */
const COMO_FILE = '$COMO';
/** Records that are read, the newest first: other phantoms have theirs in between, which may be large. */
const MAX_RECORDS = 20;
const READ_TIMEOUT_MS = 5_000;
const MAX_LINE_LENGTH = 200;

/** What a phantom of ours printed, as QM keeps it. */
export interface PhantomRecord {
  /** As `PH33_241126_105856`. */
  readonly id: string;
  readonly userNo: number;
  /** When it was started, in QM's time zone: milliseconds since the epoch as if that were UTC. */
  readonly wallClock: number;
  /** Why it ended without a listener, or QM's error; undefined if neither is there. */
  readonly failure: string | undefined;
}

/**
 * The last phantom of ours that QM has the output of, among the newest records; undefined if there is none.
 *
 * @throws AccountError what `select` and `read` throw
 */
export async function lastPhantomRecord(
  account: Pick<Account, 'select' | 'read'>,
): Promise<PhantomRecord | undefined> {
  const started = (await recordIds(account)).flatMap((id) => parseId(id) ?? []);
  started.sort((one, other) => other.wallClock - one.wallClock);
  for (const entry of started.slice(0, MAX_RECORDS)) {
    const record = await account.read(COMO_FILE, entry.id, { timeoutMs: READ_TIMEOUT_MS });
    if (record === undefined || programVersion(record)?.name !== 'WEBSOCKET.LISTENER') continue;
    return { ...entry, failure: failureOf(record.split(MARK.field).map(fromQmText)) };
  }
  return undefined;
}

async function recordIds(account: Pick<Account, 'select'>): Promise<readonly string[]> {
  try {
    return await account.select(COMO_FILE);
  } catch (error) {
    // QM creates it with the first phantom.
    if (error instanceof AccountError && error.code === 'FILE_NOT_FOUND') return [];
    throw error;
  }
}

function parseId(id: string): Omit<PhantomRecord, 'failure'> | undefined {
  const match = /^PH(\d{1,6})_(\d{2})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})$/.exec(id);
  if (match === null) return undefined;
  const [userNo = 0, day, month = 1, year = 0, hours, minutes, seconds] = match.slice(1).map(Number);
  return { id, userNo, wallClock: Date.UTC(2_000 + year, month - 1, day, hours, minutes, seconds) };
}

/** Texts of QM's, and of a phantom that found another one at work, are no reasons. */
const NO_REASON =
  /^(?:COMO file activated|Phantom \d+ (?:started|terminated)|\d\d:\d\d:\d\d )|hal-listener program /;

function failureOf(lines: readonly string[]): string | undefined {
  const texts = lines.map((line) => line.replaceAll(/[\r\f]/g, '').trim()).filter((line) => line !== '');
  const error = texts.find(isRunTimeError);
  if (error !== undefined) return truncate(error, MAX_LINE_LENGTH);
  const hasRun = texts.some((line) => line.includes('the listener is running, PID '));
  const hasEnded = texts.some((line) => /^Phantom \d+ terminated/.test(line));
  if (hasRun || !hasEnded) return undefined;
  const reasons = texts.filter((line) => !NO_REASON.test(line));
  if (reasons.some((line) => line.includes('is already running'))) return undefined;
  return truncate(reasons.slice(-3).join('; ') || 'it printed no reason', MAX_LINE_LENGTH);
}
