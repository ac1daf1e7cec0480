import type { Account } from '../../listener/account/account.ts';
import { isQmFileName } from '../../listener/account/embedded/file-name.ts';
import { decodeRecord, encodeRecord } from '../../listener/account/embedded/record-file.ts';
import { SOURCE_FILE } from '../../listener/account/qm/program-state.ts';
import { fieldOf, QM_PROGRAMS, readRecord } from '../../listener/account/qm/programs.ts';
import type { ArchiveEntry } from './archive-writer.ts';
import { BackupError } from './backup-error.ts';
import { PROGRAM_ENTRIES } from './parts.ts';

/** The subroutine that the account's owner writes. */
const HAL_QUERY = 'HAL.QUERY';
/** A file of objects is named as that of their sources, and this. */
const OBJECT_SUFFIX = '.OUT';
/** What a source that is replaced is kept as. */
const KEPT_SUFFIX = '.BEFORE.RESTORE';
/** Bytes of a source. */
export const MAX_SOURCE_BYTES = 4 * 1024 * 1024;

/** A QM Basic source, as a record of QM: an entry `programs/BP/HAL.QUERY`, a field a line. */
interface Source {
  readonly file: string;
  readonly name: string;
}

/** Reads the sources of our programs and of HAL.QUERY, as far as they are in the account. @throws AccountError */
export async function programEntries(account: Account): Promise<readonly ArchiveEntry[]> {
  const named = QM_PROGRAMS.map(({ name }) => ({ file: SOURCE_FILE, name }));
  const entries: ArchiveEntry[] = [];
  for (const { file, name } of [...named, ...(await halQuerySources(account))]) {
    const record = await readRecord(account, file, name);
    if (record === undefined || record.includes('\n')) continue;
    const content = [Buffer.from(encodeRecord(record), 'latin1')];
    entries.push({ name: `${PROGRAM_ENTRIES}${file}/${name}`, content });
  }
  return entries;
}

/** Where HAL.QUERY's source may be: in BP, and in the file that its VOC item was catalogued from. */
async function halQuerySources(account: Account): Promise<readonly Source[]> {
  const object = fieldOf(await account.read('VOC', HAL_QUERY), 3);
  const [folder = '', name] = object.split(/[\\/]/).slice(-2);
  const file =
    name === HAL_QUERY && folder.endsWith(OBJECT_SUFFIX) ? folder.slice(0, -OBJECT_SUFFIX.length) : undefined;
  const files = new Set([SOURCE_FILE, ...(file !== undefined && isQmFileName(file) ? [file] : [])]);
  return [...files].map((file) => ({ file, name: HAL_QUERY }));
}

/** @throws BackupError if no backup has such an entry */
export function programOf(entry: string): Source {
  const [file, name, ...more] = entry.slice(PROGRAM_ENTRIES.length).split('/');
  if (file !== undefined && name !== undefined && more.length === 0) return { file, name };
  throw new BackupError(`The backup has a file ${entry}, which is no program.`);
}

/**
 * Writes the sources that the owner of the account wrote, where they differ. Ours come with `account install`.
 *
 * @param sources bytes by entry
 * @returns what was done, one line each
 * @throws AccountError
 */
export async function restorePrograms(
  account: Account,
  sources: ReadonlyMap<string, Buffer>,
): Promise<readonly string[]> {
  const done: string[] = [];
  for (const [entry, bytes] of sources) {
    const { file, name } = programOf(entry);
    if (name !== HAL_QUERY) continue;
    const source = decodeRecord(bytes.toString('latin1'));
    const previous = await readRecord(account, file, name);
    if (previous === source) continue;
    if (previous !== undefined) {
      await account.write(file, `${name}${KEPT_SUFFIX}`, previous);
      done.push(`${file} ${name} as it was is kept as ${name}${KEPT_SUFFIX}`);
    }
    await account.write(file, name, source);
    done.push(
      `${file} ${name} is restored. To compile it in QM: BASIC ${file} ${name}, then CATALOG ${file} ${name}`,
    );
  }
  return done;
}
