import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import { announceFirstQuestion } from '../../lib/first-question.ts';
import { atOnce, inSlices, type Sliceable } from '../../lib/slices.ts';
import { AccountError } from '../account/errors.ts';
import type { Rows } from '../account/rows.ts';
import type { Log } from '../log/log-line.ts';
import { failure, type Reply } from '../protocol/reply.ts';
import type { AnswerContext, Answerer, AskedQuestion } from './answerer.ts';
import { plainQuery } from './meaning/plain-query.ts';
import { type Declined, type Interpretation, type Query, understoodOf } from './meaning/query.ts';
import { leansOnBefore } from './reading/bare-questions.ts';
import { isLastUnknown, previousOf } from './reading/earlier-questions.ts';
import { interpretInSlices } from './reading/interpret.ts';
import { Interpretations } from './reading/interpretations.ts';
import type { Knowledge } from './reading/knowledge.ts';
import { declined } from './reading/why-declined.ts';
import { RecordLookup } from './record-lookup.ts';
import { CatalogueStore } from './records/catalogue-store.ts';
import { hasErrors, vocabularyInSlices, vocabularyOf } from './spelling/spelling.ts';
import { NOTHING_KNOWN } from './table/catalogue.ts';
import type { Fixed, Subject, SubjectTable } from './table/subject-table.ts';
import { render } from './table/template.ts';
import { declineText } from './telling/declining.ts';
import { tellTogether } from './telling/telling-together.ts';
import { TOGETHER } from './words/core-words.ts';
import { formatDate, formatList, localIso } from './words/format-values.ts';
import { isTooLong, tokenize } from './words/tokenize.ts';

export interface AnswererParts {
  readonly rows: Rows;
  /** The table in force now. */
  readonly table: () => SubjectTable;
  readonly log: Log;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** The table has no subject of that name. */
export const UNKNOWN = failure(
  'I do not know that kind of question. Ask "What can you do?" for what I do know.',
  'UNKNOWN',
);

/** How often the names of the account are read for one question: once, and anew where one was not found. */
const MAX_READINGS = 2;

/** Answers from the table of subjects and the account. */
export class TableAnswerer implements Answerer {
  readonly #parts: AnswererParts;
  readonly #catalogues: CatalogueStore;
  readonly #lookup: RecordLookup;
  readonly #interpretations = new Interpretations();
  /** The table whose words are known, or are being read. */
  #prepared: { readonly table: SubjectTable; readonly done: Promise<void> } | undefined;

  constructor(parts: AnswererParts) {
    this.#parts = parts;
    this.#catalogues = new CatalogueStore(parts.rows, parts.clock);
    this.#lookup = new RecordLookup(parts.rows, parts.log);
  }

  /** Reads the names of the account before anybody asks. What cannot be read now is read when it is needed. */
  async warmUp(): Promise<void> {
    const table = this.#parts.table();
    await this.#catalogues.load(table, table.subjects, {});
  }

  async answer(question: AskedQuestion, context: AnswerContext): Promise<Reply> {
    await this.#prepare(this.#parts.table());
    const scene = this.#sceneOf(context);
    const { table } = scene;
    const named = question.intent === undefined ? undefined : findNamed(table, question.intent);
    let subject: Subject | Fixed | undefined = named;
    return await this.#orFailure(
      () => subject,
      async () => {
        const meant = await this.#meant(question, named, scene);
        if (meant === undefined) return UNKNOWN;
        if (meant.kind === 'fixed') return this.#fixed(meant, table);
        if (meant.kind === 'declined') return await this.#declined(meant, scene);
        subject = meant.query.subject;
        const confidence = named === undefined ? 0.95 : 1;
        const reply = await this.#reply(meant.query, scene, confidence, meant.bare);
        const also = meant.also && (await this.#reply(meant.also, scene, confidence));
        // "The worst reading, and when?": one sentence tells both.
        const more = also?.text === reply.text ? undefined : also?.text;
        return { ...reply, text: inOneText(reply.text, more, meant.missing, leftOutText(meant)) };
      },
    );
  }

  /** Reads a table, and then its words, in turns of their own: in that of the first question they would hold up everybody else. */
  #prepare(table: SubjectTable): Promise<void> {
    if (this.#prepared === undefined) announceFirstQuestion();
    if (this.#prepared?.table !== table) {
      const done = this.#readWords(table).catch((error: unknown) => {
        this.#prepared = undefined;
        throw error;
      });
      this.#prepared = { table, done };
    }
    return this.#prepared.done;
  }

  async #readWords(table: SubjectTable): Promise<void> {
    await othersFirst();
    await inSlices(vocabularyInSlices(table), this.#parts.clock);
    await othersFirst();
  }

  /** What questions are understood by now, as far as it is known without asking. */
  knowledge(): Knowledge {
    const table = this.#parts.table();
    return {
      table,
      vocabulary: vocabularyOf(table),
      catalogue: (subject) => this.#catalogues.known(subject),
      persons: this.#catalogues.knownFamily,
      today: localIso(this.#parts.clock.now()).date,
    };
  }

  /** Answers a query. Never rejects. */
  async tell(query: Query, context: AnswerContext, confidence: number): Promise<Reply> {
    return await this.#orFailure(
      () => query.subject,
      () => this.#reply(query, this.#sceneOf(context), confidence),
    );
  }

  #sceneOf({ signal, owner }: AnswerContext): Scene {
    return { table: this.#parts.table(), options: { signal, owner, timeoutMs: this.#parts.timeoutMs } };
  }

  /** What the account refuses becomes a reply that says so. */
  async #orFailure(about: () => Subject | Fixed | undefined, work: () => Promise<Reply>): Promise<Reply> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      const subject = about();
      if (error.code !== 'CANCELLED') {
        this.#parts.log.warn('a question could not be answered', {
          intent: subject?.intent,
          code: error.code,
          why: error.message,
        });
      }
      return failure(error.publicText, subject?.intent, subject?.action);
    }
  }

  /** What a question means; undefined: it names a subject that the table does not have. */
  async #meant(
    { text = '', intent, earlier = [] }: AskedQuestion,
    named: Subject | Fixed | undefined,
    scene: Scene,
  ): Promise<(Interpretation & { readonly bare?: boolean }) | undefined> {
    if (named !== undefined && 'whole' in named) return { kind: 'fixed', fixed: named };
    if (text === '') return named && { kind: 'query', query: plainQuery(named), bare: true };
    const only = intent === undefined ? undefined : named;
    const meant = await this.#interpret(text, earlier, scene, only);
    // Asked for by name, a subject is told as a whole where the text says nothing more.
    return meant.kind === 'declined' && only !== undefined
      ? { kind: 'query', query: plainQuery(only), bare: true }
      : meant;
  }

  async #interpret(
    text: string,
    earlier: readonly string[],
    scene: Scene,
    only: Subject | undefined,
  ): Promise<Interpretation> {
    const { table, options } = scene;
    const today = localIso(this.#parts.clock.now()).date;
    const words = tokenize(text);
    // Whom "we" are depends on whether there is a family on record.
    let family = words.some(({ word }) => TOGETHER.has(word))
      ? await this.#catalogues.family(table, options)
      : this.#catalogues.knownFamily;
    const subjects = only === undefined ? table.subjects : [only];
    // What it goes on from may depend on any name of the account.
    let goesOn = false;
    const known = () => ({
      knowledge: { ...this.knowledge(), table: { ...table, subjects }, persons: family, today },
      circumstances: [table, today, family, ...table.subjects.map((one) => this.#catalogues.known(one))],
    });
    const interpretations = this.#interpretations;
    const keyOf = (question: string) => `${only?.intent ?? ''} ${question}`;
    const reading = function* (): Sliceable<Interpretation> {
      const { knowledge, circumstances } = known();
      const kept = interpretations.under(circumstances);
      const read = (question: string, previous: () => Query | undefined) =>
        kept.of(keyOf(question), previous, (before) => interpretInSlices(question, knowledge, before));
      const meaningOf = (question: string, previous: () => Query | undefined) =>
        atOnce(read(question, previous));
      const meant = yield* read(text, () => {
        goesOn = earlier.length > 0;
        return previousOf(earlier, meaningOf);
      });
      if (meant.kind !== 'query' || !leansOnBefore(meant.query, words)) return meant;
      if (isLastUnknown(earlier, meaningOf)) return declined('not-understood');
      // "What happened on Saturday?", and then "what did I spend?": of that day.
      const before = earlier.length === 0 ? undefined : previousOf(earlier, meaningOf);
      return before?.parts === undefined
        ? meant
        : { ...meant, query: { ...meant.query, period: before.period, tense: before.tense } };
    };
    // A process compiles what it runs for the first time, which others would wait for.
    const read = () => inSlices(reading(), this.#parts.clock);
    // Words that may be typing errors may be names as well.
    const isDoubtful = !isTooLong(words) && hasErrors(words, vocabularyOf(table));
    let understood = await read();
    for (let time = 0; time < MAX_READINGS; time += 1) {
      // Going on from a question before, it may be about what only the names make of that one.
      if (understood.kind === 'fixed' && earlier.length === 0) return understood;
      if (understood.kind === 'declined' && !isDoubtful && !NAMES_MAY_HELP.has(understood.reason))
        return understood;
      if (understood.kind === 'query' && !isDoubtful && !goesOn) {
        if (isWithoutNames(understood.query)) return understood;
        // Read without its file's names, dates and signs it may have been taken for another question.
        const { subject, parts = [] } = understood.query;
        const asked = [subject, ...parts.map((part) => part.subject)];
        const isNew = await this.#catalogues.load(table, asked, options);
        // Where its file is not there, what the others hold may make more of it.
        const error = this.#catalogues.errorOf(subject)?.code;
        if (error !== 'FILE_NOT_FOUND') {
          if (!isNew || error !== undefined) return understood;
          understood = await read();
          continue;
        }
      }
      family = await this.#catalogues.family(table, options);
      const isAnew = understood.kind === 'declined' && time > 0;
      if (!(await this.#catalogues.load(table, subjects, options, isAnew)) && time > 0) break;
      understood = await read();
    }
    if (understood.kind === 'declined' && understood.subject !== undefined) {
      const error = this.#catalogues.errorOf(understood.subject);
      if (error !== undefined && error.code !== 'FILE_NOT_FOUND' && error.code !== 'MISSING_FIELD')
        throw error;
    }
    return understood;
  }

  async #reply(query: Query, scene: Scene, confidence: number, bare = false): Promise<Reply> {
    const { table, options } = scene;
    const { subject, parts } = query;
    if (parts !== undefined) {
      const replies: Reply[] = [];
      for (const part of parts) replies.push(await this.#reply(part, scene, confidence));
      return tellTogether(query, replies);
    }
    const now = localIso(this.#parts.clock.now());
    const family = subject.person === undefined ? [] : await this.#catalogues.family(table, options);
    const { regular, signed } = this.#catalogues.known(subject) ?? NOTHING_KNOWN;
    const told = await this.#lookup.tell(query, { now, family, regular, signed, options, bare });
    const counts = query.operation === 'count' || query.operation === 'times';
    return {
      text: told.text,
      intent: counts ? 'COUNT' : subject.intent,
      action: counts ? 'count' : subject.action,
      confidence,
      status: 'success',
      rows: told.rows,
      count: told.count,
      understood: understoodOf(query),
      // What is asked back is no answer yet.
      declined: told.asksBack === true ? 'not-understood' : undefined,
    };
  }

  #topics({ subjects, fixed }: SubjectTable): readonly string[] {
    const kept = subjects.filter((subject) => this.#catalogues.errorOf(subject)?.code !== 'FILE_NOT_FOUND');
    return [...new Set([...kept, ...fixed].flatMap(({ topic }) => (topic === undefined ? [] : [topic])))];
  }

  #fixed(meant: Extract<Interpretation, { kind: 'fixed' }>, table: SubjectTable): Reply {
    const { fixed, isTrue } = meant;
    const { intent, action, reply } = fixed;
    const now = localIso(this.#parts.clock.now());
    const values: Readonly<Record<string, string>> = {
      time: now.time,
      date: formatDate(now.date),
      today: now.date,
      topics: formatList(this.#topics(table)),
    };
    const lead = isTrue === undefined ? undefined : isTrue ? 'Yes.' : 'No.';
    const text = inOneText(
      lead,
      render(reply, (name) => values[name]),
      leftOutText(meant),
    );
    return { text, intent, action, confidence: 0.95, status: 'success', rows: [], count: 0 };
  }

  async #declined(declined: Declined, scene: Scene): Promise<Reply> {
    const { reason } = declined;
    let text = declineText(declined, this.#topics(scene.table));
    if (declined.facts !== undefined) {
      const told = await this.#reply(declined.facts, scene, 0);
      if (told.count > 0 || reason === 'whole-day') text = `${text} ${told.text}`;
    }
    const isSecret = reason === 'secret';
    // "I found no transactions at ..." is about a subject that was understood.
    const subject = reason === 'unknown-name' ? declined.subject : undefined;
    return {
      text,
      intent: isSecret ? 'PASSWORD' : (subject?.intent ?? 'GENERAL'),
      action: isSecret ? 'refused' : (subject?.action ?? 'acknowledged'),
      confidence: isSecret ? 0.95 : 0.3,
      status: isSecret ? 'error' : 'success',
      rows: [],
      count: 0,
      declined: reason,
      remainder: declined.remainder,
    };
  }
}

function leftOutText({ leftOut }: { readonly leftOut?: string }): string | undefined {
  return leftOut === undefined ? undefined : `I did not take into account: “${leftOut}”.`;
}

function inOneText(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter(Boolean).join(' ');
}

/** What others sent is read in the first turn, and their answers written in the second. */
async function othersFirst(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

interface Scene {
  readonly table: SubjectTable;
  readonly options: { readonly signal: AbortSignal; readonly owner: string; readonly timeoutMs: number };
}

/** "What do I take?", "when is my next visit?": nothing in it depends on names, signs or selected dates. */
function isWithoutNames({ subject, operation, constraints, yesNo, period, beside }: Query): boolean {
  if (beside !== undefined) return false;
  const isPlain = operation === 'list' || operation === 'when' || operation === 'count';
  const isByDate = subject.large && period !== undefined;
  return isPlain && !yesNo && constraints.length === 0 && subject.amount === undefined && !isByDate;
}

/** Declines that may be for want of the account's names. */
const NAMES_MAY_HELP: ReadonlySet<Declined['reason']> = new Set([
  'not-understood',
  'unknown-name',
  'other-person',
  'advice',
  'other-advice',
  'drug-class',
  'statement',
  'change',
  'call',
  'whole-day',
  'due-date',
  'judgement',
]);

/** A subject or fixed answer by its intent or action. */
function findNamed(table: SubjectTable, name: string): Subject | Fixed | undefined {
  const wanted = name.toLowerCase().replaceAll(/[\s-]+/g, '_');
  return [...table.subjects, ...table.fixed].find(
    ({ intent, action }) => intent.toLowerCase() === wanted || action === wanted,
  );
}
