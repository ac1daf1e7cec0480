import { type Clock, systemClock } from '../../../lib/clock.ts';
import { inSlices } from '../../../lib/slices.ts';
import { userName } from '../../../lib/user.ts';
import type { Account, AccountStatus, Executed, QmLock, QmUser, RequestOptions } from '../account.ts';
import { AccountError } from '../errors.ts';
import { withinLimits } from '../request-limits.ts';
import type { QmText } from '../text.ts';
import type { AccountFolder, QmFile } from './account-folder.ts';
import { isExample, markedFiles, mayBeExample } from './example-mark.ts';
import { fileNameOf } from './file-name.ts';
import type { RecordFolder } from './record-folder.ts';
import { sinceText } from './session-verbs.ts';
import { fileOf } from './statement-parser.ts';
import { statementRun } from './statement-run.ts';

/** The user number QM would give the first user: this account has only one, this process. */
const USER_NO = 1;

export interface EmbeddedOptions {
  /** The account's name, as `HAL`. */
  readonly name: string;
  readonly files: AccountFolder;
  readonly now: () => Date;
  readonly clock?: Pick<Clock, 'monotonic'>;
  /** Whether this very opening filled it with the example. */
  readonly isNew?: boolean;
}

/** Records of a file that are not read in a moment. */
const LARGE = 2_000;
/** Between two looks at whether records are the example still: another process may have loaded others, ms. */
const EXAMPLE_CHECK_INTERVAL_MS = 5_000;

/**
 * The account used where no QM is configured: QM files kept as folders of text files, asked in QM's query language.
 * A file is named as in QM: `MEDICATION`, or `DICT MEDICATION` for its dictionary. Queries run on records in memory,
 * those of large files in slices.
 */
export class EmbeddedAccount implements Account {
  readonly driver = 'embedded';
  readonly name: string;
  readonly #files: AccountFolder;
  readonly #now: () => Date;
  readonly #startedAt: Date;
  /** Looked up once: it costs a read of the system's user list. */
  readonly #login = userName();
  /** Whether this very opening filled it with the example: nobody has seen those records yet. */
  readonly isNew: boolean;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #closed = false;
  /** Files that still are the example and hold records; once one is not, it never is again. */
  #example: readonly string[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: EmbeddedOptions) {
    this.name = options.name;
    this.#files = options.files;
    this.#now = options.now;
    this.#startedAt = options.now();
    this.#clock = options.clock ?? systemClock;
    this.isNew = options.isNew ?? false;
  }

  /** Refused with BAD_STATEMENT: several lines, which QM would run as a paragraph. */
  execute(statement: QmText, options?: RequestOptions): Promise<Executed> {
    return this.#run(options, async () => {
      // The other marks may be letters of a value: QM compares them as they are (seen live).
      if (/[\n\r\u00fd\u00fe]/.test(statement)) {
        throw new AccountError('BAD_STATEMENT', 'a statement is one line without value and field marks');
      }
      const wanted = fileOf(statement);
      const found = wanted === undefined ? undefined : await this.#find(wanted);
      const names = wanted === undefined ? await this.#files.names() : [];
      const run = statementRun(statement, (name) => (name === found?.name ? found : undefined), {
        account: this.name,
        user: this.#user(),
        login: this.#login,
        now: this.#now(),
        files: names,
      });
      return inSlices(run);
    });
  }

  /** Subroutines are QM Basic, which runs in QM only: NOT_SUPPORTED. */
  call(subroutine: string, _args: readonly QmText[], options?: RequestOptions): Promise<never> {
    return this.#run(options, () => {
      throw new AccountError(
        'NOT_SUPPORTED',
        `the embedded account has no QM Basic, so it cannot call ${subroutine}: configure a QM for that`,
      );
    });
  }

  read(file: string, id: QmText, options?: RequestOptions): Promise<QmText | undefined> {
    return this.#run(options, async () => (await this.#open(file)).get(checked(id))?.text);
  }

  write(file: string, id: QmText, record: QmText, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => (await this.#open(file)).write(checked(id), record));
  }

  /** Writes many records, some at a time. @param onWritten is told after each */
  writeAll(file: string, records: ReadonlyMap<QmText, QmText>, onWritten?: () => void): Promise<void> {
    return this.#run(undefined, async () => {
      for (const id of records.keys()) checked(id);
      await (await this.#open(file)).writeAll(records, onWritten);
    });
  }

  delete(file: string, id: QmText, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => (await this.#open(file)).delete(checked(id)));
  }

  select(file: string, options?: RequestOptions): Promise<readonly QmText[]> {
    return this.#run(options, async () => (await this.#open(file)).all().map(({ id }) => id));
  }

  users(options?: RequestOptions): Promise<readonly QmUser[]> {
    return this.#run(options, async () => [this.#user()]);
  }

  /** Nothing here takes locks. */
  locks(options?: RequestOptions): Promise<readonly QmLock[]> {
    return this.#run(options, async () => []);
  }

  /** It is ready from first to last. */
  onChange(): void {}

  status(): AccountStatus {
    if (this.#closed) return { state: 'down', reason: 'the account is closed' };
    if (this.#example.length === 0) return { state: 'ready' };
    if (this.#clock.monotonic() - this.#lookedAt > EXAMPLE_CHECK_INTERVAL_MS) {
      // What cannot be read now is as it was.
      this.exampleFiles(this.#example).catch(() => undefined);
    }
    return { state: 'ready', example: true };
  }

  /**
   * Looks which files answer from the example: untouched, and with records.
   *
   * @param among those to look at; without it, all that were filled with it once
   */
  async exampleFiles(among?: readonly string[]): Promise<readonly string[]> {
    this.#lookedAt = this.#clock.monotonic();
    const names = among ?? (await markedFiles(this.#files.path));
    const looks = names.map(async (name) => {
      if (!(await mayBeExample(this.#files.path, name))) return [];
      const file = await this.#files.file(name);
      const holds = file !== undefined && file.data.all().length > 0;
      return holds && (await isExample(this.#files.path, file)) ? [name] : [];
    });
    this.#example = (await Promise.all(looks)).flat();
    return this.#example;
  }

  async isLarge(): Promise<boolean> {
    return (await this.#files.largest()) > LARGE;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** Makes a file with its dictionary; one that is there stays as it is. BAD_ID: not a name for a folder. */
  createFile(name: string, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => {
      await this.#files.create(name);
    });
  }

  /** Deletes all records of a file; its dictionary stays. `DICT F` empties the dictionary, but for `@ID`. */
  emptyFile(name: string, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => {
      await this.#open(name);
      await this.#files.empty(name);
    });
  }

  /** Whether a file still holds the example it was filled with, untouched. */
  isExample(name: string, options?: RequestOptions): Promise<boolean> {
    return this.#run(options, async () => {
      const file = await this.#files.file(name);
      return file !== undefined && isExample(this.#files.path, file);
    });
  }

  async #open(file: string): Promise<RecordFolder> {
    const dictionaryOf = /^DICT (.*)$/.exec(file)?.[1];
    const found = await this.#files.file(dictionaryOf ?? file);
    if (found === undefined) throw new AccountError('FILE_NOT_FOUND', `there is no file ${file}`);
    return dictionaryOf === undefined ? found.data : found.dictionary;
  }

  /** As in a statement: the name as it is, then in capitals. */
  async #find(name: QmText): Promise<QmFile | undefined> {
    return (await this.#files.file(name)) ?? (await this.#files.file(name.toUpperCase()));
  }

  #user(): QmUser {
    return {
      userNo: USER_NO,
      pid: process.pid,
      since: sinceText(this.#startedAt),
      origin: 'embedded',
      self: true,
    };
  }

  /** Every method's way in: refuses when closed, keeps to the limits, and lets out AccountErrors only. */
  async #run<T>(options: RequestOptions | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new AccountError('UNAVAILABLE', 'the account is closed');
    try {
      return await withinLimits(work, options);
    } catch (error) {
      if (error instanceof AccountError) throw error;
      throw new AccountError('UNAVAILABLE', `the account's folder cannot be used: ${String(error)}`, {
        cause: error,
      });
    }
  }
}

/** An id that can be no record's is refused, so that a typing error is not taken for an absent record. */
function checked(id: QmText): QmText {
  fileNameOf(id);
  return id;
}
