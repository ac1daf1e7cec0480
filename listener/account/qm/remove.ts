import type { Account } from '../account.ts';
import { programStates } from './install.ts';
import { CONFIGURATION_RECORD, CREATED_FILE_FIELD } from './listener-command.ts';
import { LOG_RECORDS_FILE, removeLogRecords } from './log-records.ts';
import { CATALOGUE_FILE, OBJECT_FILE, type ProgramState, SOURCE_FILE } from './program-state.ts';
import { fieldOf } from './programs.ts';

/**
 * Removes what we wrote, log records included, and nothing else.
 *
 * @returns what was removed and what was left, one line each
 * @throws AccountError
 */
export async function removePrograms(account: Account): Promise<readonly string[]> {
  const notes: string[] = [];
  const hasCatalogue = (await account.read('VOC', CATALOGUE_FILE)) !== undefined;
  for (const state of await programStates(account)) {
    const { name, kind } = state.program;
    const ours = state.source !== 'missing' && state.source !== 'foreign';
    // Entries are deleted directly: QM's own verb would delete the private one first, whoever wrote it.
    const entries: readonly (readonly [file: string, found: boolean])[] = [
      ['VOC', state.voc === 'local' && ours],
      [CATALOGUE_FILE, isOurs(state.catalogue)],
    ];
    const found = kind === 'verb' ? entries.filter(([, there]) => there) : [];
    for (const [file] of found) await account.delete(file, name);
    if (found.length > 0) notes.push(`${name} was removed from the catalogue`);
    if (isOurs(state.object)) await account.delete(OBJECT_FILE, name);
    if (ours) {
      await account.delete(SOURCE_FILE, name);
      notes.push(
        `${SOURCE_FILE} ${name} was deleted${state.source === 'edited' ? ', with your changes' : ''}`,
      );
    }
    if (state.source === 'foreign') notes.push(`${SOURCE_FILE} ${name} was left: we did not write it`);
  }
  const createdByUs =
    fieldOf(await account.read('VOC', CONFIGURATION_RECORD), CREATED_FILE_FIELD) === SOURCE_FILE;
  if (createdByUs && (await account.select(SOURCE_FILE)).length === 0) {
    for (const file of [OBJECT_FILE, SOURCE_FILE]) await account.execute(`DELETE.FILE ${file}`);
    notes.push(`file ${SOURCE_FILE} was deleted: it was empty, and we had created it`);
  }
  for (const id of [CONFIGURATION_RECORD, ...(hasCatalogue ? [CATALOGUE_FILE] : [])]) {
    if ((await account.read('VOC', id)) === undefined) continue;
    await account.delete('VOC', id);
    notes.push(`VOC ${id} was deleted`);
  }
  const log = await removeLogRecords(account);
  if (log === 'removed') notes.push(`file ${LOG_RECORDS_FILE} was deleted`);
  if (log === 'in use')
    notes.push(`file ${LOG_RECORDS_FILE} was left: somebody has it open. Run the command again later`);
  return notes;
}

function isOurs(state: ProgramState['object']): boolean {
  return state === 'current' || state === 'stale';
}
