import type { Config } from '../config/config.ts';
import type { Reply } from '../protocol/reply.ts';
import { UNKNOWN } from './answer.ts';
import type { AnswerContext, Answerer, AskedQuestion } from './answerer.ts';
import type { HalQuery } from './hal-query.ts';

/** Asks the account's own HAL.QUERY before the intent table, or after it where the table only guesses. */
export class HalQueryAnswerer implements Answerer {
  readonly #table: Answerer;
  readonly #program: HalQuery;
  readonly #when: Exclude<Config['halQuery'], 'off'>;

  constructor(table: Answerer, program: HalQuery, when: Exclude<Config['halQuery'], 'off'>) {
    this.#table = table;
    this.#program = program;
    this.#when = when;
  }

  async answer(question: AskedQuestion, context: AnswerContext): Promise<Reply> {
    if (this.#when === 'first') {
      return (await this.#program.ask(question, context)) ?? this.#table.answer(question, context);
    }
    const reply = await this.#table.answer(question, context);
    const guessed = reply === UNKNOWN || (reply.declined !== undefined && reply.action !== 'refused');
    return (guessed ? await this.#program.ask(question, context) : undefined) ?? reply;
  }
}
