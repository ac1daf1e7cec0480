import type { Row } from '../../contract/hal.ts';
import { inSlices, sort } from '../../lib/slices.ts';
import { detach } from '../../lib/text.ts';
import type { RequestOptions } from '../account/account.ts';
import { AccountError, type AccountErrorCode } from '../account/errors.ts';
import { compareIds } from '../account/id-order.ts';
import type { ListOptions, Rows } from '../account/rows.ts';
import { textOf } from '../account/text.ts';
import type { Log } from '../log/log-line.ts';
import type { Among, FamilyMember, Query } from './meaning/query.ts';
import { countStatementFor } from './records/counting.ts';
import { type Chosen, chosen, type Now, statementFor } from './records/selection.ts';
import type { Join } from './table/subject-table.ts';
import { render } from './table/template.ts';
import { type Told, there } from './telling/items.ts';
import { scopeOf } from './telling/scope.ts';
import { tell } from './telling/telling.ts';
import { type ToldOfOne, tellAmong } from './telling/telling-among.ts';
import { dayFrom, dayOf, tellAfter, tellOthers } from './telling/telling-beside.ts';
import { tellComparison } from './telling/telling-comparison.ts';

const MISSING: ReadonlySet<AccountErrorCode> = new Set(['FILE_NOT_FOUND', 'MISSING_FIELD']);

const DAYS_FROM = { 'its day': 0, 'day before': -1, 'day after': 1 } as const;

export interface LookupContext {
  readonly now: Now;
  readonly family: readonly FamilyMember[];
  /** Whether QM compares the file's dates and names rightly. */
  readonly regular: boolean;
  /** Whether the file has spending with a minus. */
  readonly signed: boolean;
  readonly options: RequestOptions;
  /** Whether the question only named the subject. */
  readonly bare: boolean;
}

interface LookupResult {
  readonly chosen: Chosen;
  readonly isSigned: boolean;
}

/** Asks the account for the records of a query: one statement, and one for each file that is joined. */
export class RecordLookup {
  readonly #rows: Rows;
  readonly #log: Log;

  constructor(rows: Rows, log: Log) {
    this.#rows = rows;
    this.#log = log;
  }

  /** @throws AccountError */
  async tell(query: Query, context: LookupContext): Promise<Told> {
    const { now, bare, options, regular } = context;
    if (query.otherwise !== undefined) {
      const { otherwise, ...plain } = query;
      const isNone = (await this.#look(plain, context)).chosen.rows.length === 0;
      const isPast = isNone && (await this.#look(otherwise, context)).chosen.rows.length > 0;
      return this.tell(isPast ? otherwise : plain, context);
    }
    if (query.beside !== undefined) return this.#tellBeside(query, query.beside, context);
    if (query.among !== undefined) return this.#tellAmong(query, query.among, context);
    const counting = countStatementFor(query, regular, this.#rows.encoding);
    if (counting !== undefined) {
      const count = await this.#rows.count(counting, options);
      return { text: there(count, query.subject, '', scopeOf(query, [])), rows: [], count };
    }
    const { compared } = query;
    if (compared !== undefined) {
      const [first, second] = [await this.#look(query, context), await this.#look(compared.with, context)];
      const found = { now, bare };
      return tellComparison(
        { ...found, query, ...first },
        { ...found, query: compared.with, ...second },
        compared,
      );
    }
    if (!isPlainCount(query)) {
      const told = tell({ query, now, bare, ...(await this.#look(query, context)) });
      return told.rows.length === 0 && isOfNamed(query) ? this.#withOwner(told, query, context) : told;
    }
    // How many there are is QM's to count; which of them are active is worth a look, and no failure.
    const counted = await this.#rows.count(`COUNT ${query.subject.file}`, options);
    try {
      return tell({ query, now, bare, ...(await this.#look(query, context)) });
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      return { text: there(counted, query.subject, '', ''), rows: [], count: counted };
    }
  }

  /** "Who prescribed Fosamax?": where the speaker has none, the one member of the family who has it is told as well. */
  async #withOwner(told: Told, query: Query, context: LookupContext): Promise<Told> {
    const { now, bare, family } = context;
    const owners: ToldOfOne[] = [];
    for (const member of family.filter(({ isSpeaker }) => !isSpeaker)) {
      const own = { ...query, person: { id: member.id, name: member.name } };
      const its = tell({ query: own, now, bare, ...(await this.#look(own, context)) });
      if (its.rows.length > 0) owners.push({ member, told: its });
    }
    const [owner, ...more] = owners;
    if (owner === undefined || more.length > 0) return told;
    return { ...owner.told, text: `${told.text} ${owner.member.name}: ${owner.told.text}` };
  }

  /** The same of each of several members of the family. */
  async #tellAmong(query: Query, among: Among, context: LookupContext): Promise<Told> {
    const { now, bare } = context;
    const each: ToldOfOne[] = [];
    for (const member of among.members) {
      const person = member.isSpeaker ? undefined : { id: member.id, name: member.name };
      const own = { ...query, among: undefined, person };
      const found = await this.#look(own, context);
      each.push({ member, told: tell({ query: own, now, bare, ...found }) });
    }
    return tellAmong(query, among, each);
  }

  /** The record that says which day is meant is looked for first. */
  async #tellBeside(
    query: Query,
    { of, where }: NonNullable<Query['beside']>,
    context: LookupContext,
  ): Promise<Told> {
    const { now, bare } = context;
    const record = await this.tell(of, context);
    if (record.count === 0) return record;
    const { beside: _, ...plain } = query;
    if (where === 'after') {
      const behind = { ...plain, skip: plain.skip + 1 };
      const found = await this.#look(behind, context);
      return tellAfter({ query: behind, now, bare, ...found }, of, record.rows) ?? record;
    }
    const period = dayOf(record.rows, of);
    if (period === undefined) return { text: 'Please say of which day.', rows: [], count: 0, asksBack: true };
    if (where !== 'that day') {
      const day = { ...plain, period: dayFrom(period, DAYS_FROM[where]) };
      return tell({ query: day, now, bare, ...(await this.#look(day, context)) });
    }
    const ofDay = { ...plain, period };
    return tellOthers({ query: ofDay, now, bare, ...(await this.#look(ofDay, context)) }, record.rows);
  }

  async #look(query: Query, { now, family, regular, signed, options }: LookupContext): Promise<LookupResult> {
    const { subject } = query;
    const [, ...optional] = subject.fields;
    // Asked for at once: QM reads the other files while this one's listing is on its way and is read here.
    const [listed, ...joins] = await Promise.all([
      this.#selected(query, regular, { ...options, optional }),
      ...subject.joins.map((join) => this.#joinable(join, options)),
    ]);
    const all = await inIdOrder(listed);
    const own = all.filter((row) => isOf(row, query, family));
    const found = joins.reduce(joined, fewOf(all.length, chosen(query, own, now)));
    const { amount } = subject;
    // One that came since the file was read may be the first with a minus.
    const isSigned = amount !== undefined && all.some((row) => textOf(row, amount).startsWith('-'));
    return { chosen: found, isSigned: signed || isSigned };
  }

  /** Where a value cannot be carried to QM as it is stored, the whole file is asked for. */
  async #selected(query: Query, regular: boolean, options: ListOptions): Promise<readonly Row[]> {
    const { encoding } = this.#rows;
    try {
      return await this.#rows.list(statementFor(query, regular, encoding), options);
    } catch (error) {
      if (!regular || !(error instanceof AccountError && error.code === 'BAD_VALUE')) throw error;
      return this.#rows.list(statementFor(query, false, encoding), options);
    }
  }

  /** An answer without the doctor's name is better than none: a file that is not there joins nothing. */
  async #joinable(join: Join, options: RequestOptions): Promise<Joinable | undefined> {
    const [first = '@ID', ...optional] = join.fields;
    try {
      const rows = await this.#rows.list(`LIST ${join.file} ${first}`, { ...options, optional });
      return { join, others: new Map(rows.map((row) => [textOf(row, '@ID'), row])) };
    } catch (error) {
      if (!(error instanceof AccountError) || !MISSING.has(error.code)) throw error;
      this.#log.warn('an answer goes without part of its data', { code: error.code, why: error.message });
      return undefined;
    }
  }
}

/** The records of another file that a record may point at, by their ids. */
interface Joinable {
  readonly join: Join;
  readonly others: ReadonlyMap<string, Row>;
}

function joined(found: Chosen, joinable: Joinable | undefined): Chosen {
  if (joinable === undefined) return found;
  const { join, others } = joinable;
  const inState = new Set(found.rows);
  const pairs = found.anyState.map((row) => {
    const other = others.get(textOf(row, join.field));
    // Not spread: on Node 20 each row would have a shape of its own, which is slow to make and to read.
    const given: Record<string, Row[string]> = {};
    for (const name in row) given[name] = row[name] ?? '';
    for (const { name, template } of join.gives)
      given[name] = other === undefined ? '' : render(template, (one) => other[one]).trim();
    return { was: row, row: given };
  });
  return {
    anyState: pairs.map(({ row }) => row),
    rows: pairs.filter(({ was }) => inState.has(was)).map(({ row }) => row),
    silent: found.silent,
    undated: found.undated,
    untimed: found.untimed,
  };
}

/** Of so many records the chosen ones are a part, and not the most of it. */
const MANY_RECORDS = 200;
const PART = 10;

/**
 * The chosen of many records, copied: each value is a slice of the whole listing, which an answer that is kept for a client
 * would keep in memory.
 */
function fewOf(listed: number, found: Chosen): Chosen {
  if (listed < MANY_RECORDS || found.anyState.length * PART > listed) return found;
  const copies = new Map(found.anyState.map((row) => [row, detachRow(row)]));
  const copied = (rows: readonly Row[]) => rows.map((row) => copies.get(row) ?? row);
  return { ...found, anyState: copied(found.anyState), rows: copied(found.rows) };
}

function detachRow(row: Row): Row {
  const own: Record<string, Row[string]> = {};
  for (const name in row) {
    const value = row[name] ?? '';
    own[name] = typeof value === 'string' ? detach(value) : value.map(detach);
  }
  return own;
}

/** QM lists records as they are stored, and which of two equals is told first would be chance. */
async function inIdOrder(rows: readonly Row[]): Promise<readonly Row[]> {
  const byId = (a: Row, b: Row) => compareIds(textOf(a, '@ID'), textOf(b, '@ID'));
  const isInOrder = rows.every((row, index) => {
    const before = rows[index - 1];
    return before === undefined || byId(before, row) <= 0;
  });
  return isInOrder ? rows : inSlices(sort(rows, byId));
}

/** Whose record it is: where the family is known, the speaker's or the one's who was named. */
function isOf(row: Row, { subject, person }: Query, family: readonly FamilyMember[]): boolean {
  const field = subject.person;
  if (field === undefined) return person === undefined;
  const owner = textOf(row, field).trim();
  if (person !== undefined) return owner === person.id;
  const speaker = family.find(({ isSpeaker }) => isSpeaker);
  return speaker === undefined || owner === '' || owner === speaker.id;
}

/** A detail, a day or a listing of what is named: "does she take it?" is answered by no. */
function isOfNamed({ subject, constraints, person, yesNo, operation }: Query): boolean {
  if (subject.person === undefined || person !== undefined || yesNo) return false;
  return OF_RECORDS.has(operation) && constraints.some(({ kind }) => kind.names);
}
const OF_RECORDS: ReadonlySet<Query['operation']> = new Set(['field', 'when', 'list']);

/** "How many medications do I have?": of the whole file, whoever's and in whatever state. */
function isPlainCount({
  operation,
  subject,
  constraints,
  period,
  stateSaid,
  flow,
  over,
  under,
  person,
}: Query): boolean {
  if (operation !== 'count' || subject.measures.length > 0) return false;
  return (
    constraints.length === 0 &&
    period === undefined &&
    !stateSaid &&
    flow === undefined &&
    over === undefined &&
    under === undefined &&
    person === undefined
  );
}
