import { compilePattern, type Pattern } from '../words/pattern.ts';
import { type FixedSource, type GroupSource, SUBJECT_TABLE, type SubjectSource } from './subject-format.ts';
import { compileTemplate, type Template, templateNames } from './template.ts';

/** The table of subjects, checked and compiled: what can be asked, in which words, and how answers sound. */

export interface State {
  readonly name: string;
  readonly patterns: readonly Pattern[];
  readonly filter: SubjectSource['states'][number]['filter'];
  readonly when: 'upcoming' | 'past' | undefined;
}

export interface Group {
  readonly say?: string | undefined;
  readonly patterns: readonly Pattern[];
  readonly values: readonly string[];
  readonly act: boolean;
  readonly thing: boolean;
  readonly flow?: 'spent' | 'earned' | 'refunded' | undefined;
}

export interface EntityKind
  extends Omit<
    SubjectSource['entities'][number],
    'groups' | 'behind' | 'beside' | 'most' | 'each' | 'nouns'
  > {
  readonly most: readonly Pattern[];
  readonly each: readonly Pattern[];
  readonly nouns: readonly Pattern[];
  readonly behind: ReadonlySet<string>;
  readonly beside: readonly Pattern[];
  readonly groups: readonly Group[];
}

export interface Ask {
  readonly label: string;
  readonly patterns: readonly Pattern[];
  readonly text: Template;
  readonly each: boolean;
  readonly date: string | undefined;
  readonly names: boolean;
}

export interface Measure {
  readonly label: string;
  readonly patterns: readonly Pattern[];
  readonly sure: readonly Pattern[];
  /** They are not read as words of it alone: "heaviest". */
  readonly implied: readonly Pattern[];
  readonly weak: boolean;
  readonly detail: boolean;
  readonly fields: readonly string[];
  readonly unit: string;
}

export interface Join {
  readonly field: string;
  readonly file: string;
  /** Fields of the other file that the templates need. */
  readonly fields: readonly string[];
  readonly gives: readonly { readonly name: string; readonly template: Template }[];
}

type Compiled =
  | 'flows'
  | 'beside'
  | 'times'
  | 'began'
  | 'ended'
  | 'words'
  | 'verbs'
  | 'name'
  | 'item'
  | 'entities'
  | 'joins'
  | 'states'
  | 'measures'
  | 'asks'
  | 'say';

export interface Subject extends Omit<SubjectSource, Compiled> {
  readonly words: readonly Pattern[];
  readonly verbs: readonly Pattern[];
  readonly beside: readonly Pattern[];
  readonly times: readonly Pattern[];
  readonly began: readonly Pattern[];
  readonly ended: readonly Pattern[];
  readonly name: Template;
  readonly item: Template;
  readonly entities: readonly EntityKind[];
  readonly joins: readonly Join[];
  readonly flows:
    | {
        readonly spent: readonly Pattern[];
        readonly earned: readonly Pattern[];
        readonly refunded: readonly Pattern[];
        readonly loose: readonly Pattern[];
      }
    | undefined;
  readonly states: readonly State[];
  readonly measures: readonly Measure[];
  readonly asks: readonly Ask[];
  readonly say: { readonly none?: Template; readonly one?: Template; readonly many?: Template };
}

export interface Fixed extends Omit<FixedSource, 'whole' | 'reply'> {
  readonly whole: readonly Pattern[];
  readonly reply: Template;
}

export interface SubjectTable {
  readonly subjects: readonly Subject[];
  readonly fixed: readonly Fixed[];
}

/** A table that cannot be used; the message names the place in it, what is wrong and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

const OLD_TABLE =
  'is a table of whole sentences, as versions before this one had it: `hal-listener intents convert` turns it into a table of subjects';

/** Names that the templates of `say` may use beside a row's fields. */
const SAY_NAMES = ['count', 'list', 'scope', 'more'];
/** Names that a fixed reply may use. */
const FIXED_NAMES = ['time', 'date', 'today', 'topics'];

/** @throws TableError */
export function readTable(json: string): SubjectTable {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new TableError(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value === 'object' && value !== null && 'intents' in value) throw new TableError(OLD_TABLE);
  const parsed = SUBJECT_TABLE.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TableError(`${issue?.path.join('.') || 'the table'}: ${issue?.message ?? 'is not valid'}`);
  }
  const { subjects, fixed, groups } = parsed.data;
  const twice = subjects.find(
    ({ intent }, index) => subjects.findIndex((one) => one.intent === intent) !== index,
  );
  if (twice !== undefined) throw new TableError(`subjects: ${twice.intent} is there twice`);
  return {
    subjects: subjects.map((subject, index) =>
      at(`subjects.${index} (${subject.intent})`, () => compileSubject(subject, groups)),
    ),
    fixed: fixed.map((one, index) => at(`fixed.${index} (${one.intent})`, () => compileFixed(one))),
  };
}

function at<T>(place: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    throw new TableError(`${place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function compileSubject(
  source: SubjectSource,
  shared: Readonly<Record<string, readonly GroupSource[]>>,
): Subject {
  const given = source.joins.flatMap(({ gives }) => Object.keys(gives));
  const known = new Set([...source.fields, ...given, '@ID']);
  const field = (name: string, what: string) => {
    if (!known.has(name)) throw new Error(`${what}: field ${name} is not in "fields"`);
  };
  const template = (text: string, more: readonly string[] = []) =>
    checked(text, new Set([...known, ...more]));
  for (const [what, name] of [
    ['person', source.person],
    ['date', source.date],
    ['until', source.until],
    ['time', source.time],
    ['amount', source.amount],
    ['price', source.price],
    ['ranks', source.ranks?.field],
    ['income', source.income?.field],
  ] as const) {
    if (name !== undefined) field(name, what);
  }
  for (const name of source.sort) field(name.replace(/^-/, ''), 'sort');
  for (const state of source.states)
    for (const { field: name } of state.filter) field(name, `states ${state.name}`);
  for (const measure of source.measures)
    for (const name of measure.fields) field(name, `measures ${measure.label}`);
  if (source.states.some(({ when }) => when !== undefined) && source.date === undefined) {
    throw new Error('states: "when" needs a "date" field');
  }
  if (source.standard !== undefined && !source.states.some(({ name }) => name === source.standard)) {
    throw new Error(`standard: there is no state "${source.standard}"`);
  }
  for (const ask of source.asks) if (ask.date !== undefined) field(ask.date, `asks ${ask.label}`);
  for (const entity of source.entities) {
    checkEntity(entity, field);
    if (entity.tells !== undefined && !source.asks.some(({ label }) => label === entity.tells))
      throw new Error(`entities ${entity.kind}: there is no ask "${entity.tells}"`);
    if (entity.only !== undefined && !source.asks.some(({ label }) => label === entity.only))
      throw new Error(`entities ${entity.kind}: there is no ask "${entity.only}"`);
  }
  for (const join of source.joins) {
    if (!source.fields.includes(join.field)) throw new Error(`joins: field ${join.field} is not in "fields"`);
  }
  return {
    ...source,
    words: source.words.map(compilePattern),
    verbs: source.verbs.map(compilePattern),
    beside: source.beside.map(compilePattern),
    times: source.times.map(compilePattern),
    began: source.began.map(compilePattern),
    ended: source.ended.map(compilePattern),
    name: template(source.name),
    item: template(source.item),
    entities: source.entities.map((entity) => ({
      ...entity,
      behind: new Set(entity.behind),
      beside: entity.beside.map(compilePattern),
      most: entity.most.map(compilePattern),
      each: entity.each.map(compilePattern),
      nouns: entity.nouns.map(compilePattern),
      groups: groupsOf(entity, shared).map(({ words, ...rest }) => ({
        ...rest,
        patterns: words.map(compilePattern),
      })),
    })),
    joins: source.joins.map(compileJoin),
    flows: source.flows && {
      spent: source.flows.spent.map(compilePattern),
      earned: source.flows.earned.map(compilePattern),
      refunded: source.flows.refunded.map(compilePattern),
      loose: source.flows.loose.map(compilePattern),
    },
    states: source.states.map(({ name, words, filter, when }) => ({
      name,
      patterns: words.map(compilePattern),
      filter,
      when,
    })),
    measures: source.measures.map((measure) => {
      const sure = measure.sure.map(compilePattern);
      const implied = measure.implied.map(compilePattern);
      return { ...measure, sure, implied, patterns: [...sure, ...measure.words.map(compilePattern)] };
    }),
    asks: source.asks.map(({ label, words, text, each, date, names }) => ({
      label,
      names,
      date,
      patterns: words.map(compilePattern),
      text: template(text),
      each,
    })),
    say: Object.fromEntries(
      Object.entries(source.say).flatMap(([key, text]) =>
        text === undefined ? [] : [[key, template(text, SAY_NAMES)]],
      ),
    ),
  };
}

function groupsOf(
  { kind, groups }: SubjectSource['entities'][number],
  shared: Readonly<Record<string, readonly GroupSource[]>>,
): readonly GroupSource[] {
  if (typeof groups !== 'string') return groups;
  const found = Object.hasOwn(shared, groups) ? shared[groups] : undefined;
  if (found === undefined) throw new Error(`entities ${kind}: there is no list of groups "${groups}"`);
  return found;
}

function checkEntity(
  entity: SubjectSource['entities'][number],
  field: (name: string, what: string) => void,
): void {
  const what = `entities ${entity.kind}`;
  if ((entity.from === undefined) !== (entity.key === undefined))
    throw new Error(`${what}: "from" and "key" go together`);
  if (entity.key !== undefined) field(entity.key, what);
  else for (const name of entity.fields) field(name, what);
}

function compileJoin({ field, file, gives }: SubjectSource['joins'][number]): Join {
  const templates = Object.entries(gives).map(([name, text]) => ({ name, template: compileTemplate(text) }));
  return {
    field,
    file,
    gives: templates,
    fields: [...new Set(templates.flatMap(({ template }) => templateNames(template)))],
  };
}

function compileFixed(source: FixedSource): Fixed {
  return {
    ...source,
    whole: source.whole.map(compilePattern),
    reply: checked(source.reply, new Set(FIXED_NAMES)),
  };
}

function checked(source: string, known: ReadonlySet<string>): Template {
  const template = compileTemplate(source);
  const unknown = templateNames(template).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`{${unknown}} in "${source}" is not known here`);
  return template;
}
