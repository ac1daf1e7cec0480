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
import { KeptResults } from './kept-results.ts';
import type { RecordFolder } from './record-folder.ts';
import { sinceText } from './session-verbs.ts';
import { fileOf } from './statement-parser.ts';
import { statementRun } from './statement-run.ts';

/** The user number that QM would give its first user: this process is the only user. */
const USER_NO = 1;

export interface EmbeddedOptions {
  /** The account's name, as `HAL`. */
  readonly name: string;
  readonly files: AccountFolder;
  readonly now: () => Date;
  readonly clock?: Pick<Clock, 'monotonic'>;
  /** Whether opening the account has just filled it with the example. */
  readonly isNew?: boolean;
}

/** A file with more records than this takes noticeable time to read. */
const LARGE_FILE_RECORDS = 2_000;
/** Time between two looks whether records are still the example: another process may have loaded others. */
const EXAMPLE_LOOK_INTERVAL_MS = 5_000;
/** They are read again at once where a record came or went, and else, since a record may be edited in place, so often. */
const EXAMPLE_CHECK_INTERVAL_MS = 60_000;

/**
 * The account used if no QM is configured: QM files stored as folders of text files and queried in QM's query language.
 * Files are named as in QM: `MEDICATION`, or `DICT MEDICATION` for its dictionary. Queries run on records in memory, in
 * slices for large files.
 */
export class EmbeddedAccount implements Account {
  readonly driver = 'embedded';
  readonly name: string;
  readonly #files: AccountFolder;
  readonly #now: () => Date;
  readonly #startedAt: Date;
  /** Cached, because it requires reading the system's user list. */
  readonly #login = userName();
  /** Whether opening it has just filled it with the example, so that nobody has seen those records yet. */
  readonly isNew: boolean;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #kept = new KeptResults();
  #closed = false;
  /** Files that still are the example and contain records; a changed file never becomes the example again. */
  #example: readonly string[] = [];
  #exampleCheckedAt = Number.NEGATIVE_INFINITY;
  #exampleLookedAt = Number.NEGATIVE_INFINITY;
  #exampleStamp = '';

  constructor(options: EmbeddedOptions) {
    this.name = options.name;
    this.#files = options.files;
    this.#now = options.now;
    this.#startedAt = options.now();
    this.#clock = options.clock ?? systemClock;
    this.isNew = options.isNew ?? false;
  }

  /** Rejects several lines, which QM would run as a paragraph, with BAD_STATEMENT. */
  execute(statement: QmText, options?: RequestOptions): Promise<Executed> {
    return this.#run(options, async () => {
      // The other marks may be letters in a value: QM compares them unchanged (seen live).
      if (/[\n\r\u00fd\u00fe]/.test(statement)) {
        throw new AccountError('BAD_STATEMENT', 'a statement is one line without value and field marks');
      }
      const fileName = fileOf(statement);
      const found = fileName === undefined ? undefined : await this.#find(fileName);
      const names = fileName === undefined ? await this.#files.names() : [];
      const now = this.#now();
      const run = () =>
        inSlices(
          statementRun(statement, (name) => (name === found?.name ? found : undefined), {
            account: this.name,
            user: this.#user(),
            login: this.#login,
            now,
            files: names,
          }),
        );
      return found === undefined ? run() : this.#kept.of(statement, found, now.getFullYear(), run);
    });
  }

  /** Rejects with NOT_SUPPORTED: subroutines are QM Basic, which runs in QM only. */
  call(subroutine: string, _args: readonly QmText[], options?: RequestOptions): Promise<never> {
    return this.#run(options, () => {
      throw new AccountError(
        'NOT_SUPPORTED',
        `the embedded account has no QM Basic, so it cannot call ${subroutine}: configure a QM for that`,
      );
    });
  }

  read(file: string, id: QmText, options?: RequestOptions): Promise<QmText | undefined> {
    return this.#run(options, async () => (await this.#open(file)).get(checkedId(id))?.text);
  }

  write(file: string, id: QmText, record: QmText, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => (await this.#open(file)).write(checkedId(id), record));
  }

  /** Writes many records, several at a time. @param onWritten called after each */
  writeAll(file: string, records: ReadonlyMap<QmText, QmText>, onWritten?: () => void): Promise<void> {
    return this.#run(undefined, async () => {
      for (const id of records.keys()) checkedId(id);
      await (await this.#open(file)).writeAll(records, onWritten);
    });
  }

  delete(file: string, id: QmText, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => (await this.#open(file)).delete(checkedId(id)));
  }

  select(file: string, options?: RequestOptions): Promise<readonly QmText[]> {
    return this.#run(options, async () => (await this.#open(file)).all().map(({ id }) => id));
  }

  users(options?: RequestOptions): Promise<readonly QmUser[]> {
    return this.#run(options, async () => [this.#user()]);
  }

  /** Always empty: this account has no locks. */
  locks(options?: RequestOptions): Promise<readonly QmLock[]> {
    return this.#run(options, async () => []);
  }

  /** The state never changes, so no listener is ever called. */
  onChange(): void {}

  status(): AccountStatus {
    if (this.#closed) return { state: 'down', reason: 'the account is closed' };
    if (this.#example.length === 0) return { state: 'ready' };
    // If a file cannot be read now, its last known state stays.
    if (this.#isExampleDue()) this.exampleFiles(this.#example).catch(() => undefined);
    return { state: 'ready', example: true };
  }

  #isExampleDue(): boolean {
    const now = this.#clock.monotonic();
    if (now - this.#exampleCheckedAt > EXAMPLE_CHECK_INTERVAL_MS) return true;
    if (now - this.#exampleLookedAt <= EXAMPLE_LOOK_INTERVAL_MS) return false;
    this.#exampleLookedAt = now;
    try {
      return this.#files.stampOf(this.#example) !== this.#exampleStamp;
    } catch {
      return false;
    }
  }

  /**
   * Determines which files are the example: unchanged, and with records.
   *
   * @param candidates the files to check; without it, all that were ever filled with the example
   */
  async exampleFiles(candidates?: readonly string[]): Promise<readonly string[]> {
    const now = this.#clock.monotonic();
    this.#exampleCheckedAt = now;
    this.#exampleLookedAt = now;
    const names = candidates ?? (await markedFiles(this.#files.path));
    const stamp = this.#files.stampOf(names);
    const checks = names.map(async (name) => {
      if (!(await mayBeExample(this.#files.path, name))) return [];
      const file = await this.#files.file(name);
      const holds = file !== undefined && file.data.all().length > 0;
      return holds && (await isExample(this.#files.path, file)) ? [name] : [];
    });
    this.#example = (await Promise.all(checks)).flat();
    // Of fewer files than were looked at, it is not that of the next look.
    this.#exampleStamp = this.#example.length === names.length ? stamp : '';
    return this.#example;
  }

  async isLarge(): Promise<boolean> {
    return (await this.#files.largest()) > LARGE_FILE_RECORDS;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** Creates a file with its dictionary; an existing one is not changed. BAD_ID if the name cannot be a folder's. */
  createFile(name: string, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => {
      await this.#files.create(name);
    });
  }

  /** Deletes all records of a file; its dictionary stays. `DICT F` empties the dictionary except for `@ID`. */
  emptyFile(name: string, options?: RequestOptions): Promise<void> {
    return this.#run(options, async () => {
      await this.#open(name);
      await this.#files.empty(name);
    });
  }

  /** Whether a file still contains the example it was filled with, unchanged. */
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

  /** Finds a file as a statement does: by the name as typed, then in capitals. */
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

  /** Runs every method's work: rejects when closed, applies the limits, and turns every error into an AccountError. */
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

/** Rejects an id that no record can have, so that a typing error is not reported as an absent record. */
function checkedId(id: QmText): QmText {
  fileNameOf(id);
  return id;
}
