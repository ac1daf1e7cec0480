import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../log/log-line.ts';
import { type EndpointAddress, EndpointError, post } from '../../outgoing/endpoint.ts';
import type { AssistOutcome } from '../../protocol/reply.ts';
import type { Query } from '../meaning/query.ts';
import type { Knowledge } from '../reading/knowledge.ts';
import { type Admission, admit, type Rewording } from './admission.ts';
import { readCompletion, readTranslation, requestBody } from './translation.ts';

export interface AssistOptions extends EndpointAddress {
  readonly model: string;
  /** Milliseconds a translation may take. */
  readonly timeoutMs: number;
  /** Whether questions may be written to the log. */
  readonly logQuestions: boolean;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Instead of a request over the network. */
  readonly post?: typeof post;
}

export type Assistance =
  | { readonly outcome: 'assisted'; readonly query: Query; readonly rewordings: readonly Rewording[] }
  | { readonly outcome: Exclude<AssistOutcome, 'assisted'>; readonly why: string };

/** A home's model does one thing at a time; what would wait for it is declined. */
export const MAX_CALLS = 2;
/** Longer ones are no questions. */
const MAX_QUESTION_LENGTH = 400;
/** Less is not worth a call. */
const MIN_TIME_MS = 100;
const FIRST_COOLDOWN_MS = 30_000;
const MAX_COOLDOWN_MS = 300_000;

/** Asks a language model to translate questions, a bounded number at a time, and not while its server is ill. */
export class Assist {
  readonly #options: AssistOptions;
  #calls = 0;
  /** Failures of the server in a row. */
  #failures = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(options: AssistOptions) {
    this.#options = options;
  }

  /**
   * Never rejects.
   *
   * @param timeMs what is left for it; the setting bounds it too
   */
  async help(
    question: string,
    knowledge: Knowledge,
    { timeMs, signal }: { readonly timeMs: number; readonly signal: AbortSignal },
  ): Promise<Assistance> {
    const { timeoutMs, log, logQuestions, clock } = this.#options;
    const since = clock.monotonic();
    const time = Math.min(timeMs, timeoutMs);
    const reason = this.#reasonToSkip(question, time, since);
    if (reason !== undefined) return { outcome: 'skipped', why: reason };
    this.#calls += 1;
    let assistance: Assistance;
    try {
      assistance = await this.#translated(question, knowledge, time, signal);
    } finally {
      this.#calls -= 1;
    }
    log.info('a language model was asked about a question', {
      outcome: assistance.outcome,
      ms: Math.round(clock.monotonic() - since),
      ...(assistance.outcome === 'assisted'
        ? { subject: assistance.query.subject.intent }
        : { why: assistance.why }),
      ...(logQuestions ? { question } : {}),
    });
    return assistance;
  }

  #reasonToSkip(question: string, time: number, now: number): string | undefined {
    if (question.length > MAX_QUESTION_LENGTH) return 'too long';
    if (time < MIN_TIME_MS) return 'no time';
    if (now < this.#restsUntil) return 'cooldown';
    return this.#calls >= MAX_CALLS ? 'busy' : undefined;
  }

  async #translated(
    question: string,
    knowledge: Knowledge,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Assistance> {
    const { model, post: send = post } = this.#options;
    let body: string;
    try {
      const wanted = requestBody(question, knowledge.table, model, knowledge.today);
      body = await send(this.#options, wanted, { timeoutMs, signal });
      this.#failures = 0;
    } catch (error) {
      if (!(error instanceof EndpointError)) throw error;
      if (error.reason !== 'cancelled') this.#rest(error.reason);
      return { outcome: 'failed', why: error.reason };
    }
    const content = readCompletion(body);
    const translation = content === undefined ? undefined : readTranslation(content);
    if (translation === undefined) return { outcome: 'failed', why: 'garbage' };
    const admission: Admission = admit(question, translation, knowledge);
    if (admission.kind === 'refused') return { outcome: 'declined', why: admission.why };
    return { outcome: 'assisted', query: admission.query, rewordings: admission.rewordings };
  }

  /** A server that fails is left alone for a while, longer each time: questions are declined at once meanwhile. */
  #rest(why: string): void {
    const { log, clock } = this.#options;
    const now = clock.monotonic();
    // Calls that were under way together fail together, and count once.
    if (now < this.#restsUntil) return;
    const rest = Math.min(FIRST_COOLDOWN_MS * 2 ** this.#failures, MAX_COOLDOWN_MS);
    this.#failures += 1;
    this.#restsUntil = now + rest;
    log.warn('the language model does not help: questions it could translate are declined', {
      why,
      again_in_s: rest / 1_000,
    });
  }
}
