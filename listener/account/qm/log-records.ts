import type { Account, RequestOptions } from '../account.ts';
import { fieldOf, recordOf } from './programs.ts';

/** The file with warnings and errors as records. Its folder is named differently, as the text log has this name. */
export const LOG_RECORDS_FILE = 'HAL.SPLITTER.LOG';
const FOLDER = 'HAL.LISTENER.LOG';

/** Fields of a record, in order; ids sort by time. */
const LOG_RECORD_FIELDS = ['LEVEL', 'DATE', 'TIME', 'COMPONENT', 'MESSAGE'] as const;

const DICTIONARY: Readonly<Record<string, readonly string[]>> = {
  LEVEL: ['D', '1', '', 'LEVEL', '5L', 'S'],
  DATE: ['D', '2', 'D4-YMD', 'DATE', '10R', 'S'],
  TIME: ['D', '3', 'MTS', 'TIME', '8R', 'S'],
  COMPONENT: ['D', '4', '', 'PART', '9L', 'S'],
  MESSAGE: ['D', '5', '', 'MESSAGE', '43T', 'S'],
  // An old name of field 1 that operators know: LIST ... WITH *A1 = "ERROR".
  '*A1': ['D', '1', '', 'LEVEL', '5L', 'S'],
  '@': ['PH', `BY @ID ${LOG_RECORD_FIELDS.join(' ')} ID.SUP`],
};

export type LogRecordsState = 'missing' | 'current' | 'stale' | 'foreign';

/** Whether the account has our file of log records. @throws AccountError */
export async function logRecordsState(account: Account): Promise<LogRecordsState> {
  const item = await account.read('VOC', LOG_RECORDS_FILE);
  if (item === undefined) return 'missing';
  if (!isOurs(item)) return 'foreign';
  for (const [name, fields] of Object.entries(DICTIONARY)) {
    if ((await account.read(`DICT ${LOG_RECORDS_FILE}`, name)) !== recordOf(...fields)) return 'stale';
  }
  return 'current';
}

/** Whether the account has our file of log records, current or not. @throws AccountError */
export async function hasLogRecords(account: Account, options?: RequestOptions): Promise<boolean> {
  const item = await account.read('VOC', LOG_RECORDS_FILE, options);
  return item !== undefined && isOurs(item);
}

function isOurs(item: string): boolean {
  return /^F/i.test(fieldOf(item, 1)) && fieldOf(item, 2).split(/[\\/]/).at(-1) === FOLDER;
}

/** Creates the file if it is missing, and writes its dictionary. @throws AccountError */
export async function installLogRecords(account: Account): Promise<void> {
  if ((await account.read('VOC', LOG_RECORDS_FILE)) === undefined) {
    // QM names a new file like its folder; afterwards it gets the name that operators know.
    if ((await account.read('VOC', FOLDER)) === undefined) await account.execute(`CREATE.FILE ${FOLDER}`);
    const item = await account.read('VOC', FOLDER);
    await account.write('VOC', LOG_RECORDS_FILE, item ?? recordOf('F', FOLDER, `${FOLDER}.DIC`));
    await account.delete('VOC', FOLDER);
  }
  for (const [name, fields] of Object.entries(DICTIONARY)) {
    await account.write(`DICT ${LOG_RECORDS_FILE}`, name, recordOf(...fields));
  }
}

/** Deletes our file with its records. `in use`: somebody has it open, and it stays. @throws AccountError */
export async function removeLogRecords(account: Account): Promise<'removed' | 'none of ours' | 'in use'> {
  const item = await account.read('VOC', LOG_RECORDS_FILE);
  if (item === undefined || !isOurs(item)) return 'none of ours';
  // QM asks for confirmation if a file is not named like its folder.
  await account.write('VOC', FOLDER, item);
  await account.execute(`DELETE.FILE ${FOLDER}`);
  if ((await account.read('VOC', FOLDER)) !== undefined) {
    await account.delete('VOC', FOLDER);
    return 'in use';
  }
  await account.delete('VOC', LOG_RECORDS_FILE);
  return 'removed';
}
