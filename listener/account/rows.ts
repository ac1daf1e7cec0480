import type { Row } from '../../contract/hal.ts';
import type { Clock } from '../../lib/clock.ts';
import { inSlices } from '../../lib/slices.ts';
import type { Account, RequestOptions } from './account.ts';
import { type Column, columnOf, knownAttribute } from './column.ts';
import { hasIsoDate, withReadableDates } from './date-operand.ts';
import { Dictionaries, type Dictionary } from './dictionary.ts';
import { Encoding } from './encoding.ts';
import { AccountError, assertSuccess } from './errors.ts';
import { parseListing } from './listing.ts';

import { listedFields, type Token, tokens, withQualifier } from './statement.ts';
import { hasClutter, hasInnerMarks, type QmText, withoutClutter } from './text.ts';

/** Files whose amounts are stored times 100, by name; a file not named follows its dictionary. */
export type ScaledAmounts = Readonly<Record<string, boolean>>;

export interface ListOptions extends RequestOptions {
  readonly optional?: readonly string[];
}

/** What rows need of an account; ids are read only where it has `select`. */
export type RowsAccount = Pick<Account, 'driver' | 'execute'> & Partial<Pick<Account, 'select'>>;

/** How a statement is run and its cells are read; valid until the dictionary changes. */
interface Plan {
  readonly file: string;
  readonly dictionary: Dictionary;
  /** As sent to QM: with the optional fields the dictionary has, dates QM understands, and CSV. */
  readonly statement: QmText;
  readonly columns: readonly Column[];
  /** A row without values: optional fields that the dictionary lacks stay empty. */
  readonly blank: Row;
  /** What its listing was the last time. */
  last?: Listed | undefined;
}

/** A listing and what was read of it: printed as before, it is not read again. */
interface Listed extends ReadRows {
  readonly output: QmText;
  readonly isLatin1: boolean;
}

interface ReadRows {
  readonly rows: readonly Row[];
  readonly tidied: boolean;
}

/** Statements contain text from clients, so their number has no limit; those of the question table recur. */
const MAX_PLANS = 100;
/** Characters of a listing that is kept. */
const MAX_KEPT_LENGTH = 32_768;

/** Structured rows of an account, the same with every driver: QM prints CSV, this class parses it. */
export class Rows {
  readonly #account: RowsAccount;
  readonly #dictionaries: Dictionaries;
  readonly #plans = new Map<string, Plan>();
  readonly #scaled: ScaledAmounts;
  /** How this account encodes text; needed to write text into a statement. */
  readonly encoding: Encoding;

  constructor(account: RowsAccount, scaled: ScaledAmounts, clock: Clock, encoding = new Encoding()) {
    this.#account = account;
    this.#scaled = scaled;
    this.encoding = encoding;
    this.#dictionaries = new Dictionaries(account, clock);
  }

  /**
   * Runs a `LIST` or `SORT` and returns one row per record, keyed by field name (`@ID` for the id): multivalued
   * fields as arrays, dates and times ISO 8601, amounts as plain decimals, everything else as QM prints it.
   * `optional` fields are asked for where the dictionary has them, and empty where it has not.
   *
   * @throws AccountError MISSING_FIELD where a name is in no dictionary, and what `execute` throws
   */
  async list(statement: QmText, options: ListOptions = {}): Promise<readonly Row[]> {
    return (await this.read(statement, options)).rows;
  }

  /**
   * As `list`; `tidied` says whether any cell was not one plain value (a Windows line end, a byte order mark, several
   * values): QM compares such a cell differently from the value returned here.
   */
  async read(statement: QmText, options: ListOptions = {}): Promise<ReadRows> {
    const plan = await this.#plan(statement, options);
    const output = await this.#listing(plan, options);
    const { last } = plan;
    const { isLatin1 } = this.encoding;
    if (last?.output === output && last.isLatin1 === isLatin1) return last;
    const rows: Row[] = [];
    const tidied = await this.#parse(plan, output, (row) => rows.push(row));
    const listed = { output, isLatin1, rows, tidied };
    plan.last = output.length <= MAX_KEPT_LENGTH ? listed : undefined;
    return listed;
  }

  /**
   * As `read`, for files of any size: each row is passed on and not kept, and a long listing is parsed in slices, so
   * that it does not block the event loop.
   *
   * @param visit receives each row; the rows are complete only if this resolves
   * @returns whether any cell was not one plain value
   */
  async each(statement: QmText, options: ListOptions, visit: (row: Row) => void): Promise<boolean> {
    const plan = await this.#plan(statement, options);
    return this.#parse(plan, await this.#listing(plan, options), visit);
  }

  async #listing({ file, statement }: Plan, options: RequestOptions): Promise<QmText> {
    const executed = await this.#account.execute(statement, options);
    assertSuccess(executed, `LIST ${file}`);
    this.encoding.observe(executed.output);
    return executed.output;
  }

  async #parse({ columns, blank }: Plan, listing: QmText, visit: (row: Row) => void): Promise<boolean> {
    const cluttered = hasClutter(listing);
    const tidied = cluttered || hasInnerMarks(listing, this.encoding.isLatin1);
    const output = cluttered ? withoutClutter(listing) : listing;
    await inSlices(
      parseListing(output, (cells) => {
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

  /** Runs a `COUNT` and returns its number. */
  async count(statement: QmText, options?: RequestOptions): Promise<number> {
    const executed = await this.#account.execute(await this.#countStatement(statement, options), options);
    assertSuccess(executed, 'COUNT');
    return executed.status;
  }

  /** All ids of a file; undefined where the account cannot list them without reading the records. */
  async ids(file: string, options?: RequestOptions): Promise<readonly string[] | undefined> {
    return (await this.#account.select?.(file, options))?.map((id) => this.encoding.decode(id));
  }

  async #plan(statement: QmText, options: ListOptions): Promise<Plan> {
    const { optional = [] } = options;
    const key = `${statement}\n${optional.join(' ')}`;
    const known = this.#plans.get(key);
    const file = known?.file ?? listedFields(tokens(statement)).file;
    const dictionary = await this.#dictionaries.of(file, options);
    if (known?.dictionary === dictionary) return known;
    const plan = this.#createPlan(statement, file, dictionary, optional);
    if (this.#plans.size >= MAX_PLANS) this.#plans.clear();
    this.#plans.set(key, plan);
    return plan;
  }

  #createPlan(original: QmText, file: string, dictionary: Dictionary, optional: readonly string[]): Plan {
    const present = optional.filter((name) => dictionary.has(name));
    const absent = optional.filter((name) => !dictionary.has(name));
    const statement = withFields(original, present);
    const tokenList = tokens(statement);
    const columns = listedFields(tokenList).names.map((name) => {
      const field = dictionary.get(name);
      if (field === undefined) {
        throw new AccountError('MISSING_FIELD', `${file} has no field ${name} in its dictionary`);
      }
      return columnOf(file, field, this.#scaled[file], this.encoding);
    });
    return {
      file,
      dictionary,
      statement: this.#withConversions(
        withFieldDates(withCsv(statement, tokenList), file, dictionary),
        columns,
      ),
      columns,
      blank: Object.fromEntries(
        ['@ID', ...absent, ...columns.map(({ name }) => name)].map((name) => [name, '']),
      ),
    };
  }

  /**
   * QM prints a date as its dictionary and the session's DATE.FORMAT say, so dates are requested in ISO, which is
   * unambiguous. Times are requested as stored: a time that is text, or ends with a Windows line end, aborts the whole
   * listing when QM converts it (seen live: "Non-numeric where numeric required").
   */
  #withConversions(statement: QmText, columns: readonly Column[]): QmText {
    if (this.#account.driver === 'embedded') return statement;
    const named = (which: 'printsDate' | 'printsTime') =>
      new Set(columns.filter((column) => column[which]).map(({ name }) => name));
    const withDates = withQualifier(statement, named('printsDate'), 'CONV "D4-YMD"');
    return withQualifier(withDates, named('printsTime'), 'CONV ""');
  }

  /** Reads the dictionary only if the statement contains a date. */
  async #countStatement(statement: QmText, options?: RequestOptions): Promise<QmText> {
    const file = hasIsoDate(statement) ? tokens(statement)[1]?.text : undefined;
    return file === undefined
      ? statement
      : withFieldDates(statement, file, await this.#dictionaries.of(file, options));
  }
}

/** The statement with each date in the form its field's conversion accepts. */
function withFieldDates(statement: QmText, file: string, dictionary: Dictionary): QmText {
  return withReadableDates(statement, dictionary, (name) => knownAttribute(file, name)?.kind === 'date');
}

/** Inserts fields after the file's name. */
function withFields(statement: QmText, names: readonly string[]): QmText {
  if (names.length === 0) return statement;
  return statement.replace(/^\s*\S+\s+\S+/, (start) => `${start} ${names.join(' ')}`);
}

function withCsv(statement: QmText, tokenList: readonly Token[]): QmText {
  return tokenList.some(({ text, quoted }) => !quoted && text.toUpperCase() === 'CSV')
    ? statement
    : `${statement} CSV`;
}
