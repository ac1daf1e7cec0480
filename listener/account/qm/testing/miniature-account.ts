import type { Account, AccountStatus, Executed, QmLock, QmUser } from '../../account.ts';
import { AccountError } from '../../errors.ts';
import { fieldOf, programVersion, recordOf } from '../programs.ts';

/**
 * A small QM account in memory to install programs into: VOC and files; BASIC creates an object with the version constant
 * of its source; CATALOG enters it in VOC or copies it to the private catalogue. It answers as ScarletDME 2.6-6 does.
 */
export class MiniatureAccount implements Account {
  readonly driver: Account['driver'];
  readonly name = 'HAL';
  readonly files = new Map<string, Map<string, string>>([
    ['VOC', new Map()],
    ['cat', new Map()],
  ]);
  /** Every statement, in order. */
  readonly executed: string[] = [];
  /** Everything written and deleted, as `VOC NAME`. */
  readonly changed: string[] = [];
  /** Sources that do not compile, by name. */
  readonly broken = new Set<string>();
  /** Names that are catalogued elsewhere too. */
  readonly elsewhere = new Set<string>();
  state: AccountStatus = { state: 'ready' };

  constructor(driver: Account['driver'] = 'pipe') {
    this.driver = driver;
  }

  onChange(): void {}

  /** The file that a VOC item of that name points to. */
  file(name: string): Map<string, string> {
    const dictionary = name.startsWith('DICT ');
    const item = this.#voc.get(dictionary ? name.slice(5) : name);
    const folder = name === 'VOC' ? 'VOC' : item && fieldOf(item, dictionary ? 3 : 2);
    const found = folder === undefined ? undefined : this.files.get(folder);
    if (found === undefined) throw new AccountError('FILE_NOT_FOUND', `${name} cannot be opened`);
    return found;
  }

  async execute(statement: string): Promise<Executed> {
    this.executed.push(statement);
    const [verb = '', file = '', name = '', option = ''] = statement.split(' ');
    switch (verb) {
      case 'CREATE.FILE':
        this.#voc.set(file, recordOf('F', file, `${file}.DIC`));
        this.files.set(file, new Map()).set(`${file}.DIC`, new Map([['@ID', 'D']]));
        return { output: `Created DATA part as ${file}`, status: 0 };
      case 'DELETE.FILE':
        if (fieldOf(this.#voc.get(file), 2) !== file) throw new AccountError('PROMPTED', 'OK to delete?');
        this.#voc.delete(file);
        this.files.delete(file);
        this.files.delete(`${file}.DIC`);
        return { output: '', status: 0 };
      case 'BASIC':
        return this.#compile(name);
      case 'CATALOG':
        return this.#catalogue(name, option);
      default:
        return { output: `${verb} is not in your VOC`, status: -1 };
    }
  }

  async call(): Promise<readonly string[]> {
    throw new AccountError('NOT_SUPPORTED', 'nothing is catalogued');
  }

  async read(file: string, id: string): Promise<string | undefined> {
    return this.file(file).get(id);
  }

  async write(file: string, id: string, record: string): Promise<void> {
    this.file(file).set(id, record);
    this.changed.push(`${file} ${id}`);
  }

  async delete(file: string, id: string): Promise<void> {
    this.file(file).delete(id);
    this.changed.push(`-${file} ${id}`);
  }

  async select(file: string): Promise<readonly string[]> {
    return [...this.file(file).keys()];
  }

  async users(): Promise<readonly QmUser[]> {
    return [];
  }

  async locks(): Promise<readonly QmLock[]> {
    return [];
  }

  status(): AccountStatus {
    return this.state;
  }

  async close(): Promise<void> {}

  get #voc(): Map<string, string> {
    return this.files.get('VOC') ?? new Map();
  }

  /** Enters a program in VOC or the private catalogue, then asks whether to remove another entry elsewhere. */
  #catalogue(name: string, option: string): Executed {
    const object = this.file('BP.OUT').get(name);
    if (object === undefined) return { output: `BP.OUT ${name} not found`, status: -1 };
    const local = option === 'LOCAL';
    const there = fieldOf(this.#voc.get(name), 2);
    if (local && there !== '' && there !== 'CS') {
      return { output: `VOC already contains a conflicting entry named ${name}`, status: -1 };
    }
    if (local) this.#voc.set(name, recordOf('V', 'CS', `/qm/hal/BP.OUT/${name}`));
    else this.files.get('cat')?.set(name, object);
    const other = local ? this.files.get('cat')?.has(name) : there === 'CS';
    if (other || this.elsewhere.has(name)) {
      throw new AccountError('PROMPTED', 'QM asked for input: Remove?');
    }
    return { output: `${name} added to ${local ? 'local' : 'private'} catalogue`, status: 0 };
  }

  #compile(name: string): Executed {
    const source = this.file('BP').get(name);
    if (source === undefined || this.broken.has(name)) {
      return { output: `Compiling BP ${name}\n*\n12: Unrecognised statement\n1 error(s)`, status: 0 };
    }
    this.#voc.set('BP.OUT', recordOf('F', 'BP.OUT'));
    const objects = this.files.get('BP.OUT') ?? new Map<string, string>();
    const version = programVersion(source);
    const constant = version ? `hal-listener program ${version.name}, version ${version.version}.` : 'theirs';
    this.files.set('BP.OUT', objects.set(name, `\u0001\u0002${constant}9\u00ff`));
    return { output: `Compiling BP ${name}\n0 error(s)`, status: 1 };
  }
}
