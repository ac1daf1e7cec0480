import type { Account } from '../account.ts';
import type { QmText } from '../text.ts';
import { fieldOf, programVersion, type QmProgram, readRecord, recordOf } from './programs.ts';

/** The file of sources; the next one holds their objects. */
export const SOURCE_FILE = 'BP';
export const OBJECT_FILE = 'BP.OUT';
/** Our VOC item through which the account's private catalogue, a folder, can be read. */
export const CATALOGUE_FILE = 'HAL.LISTENER.CAT';

/** A source in BP: `edited` has our version number but another text. */
type SourceState = 'missing' | 'current' | 'older' | 'newer' | 'edited' | 'foreign';
/** An object in BP.OUT or in the catalogue. */
type ObjectState = 'missing' | 'current' | 'stale' | 'foreign';
/**
 * What VOC has under a program's name; QM searches it before the catalogue. `local`: our object, catalogued locally. QM
 * finds a name in VOC in either case, but in the private catalogue in capitals only, and a terminal inverts the case of
 * typed text.
 */
type VocState = 'none' | 'local' | 'foreign';

export interface ProgramState {
  readonly program: QmProgram;
  readonly source: SourceState;
  readonly object: ObjectState;
  readonly catalogue: ObjectState;
  readonly voc: VocState;
}

/** The state of one of our programs in an account. @throws AccountError what `read` throws */
export async function programState(account: Account, program: QmProgram): Promise<ProgramState> {
  const { name } = program;
  const source = sourceState(program, await readRecord(account, SOURCE_FILE, name));
  if (program.kind === 'example') {
    return { program, source, object: 'missing', catalogue: 'missing', voc: 'none' };
  }
  return {
    program,
    source,
    object: objectState(program, await readRecord(account, OBJECT_FILE, name)),
    catalogue: objectState(program, await readRecord(account, CATALOGUE_FILE, name)),
    voc: vocState(name, await account.read('VOC', name)),
  };
}

function sourceState(program: QmProgram, text: QmText | undefined): SourceState {
  if (text === undefined) return 'missing';
  if (text === program.source) return 'current';
  const found = programVersion(text);
  if (found?.name !== program.name) return 'foreign';
  if (found.version === program.version) return 'edited';
  return found.version < program.version ? 'older' : 'newer';
}

function objectState(program: QmProgram, object: QmText | undefined): ObjectState {
  if (object === undefined) return 'missing';
  const found = programVersion(object);
  if (found?.name !== program.name) return 'foreign';
  return found.version === program.version ? 'current' : 'stale';
}

function vocState(name: string, item: QmText | undefined): VocState {
  if (item === undefined) return 'none';
  return localObject(name, item) === undefined ? 'foreign' : 'local';
}

/**
 * The path of a locally catalogued program within its account, for example `BP.OUT/EXECUTE`; undefined if the VOC item
 * is another kind. QM itself writes the full path, which becomes invalid when the account is moved.
 */
export function localObject(name: string, item: QmText): QmText | undefined {
  if (!fieldOf(item, 1).startsWith('V') || fieldOf(item, 2) !== 'CS') return undefined;
  const path = fieldOf(item, 3);
  const within = path.split(/[\\/]/).slice(-2);
  return within.join('/') === `${OBJECT_FILE}/${name}` ? path.slice(-within.join('/').length) : undefined;
}

/** Makes the private catalogue readable. @throws AccountError */
export async function openCatalogue(account: Account): Promise<void> {
  const elsewhere = await account.read('VOC', '$PRIVATE.CATALOGUE');
  const folder = (fieldOf(elsewhere, 1).startsWith('X') && fieldOf(elsewhere, 2)) || 'cat';
  await account.write('VOC', CATALOGUE_FILE, recordOf('F', folder));
}
