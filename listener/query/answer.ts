import type { Row } from '../../contract/hal.ts';
import type { RequestOptions } from '../account/account.ts';
import { AccountError, type AccountErrorCode } from '../account/errors.ts';
import type { Rows } from '../account/rows.ts';
import type { QmText } from '../account/text.ts';
import type { Log } from '../log/log.ts';
import { failure, type Reply } from '../protocol/reply.ts';
import type { AnswerContext, Answerer, AskedQuestion } from './answerer.ts';
import { type Classified, classify, classifyNamed, type QuestionWords } from './classify.ts';
import { compose, type Found, given } from './compose.ts';
import { askedParts, filtered, named, sorted, spent, telling, textOf, upcoming, within } from './narrow.ts';
import { periodOf } from './period.ts';
import { localIso } from './spoken.ts';
import { fillStatement } from './statement.ts';
import type { Intent, IntentTable, Join } from './table.ts';
import { render } from './template.ts';
import { mentions, words } from './words.ts';

export interface AnswererParts {
  readonly rows: Rows;
  /** The table in force now. */
  readonly table: () => IntentTable;
  readonly log: Log;
  readonly timeoutMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Answers from the intent table and the account. */
export class TableAnswerer implements Answerer {
  readonly #parts: AnswererParts;

  constructor(parts: AnswererParts) {
    this.#parts = parts;
  }

  async answer(question: AskedQuestion, context: AnswerContext): Promise<Reply> {
    const table = this.#parts.table();
    const text = question.text ?? '';
    const asked: QuestionWords = { text, words: words(text) };
    const classified =
      (question.intent === undefined ? undefined : classifyNamed(table, question.intent, asked)) ??
      (text === '' ? undefined : classify(table, asked));
    if (classified === undefined) {
      return failure(
        'I do not know that kind of question. Ask "What can you do?" for what I do know.',
        'UNKNOWN',
      );
    }
    const { intent } = classified;
    try {
      return await this.#reply(classified, asked, context);
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      if (error.code !== 'CANCELLED') {
        this.#parts.log.warn('a question could not be answered', {
          intent: intent.intent,
          code: error.code,
          why: error.message,
        });
      }
      return failure(error.publicText, intent.intent, intent.action);
    }
  }

  async #reply(classified: Classified, asked: QuestionWords, context: AnswerContext): Promise<Reply> {
    const { intent, confidence } = classified;
    const now = localIso(this.#parts.now());
    const base = { intent: intent.intent, action: intent.action, confidence };
    if (intent.reply !== undefined) {
      const values = given({ now, text: asked.text, topics: this.#topics() });
      const text = render(intent.reply, values);
      return { ...base, text, status: intent.refused ? 'error' : 'success', rows: [], count: 0 };
    }
    const found = await this.#find(classified, asked, now, context);
    const text = compose(intent, found, asked.words, given({ now, text: asked.text, found }));
    return { ...base, text, status: 'success', rows: found.rows, count: found.count };
  }

  async #find(
    { intent, captures }: Classified,
    asked: QuestionWords,
    now: { date: string; time: string },
    context: AnswerContext,
  ): Promise<Found> {
    const options = { signal: context.signal, owner: context.owner, timeoutMs: this.#parts.timeoutMs };
    const list = (filled: QmText) => this.#parts.rows.list(filled, { ...options, optional: intent.optional });
    const statement = intent.statement ?? '';
    const fill = (values: Readonly<Record<string, string | readonly string[]>>) =>
      fillStatement(statement, { today: now.date, ...values });
    const period = intent.period === undefined ? undefined : periodOf(asked.text, now.date);
    if (/^COUNT\b/.test(statement)) {
      let count = await this.#parts.rows.count(fill(captures), options);
      if (count === 0) {
        const spelt = await this.#spellings(intent, captures, options);
        if (spelt !== undefined) count = await this.#parts.rows.count(fill(spelt), options);
      }
      return { rows: [], all: [], count, captures, named: false, period };
    }
    let all = await list(fill(captures));
    let said: Readonly<Record<string, string | readonly string[]>> = captures;
    if (all.length === 0) {
      const spelt = await this.#spellings(intent, captures, options);
      if (spelt !== undefined) {
        all = await list(fill(spelt));
        said = spelt;
      }
    }
    const joined = await this.#joined(intent, all, options);
    const about = named(spent(joined, intent.spending), intent.mention, asked.words);
    const meant = about.length > 0 ? about : spent(joined, intent.spending);
    const kept = upcoming(filtered(meant, intent), intent.upcoming, now);
    // Asked for by name, a row is told even where it is past or no longer active.
    const chosen = kept.length === 0 ? about : kept;
    const timely = period === undefined ? chosen : within(chosen, intent.period ?? '', period);
    const ordered = sorted(timely, intent.sort);
    const rows =
      intent.parts.length > 0
        ? telling(ordered, askedParts(intent.parts, asked.words))
        : ordered.slice(0, intent.limit);
    return {
      rows,
      all: ordered,
      count: intent.parts.length > 0 ? rows.length : ordered.length,
      captures: said,
      named: about.length > 0,
      period,
    };
  }

  /** How the account writes what the question said, where a capture found nothing as it was said. */
  async #spellings(
    intent: Intent,
    captures: Readonly<Record<string, string>>,
    options: RequestOptions,
  ): Promise<Readonly<Record<string, readonly string[]>> | undefined> {
    const spelt: Record<string, readonly string[]> = {};
    for (const [name, { statement, field }] of Object.entries(intent.spellings)) {
      const said = captures[name];
      if (said === undefined) continue;
      const saidWords = words(said);
      const rows = await this.#parts.rows.list(statement, options);
      const values = new Set(rows.map((row) => textOf(row, field)).filter((value) => value !== ''));
      const alike = [...values].filter((value) => mentions(saidWords, value) || mentions(words(value), said));
      if (alike.length === 0) return undefined;
      spelt[name] = alike.slice(0, MOST_SPELLINGS);
    }
    return Object.keys(spelt).length === 0 ? undefined : spelt;
  }

  async #joined(intent: Intent, rows: readonly Row[], options: RequestOptions): Promise<readonly Row[]> {
    let joined = rows;
    for (const join of intent.joins) {
      if (joined.length === 0) return joined;
      joined = await this.#join(join, joined, options);
    }
    return joined;
  }

  /** An answer without the doctor's name is better than none: a file that is not there joins nothing. */
  async #join({ field, statement, gives }: Join, rows: readonly Row[], options: RequestOptions) {
    let others: ReadonlyMap<unknown, Row>;
    try {
      others = new Map((await this.#parts.rows.list(statement, options)).map((row) => [row['@ID'], row]));
    } catch (error) {
      if (!(error instanceof AccountError) || !MISSING.has(error.code)) throw error;
      this.#parts.log.warn('an answer goes without part of its data', {
        code: error.code,
        why: error.message,
      });
      return rows;
    }
    return rows.map((row) => {
      const other = others.get(textOf(row, field));
      if (other === undefined) return row;
      const given = gives.map(({ name, template }) => [name, render(template, (one) => other[one]).trim()]);
      return { ...row, ...Object.fromEntries(given) };
    });
  }

  #topics(): readonly string[] {
    return [...new Set(this.#parts.table().flatMap(({ topic }) => (topic === undefined ? [] : [topic])))];
  }
}

const MOST_SPELLINGS = 10;
const MISSING: ReadonlySet<AccountErrorCode> = new Set(['FILE_NOT_FOUND', 'MISSING_FIELD']);
