import { type AnsweredQuery, MAX_QUESTION_LENGTH, type RunningQuery } from '../../contract/connections.ts';
import { runSoon } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { truncate } from '../../lib/text.ts';
import type { StatementTrace } from '../account/statement-trace.ts';
import type { Config } from '../config/config.ts';
import type { GatewayLog } from '../log/gateway-log.ts';
import type { Log } from '../log/log-line.ts';
import { failure, type Reply } from '../protocol/reply.ts';
import type { Question } from '../protocol/session-state.ts';
import type { Answerer } from '../query/answerer.ts';
import type { Metrics } from './metrics.ts';

/** The client whose questions are answered. */
export interface QueryClient {
  /** Sequence number of the connection, from 1. */
  readonly number: number;
  /** Identifies the connection: the account serves connections in turn. */
  readonly id: string;
  /** Address and port, for example `192.0.2.7:50124`. */
  readonly address: string;
  /** Session id for logs. */
  readonly session: () => string;
}

/** What a QueryRunner needs from the listener. */
export interface QueryRunnerHost {
  readonly config: Pick<Config, 'logQuestions'>;
  readonly answerer: Answerer;
  readonly log: Log;
  readonly gatewayLog: Pick<GatewayLog, 'query'>;
  readonly metrics: Pick<Metrics, 'queries' | 'querySeconds' | 'assisted'>;
  readonly clock: Clock;
  readonly statements?: Pick<StatementTrace, 'onQuestion' | 'onReply'> | undefined;
  onAnswered(query: AnsweredQuery): void;
}

/** Runs the queries of one client, one at a time, and records each in metrics and logs. */
export class QueryRunner {
  readonly #client: QueryClient;
  readonly #host: QueryRunnerHost;
  readonly #onReply: (key: number, reply: Reply) => void;
  #running: { readonly key: number; readonly query: RunningQuery } | undefined;
  /** Aborts the running query; replaced after each abort. */
  #controller = new AbortController();
  /** Number of queries so far. */
  count = 0;
  /** Number of failed queries. */
  failed = 0;

  constructor(client: QueryClient, host: QueryRunnerHost, onReply: (key: number, reply: Reply) => void) {
    this.#client = client;
    this.#host = host;
    this.#onReply = onReply;
  }

  /** The running query. */
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
    this.#host.statements?.onQuestion(id);
    let reply: Reply;
    try {
      reply = await answerer.answer(question, { signal, owner: id, session: session() });
    } catch (error) {
      this.#host.log.error('query failed unexpectedly', { error: String(error) });
      reply = failure('Something went wrong with that question.');
    }
    if (this.#running?.key === question.key) this.#running = undefined;
    const ms = Math.round(clock.monotonic() - since);
    const cancelled = signal.aborted;
    this.#host.statements?.onReply(id, reply);
    this.#onReply(question.key, reply);
    // After the answer has been written, since its client waits for that.
    runSoon('recording a query', () => this.#record(question, reply, query, ms, cancelled));
  }

  cancel(key: number): void {
    if (this.#running?.key !== key) return;
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#running = undefined;
  }

  #record(question: Question, reply: Reply, query: RunningQuery, ms: number, cancelled: boolean): void {
    const status = cancelled ? 'cancelled' : toQueryStatus(reply);
    const { onAnswered, metrics, gatewayLog, config } = this.#host;
    if (status === 'error') this.failed += 1;
    onAnswered({ intent: reply.intent, ms, rows: reply.count, status, ...query });
    // HAL.QUERY may return any intent, so `by` is used as label instead.
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

/** A declined question is not a failure, and neither is a refusal to read out a password. */
function toQueryStatus({ declined, status }: Reply): AnsweredQuery['status'] {
  if (declined === undefined) return status;
  return declined === 'secret' ? 'refused' : 'declined';
}
