import type { Account } from '../account.ts';
import { MARK } from '../text.ts';

/** A file's dictionary items and records, fields separated by field marks. */
export interface StagedFile {
  readonly dict: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

/** A writable account in which files can be created and deleted. */
export interface Stage {
  readonly account: Account;
  createFile(name: string): Promise<unknown>;
  deleteFile(name: string): Promise<unknown>;
}

/** Creates files in an account under `prefix`, replacing what an aborted run left there. */
export async function stageFiles(
  { account, createFile, deleteFile }: Stage,
  files: Readonly<Record<string, StagedFile>>,
  prefix: string,
): Promise<void> {
  for (const [bare, { dict, data }] of Object.entries(files)) {
    const name = `${prefix}${bare}`;
    await deleteFile(name);
    await createFile(name);
    for (const [id, item] of Object.entries(dict)) await account.write(`DICT ${name}`, id, item);
    for (const [id, record] of Object.entries(data)) await account.write(name, id, record);
  }
}

/** The stage of a real QM, which uses its own verbs. */
export function qmStage(account: Account): Stage {
  return {
    account,
    createFile: (name) => account.execute(`CREATE.FILE ${name}`),
    deleteFile: (name) => account.execute(`DELETE.FILE ${name}`),
  };
}

/** Adds the prefix to every file name in a text. */
export function prefixed(text: string, files: Readonly<Record<string, unknown>>, prefix: string): string {
  return text.replace(new RegExp(`\\b(${Object.keys(files).join('|')})\\b`, 'g'), `${prefix}$1`);
}

export const record = (...fields: readonly string[]): string => fields.join(MARK.field);
