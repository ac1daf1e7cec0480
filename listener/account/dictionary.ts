import type { Clock } from '../../lib/clock.ts';
import type { Account, RequestOptions } from './account.ts';
import { AccountError, assertSuccess } from './errors.ts';
import { readListing } from './listing.ts';
import { withinLimits } from './request-limits.ts';

/** One field of a QM file, as its dictionary describes it. */
export interface Field {
  readonly name: string;
  /** 0 is the record's id; undefined for a computed field. */
  readonly number: number | undefined;
  /** For example `D4-YMD`, `MD2`, `MTS`; empty for none. */
  readonly conversion: string;
  readonly multivalued: boolean;
}

export type Dictionary = ReadonlyMap<string, Field>;

/** Dictionaries change only when somebody edits them. After an edit, statements may fail for this long. */
const CACHE_TTL_MS = 60_000;
/** In whose turn the account reads them. */
const OWNER = 'dictionaries';

interface Reading {
  readonly at: number;
  readonly dictionary: Promise<Dictionary>;
  isRead: boolean;
}

/** Caches the dictionaries of an account. */
export class Dictionaries {
  readonly #account: Pick<Account, 'execute'>;
  readonly #clock: Clock;
  readonly #known = new Map<string, Reading>();

  constructor(account: Pick<Account, 'execute'>, clock: Clock) {
    this.#account = account;
    this.#clock = clock;
  }

  /** @throws AccountError FILE_NOT_FOUND, and what `execute` throws */
  of(file: string, options: RequestOptions = {}): Promise<Dictionary> {
    const known = this.#known.get(file);
    if (known === undefined || this.#clock.monotonic() - known.at >= CACHE_TTL_MS) {
      const reading = this.#read(file, options.timeoutMs);
      return withinLimits(() => reading.dictionary, options);
    }
    return known.isRead ? known.dictionary : withinLimits(() => known.dictionary, options);
  }

  /** One reading for all who wait for it: none of them may end it for the others, so it has no signal. */
  #read(file: string, timeoutMs: number | undefined): Reading {
    const limits = timeoutMs === undefined ? {} : { timeoutMs };
    const dictionary = readDictionary(this.#account, file, { owner: OWNER, ...limits });
    const reading: Reading = { at: this.#clock.monotonic(), dictionary, isRead: false };
    this.#known.set(file, reading);
    dictionary.then(
      () => {
        reading.isRead = true;
      },
      // A failure is not cached.
      () => this.#known.delete(file),
    );
    return reading;
  }

  clear(): void {
    this.#known.clear();
  }
}

/** Reads a dictionary from the account. @throws AccountError FILE_NOT_FOUND, and what `execute` throws */
export async function readDictionary(
  account: Pick<Account, 'execute'>,
  file: string,
  options?: RequestOptions,
): Promise<Dictionary> {
  if (!/^[A-Za-z0-9_.$*-]{1,63}$/.test(file)) {
    throw new AccountError('FILE_NOT_FOUND', `not a file name: ${JSON.stringify(file)}`);
  }
  const executed = await account.execute(`LIST DICT ${file} CSV`, options);
  assertSuccess(executed, `the dictionary of ${file}`);
  const fields = new Map<string, Field>();
  // Columns: @ID, TYPE, LOC, CONV, NAME, FORMAT, S/M, ASSOC.
  for (const [name = '', type = '', location = '', conversion = '', , , multiplicity = ''] of readListing(
    executed.output,
  ).records) {
    fields.set(name, {
      name,
      number: type.startsWith('D') && /^\d+$/.test(location) ? Number(location) : undefined,
      conversion,
      multivalued: multiplicity === 'M',
    });
  }
  return fields;
}
