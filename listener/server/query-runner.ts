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
import type { Speech } from '../speech/speech.ts';
import type { SpokenRecord, Utterance } from '../speech/spoken.ts';
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
  readonly config: Pick<Config, 'logQuestions' | 'deadlineMs'>;
  readonly answerer: Answerer;
  readonly speech?: Pick<Speech, 'understand' | 'withAudio'> | undefined;
  readonly log: Log;
  readonly gatewayLog: Pick<GatewayLog, 'query' | 'utterance'>;
  readonly metrics: Pick<Metrics, 'queries' | 'querySeconds' | 'assisted' | 'spoken'>;
  readonly clock: Clock;
  readonly statements?: Pick<StatementTrace, 'onQuestion' | 'onReply'> | undefined;
  onAnswered(query: AnsweredQuery): void;
}

/** A reply is sent before its deadline, with or without audio. */
const SEND_RESERVE_MS = 500;

/** What becomes of a question. */
export interface QueryEvents {
  onReply(key: number, reply: Reply): void;
  /** What was said is known, and is being answered. */
  onRecognized(key: number, text: string): void;
  /** What was said gets no answer. @param isWoken it was a wake phrase alone */
  onIgnored(key: number, isWoken: boolean): void;
}

/** Runs the queries of one client, one at a time, and records each in metrics and logs. */
export class QueryRunner {
  readonly #client: QueryClient;
  readonly #host: QueryRunnerHost;
  readonly #events: QueryEvents;
  #running: { readonly key: number; readonly query: RunningQuery } | undefined;
  /** Aborts the running query; made for the first question and after each abort. */
  #controller: AbortController | undefined;
  /** Number of queries so far. */
  count = 0;
  /** Number of failed queries. */
  failed = 0;

  constructor(client: QueryClient, host: QueryRunnerHost, events: QueryEvents) {
    this.#client = client;
    this.#host = host;
    this.#events = events;
  }

  /** The running query. */
  get running(): RunningQuery | undefined {
    return this.#running?.query;
  }

  /** Never rejects. */
  async ask(question: Question): Promise<void> {
    const { utterance } = question;
    if (utterance !== undefined) return this.#askSpoken(question, utterance);
    const { clock } = this.#host;
    const signal = this.#signal();
    const query = this.#begin(question);
    this.count += 1;
    const since = clock.monotonic();
    const reply = await this.#answer(question, signal);
    this.#end(question.key);
    const ms = Math.round(clock.monotonic() - since);
    const cancelled = signal.aborted;
    this.#events.onReply(question.key, reply);
    // After the answer has been written, since its client waits for that.
    runSoon('recording a query', () => this.#record(question, reply, query, ms, cancelled));
  }

  cancel(key: number): void {
    if (this.#running?.key !== key) return;
    this.#controller?.abort();
    this.#controller = undefined;
    this.#running = undefined;
  }

  #signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** Has an utterance recognized and answers it, if it is meant for us. */
  async #askSpoken(question: Question, utterance: Utterance): Promise<void> {
    const { clock, speech, config } = this.#host;
    const { key } = question;
    const signal = this.#signal();
    const since = clock.monotonic();
    this.#begin(question);
    if (speech === undefined) return;
    const spokenReply = (reply: Reply): Promise<Reply> => {
      const timeMs = config.deadlineMs - SEND_RESERVE_MS - (clock.monotonic() - since);
      return speech.withAudio(reply, utterance, { timeMs, signal });
    };
    const { understanding, record } = await speech.understand(utterance, this, {
      signal,
      session: this.#client.session(),
    });
    if (signal.aborted || understanding.kind === 'ignored') {
      this.#end(key);
      this.#events.onIgnored(key, understanding.kind === 'ignored' && understanding.isWoken);
      return this.#recordUtterance(record);
    }
    if (understanding.kind === 'reply') {
      this.#host.statements?.onQuestion(this.#client.id, record.text);
      const reply = await spokenReply(understanding.reply);
      this.#end(key);
      this.#events.onReply(key, reply);
      return this.#recordUtterance(record);
    }
    const { text, isAddressed } = understanding;
    const asked = { ...question, text, utterance: undefined };
    const query = this.#begin(asked);
    const reply = await this.#answer(asked, signal, record.text);
    // People talk in a room: what was not said to us and is no question of ours gets no answer.
    if (!isAddressed && !isMeantForUs(reply)) {
      this.#end(key);
      this.#events.onIgnored(key, false);
      return this.#recordUtterance({ ...record, outcome: 'ignored' });
    }
    this.#events.onRecognized(key, text);
    const withAudio = await spokenReply(reply);
    this.#end(key);
    const ms = Math.round(clock.monotonic() - since);
    const cancelled = signal.aborted;
    this.#events.onReply(key, withAudio);
    this.#recordUtterance(record);
    this.count += 1;
    runSoon('recording a query', () => this.#record(asked, reply, query, ms, cancelled, record));
  }

  #begin({ key, text }: Question): RunningQuery {
    const { config, clock } = this.#host;
    const { number, address } = this.#client;
    const query: RunningQuery = {
      connection: String(number),
      address,
      askedAt: clock.now(),
      ...(config.logQuestions ? { text: truncate(text ?? '', MAX_QUESTION_LENGTH) } : {}),
    };
    this.#running = { key, query };
    return query;
  }

  #end(key: number): void {
    if (this.#running?.key === key) this.#running = undefined;
  }

  async #answer(question: Question, signal: AbortSignal, heard?: string): Promise<Reply> {
    const { id, session } = this.#client;
    const { answerer, log, statements } = this.#host;
    statements?.onQuestion(id, heard);
    let reply: Reply;
    try {
      reply = await answerer.answer(question, { signal, owner: id, session: session() });
    } catch (error) {
      log.error('query failed unexpectedly', { error: String(error) });
      reply = failure('Something went wrong with that question.');
    }
    statements?.onReply(id, reply);
    return reply;
  }

  #recordUtterance(record: SpokenRecord): void {
    const { metrics, gatewayLog } = this.#host;
    runSoon('recording an utterance', () => {
      metrics.spoken?.observe(record);
      gatewayLog.utterance({ client: this.#client.address, session: this.#client.session(), ...record });
    });
  }

  #record(
    question: Question,
    reply: Reply,
    query: RunningQuery,
    ms: number,
    cancelled: boolean,
    spoken?: SpokenRecord,
  ): void {
    const status = cancelled ? 'cancelled' : toQueryStatus(reply);
    const { onAnswered, metrics, gatewayLog, config } = this.#host;
    if (status === 'error') this.failed += 1;
    onAnswered({
      intent: reply.intent,
      ms,
      rows: reply.count,
      status,
      ...(spoken && { spoken: { audioMs: spoken.audioMs, ms: spoken.ms, words: spoken.words } }),
      ...query,
    });
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

/** Greetings are said to everybody. */
function isMeantForUs({ declined, intent, status }: Reply): boolean {
  return declined === undefined && status === 'success' && intent !== 'GREETING';
}

/** A declined question is not a failure, and neither is a refusal to read out a password. */
function toQueryStatus({ declined, status }: Reply): AnsweredQuery['status'] {
  if (declined === undefined) return status;
  return declined === 'secret' ? 'refused' : 'declined';
}
