import { guarded, runAfter } from '../../lib/background.ts';
import { Backoff } from '../../lib/backoff.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import { type EndpointAddress, EndpointError, postForBytes } from '../outgoing/endpoint.ts';
import { readTranscription, transcriptionBody } from './transcription.ts';

/** Asks a recognition server, a bounded number of utterances at a time, and not while it is ill. */

export interface TranscriberOptions extends EndpointAddress {
  readonly model: string;
  readonly language: string | undefined;
  /** Milliseconds from the end of the utterance to its text. */
  readonly timeoutMs: number;
  /** Names that may occur in an utterance. */
  readonly prompt: () => string;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Instead of a request over the network. */
  readonly post?: typeof postForBytes;
}

/** Why there is no text. */
export type RecognitionFailure = 'no-speech' | 'down' | 'slow' | 'garbage' | 'busy' | 'cancelled';

export type Recognition =
  | { readonly kind: 'text'; readonly text: string; readonly isSure: boolean; readonly ms: number }
  | { readonly kind: 'failure'; readonly why: RecognitionFailure; readonly ms: number };

/** Home servers recognize one utterance after the other; a second one is on its way meanwhile. */
const MAX_REQUESTS = 2;
/** Each client waits with one utterance at most, so those who came first are served first and nobody is passed over. */
const MAX_WAITING = 100;
/** A server that fails is asked again after this long. */
const REST = { firstMs: 5_000, maxMs: 60_000 } as const;
/** Of an answer with all its segments. */
const MAX_ANSWER_BYTES = 256 * 1024;
/** Servers that cannot say how sure they are refuse to be asked for it. */
const UNKNOWN_FORMAT = new Set([400, 415, 422]);

type Attempt =
  | { readonly kind: 'text'; readonly text: string; readonly isSure: boolean }
  | RecognitionFailure;

export class Transcriber {
  readonly #options: TranscriberOptions;
  #requests = 0;
  readonly #waiting: { readonly start: () => void; readonly drop: () => void }[] = [];
  #restsUntil = Number.NEGATIVE_INFINITY;
  readonly #backoff = new Backoff(REST);
  #isVerbose = true;
  #isUp = true;

  constructor(options: TranscriberOptions) {
    this.#options = options;
  }

  /** Whether the last request was answered. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Utterances that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Never rejects. */
  async recognize(pcm: Uint8Array, signal: AbortSignal): Promise<Recognition> {
    const { clock, timeoutMs } = this.#options;
    const since = clock.monotonic();
    const elapsed = (): number => Math.round(clock.monotonic() - since);
    if (since < this.#restsUntil) return { kind: 'failure', why: 'down', ms: 0 };
    const refused = await this.#turn(timeoutMs, signal);
    if (refused !== undefined) return { kind: 'failure', why: refused, ms: elapsed() };
    let attempt: Attempt;
    try {
      attempt = await this.#attempt(pcm, Math.max(1, timeoutMs - elapsed()), signal);
    } finally {
      this.#requests -= 1;
      this.#waiting.shift()?.start();
    }
    const ms = elapsed();
    return typeof attempt === 'string' ? { kind: 'failure', why: attempt, ms } : { ...attempt, ms };
  }

  /** Waits for a free request and takes it. @returns why there is none */
  #turn(timeoutMs: number, signal: AbortSignal): Promise<RecognitionFailure | undefined> {
    if (signal.aborted) return Promise.resolve('cancelled');
    if (this.#requests < MAX_REQUESTS) {
      this.#requests += 1;
      return Promise.resolve(undefined);
    }
    if (this.#waiting.length >= MAX_WAITING) return Promise.resolve('busy');
    return new Promise((resolve) => {
      const settle = (why: RecognitionFailure | undefined): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        const at = this.#waiting.indexOf(entry);
        if (at >= 0) this.#waiting.splice(at, 1);
        resolve(why);
      };
      const entry = {
        start: () => {
          this.#requests += 1;
          settle(undefined);
        },
        drop: () => settle('down'),
      };
      const timer = runAfter(timeoutMs, 'speech', () => settle('busy'));
      const onAbort = guarded('speech', () => settle('cancelled'));
      signal.addEventListener('abort', onAbort);
      this.#waiting.push(entry);
    });
  }

  async #attempt(pcm: Uint8Array, timeoutMs: number, signal: AbortSignal): Promise<Attempt> {
    const { model, language, prompt, post: send = postForBytes } = this.#options;
    const isVerbose = this.#isVerbose;
    const { body, contentType } = transcriptionBody({ pcm, model, language, prompt: prompt(), isVerbose });
    const { url, key, headers, clock } = this.#options;
    const since = clock.monotonic();
    let answer: string;
    try {
      const bytes = await send({ url, key, headers: { ...headers, 'content-type': contentType } }, body, {
        timeoutMs,
        signal,
        maxBytes: MAX_ANSWER_BYTES,
      });
      answer = bytes.toString('utf8');
    } catch (error) {
      if (!(error instanceof EndpointError)) throw error;
      if (isVerbose && UNKNOWN_FORMAT.has(error.status ?? 0)) {
        this.#isVerbose = false;
        return this.#attempt(pcm, Math.max(1, timeoutMs - (clock.monotonic() - since)), signal);
      }
      return this.#failed(error);
    }
    this.#backoff.reset();
    this.#isUp = true;
    const transcription = readTranscription(answer);
    if (transcription.kind === 'text') return transcription;
    if (transcription.kind === 'garbage')
      this.#options.log.warn('the speech recognition server answers with something else than text');
    return transcription.kind;
  }

  #failed(error: EndpointError): RecognitionFailure {
    if (error.reason === 'cancelled') return 'cancelled';
    const { log, clock, url } = this.#options;
    const now = clock.monotonic();
    this.#isUp = false;
    // Requests that were under way together fail together, and count once.
    if (now >= this.#restsUntil) {
      const rest = this.#backoff.next();
      this.#restsUntil = now + rest;
      log.warn('speech recognition fails: what is said is not understood, typed questions are', {
        host: new URL(url).host,
        why: error.reason,
        status: error.status,
        again_in_s: rest / 1_000,
      });
      for (const entry of this.#waiting.splice(0)) entry.drop();
    }
    return error.reason === 'slow' ? 'slow' : 'down';
  }
}
