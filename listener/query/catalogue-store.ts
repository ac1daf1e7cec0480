import type { Row } from '../../contract/hal.ts';
import type { Clock } from '../../lib/clock.ts';
import type { RequestOptions } from '../account/account.ts';
import { AccountError, type AccountErrorCode } from '../account/errors.ts';
import type { Rows } from '../account/rows.ts';
import { Catalogue, knownValues } from './catalogue.ts';
import type { FamilyMember } from './interpret.ts';
import { isDay, textOf } from './selection.ts';
import type { Subject, SubjectTable } from './subject-table.ts';
import { stem, tokenize } from './tokens.ts';

/** How long what was read counts as true; a question that names something unknown has it read again sooner. */
const LIFE_MS = 60_000;
/** A name that is not known yet is looked up anew, but not at every question. */
const MIN_LIFE_MS = 1_000;
/** A file that takes long to read is read less often: at most a fiftieth of the time. */
const REST_FACTOR = 50;

const MISSING: ReadonlySet<AccountErrorCode> = new Set(['FILE_NOT_FOUND', 'MISSING_FIELD']);

interface Kept {
  readonly at: number;
  /** Milliseconds it took to read. */
  readonly took: number;
  readonly catalogue: Catalogue | undefined;
  /** Why it could not be read. */
  readonly error: AccountError | undefined;
}

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
    return this.#family?.members ?? [];
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
      const age = kept === undefined ? Number.POSITIVE_INFINITY : now - kept.at;
      const rest = (kept?.took ?? 0) * REST_FACTOR;
      if (kept === undefined || (anew && age >= Math.max(MIN_LIFE_MS, rest)))
        wanted.push(this.#read(subject, options));
      else if (age >= Math.max(LIFE_MS, rest)) void this.#read(subject, {});
    }
    await Promise.all(wanted);
    return wanted.length > 0;
  }

  /**
   * The members of the family; none where there is no PERSON file.
   * @throws AccountError
   */
  async family(options: RequestOptions): Promise<readonly FamilyMember[]> {
    const now = this.#clock.monotonic();
    if (this.#family !== undefined && now - this.#family.at < LIFE_MS) return this.#family.members;
    let members: readonly FamilyMember[] = [];
    try {
      const rows = await this.#rows.list('LIST PERSON FIRST_NAME', {
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

  #read(subject: Subject, options: RequestOptions): Promise<Kept> {
    const under = this.#reading.get(subject.intent);
    if (under !== undefined) return under;
    const reading = this.#readNow(subject, options).finally(() => this.#reading.delete(subject.intent));
    this.#reading.set(subject.intent, reading);
    return reading;
  }

  async #readNow(subject: Subject, options: RequestOptions): Promise<Kept> {
    const at = this.#clock.monotonic();
    let kept: Kept;
    try {
      const { catalogue } = await this.#catalogue(subject, options);
      kept = { at, took: this.#clock.monotonic() - at, catalogue, error: undefined };
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      // A file that is not there has no names.
      const isMissing = MISSING.has(error.code);
      kept = {
        at: isMissing ? at : at - LIFE_MS,
        took: 0,
        catalogue: isMissing ? new Catalogue(subject, [], false) : undefined,
        error,
      };
      if (error.code === 'CANCELLED') return kept;
    }
    this.#kept.set(subject.intent, kept);
    return kept;
  }

  async #catalogue(subject: Subject, options: RequestOptions): Promise<{ readonly catalogue: Catalogue }> {
    const files = new Map<string, readonly Row[]>();
    const own = subject.entities.filter(({ from }) => from === undefined).flatMap(({ fields }) => fields);
    const [first = '@ID'] = subject.fields;
    const wanted = [...new Set([...own, ...(subject.large ? [subject.date, subject.amount] : [])])].filter(
      (name) => name !== undefined,
    );
    let regular = true;
    if (wanted.length > 0) {
      const optional = wanted.filter((name) => name !== first);
      const statement = `LIST ${subject.file} ${first}`;
      const { rows, tidied } = await this.#rows.read(statement, { ...options, optional });
      regular = !tidied && (await this.#comparesDates(subject, rows, options));
      files.set(subject.file, rows);
    }
    const others = new Map<string, Set<string>>();
    for (const { from, fields } of subject.entities) {
      if (from !== undefined) others.set(from, new Set([...(others.get(from) ?? []), ...fields]));
    }
    for (const [file, fields] of others) {
      const [lead = '@ID', ...rest] = fields;
      files.set(file, await this.#optionalFile(`LIST ${file} ${lead}`, rest, options));
    }
    return { catalogue: new Catalogue(subject, knownValues(subject, files), regular) };
  }

  /** Whether QM finds every date when it is asked for all of time: a date stored as text it does not compare. */
  async #comparesDates(
    { file, date, large }: Subject,
    rows: readonly Row[],
    options: RequestOptions,
  ): Promise<boolean> {
    if (!large || date === undefined) return true;
    const dates = rows.map((row) => textOf(row, date)).filter((text) => text !== '');
    if (!dates.every(isDay)) return false;
    const always = `COUNT ${file} WITH ${date} >= "1900-01-01" AND WITH ${date} <= "2199-12-31"`;
    return (await this.#rows.count(always, options)) === dates.length;
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
  ['wife', 'spouse'],
  ['husband', 'spouse'],
  ['spouse', 'wife', 'husband', 'partner'],
  ['mother', 'mom', 'mum', 'mommy', 'mama'],
  ['father', 'dad', 'daddy', 'papa'],
  ['son', 'boy'],
  ['daughter', 'girl'],
  ['grandmother', 'grandma', 'granny'],
  ['grandfather', 'grandpa'],
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
    isSpeaker: SPEAKERS.has(relation),
  };
}
