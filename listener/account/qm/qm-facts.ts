import type { Account } from '../account.ts';
import { assertSuccess } from '../errors.ts';
import { isoDay } from '../iso.ts';
import { readListing } from '../listing.ts';
import { fromQmText } from '../text.ts';

/** The id is in every VOC that can run the statement. */
const STATEMENT = `LIST VOC 'LIST' EVAL "DATE()" EVAL "TIME()" EVAL "SYSTEM(1013)" EVAL "SYSTEM(32)" CSV`;

/** What a QM says about itself. */
export interface QmFacts {
  /** What a clock on its wall shows, in its own time zone: milliseconds since the epoch as if that were UTC. */
  readonly wallClock: number;
  /** Users that it allows at once; undefined if it does not say. */
  readonly seats: number | undefined;
  /** QMSYS, on QM's machine; undefined if it does not say. */
  readonly folder: string | undefined;
}

/**
 * Asks a QM for its clock, seats and folder, in one statement, which every driver can run.
 *
 * @returns undefined if it does not tell the time in this way
 * @throws AccountError what `execute` throws
 */
export async function readQmFacts(account: Pick<Account, 'execute'>): Promise<QmFacts | undefined> {
  const executed = await account.execute(STATEMENT);
  assertSuccess(executed, 'the clock of QM');
  const [record] = readListing(executed.output).records;
  const [, day = '', time = '', seats = '', folder = ''] = record ?? [];
  if (!/^\d{4,6}$/.test(day) || !/^\d{1,5}(?:\.\d+)?$/.test(time)) return undefined;
  return {
    wallClock: Date.parse(`${isoDay(Number(day))}T00:00:00Z`) + Math.round(Number(time) * 1_000),
    seats: /^[1-9]\d{0,5}$/.test(seats) ? Number(seats) : undefined,
    folder: folder === '' ? undefined : fromQmText(folder),
  };
}
