import type { Clock } from '../../lib/clock.ts';
import type { Account } from '../account/account.ts';
import type { Encoding } from '../account/encoding.ts';
import { AccountError, type AccountErrorCode } from '../account/errors.ts';
import { type QmText, toQmText } from '../account/text.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log-line.ts';
import type { Reply } from '../protocol/reply.ts';
import { UNKNOWN } from './answer.ts';
import type { AnswerContext, Answerer, AskedQuestion } from './answerer.ts';
import { readHalQueryReply } from './hal-query-reply.ts';

/** The catalogued subroutine of the account's owner: `HAL.QUERY(TEXT, SESSION.ID, INTENT, REPLY, ACTION, ROWS)`. */
export const HAL_QUERY = 'HAL.QUERY';

/** A client gives up after 14 s at the soonest; the table needs some of them when this one does not answer. */
const PATIENCE_MS = 5_000;
/** One that is not there, or does not come back, is left alone for so long. */
const REST_MS = 60_000;
/** The account itself cannot answer now: the table will say so. */
const NO_FAULT: ReadonlySet<AccountErrorCode> = new Set([
  'BUSY',
  'CANCELLED',
  'LICENCE_LIMIT',
  'LOGIN_REFUSED',
  'UNAVAILABLE',
]);

export interface HalQueryParts {
  readonly account: Pick<Account, 'call'>;
  readonly log: Log;
  readonly clock: Clock;
  /** What the account's bytes mean; without it as they show. */
  readonly encoding?: Encoding;
  /** Another subroutine in its place. */
  readonly name?: string;
  /** How long it may take, ms; 5 000. */
  readonly timeoutMs?: number;
}

/**
 * Asks the account's own HAL.QUERY once.
 *
 * @returns undefined if it declined
 * @throws AccountError NOT_SUPPORTED if there is none, and what `call` throws
 */
export async function callHalQuery(
  {
    account,
    encoding,
    name = HAL_QUERY,
    timeoutMs = PATIENCE_MS,
  }: Pick<HalQueryParts, 'account' | 'encoding' | 'name' | 'timeoutMs'>,
  { text, intent }: AskedQuestion,
  context: AnswerContext,
): Promise<Reply | undefined> {
  const given = [
    asStored(text ?? '', encoding),
    ...[context.session, intent ?? '', '', '', ''].map(toQmText),
  ];
  const after = await account.call(name, given, { ...context, timeoutMs });
  return readHalQueryReply(after, encoding);
}

/** Asks the account's own HAL.QUERY. Whatever it does, a question of a client never fails through it. */
export class HalQuery {
  readonly #parts: HalQueryParts;
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(parts: HalQueryParts) {
    this.#parts = parts;
  }

  /** @returns undefined where there is none, it declined, or it failed */
  async ask(question: AskedQuestion, context: AnswerContext): Promise<Reply | undefined> {
    const { log, clock } = this.#parts;
    if (clock.monotonic() < this.#restsUntil) return undefined;
    try {
      const reply = await callHalQuery(this.#parts, question, context);
      log.debug(reply ? `${HAL_QUERY} answered` : `${HAL_QUERY} declined`, { intent: reply?.intent });
      return reply;
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      this.#failed(error);
      return undefined;
    }
  }

  #failed({ code, message }: AccountError): void {
    const { log, clock } = this.#parts;
    if (NO_FAULT.has(code)) return;
    if (code === 'NOT_SUPPORTED' || code === 'TIMEOUT') this.#restsUntil = clock.monotonic() + REST_MS;
    if (code === 'NOT_SUPPORTED') log.debug(`${HAL_QUERY} is not catalogued here`, { why: message });
    else log.warn(`${HAL_QUERY} failed: the intent table answers instead`, { code, why: message });
  }
}

/** The question as the account writes such texts; in UTF-8 where it has letters that the account cannot hold. */
function asStored(text: string, encoding: Encoding | undefined): QmText {
  const single = encoding?.isLatin1 ? encoding.spellings(text).at(-1) : undefined;
  return single ?? toQmText(text);
}

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
