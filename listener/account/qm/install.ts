import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';
import { CONFIGURATION_RECORD, MADE_FIELD } from './listener-command.ts';
import { installLogRecords, LOG_RECORDS_FILE, logRecordsState } from './log-records.ts';
import {
  CATALOGUE_FILE,
  localObject,
  openCatalogue,
  type ProgramState,
  programState,
  SOURCE_FILE,
} from './program-state.ts';
import { fieldOf, QM_PROGRAMS, type QmProgram, readRecord, recordOf } from './programs.ts';

export interface Installation {
  /** Names of the programs that were written, compiled and catalogued; those that were right are left alone. */
  readonly programs: readonly string[];
  /** What was done beside that, and what stands in the way of it, one line each. */
  readonly notes: readonly string[];
}

/** Something of somebody else's has a name we need, or a program did not compile. Nothing, or no more, was done. */
export class InstallationRefused extends Error {
  override readonly name = 'InstallationRefused';
  /** One line each. */
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.reasons = reasons;
  }
}

/**
 * Writes our programs into BP, compiles and catalogues them, makes the file of log records and says where the
 * listener stands. What is as it should be is left alone, and so is what we did not write.
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
  const states = await statesOf(account);
  const obstacles = states.flatMap(obstacle);
  if (obstacles.length > 0 && !force) {
    // As it was before we looked.
    if (states.every(({ catalogue }) => catalogue !== 'current')) await account.delete('VOC', CATALOGUE_FILE);
    throw new InstallationRefused(obstacles);
  }
  const before = await account.read('VOC', CONFIGURATION_RECORD);
  let made = fieldOf(before, MADE_FIELD);
  if (await madeFile(account, SOURCE_FILE)) {
    notes.push(`file ${SOURCE_FILE} was made`);
    made = SOURCE_FILE;
  }
  const programs: string[] = [];
  for (const state of states) {
    if (isRight(state)) continue;
    notes.push(...(await keepForeign(account, state)));
    notes.push(...(await installOne(account, state)));
    programs.push(state.program.name);
  }
  const record = made === '' ? configuration : recordOf(configuration, made);
  if (before !== record) {
    await account.write('VOC', CONFIGURATION_RECORD, record);
    notes.push(`VOC ${CONFIGURATION_RECORD} says how the listener is run`);
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
  return [`file ${LOG_RECORDS_FILE} takes warnings and errors`];
}

/** Every program of ours. @throws AccountError */
export async function statesOf(account: Account): Promise<readonly ProgramState[]> {
  const states: ProgramState[] = [];
  for (const program of QM_PROGRAMS) states.push(await programState(account, program));
  return states;
}

/** Nothing to do. */
export function isRight({ program, source, object, voc }: ProgramState): boolean {
  if (source !== 'current') return false;
  return program.kind === 'example' || (object === 'current' && voc === 'local');
}

/** What is in the way and not ours. */
function obstacle({ program, source, catalogue, voc }: ProgramState): readonly string[] {
  const { name } = program;
  const found: string[] = [];
  if (source === 'foreign') found.push(`${SOURCE_FILE} ${name} is a program that we did not write`);
  if (source === 'edited') found.push(`${SOURCE_FILE} ${name} was changed after it was installed`);
  if (source === 'newer') found.push(`${SOURCE_FILE} ${name} is of a newer version of this product`);
  if (catalogue === 'foreign') found.push(`a catalogued ${name} is a program that we did not write`);
  if (voc === 'foreign') found.push(`VOC ${name} is something that we did not write`);
  return found;
}

async function madeFile(account: Account, file: string): Promise<boolean> {
  if ((await account.read('VOC', file)) !== undefined) return false;
  const { output } = await account.execute(`CREATE.FILE ${file} DIRECTORY`);
  if ((await account.read('VOC', file)) !== undefined) return true;
  throw new InstallationRefused([`file ${file} could not be made: ${output.split('\n').join('; ')}`]);
}

/** Keeps what `force` is about to replace. */
async function keepForeign(
  account: Account,
  { program, source, voc }: ProgramState,
): Promise<readonly string[]> {
  const { name } = program;
  const notes: string[] = [];
  const keep = async (file: string): Promise<void> => {
    const kept = `${name}.BEFORE.HAL`;
    const record = await readRecord(account, file, name);
    if (record === undefined) return;
    await account.write(file, kept, record);
    notes.push(`the ${file} ${name} that was there is kept as ${kept}`);
  };
  if (source === 'foreign' || source === 'edited') await keep(SOURCE_FILE);
  if (voc === 'foreign') {
    await keep('VOC');
    await account.delete('VOC', name);
  }
  return notes;
}

async function installOne(account: Account, state: ProgramState): Promise<readonly string[]> {
  const { program, catalogue: entry, voc } = state;
  const { name, source, kind } = program;
  await account.write(SOURCE_FILE, name, source);
  if (kind === 'example') return [];
  await compile(account, program);
  // A locally catalogued one is found through VOC, and is of this very object.
  if (voc === 'local') return [];
  // Earlier versions were catalogued privately, and QM would ask what is to become of that.
  if (entry === 'current' || entry === 'stale') await account.delete(CATALOGUE_FILE, name);
  const notes = await catalogue(account, name);
  await withinAccount(account, name);
  return notes;
}

/** Makes the path in VOC one within the account, so that it holds where the account is moved or copied. */
async function withinAccount(account: Account, name: string): Promise<void> {
  const item = (await account.read('VOC', name)) ?? '';
  const object = localObject(name, item);
  if (object === undefined) {
    throw new InstallationRefused([`${name} could not be catalogued: VOC has nothing of it`]);
  }
  const [type = '', dispatch = '', , ...rest] = item.split(MARK.field);
  await account.write('VOC', name, recordOf(type, dispatch, object, ...rest));
}

async function compile(account: Account, { name }: QmProgram): Promise<void> {
  const { output, status } = await account.execute(`BASIC ${SOURCE_FILE} ${name}`);
  if (status === 1) return;
  const lines = output.split('\n').filter((line) => /^\d+: /.test(line));
  const why = (lines.length === 0 ? output.split('\n').slice(-3) : lines).join('; ');
  throw new InstallationRefused([`${SOURCE_FILE} ${name} does not compile here: ${why}`]);
}

async function catalogue(account: Account, name: string): Promise<readonly string[]> {
  try {
    const { output, status } = await account.execute(`CATALOG ${SOURCE_FILE} ${name} LOCAL`);
    if (status >= 0 && /catalogue/i.test(output)) return [];
    throw new InstallationRefused([`${name} could not be catalogued: ${output.split('\n').join('; ')}`]);
  } catch (error) {
    // It is catalogued by then; QM asks whether another one elsewhere shall go. It stays, and ours goes first.
    if (!(error instanceof AccountError) || error.code !== 'PROMPTED') throw error;
    return [`another ${name} is catalogued elsewhere (MAP shows it): it stays, and ours goes first`];
  }
}
