import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';
import { CONFIGURATION_RECORD, CREATED_FILE_FIELD } from './listener-command.ts';
import { installLogRecords, LOG_RECORDS_FILE, logRecordsState, removeLogRecords } from './log-records.ts';
import {
  CATALOGUE_FILE,
  localObject,
  OBJECT_FILE,
  openCatalogue,
  type ProgramState,
  programState,
  SOURCE_FILE,
} from './program-state.ts';
import { fieldOf, QM_PROGRAMS, type QmProgram, readRecord, recordOf } from './programs.ts';

interface Installation {
  /** Names of the programs that were written, compiled and catalogued; those up to date are not touched. */
  readonly programs: readonly string[];
  /** What else was done or could not be done, one line each. */
  readonly notes: readonly string[];
}

/** A foreign item has a name that we need, or a program did not compile. The installation stopped there. */
export class InstallError extends Error {
  override readonly name = 'InstallationRefused';
  /** One line each. */
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.reasons = reasons;
  }
}

/**
 * Writes our programs into BP, compiles and catalogues them, creates the file of log records and the configuration
 * record. What is up to date, and what we did not write, is not touched.
 *
 * @param configuration the configuration record
 * @param force replaces programs of the same names that are not ours; their sources are kept as NAME.BEFORE.HAL
 * @throws InstallationRefused, AccountError
 */
export async function installPrograms(
  account: Account,
  configuration: QmText,
  force: boolean,
): Promise<Installation> {
  const notes: string[] = [];
  await openCatalogue(account);
  const states = await programStates(account);
  const conflicts = states.flatMap(conflictsOf);
  if (conflicts.length > 0 && !force) {
    // Restores the state from before the check.
    if (states.every(({ catalogue }) => catalogue !== 'current')) await account.delete('VOC', CATALOGUE_FILE);
    throw new InstallError(conflicts);
  }
  const before = await account.read('VOC', CONFIGURATION_RECORD);
  let createdFile = fieldOf(before, CREATED_FILE_FIELD);
  if (await createFileIfMissing(account, SOURCE_FILE)) {
    notes.push(`file ${SOURCE_FILE} was created`);
    createdFile = SOURCE_FILE;
  }
  const programs: string[] = [];
  for (const state of states) {
    if (isUpToDate(state)) continue;
    notes.push(...(await backUpForeign(account, state)));
    notes.push(...(await installProgram(account, state)));
    programs.push(state.program.name);
  }
  const record = createdFile === '' ? configuration : recordOf(configuration, createdFile);
  if (before !== record) {
    await account.write('VOC', CONFIGURATION_RECORD, record);
    notes.push(`VOC ${CONFIGURATION_RECORD} holds the listener's command line`);
  }
  notes.push(...(await installLog(account)));
  return { programs, notes };
}

async function installLog(account: Account): Promise<readonly string[]> {
  const log = await logRecordsState(account);
  if (log === 'foreign') {
    return [`${LOG_RECORDS_FILE} is a file of your own here: warnings and errors are not written to it`];
  }
  if (log === 'current') return [];
  await installLogRecords(account);
  return [`file ${LOG_RECORDS_FILE} receives warnings and errors`];
}

/** The state of each of our programs. @throws AccountError */
export async function programStates(account: Account): Promise<readonly ProgramState[]> {
  const states: ProgramState[] = [];
  for (const program of QM_PROGRAMS) states.push(await programState(account, program));
  return states;
}

/** Whether nothing is to be done for a program. */
export function isUpToDate({ program, source, object, voc }: ProgramState): boolean {
  if (source !== 'current') return false;
  return program.kind === 'example' || (object === 'current' && voc === 'local');
}

/** Items that would be replaced although we did not write them. */
function conflictsOf({ program, source, catalogue, voc }: ProgramState): readonly string[] {
  const { name } = program;
  const conflicts: string[] = [];
  if (source === 'foreign') conflicts.push(`${SOURCE_FILE} ${name} is a program that we did not write`);
  if (source === 'edited') conflicts.push(`${SOURCE_FILE} ${name} was changed after it was installed`);
  if (source === 'newer') conflicts.push(`${SOURCE_FILE} ${name} is from a newer version of this product`);
  if (catalogue === 'foreign') conflicts.push(`a catalogued ${name} is a program that we did not write`);
  if (voc === 'foreign') conflicts.push(`VOC ${name} is an item that we did not write`);
  return conflicts;
}

async function createFileIfMissing(account: Account, file: string): Promise<boolean> {
  if ((await account.read('VOC', file)) !== undefined) return false;
  const { output } = await account.execute(`CREATE.FILE ${file} DIRECTORY`);
  if ((await account.read('VOC', file)) !== undefined) return true;
  throw new InstallError([`file ${file} could not be created: ${output.split('\n').join('; ')}`]);
}

/** Backs up what `force` is about to replace. */
async function backUpForeign(
  account: Account,
  { program, source, voc }: ProgramState,
): Promise<readonly string[]> {
  const { name } = program;
  const notes: string[] = [];
  const backUp = async (file: string): Promise<void> => {
    const backupName = `${name}.BEFORE.HAL`;
    const record = await readRecord(account, file, name);
    if (record === undefined) return;
    await account.write(file, backupName, record);
    notes.push(`the previous ${file} ${name} is kept as ${backupName}`);
  };
  if (source === 'foreign' || source === 'edited') await backUp(SOURCE_FILE);
  if (voc === 'foreign') {
    await backUp('VOC');
    await account.delete('VOC', name);
  }
  return notes;
}

async function installProgram(account: Account, state: ProgramState): Promise<readonly string[]> {
  const { program, catalogue: entry, voc } = state;
  const { name, source, kind } = program;
  await account.write(SOURCE_FILE, name, source);
  if (kind === 'example') return [];
  await compile(account, program);
  // A locally catalogued program runs this object, which VOC points to.
  if (voc === 'local') return [];
  // Earlier versions were catalogued privately, and QM would ask whether to remove that entry.
  if (entry === 'current' || entry === 'stale') await account.delete(CATALOGUE_FILE, name);
  const notes = await catalogue(account, name);
  await makePathRelative(account, name);
  return notes;
}

/** Makes the path in VOC relative to the account, so that it stays valid if the account is moved or copied. */
async function makePathRelative(account: Account, name: string): Promise<void> {
  const item = (await account.read('VOC', name)) ?? '';
  const object = localObject(name, item);
  if (object === undefined) {
    throw new InstallError([`${name} could not be catalogued: VOC has no entry for it`]);
  }
  const [type = '', dispatch = '', , ...rest] = item.split(MARK.field);
  await account.write('VOC', name, recordOf(type, dispatch, object, ...rest));
}

async function compile(account: Account, { name }: QmProgram): Promise<void> {
  const { output, status } = await account.execute(`BASIC ${SOURCE_FILE} ${name}`);
  if (status === 1) return;
  const lines = output.split('\n').filter((line) => /^\d+: /.test(line));
  const why = (lines.length === 0 ? output.split('\n').slice(-3) : lines).join('; ');
  throw new InstallError([`${SOURCE_FILE} ${name} does not compile here: ${why}`]);
}

async function catalogue(account: Account, name: string): Promise<readonly string[]> {
  try {
    const { output, status } = await account.execute(`CATALOG ${SOURCE_FILE} ${name} LOCAL`);
    if (status >= 0 && /catalogue/i.test(output)) return [];
    throw new InstallError([`${name} could not be catalogued: ${output.split('\n').join('; ')}`]);
  } catch (error) {
    // The program is catalogued by then: QM only asks whether to remove another entry elsewhere, which stays.
    if (!(error instanceof AccountError) || error.code !== 'PROMPTED') throw error;
    return [`another ${name} is catalogued elsewhere (MAP shows it): it stays, and ours takes precedence`];
  }
}

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
