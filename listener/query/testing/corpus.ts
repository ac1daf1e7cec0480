import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The corpus: questions with what their answers must say, and sentences that are not for this account. */

const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as 2026-11-23');
const values = z.union([z.string(), z.array(z.string()).min(1)]);

/** What the right answer is, computed from the fixture's records by `oracle.ts`, not by the engine. */
const TRUTH = z.strictObject({
  file: z.string(),
  /** Records whose field is one of these, case aside; of a multivalued field any value. */
  where: z.record(z.string(), values).default({}),
  not: z.record(z.string(), values).default({}),
  /** Records whose date is within, both ends included. */
  date: z.strictObject({ field: z.string(), from: isoDay.optional(), to: isoDay.optional() }).optional(),
  /** Of an amount: `spent` only negative ones with refunds taken off, `earned` only positive ones. */
  sign: z.enum(['spent', 'earned', 'refunded']).optional(),
  /**
   * list: each record's `field` is said · count: the number · sum, average, max, min of `field` · first, last: the
   * `field` of the record that is first or last by `by` · most: the value of `by` (of a day its month) whose records
   * sum up to the most, and that sum.
   */
  pick: z.enum(['list', 'count', 'sum', 'average', 'max', 'min', 'first', 'last', 'most']),
  /** A sum or a count is said as that of one of so many months or weeks. */
  per: z.number().int().positive().optional(),
  /** What it is compared with: the same of other records. The answer says both, and to `asked` begins with Yes or No. */
  than: z
    .strictObject({
      asked: z.enum(['more', 'less']).optional(),
      where: z.record(z.string(), values).optional(),
      date: z.strictObject({ field: z.string(), from: isoDay.optional(), to: isoDay.optional() }).optional(),
    })
    .optional(),
  field: z.string().optional(),
  by: z.array(z.string()).default([]),
  /** How the value is said. */
  as: z.enum(['plain', 'money', 'date', 'time']).default('plain'),
});

const ENTRY = z.strictObject({
  /** One question, or several wordings of the same. */
  ask: values,
  account: z.enum(['main', 'family']).default('main'),
  /** Earlier questions of the same session. */
  after: z.array(z.string()).default([]),
  /** `either`: an answer that says what it must, or an honest decline. */
  expect: z.enum(['answer', 'decline', 'either']),
  /** How the answer begins, as `No`. */
  begins: z.string().optional(),
  /** Each must be in the answer; case and accents aside. */
  says: z.array(z.string()).default([]),
  /** None may be in the answer, nor in its rows. */
  never: z.array(z.string()).default([]),
  truth: z.union([TRUTH.transform((one) => [one]), z.array(TRUTH)]).default([]),
  /** The intent clients are told. */
  intent: z.string().optional(),
  /** In the list of docs/questions.md, under this heading. */
  readme: z.string().optional(),
});

const CORPUS_FILE = z.strictObject({ about: z.string(), questions: z.array(ENTRY) });
const FOREIGN_FILE = z.strictObject({ about: z.string(), sentences: z.array(z.string().min(1)) });

export type Truth = z.infer<typeof TRUTH>;
type CorpusEntry = z.infer<typeof ENTRY>;

/** One wording of an entry. */
export interface CorpusQuestion extends Omit<CorpusEntry, 'ask'> {
  readonly ask: string;
  /** The file's name without its ending. */
  readonly from: string;
  /** Never looked at while the engine is tuned: every file in `kept-out/`. */
  readonly keptOut: boolean;
}

export interface Corpus {
  readonly questions: readonly CorpusQuestion[];
  /** Sentences about things the account does not hold. */
  readonly foreign: readonly { readonly text: string; readonly keptOut: boolean }[];
}

const CORPUS_FOLDER = path.resolve(import.meta.dirname, '../corpus');
const FIXTURES: ReadonlySet<string> = new Set(['account.json', 'family.json']);

/** @throws Error that names the file and what is wrong in it */
export function readCorpus(folder = CORPUS_FOLDER): Corpus {
  return {
    questions: [...questionsIn(folder, false), ...questionsIn(path.join(folder, 'kept-out'), true)],
    foreign: [
      ...foreignIn(path.join(folder, 'foreign'), false),
      ...foreignIn(path.join(folder, 'kept-out/foreign'), true),
    ],
  };
}

/** The records the corpus is asked of, as `loadFiles` takes them. */
export function readFixture(name: 'account' | 'family', folder = CORPUS_FOLDER): unknown {
  return readJson(path.join(folder, `${name}.json`));
}

function questionsIn(folder: string, keptOut: boolean): CorpusQuestion[] {
  return jsonFiles(folder).flatMap((file) => {
    const { questions } = parsed(CORPUS_FILE, file);
    const from = path.basename(file, '.json');
    return questions.flatMap(({ ask, ...entry }) =>
      [ask].flat().map((one) => ({ ask: one, from, keptOut, ...entry })),
    );
  });
}

function foreignIn(folder: string, keptOut: boolean): { text: string; keptOut: boolean }[] {
  return jsonFiles(folder).flatMap((file) =>
    parsed(FOREIGN_FILE, file).sentences.map((text) => ({ text, keptOut })),
  );
}

function jsonFiles(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json') && !FIXTURES.has(name))
    .sort()
    .map((name) => path.join(folder, name));
}

function parsed<T>(schema: z.ZodType<T>, file: string): T {
  const result = schema.safeParse(readJson(file));
  if (result.success) return result.data;
  throw new Error(`${file}: ${z.prettifyError(result.error)}`);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
