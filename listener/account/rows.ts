import type { Row } from '../../contract/hal.ts';
import type { Account, RequestOptions } from './account.ts';
import { readListing } from './csv.ts';
import { Dictionaries, type Field } from './dictionary.ts';
import { AccountError } from './errors.ts';
import { type AttributeKind, HAL_FILES, type HalAttribute } from './hal-files.ts';
import { isoDate, isoTime } from './iso.ts';
import { refuseFailure } from './outcome.ts';
import { listedFields, type Token, tokens } from './statement.ts';
import { fromQmText, MARK, type QmText } from './text.ts';

/** Files whose amounts are stored times 100, by name; a file not named follows its dictionary. */
export type ScaledAmounts = Readonly<Record<string, boolean>>;

export interface ListOptions extends RequestOptions {
  readonly optional?: readonly string[];
}

/** Structured rows out of an account, the same from every driver: QM prints CSV, this reads it. */
export class Rows {
  readonly #account: Account;
  readonly #dictionaries: Dictionaries;
  readonly #scaled: ScaledAmounts;

  constructor(account: Account, scaled: ScaledAmounts, now: () => number) {
    this.#account = account;
    this.#scaled = scaled;
    this.#dictionaries = new Dictionaries(account, now);
  }

  /**
   * Runs a `LIST` or `SORT` and answers a row a record, keyed by field name (`@ID` for the id): multivalued
   * fields as arrays, dates and times ISO 8601, amounts as plain decimals, everything else as QM prints it.
   * `optional` fields are asked for where the dictionary has them, and empty where it has not.
   *
   * @throws AccountError MISSING_FIELD where a name is in no dictionary, and what `execute` throws
   */
  async list(asked: QmText, options: ListOptions = {}): Promise<readonly Row[]> {
    const { file } = listedFields(tokens(asked));
    const dictionary = await this.#dictionaries.of(file, options);
    const { optional = [] } = options;
    const statement = withFields(
      asked,
      optional.filter((name) => dictionary.has(name)),
    );
    const absent = Object.fromEntries(
      optional.filter((name) => !dictionary.has(name)).map((name) => [name, '']),
    );
    const words = tokens(statement);
    const fields = listedFields(words).names.map((name) => {
      const field = dictionary.get(name);
      if (field === undefined) {
        throw new AccountError('MISSING_FIELD', `${file} has no field ${name} in its dictionary`);
      }
      return this.#reader(file, field);
    });
    const executed = await this.#account.execute(withCsv(statement, words), options);
    refuseFailure(executed, `LIST ${file}`);
    return readListing(executed.output).records.map(([id = '', ...cells]) => {
      const row: Record<string, string | readonly string[]> = { '@ID': fromQmText(id), ...absent };
      for (const [index, field] of fields.entries()) row[field.name] = field.read(cells[index] ?? '');
      return row;
    });
  }

  /** Runs a `COUNT` and answers its number. */
  async count(statement: QmText, options?: RequestOptions): Promise<number> {
    const executed = await this.#account.execute(statement, options);
    refuseFailure(executed, 'COUNT');
    return executed.status;
  }

  #reader(file: string, field: Field): { name: string; read(cell: QmText): string | readonly string[] } {
    const known = knownAttribute(file, field.name)?.kind;
    const one = this.#converter(file, field, known);
    const values = (cell: QmText) => (cell === '' ? [] : cell.split(MARK.value).map(one));
    return {
      name: field.name,
      read(cell) {
        if (field.multivalued) return values(cell);
        return cell.includes(MARK.value) ? values(cell) : one(cell);
      },
    };
  }

  #converter(file: string, field: Field, known: AttributeKind | undefined): (value: QmText) => string {
    const { conversion } = field;
    if (/^D/.test(conversion) || (conversion === '' && known === 'date')) {
      return (value) => (value === '' ? '' : isoDate(fromQmText(value), conversion));
    }
    if (/^MT/.test(conversion) || (conversion === '' && known === 'time')) {
      return (value) => (value === '' ? '' : isoTime(fromQmText(value)));
    }
    const dividedByQm = /^M[DR]\d/.test(conversion);
    if (!dividedByQm && field.name !== 'AMOUNT') return fromQmText;
    const storedScaled = this.#scaled[file] ?? dividedByQm;
    if (storedScaled === dividedByQm) return (value) => plainNumber(fromQmText(value));
    // The switch and the dictionary disagree about who divides by 100: the switch is right.
    const factor = storedScaled ? 0.01 : 100;
    return (value) => times(plainNumber(fromQmText(value)), factor);
  }
}

/** `1,234.50` and `$1,234.50` as `1234.50`; what is no amount stays as it is. */
function plainNumber(text: string): string {
  const bare = text
    .trim()
    .replace(/^(-?)[$£€]/, '$1')
    .replaceAll(',', '');
  return /^-?\d*\.?\d+$/.test(bare) ? bare : text;
}

function times(text: string, factor: number): string {
  return /^-?\d*\.?\d+$/.test(text) ? (Math.round(Number(text) * factor * 100) / 100).toFixed(2) : text;
}

/** What HAL means by that name, where the account's dictionary does not say. */
function knownAttribute(file: string, name: string): HalAttribute | undefined {
  const attributes: readonly HalAttribute[] | undefined = Object.hasOwn(HAL_FILES, file)
    ? HAL_FILES[file as keyof typeof HAL_FILES]
    : undefined;
  return attributes?.find((attribute) => attribute.name === name);
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
