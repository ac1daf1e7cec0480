import type { Executed } from '../account.ts';
import type { QmText } from '../text.ts';
import type { QmFile } from './account-folder.ts';

/** Of what a statement gives, so many at most, and each of so many characters. */
const MAX_RESULTS = 100;
const MAX_OUTPUT_LENGTH = 32_768;

interface Result extends Stand {
  readonly executed: Executed;
}

/** What a statement about a file depends on. */
interface Stand {
  readonly file: QmFile;
  readonly records: number;
  readonly dictionary: number;
  /** That of a date without one. */
  readonly year: number;
}

/** What statements gave, for as long as neither the records nor the dictionary of their file change: questions recur. */
export class KeptResults {
  readonly #results = new Map<QmText, Result>();

  /** @param run the statement itself; what it gives is kept unless the file changes meanwhile */
  async of(
    statement: QmText,
    file: QmFile,
    year: number,
    run: () => Executed | Promise<Executed>,
  ): Promise<Executed> {
    const now = standOf(file, year);
    const known = this.#results.get(statement);
    if (known !== undefined && isSame(known, now)) return known.executed;
    const executed = await run();
    this.#results.delete(statement);
    if (executed.output.length <= MAX_OUTPUT_LENGTH && isSame(standOf(file, year), now)) {
      if (this.#results.size >= MAX_RESULTS) this.#results.clear();
      this.#results.set(statement, { ...now, executed });
    }
    return executed;
  }
}

function standOf(file: QmFile, year: number): Stand {
  return { file, records: file.data.version, dictionary: file.dictionary.version, year };
}

function isSame(one: Stand, other: Stand): boolean {
  return (
    one.file === other.file &&
    one.records === other.records &&
    one.dictionary === other.dictionary &&
    one.year === other.year
  );
}
