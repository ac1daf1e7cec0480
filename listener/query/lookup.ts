import type { Row } from '../../contract/hal.ts';
import type { RequestOptions } from '../account/account.ts';
import { AccountError, type AccountErrorCode } from '../account/errors.ts';
import type { Rows } from '../account/rows.ts';
import type { Log } from '../log/log.ts';
import { textOf } from './narrow.ts';
import { fillStatement } from './statement.ts';
import type { Intent, Join } from './table.ts';
import { render } from './template.ts';
import { mentions, mentionsWords, words } from './words.ts';

/** What was said for the gaps of a statement: as the question wrote it, or as the account does. */
export type Said = Readonly<Record<string, string | readonly string[]>>;

/** What an account holds for a question, before anything is left out. */
export interface Looked {
  readonly rows: readonly Row[];
  /** Of a COUNT. */
  readonly count: number;
  readonly said: Said;
}

const MOST_SPELLINGS = 10;
const MISSING: ReadonlySet<AccountErrorCode> = new Set(['FILE_NOT_FOUND', 'MISSING_FIELD']);

/** Asks the account what one question needs: its statement, other spellings where that finds nothing, its joins. */
export class Lookup {
  readonly #rows: Rows;
  readonly #log: Log;
  readonly #options: RequestOptions;

  constructor(rows: Rows, log: Log, options: RequestOptions) {
    this.#rows = rows;
    this.#log = log;
    this.#options = options;
  }

  /**
   * @param captures what the question says for the statement's gaps
   * @param today ISO date
   * @throws AccountError
   */
  async look(intent: Intent, captures: Readonly<Record<string, string>>, today: string): Promise<Looked> {
    const first = await this.#run(intent, captures, today);
    if (first.count > 0) return first;
    const spelt = await this.#spellings(intent, captures);
    return spelt === undefined ? first : this.#run(intent, spelt, today);
  }

  async #run(intent: Intent, said: Said, today: string): Promise<Looked> {
    const statement = fillStatement(intent.statement ?? '', { today, ...said });
    if (intent.counts) return { rows: [], count: await this.#rows.count(statement, this.#options), said };
    let rows = await this.#rows.list(statement, { optional: intent.optional, ...this.#options });
    for (const join of rows.length === 0 ? [] : intent.joins) rows = await this.#join(join, rows);
    return { rows, count: rows.length, said };
  }

  /** How the account writes what the question said. */
  async #spellings(intent: Intent, captures: Readonly<Record<string, string>>): Promise<Said | undefined> {
    const spelt: Record<string, readonly string[]> = {};
    for (const [name, { statement, field }] of Object.entries(intent.spellings)) {
      const said = captures[name];
      if (said === undefined) continue;
      const saidWords = words(said);
      const folded = saidWords.map((word) => word.folded);
      const rows = await this.#rows.list(statement, this.#options);
      const values = new Set(rows.map((row) => textOf(row, field)).filter((value) => value !== ''));
      const alike = [...values].filter(
        (value) => mentions(saidWords, value) || mentionsWords(words(value), folded),
      );
      if (alike.length === 0) return undefined;
      spelt[name] = alike.slice(0, MOST_SPELLINGS);
    }
    return Object.keys(spelt).length === 0 ? undefined : spelt;
  }

  /** An answer without the doctor's name is better than none: a file that is not there joins nothing. */
  async #join({ field, statement, gives }: Join, rows: readonly Row[]): Promise<readonly Row[]> {
    let others: ReadonlyMap<unknown, Row>;
    try {
      others = new Map((await this.#rows.list(statement, this.#options)).map((row) => [row['@ID'], row]));
    } catch (error) {
      if (!(error instanceof AccountError) || !MISSING.has(error.code)) throw error;
      this.#log.warn('an answer goes without part of its data', { code: error.code, why: error.message });
      return rows;
    }
    return rows.map((row) => {
      const other = others.get(textOf(row, field));
      if (other === undefined) return row;
      const given = gives.map(({ name, template }) => [name, render(template, (one) => other[one]).trim()]);
      return { ...row, ...Object.fromEntries(given) };
    });
  }
}
