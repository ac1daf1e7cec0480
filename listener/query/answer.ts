import type { Clock } from '../../lib/clock.ts';
import { AccountError } from '../account/errors.ts';
import type { Rows } from '../account/rows.ts';
import type { Log } from '../log/log.ts';
import { failure, type Reply } from '../protocol/reply.ts';
import type { AnswerContext, Answerer, AskedQuestion } from './answerer.ts';
import { choose } from './choose.ts';
import { type Classified, classify, classifyNamed, type QuestionWords } from './classify.ts';
import { compose, given } from './compose.ts';
import { Lookup } from './lookup.ts';
import { localIso } from './spoken.ts';
import type { IntentTable } from './table.ts';
import { render } from './template.ts';
import { words } from './words.ts';

export interface AnswererParts {
  readonly rows: Rows;
  /** The table in force now. */
  readonly table: () => IntentTable;
  readonly log: Log;
  readonly timeoutMs: number;
  readonly clock: Pick<Clock, 'now'>;
}

/** The table has no row for it, not even a last one. */
export const UNKNOWN = failure(
  'I do not know that kind of question. Ask "What can you do?" for what I do know.',
  'UNKNOWN',
);

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
    if (classified === undefined) return UNKNOWN;
    const { intent, action } = classified.intent;
    try {
      return await this.#reply(classified, asked, context);
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      if (error.code !== 'CANCELLED') {
        this.#parts.log.warn('a question could not be answered', {
          intent,
          code: error.code,
          why: error.message,
        });
      }
      return failure(error.publicText, intent, action);
    }
  }

  async #reply(classified: Classified, asked: QuestionWords, context: AnswerContext): Promise<Reply> {
    const { intent, captures, confidence } = classified;
    const { rows, log, timeoutMs } = this.#parts;
    const now = localIso(this.#parts.clock.now());
    const { intent: name, action } = intent;
    if (intent.reply !== undefined) {
      const values = given({ now, text: asked.text, topics: this.#topics() });
      const text = render(intent.reply, values);
      const status = intent.refused ? 'error' : 'success';
      return { text, intent: name, action, confidence, status, rows: [], count: 0 };
    }
    const lookup = new Lookup(rows, log, { signal: context.signal, owner: context.owner, timeoutMs });
    const found = choose(intent, await lookup.look(intent, captures, now.date), asked, now);
    const text = compose(intent, found, asked.words, given({ now, text: asked.text, found }));
    const { rows: told, count } = found;
    return { text, intent: name, action, confidence, status: 'success', rows: told, count };
  }

  #topics(): readonly string[] {
    return [...new Set(this.#parts.table().flatMap(({ topic }) => (topic === undefined ? [] : [topic])))];
  }
}
