import type { Row } from '../../../contract/hal.ts';
import type { Clock } from '../../../lib/clock.ts';
import { inSlices } from '../../../lib/slices.ts';
import type { RequestOptions } from '../../account/account.ts';
import { AccountError, type AccountErrorCode } from '../../account/errors.ts';
import { withinLimits } from '../../account/request-limits.ts';
import type { Rows } from '../../account/rows.ts';
import { quote } from '../../account/statement.ts';
import { type QmText, textOf } from '../../account/text.ts';
import type { FamilyMember } from '../meaning/query.ts';
import { Catalogue, NOTHING_KNOWN, type Traits } from '../table/catalogue.ts';
import type { EntityKind, Subject, SubjectTable } from '../table/subject-table.ts';
import { ValueCollector } from '../table/value-collector.ts';
import { stem, tokenize } from '../words/tokenize.ts';
import { isDay } from './selection.ts';

/** How long what was read counts as true; a question that names something unknown has it read again sooner. */
const LIFE_MS = 60_000;
/** A name that is not known yet is looked up anew, but not at every question. */
const MIN_LIFE_MS = 1_000;
/** A file that takes long to read is read less often: at most a fiftieth of the time. */
const REST_FACTOR = 50;
/** A large file may take longer to read than a question may wait: whoever asked goes on without, the reading too. */
const READING_TIMEOUT_MS = 120_000;
/** So many new records are read on their own; with more, the file is read anew. */
const MAX_NEW_RECORDS = 1_000;
/** New records asked for in one statement. */
const NEW_RECORDS_AT_ONCE = 100;

const MISSING: ReadonlySet<AccountErrorCode> = new Set(['FILE_NOT_FOUND', 'MISSING_FIELD']);

interface Kept {
  /** When it was read, or last seen to hold all records. */
  readonly at: number;
  readonly readAt: number;
  /** Milliseconds it took to read. */
  readonly took: number;
  readonly catalogue: Catalogue | undefined;
  /** Why it could not be read. */
  readonly error: AccountError | undefined;
  /** Of a large file: what it was made of. */
  readonly contents: Contents | undefined;
}

/** What is true of all of some records, or of any. */
function inAll(traits: readonly Traits[]): Traits {
  return { regular: traits.every(({ regular }) => regular), signed: traits.some(({ signed }) => signed) };
}

interface Contents {
  readonly values: ValueCollector;
  readonly ids: Set<string>;
}

const NOBODY: readonly FamilyMember[] = [];
const OPTIONS: RequestOptions = { timeoutMs: READING_TIMEOUT_MS, owner: 'names of the account' };

/** The catalogues of the subjects, each read when it is first needed, kept a while, and read again behind the scenes. */
export class CatalogueStore {
  readonly #rows: Rows;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #table: SubjectTable | undefined;
  readonly #kept = new Map<string, Kept>();
  readonly #reading = new Map<string, Promise<Kept>>();
  #family: { readonly at: number; readonly members: readonly FamilyMember[] } | undefined;

  constructor(rows: Rows, clock: Pick<Clock, 'monotonic'>) {
    this.#rows = rows;
    this.#clock = clock;
  }

  /** What is known of a subject now, without asking. */
  known(subject: Subject): Catalogue | undefined {
    return this.#kept.get(subject.intent)?.catalogue;
  }

  /** The members of the family as far as they are known, without asking. */
  get knownFamily(): readonly FamilyMember[] {
    return this.#family?.members ?? NOBODY;
  }

  /** Why a subject's names are not known. */
  errorOf(subject: Subject): AccountError | undefined {
    return this.#kept.get(subject.intent)?.error;
  }

  /**
   * Reads the subjects that are not known yet. What is old is read again without waiting for it.
   * @param anew also what was read a short while ago: a name was not found in it
   * @returns whether anything was read
   */
  async load(
    table: SubjectTable,
    subjects: readonly Subject[],
    options: RequestOptions,
    anew = false,
  ): Promise<boolean> {
    if (this.#table !== table) {
      this.#table = table;
      this.#kept.clear();
    }
    const now = this.#clock.monotonic();
    const wanted: Promise<Kept>[] = [];
    for (const subject of subjects) {
      const kept = this.#kept.get(subject.intent);
      const rest = (kept?.took ?? 0) * REST_FACTOR;
      const isOld = kept !== undefined && now - kept.readAt >= Math.max(LIFE_MS, rest);
      if (kept === undefined) wanted.push(this.#read(subject));
      else if (anew && kept.contents !== undefined && now - kept.at >= MIN_LIFE_MS)
        wanted.push(this.#once(subject, () => this.#caughtUp(subject, kept)));
      else if (anew && now - kept.readAt >= Math.max(MIN_LIFE_MS, rest)) wanted.push(this.#read(subject));
      if (isOld) void this.#read(subject);
    }
    if (wanted.length > 0) await withinLimits(() => Promise.all(wanted), options);
    return wanted.length > 0;
  }

  /**
   * The members of the family; none where there is no PERSON file.
   * @throws AccountError
   */
  async family(table: SubjectTable, options: RequestOptions): Promise<readonly FamilyMember[]> {
    const now = this.#clock.monotonic();
    if (this.#family !== undefined && now - this.#family.at < LIFE_MS) return this.#family.members;
    let members: readonly FamilyMember[] = [];
    try {
      // The file is the table's to name; without a subject for it, it is PERSON.
      const file = table.subjects.find(({ intent }) => intent === 'PERSON')?.file ?? 'PERSON';
      const rows = await this.#rows.list(`LIST ${file} FIRST_NAME`, {
        optional: ['LAST_NAME', 'RELATIONSHIP'],
        ...options,
      });
      members = rows.map(memberOf);
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      // Where it is not known whose records they are, nobody's are told.
      if (!MISSING.has(error.code) && error.code !== 'BAD_STATEMENT') throw error;
    }
    this.#family = { at: now, members };
    return members;
  }

  #read(subject: Subject): Promise<Kept> {
    return this.#once(subject, () => this.#readNow(subject));
  }

  /** One reading of a subject at a time, for all who wait for it. Never rejects with an AccountError. */
  #once(subject: Subject, read: () => Promise<Kept>): Promise<Kept> {
    const under = this.#reading.get(subject.intent);
    if (under !== undefined) return under;
    const reading = read().finally(() => this.#reading.delete(subject.intent));
    this.#reading.set(subject.intent, reading);
    return reading;
  }

  async #readNow(subject: Subject): Promise<Kept> {
    const at = this.#clock.monotonic();
    const before = this.#kept.get(subject.intent);
    let kept: Kept;
    try {
      const { catalogue, contents } = await this.#catalogue(subject, OPTIONS);
      const took = this.#clock.monotonic() - at;
      kept = { at, readAt: at, took, catalogue, error: undefined, contents };
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      // A file that is not there has no names.
      const isMissing = MISSING.has(error.code);
      // What was known is better than nothing while the account does not answer.
      if (!isMissing && before?.catalogue !== undefined) {
        kept = { ...before, readAt: at };
      } else {
        const catalogue = isMissing ? new Catalogue(subject, [], NOTHING_KNOWN) : undefined;
        const readAt = isMissing ? at : at - LIFE_MS;
        kept = { at: readAt, readAt, took: 0, catalogue, error, contents: undefined };
      }
    }
    this.#kept.set(subject.intent, kept);
    return kept;
  }

  /** What is kept, with the records that came since; read anew where it is not records that came. */
  async #caughtUp(subject: Subject, kept: Kept): Promise<Kept> {
    const { contents } = kept;
    const at = this.#clock.monotonic();
    if (contents === undefined) return kept;
    try {
      const count = await this.#rows.count(`COUNT ${subject.file}`, OPTIONS);
      const fresh = count === contents.ids.size ? [] : await this.#newIds(subject, contents);
      if (fresh === undefined) return await this.#readNow(subject);
      const was = kept.catalogue ?? NOTHING_KNOWN;
      const traits = inAll([was, ...(await this.#readNew(subject, contents, fresh))]);
      const catalogue =
        fresh.length === 0
          ? kept.catalogue
          : new Catalogue(subject, await inSlices(contents.values.known()), traits);
      const next = { ...kept, at, catalogue };
      this.#kept.set(subject.intent, next);
      return next;
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      return kept;
    }
  }

  /** Ids that came since; undefined where more has changed than may be caught up with. */
  async #newIds(subject: Subject, { ids }: Contents): Promise<readonly string[] | undefined> {
    const all = await this.#rows.ids(subject.file, OPTIONS);
    const fresh = all?.filter((id) => !ids.has(id));
    return fresh === undefined || fresh.length > MAX_NEW_RECORDS ? undefined : fresh;
  }

  async #readNew(
    subject: Subject,
    { values, ids }: Contents,
    fresh: readonly string[],
  ): Promise<readonly Traits[]> {
    const traits: Traits[] = [];
    for (let index = 0; index < fresh.length; index += NEW_RECORDS_AT_ONCE) {
      const some = fresh
        .slice(index, index + NEW_RECORDS_AT_ONCE)
        .map(quote)
        .join(' ');
      const read = await this.#readOwn(subject, some, (row) => {
        values.add(subject.file, row);
        ids.add(String(row['@ID']));
      });
      traits.push(read);
    }
    return traits;
  }

  async #catalogue(
    subject: Subject,
    options: RequestOptions,
  ): Promise<{ readonly catalogue: Catalogue; readonly contents: Contents | undefined }> {
    const values = new ValueCollector(subject);
    const ids = new Set<string>();
    const traits = await this.#readOwn(subject, '', (row) => {
      values.add(subject.file, row);
      if (subject.large) ids.add(String(row['@ID']));
    });
    const others = new Map<string, Set<string>>();
    for (const { from, fields } of subject.entities) {
      if (from !== undefined) others.set(from, new Set([...(others.get(from) ?? []), ...fields]));
    }
    for (const [file, fields] of others) {
      const [lead = '@ID', ...rest] = fields;
      for (const row of await this.#optionalFile(`LIST ${file} ${lead}`, rest, options))
        values.add(file, row);
    }
    const catalogue = new Catalogue(subject, await inSlices(values.known()), traits);
    return { catalogue, contents: subject.large ? { values, ids } : undefined };
  }

  /**
   * The names, dates and signs in the subject's own file.
   *
   * @param some ids in quotes, or nothing for all
   */
  async #readOwn(subject: Subject, some: QmText, visit: (row: Row) => void): Promise<Traits> {
    const { file, large, date, amount, entities } = subject;
    // What is looked for as a text has no names.
    const isOwn = ({ from, contains }: EntityKind) => from === undefined && !contains;
    const own = entities.filter(isOwn).flatMap(({ fields }) => fields);
    const dated = large && date !== undefined ? [date] : [];
    const wanted = [...new Set([...own, ...dated, ...(amount === undefined ? [] : [amount])])];
    if (wanted.length === 0) return { regular: true, signed: false };
    const [first = '@ID'] = subject.fields;
    let dates = 0;
    let readable = true;
    let signed = false;
    const options = { ...OPTIONS, optional: wanted.filter((name) => name !== first) };
    const tidied = await this.#rows.each(`LIST ${file} ${first}${some && ` ${some}`}`, options, (row) => {
      visit(row);
      if (amount !== undefined) signed ||= textOf(row, amount).startsWith('-');
      if (date === undefined) return;
      const day = textOf(row, date);
      if (day === '') return;
      dates += 1;
      readable &&= isDay(day);
    });
    if (!large || date === undefined) return { regular: !tidied, signed };
    if (tidied || !readable) return { regular: false, signed };
    // QM finds every date when it is asked for all of time: a date stored as text it does not compare.
    const always = `WITH ${date} >= "1900-01-01" AND WITH ${date} <= "2199-12-31"`;
    const compared = await this.#rows.count(`COUNT ${file}${some && ` ${some}`} ${always}`, OPTIONS);
    return { regular: compared === dates, signed };
  }

  async #optionalFile(
    statement: string,
    optional: readonly string[],
    options: RequestOptions,
  ): Promise<readonly Row[]> {
    try {
      return await this.#rows.list(statement, { ...options, optional });
    } catch (error) {
      if (error instanceof AccountError && MISSING.has(error.code)) return [];
      throw error;
    }
  }
}

/** Other words for the same relation. */
const RELATIONS: readonly (readonly string[])[] = [
  ['wife', 'spouse', 'missus', 'missis', 'wifey'],
  ['husband', 'spouse', 'hubby'],
  ['spouse', 'wife', 'husband', 'partner'],
  ['mother', 'mom', 'mum', 'mommy', 'mummy', 'mama', 'mam'],
  ['father', 'dad', 'daddy', 'papa', 'pop', 'pops'],
  ['son', 'boy', 'lad'],
  ['daughter', 'girl', 'lass'],
  ['grandmother', 'grandma', 'granny', 'gran', 'nan', 'nana'],
  ['grandfather', 'grandpa', 'granddad', 'grandad', 'gramps'],
];
const SPEAKERS = new Set(['self', 'me', 'myself', 'owner', 'speaker', 'user', 'i']);

function memberOf(row: Row): FamilyMember {
  const first = textOf(row, 'FIRST_NAME').trim();
  const relation = textOf(row, 'RELATIONSHIP').trim().toLowerCase();
  const relations = RELATIONS.find(([name]) => name === relation) ?? [relation];
  const words = [
    ...tokenize(first)
      .slice(0, 1)
      .map(({ stem: one }) => one),
    ...relations.map(stem),
  ];
  return {
    id: String(row['@ID']),
    name: first === '' ? relation : first,
    names: words.filter((word) => word.length > 1),
    surnames: tokenize(textOf(row, 'LAST_NAME')).map(({ stem: one }) => one),
    isSpeaker: SPEAKERS.has(relation),
  };
}
