import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';

/** A record; undefined also where its file is not there. @throws AccountError */
export async function readRecord(account: Account, file: string, id: QmText): Promise<QmText | undefined> {
  try {
    return await account.read(file, id);
  } catch (error) {
    if (error instanceof AccountError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** A field of a record, from 1; empty where it has none. */
export function fieldOf(record: QmText | undefined, number: number): QmText {
  return record?.split(MARK.field)[number - 1] ?? '';
}

export function recordOf(...fields: readonly QmText[]): QmText {
  return fields.join(MARK.field);
}
