import type { Clock } from '../../../lib/clock.ts';
import type { Reply } from '../../protocol/reply.ts';
import type { TableAnswerer } from '../answer.ts';
import type { AnswerContext, Answerer, AskedQuestion } from '../answerer.ts';
import type { Rewording } from './admission.ts';
import type { Assist } from './assist.ts';

export interface AssistedParts {
  /** Answers all that is understood without help; what it does not understand alone is translated. */
  readonly answerer: Answerer;
  readonly table: Pick<TableAnswerer, 'knowledge' | 'tell'>;
  readonly assist: Pick<Assist, 'help'>;
  /** Milliseconds a client waits for its answer at most. */
  readonly deadlineMs: number;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** What statements may still need behind a translation, ms. */
const STATEMENT_RESERVE_MS = 2_000;
/** Somebody's guess is in it. */
const CONFIDENCE = 0.7;

/** Has a language model translate what was not understood. What is declined for another reason stays declined. */
export class AssistedAnswerer implements Answerer {
  readonly #parts: AssistedParts;

  constructor(parts: AssistedParts) {
    this.#parts = parts;
  }

  async answer(question: AskedQuestion, context: AnswerContext): Promise<Reply> {
    const { answerer, table, assist, deadlineMs, clock } = this.#parts;
    const since = clock.monotonic();
    const reply = await answerer.answer(question, context);
    const { text, intent } = question;
    if (reply.declined !== 'not-understood' || text === undefined || intent !== undefined) return reply;
    if (context.signal.aborted) return reply;
    const reserve = Math.min(STATEMENT_RESERVE_MS, deadlineMs / 4);
    const timeMs = deadlineMs - reserve - (clock.monotonic() - since);
    const help = await assist.help(text, table.knowledge(), { timeMs, signal: context.signal });
    if (help.outcome !== 'assisted') return { ...reply, assist: help.outcome };
    const told = await table.tell(help.query, context, CONFIDENCE);
    if (told.status !== 'success') return { ...told, assist: 'assisted' };
    return {
      ...told,
      text: `${told.text} ${noteOf(help.rewordings)}`,
      understood: told.understood && { ...told.understood, assisted: true },
      assist: 'assisted',
    };
  }
}

/** How the question was read, since it was not asked so. */
function noteOf(rewordings: readonly Rewording[]): string {
  const read = rewordings.map(({ said, means }) => `"${said}" as "${means}"`);
  return `I read ${read.join(' and ')}.`;
}
