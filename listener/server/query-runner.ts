import { type AnsweredQuery, MAX_QUESTION_LENGTH, type RunningQuery } from '../../contract/queries.ts';
import { runSoon } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { truncate } from '../../lib/text.ts';
import type { Config } from '../config/config.ts';
import type { GatewayLog } from '../log/gateway-log.ts';
import type { Log } from '../log/log-line.ts';
import { failure, type Reply } from '../protocol/reply.ts';
import type { Question } from '../protocol/session-state.ts';
import type { Answerer } from '../query/answerer.ts';
import type { Metrics } from './metrics.ts';

/** Whose questions they are. */
export interface QueryClient {
  /** Counts up from 1 in a listener's life. */
  readonly number: number;
  /** Of the connection: the account serves connections in turn. */
  readonly id: string;
  /** As `192.0.2.7:50124`. */
  readonly address: string;
  /** Names the session in logs. */
  readonly session: () => string;
}

/** What answers, and where each answer is noted. */
export interface QueryRunnerHost {
  readonly config: Pick<Config, 'logQuestions'>;
  readonly answerer: Answerer;
  readonly log: Log;
  readonly gatewayLog: Pick<GatewayLog, 'query'>;
  readonly metrics: Pick<Metrics, 'queries' | 'querySeconds' | 'assisted'>;
  readonly clock: Clock;
  onAnswered(query: AnsweredQuery): void;
}

/** One client's questions on their way to the account, one at a time, and what is written down of each. */
export class QueryRunner {
  readonly #client: QueryClient;
  readonly #host: QueryRunnerHost;
  readonly #onReply: (key: number, reply: Reply) => void;
  #running: { readonly key: number; readonly query: RunningQuery } | undefined;
  /** Gives up the question being answered; the same for one question after another until it has. */
  #controller = new AbortController();
  /** Asked so far. */
  count = 0;
  /** Of them, answered with a failure. */
  failed = 0;

  constructor(asker: QueryClient, host: QueryRunnerHost, onReply: (key: number, reply: Reply) => void) {
    this.#client = asker;
    this.#host = host;
    this.#onReply = onReply;
  }

  /** The question being answered. */
  get running(): RunningQuery | undefined {
    return this.#running?.query;
  }

  /** Never rejects. */
  async ask(question: Question): Promise<void> {
    const { answerer, config, clock } = this.#host;
    const { number, address, id, session } = this.#client;
    const { signal } = this.#controller;
    const query: RunningQuery = {
      connection: String(number),
      address,
      askedAt: clock.now(),
      ...(config.logQuestions ? { text: truncate(question.text ?? '', MAX_QUESTION_LENGTH) } : {}),
    };
    const since = clock.monotonic();
    this.#running = { key: question.key, query };
    this.count += 1;
    let reply: Reply;
    try {
      reply = await answerer.answer(question, { signal, owner: id, session: session() });
    } catch (error) {
      this.#host.log.error('a question failed in an unexpected way', { error: String(error) });
      reply = failure('Something went wrong with that question.');
    }
    if (this.#running?.key === question.key) this.#running = undefined;
    const ms = Math.round(clock.monotonic() - since);
    const cancelled = signal.aborted;
    this.#onReply(question.key, reply);
    // Behind the answer's own write, which its client waits for.
    runSoon('recording a question', () => this.#record(question, reply, query, ms, cancelled));
  }

  cancel(key: number): void {
    if (this.#running?.key !== key) return;
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#running = undefined;
  }

  #record(question: Question, reply: Reply, query: RunningQuery, ms: number, cancelled: boolean): void {
    const status = cancelled ? 'cancelled' : statusOf(reply);
    const { onAnswered, metrics, gatewayLog, config } = this.#host;
    if (status === 'error') this.failed += 1;
    onAnswered({ intent: reply.intent, ms, rows: reply.count, status, ...query });
    // Labels come from fixed lists: the intents of a program may be any.
    metrics.queries.inc({ intent: reply.by ?? reply.intent, status });
    metrics.querySeconds.observe(ms / 1000);
    if (reply.assist !== undefined) metrics.assisted.inc({ outcome: reply.assist });
    gatewayLog.query({
      client: query.address,
      session: this.#client.session(),
      intent: reply.intent,
      ms,
      status,
      rows: reply.count,
      assist: reply.assist,
      ...(config.logQuestions ? { question: question.text ?? '', answer: reply.text } : {}),
    });
  }
}

/** A decline is no failure, nor is a password that is not spoken. */
function statusOf({ declined, status }: Reply): AnsweredQuery['status'] {
  if (declined === undefined) return status;
  return declined === 'secret' ? 'refused' : 'declined';
}
