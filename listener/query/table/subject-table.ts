import { type JsonPath, jsonSyntaxError, lineOfOffset } from '../../../lib/json-places.ts';
import { Pattern } from '../words/pattern.ts';
import {
  type FixedSource,
  type GroupSource,
  SUBJECT_TABLE,
  type SubjectSource,
  type TableSource,
} from './subject-format.ts';
import { at, firstProblem, inside, PartError, TableError } from './table-error.ts';
import { compileTemplate, type Template, templateNames } from './template.ts';

/** The table of subjects, checked and compiled: what can be asked, in which words, and how answers sound. */

export interface State {
  readonly name: string;
  readonly patterns: readonly Pattern[];
  readonly filter: SubjectSource['states'][number]['filter'];
  readonly when: 'upcoming' | 'past' | undefined;
  readonly proof: SubjectSource['states'][number]['filter'];
  readonly noun: readonly [string, string] | undefined;
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
  /** Those of the patterns that ask for it only beside one of its own values. */
  readonly besideValue: ReadonlySet<Pattern>;
  readonly units: readonly Pattern[];
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
  /** Levels that have a name of their own: a "fever". */
  readonly levels: readonly { readonly word: string; readonly over: number }[];
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

/** Whether its records are of what takes place on a day, as visits do: upcoming until then, past afterwards. */
export function isOfEvents({ states }: Pick<Subject, 'states'>): boolean {
  return states.some(({ when }) => when !== undefined);
}

export interface Fixed extends Omit<FixedSource, 'whole' | 'reply'> {
  readonly whole: readonly Pattern[];
  readonly reply: Template;
}

export interface SubjectTable {
  readonly subjects: readonly Subject[];
  readonly fixed: readonly Fixed[];
}

const OLD_TABLE =
  'is a table of whole sentences, as versions before this one had it: `hal-listener intents convert` turns it into a table of subjects';

/** Names that the templates of `say` may use beside a row's fields. */
const SAY_NAMES = ['count', 'list', 'scope', 'more'];
/** Names that a fixed reply may use. */
const FIXED_NAMES = ['time', 'date', 'today', 'topics'];

/** @throws TableError */
export function readTable(json: string): SubjectTable {
  try {
    return compileTable(checkTable(JSON.parse(json)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TableError(`not valid JSON: ${describeSyntaxError(json) ?? error.message}`);
  }
}

function describeSyntaxError(json: string): string | undefined {
  const error = jsonSyntaxError(json);
  return error && `line ${lineOfOffset(json, error.offset)}: ${error.message}`;
}

/** @param value a table as JSON has it @throws TableError where its form is not right */
export function checkTable(value: unknown): TableSource {
  if (typeof value === 'object' && value !== null && 'intents' in value) throw new TableError(OLD_TABLE);
  // Compiling a parser takes longer than the one time that it would parse.
  const parsed = SUBJECT_TABLE.safeParse(value, { jitless: true });
  if (!parsed.success) {
    const { path, message } = firstProblem(parsed.error.issues);
    throw new TableError(`${placeOf(path, value)}: ${message}`, path);
  }
  const { subjects } = parsed.data;
  const twice = subjects.findIndex(
    ({ intent }, index) => subjects.findIndex((one) => one.intent === intent) !== index,
  );
  if (twice >= 0) {
    throw new TableError(`subjects: ${subjects[twice]?.intent} is there twice`, [
      'subjects',
      twice,
      'intent',
    ]);
  }
  return parsed.data;
}

/** `subjects.4.words.0 (ALLERGY)`: counting to the fourth is left to nobody. */
function placeOf(path: JsonPath, value: unknown): string {
  const place = path.join('.') || 'the table';
  const part: unknown = path.slice(0, 2).reduce((within: unknown, key) => (within as never)?.[key], value);
  const intent = (part as { readonly intent?: unknown } | undefined)?.intent;
  return typeof intent === 'string' ? `${place} (${intent})` : place;
}

/** @throws TableError where a part names what is not there */
export function compileTable({ subjects, fixed, groups }: TableSource): SubjectTable {
  const shared = new Map(Object.entries(groups).map(([name, list]) => [name, compileGroups(list)]));
  return {
    subjects: subjects.map((subject, index) =>
      at(`subjects.${index} (${subject.intent})`, ['subjects', index], () => compileSubject(subject, shared)),
    ),
    fixed: fixed.map((one, index) =>
      at(`fixed.${index} (${one.intent})`, ['fixed', index], () => compileFixed(one)),
    ),
  };
}

/** Of words that were checked with the format. */
function patternsOf(sources: readonly string[]): readonly Pattern[] {
  return sources.map((source) => new Pattern(source));
}

function compileGroups(groups: readonly GroupSource[]): readonly Group[] {
  return groups.map(({ words, ...rest }) => ({ ...rest, patterns: patternsOf(words) }));
}

function compileSubject(source: SubjectSource, shared: ReadonlyMap<string, readonly Group[]>): Subject {
  const given = source.joins.flatMap(({ gives }) => Object.keys(gives));
  const known = new Set([...source.fields, ...given, '@ID']);
  const field = (path: JsonPath, name: string | undefined, what: string) => {
    if (name !== undefined && !known.has(name))
      throw new PartError(`${what}: field ${name} is not in "fields"`, path);
  };
  const template = (path: JsonPath, text: string, more: readonly string[] = []) =>
    inside(path, () => checked(text, new Set([...known, ...more])));
  for (const key of ['person', 'date', 'until', 'time', 'amount', 'price'] as const)
    field([key], source[key], key);
  for (const key of ['ranks', 'income'] as const) field([key, 'field'], source[key]?.field, key);
  for (const [index, name] of source.sort.entries()) field(['sort', index], name.replace(/^-/, ''), 'sort');
  for (const [index, state] of source.states.entries()) {
    for (const [place, { field: name }] of state.filter.entries())
      field(['states', index, 'filter', place, 'field'], name, `states ${state.name}`);
  }
  for (const [index, measure] of source.measures.entries()) {
    for (const [place, name] of measure.fields.entries())
      field(['measures', index, 'fields', place], name, `measures ${measure.label}`);
  }
  const dated = source.states.findIndex(({ when }) => when !== undefined);
  if (dated >= 0 && source.date === undefined)
    throw new PartError('states: "when" needs a "date" field', ['states', dated, 'when']);
  if (source.standard !== undefined && !source.states.some(({ name }) => name === source.standard))
    throw new PartError(`standard: there is no state "${source.standard}"`, ['standard']);
  for (const [index, ask] of source.asks.entries())
    field(['asks', index, 'date'], ask.date, `asks ${ask.label}`);
  for (const [index, entity] of source.entities.entries())
    inside(['entities', index], () => checkEntity(entity, source, field));
  for (const [index, join] of source.joins.entries()) {
    if (!source.fields.includes(join.field))
      throw new PartError(`joins: field ${join.field} is not in "fields"`, ['joins', index, 'field']);
  }
  return {
    ...source,
    words: patternsOf(source.words),
    verbs: patternsOf(source.verbs),
    beside: patternsOf(source.beside),
    times: patternsOf(source.times),
    began: patternsOf(source.began),
    ended: patternsOf(source.ended),
    name: template(['name'], source.name),
    item: template(['item'], source.item),
    entities: source.entities.map((entity, index) =>
      inside(['entities', index], () => ({
        ...entity,
        behind: new Set(entity.behind),
        beside: patternsOf(entity.beside),
        most: patternsOf(entity.most),
        each: patternsOf(entity.each),
        nouns: patternsOf(entity.nouns),
        groups: inside(['groups'], () => groupsOf(entity, shared)),
      })),
    ),
    joins: source.joins.map((join, index) => inside(['joins', index, 'gives'], () => compileJoin(join))),
    flows: source.flows && {
      spent: patternsOf(source.flows.spent),
      earned: patternsOf(source.flows.earned),
      refunded: patternsOf(source.flows.refunded),
      loose: patternsOf(source.flows.loose),
    },
    states: source.states.map(({ name, words, filter, when, proof, noun }) => ({
      name,
      patterns: patternsOf(words),
      filter,
      when,
      proof,
      noun,
    })),
    measures: source.measures.map((measure) => {
      const sure = patternsOf(measure.sure);
      const implied = patternsOf(measure.implied);
      return { ...measure, sure, implied, patterns: [...sure, ...patternsOf(measure.words)] };
    }),
    asks: source.asks.map(({ label, words, besideValue, units, text, each, date, names }, index) => {
      const beside = patternsOf(besideValue);
      return {
        label,
        names,
        date,
        patterns: [...patternsOf(words), ...beside],
        besideValue: new Set(beside),
        units: patternsOf(units),
        text: template(['asks', index, 'text'], text),
        each,
      };
    }),
    say: Object.fromEntries(
      Object.entries(source.say).flatMap(([key, text]) =>
        text === undefined ? [] : [[key, template(['say', key], text, SAY_NAMES)]],
      ),
    ),
  };
}

function groupsOf(
  { kind, groups }: SubjectSource['entities'][number],
  shared: ReadonlyMap<string, readonly Group[]>,
): readonly Group[] {
  if (typeof groups !== 'string') return compileGroups(groups);
  const found = shared.get(groups);
  if (found === undefined) throw new Error(`entities ${kind}: there is no list of groups "${groups}"`);
  return found;
}

function checkEntity(
  entity: SubjectSource['entities'][number],
  { asks }: Pick<SubjectSource, 'asks'>,
  field: (path: JsonPath, name: string, what: string) => void,
): void {
  const what = `entities ${entity.kind}`;
  if ((entity.from === undefined) !== (entity.key === undefined))
    throw new Error(`${what}: "from" and "key" go together`);
  if (entity.key !== undefined) field(['key'], entity.key, what);
  else for (const [index, name] of entity.fields.entries()) field(['fields', index], name, what);
  for (const key of ['tells', 'which', 'only'] as const) {
    if (entity[key] !== undefined && !asks.some(({ label }) => label === entity[key]))
      throw new PartError(`${what}: there is no ask "${entity[key]}"`, [key]);
  }
}

function compileJoin({ field, file, gives }: SubjectSource['joins'][number]): Join {
  const templates = Object.entries(gives).map(([name, text]) => ({
    name,
    template: inside([name], () => compileTemplate(text)),
  }));
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
    whole: patternsOf(source.whole),
    reply: inside(['reply'], () => checked(source.reply, new Set(FIXED_NAMES))),
  };
}

function checked(source: string, known: ReadonlySet<string>): Template {
  const template = compileTemplate(source);
  const unknown = templateNames(template).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`{${unknown}} in "${source}" is not known here`);
  return template;
}
