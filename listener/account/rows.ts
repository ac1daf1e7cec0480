import type { Row } from '../../contract/hal.ts';
import type { Clock } from '../../lib/clock.ts';
import { inSlices } from '../../lib/slices.ts';
import type { Account, RequestOptions } from './account.ts';
import { type Column, columnOf, knownAttribute } from './column.ts';
import { hasIsoDate, withReadableDates } from './date-operand.ts';
import { Dictionaries, type Dictionary } from './dictionary.ts';
import { Encoding } from './encoding.ts';
import { AccountError, assertSuccess } from './errors.ts';
import { listing } from './listing.ts';

import { listedFields, type Token, tokens, withQualifier } from './statement.ts';
import { hasClutter, hasInnerMarks, type QmText, withoutClutter } from './text.ts';

/** Files whose amounts are stored times 100, by name; a file not named follows its dictionary. */
export type ScaledAmounts = Readonly<Record<string, boolean>>;

export interface ListOptions extends RequestOptions {
  readonly optional?: readonly string[];
}

/** What rows need of an account; ids are asked for only where `select` is there. */
export type RowsAccount = Pick<Account, 'driver' | 'execute'> & Partial<Pick<Account, 'select'>>;

/** How a statement is asked and its cells are read; the same for as long as the dictionary is. */
interface Plan {
  readonly file: string;
  readonly dictionary: Dictionary;
  /** As QM is asked: with the optional fields there are, dates it understands, and CSV. */
  readonly statement: QmText;
  readonly columns: readonly Column[];
  /** A row without values; what of the optional fields the dictionary lacks stays so. */
  readonly blank: Row;
}

/** Statements hold clients' words, so there is no end of them; the table's own come again and again. */
const MAX_PLANS = 100;

/** Structured rows out of an account, the same from every driver: QM prints CSV, this reads it. */
export class Rows {
  readonly #account: RowsAccount;
  readonly #dictionaries: Dictionaries;
  readonly #plans = new Map<string, Plan>();
  readonly #scaled: ScaledAmounts;
  /** What this account's bytes mean: for whoever writes a text in a statement. */
  readonly encoding: Encoding;

  constructor(account: RowsAccount, scaled: ScaledAmounts, clock: Clock, encoding = new Encoding()) {
    this.#account = account;
    this.#scaled = scaled;
    this.encoding = encoding;
    this.#dictionaries = new Dictionaries(account, clock);
  }

  /**
   * Runs a `LIST` or `SORT` and answers a row a record, keyed by field name (`@ID` for the id): multivalued
   * fields as arrays, dates and times ISO 8601, amounts as plain decimals, everything else as QM prints it.
   * `optional` fields are asked for where the dictionary has them, and empty where it has not.
   *
   * @throws AccountError MISSING_FIELD where a name is in no dictionary, and what `execute` throws
   */
  async list(asked: QmText, options: ListOptions = {}): Promise<readonly Row[]> {
    return (await this.read(asked, options)).rows;
  }

  /**
   * As `list`; `tidied` says whether a cell holds other than one plain value (a line end of Windows, a byte order mark,
   * several values): QM does not compare it as it is read here.
   */
  async read(
    asked: QmText,
    options: ListOptions = {},
  ): Promise<{ readonly rows: readonly Row[]; readonly tidied: boolean }> {
    const rows: Row[] = [];
    const tidied = await this.each(asked, options, (row) => rows.push(row));
    return { rows, tidied };
  }

  /**
   * As `read`, for files of any size: each row is handed over and not kept, and a long listing is read in slices,
   * so that nobody waits for it.
   *
   * @param visit takes each row; what it got counts only where this resolves
   * @returns whether a cell held other than one plain value
   */
  async each(asked: QmText, options: ListOptions, visit: (row: Row) => void): Promise<boolean> {
    const { file, statement, columns, blank } = await this.#plan(asked, options);
    const executed = await this.#account.execute(statement, options);
    assertSuccess(executed, `LIST ${file}`);
    this.encoding.observe(executed.output);
    const cluttered = hasClutter(executed.output);
    const tidied = cluttered || hasInnerMarks(executed.output, this.encoding.isLatin1);
    const output = cluttered ? withoutClutter(executed.output) : executed.output;
    await inSlices(
      listing(output, (cells) => {
        const row: Record<string, string | readonly string[]> = {
          ...blank,
          '@ID': this.encoding.decode(cells[0] ?? ''),
        };
        columns.forEach((column, index) => {
          row[column.name] = column.read(cells[index + 1] ?? '');
        });
        visit(row);
      }),
    );
    return tidied;
  }

  /** Runs a `COUNT` and answers its number. */
  async count(asked: QmText, options?: RequestOptions): Promise<number> {
    const executed = await this.#account.execute(await this.#countable(asked, options), options);
    assertSuccess(executed, 'COUNT');
    return executed.status;
  }

  /** All ids of a file; undefined where the account cannot tell them without their records. */
  async ids(file: string, options?: RequestOptions): Promise<readonly string[] | undefined> {
    return (await this.#account.select?.(file, options))?.map((id) => this.encoding.decode(id));
  }

  async #plan(asked: QmText, options: ListOptions): Promise<Plan> {
    const { optional = [] } = options;
    const key = `${asked}\n${optional.join(' ')}`;
    const known = this.#plans.get(key);
    const file = known?.file ?? listedFields(tokens(asked)).file;
    const dictionary = await this.#dictionaries.of(file, options);
    if (known?.dictionary === dictionary) return known;
    const plan = this.#planned(asked, file, dictionary, optional);
    if (this.#plans.size >= MAX_PLANS) this.#plans.clear();
    this.#plans.set(key, plan);
    return plan;
  }

  #planned(asked: QmText, file: string, dictionary: Dictionary, optional: readonly string[]): Plan {
    const present = optional.filter((name) => dictionary.has(name));
    const absent = optional.filter((name) => !dictionary.has(name));
    const statement = withFields(asked, present);
    const words = tokens(statement);
    const columns = listedFields(words).names.map((name) => {
      const field = dictionary.get(name);
      if (field === undefined) {
        throw new AccountError('MISSING_FIELD', `${file} has no field ${name} in its dictionary`);
      }
      return columnOf(file, field, this.#scaled[file], this.encoding);
    });
    return {
      file,
      dictionary,
      statement: this.#converted(readable(withCsv(statement, words), file, dictionary), columns),
      columns,
      blank: Object.fromEntries(
        ['@ID', ...absent, ...columns.map(({ name }) => name)].map((name) => [name, '']),
      ),
    };
  }

  /**
   * QM prints a date as its dictionary and the session's DATE.FORMAT say: asked for in ISO there is no doubt. A time is
   * asked for as it is stored: one that is a text, or has the line end of Windows, aborts the whole listing where QM is
   * to convert it (seen live: "Non-numeric where numeric required").
   */
  #converted(statement: QmText, columns: readonly Column[]): QmText {
    if (this.#account.driver === 'embedded') return statement;
    const named = (which: 'printsDate' | 'printsTime') =>
      new Set(columns.filter((column) => column[which]).map(({ name }) => name));
    const withDates = withQualifier(statement, named('printsDate'), 'CONV "D4-YMD"');
    return withQualifier(withDates, named('printsTime'), 'CONV ""');
  }

  /** Only a date in it makes a count worth a look into the dictionary. */
  async #countable(asked: QmText, options?: RequestOptions): Promise<QmText> {
    const file = hasIsoDate(asked) ? tokens(asked)[1]?.text : undefined;
    return file === undefined ? asked : readable(asked, file, await this.#dictionaries.of(file, options));
  }
}

/** With its dates as the fields they are compared with take them. */
function readable(statement: QmText, file: string, dictionary: Dictionary): QmText {
  return withReadableDates(statement, dictionary, (name) => knownAttribute(file, name)?.kind === 'date');
}

/** Adds fields behind the file's name. */
function withFields(statement: QmText, names: readonly string[]): QmText {
  if (names.length === 0) return statement;
  return statement.replace(/^\s*\S+\s+\S+/, (start) => `${start} ${names.join(' ')}`);
}

function withCsv(statement: QmText, words: readonly Token[]): QmText {
  return words.some(({ text, quoted }) => !quoted && text.toUpperCase() === 'CSV')
    ? statement
    : `${statement} CSV`;
}
