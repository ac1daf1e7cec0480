import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import type { Reply } from '../protocol/reply.ts';
import type { KeptAudio } from './kept-audio.ts';
import { askBack, replyToFailure } from './speech-replies.ts';
import { type AudioInput, type SpeechEvents, SpeechThread } from './speech-thread.ts';
import type { SpokenRecord, Utterance, UtteranceOutcome } from './spoken.ts';
import type { Synthesizer } from './synthesizer.ts';
import type { ListeningSettings } from './thread-messages.ts';
import type { Transcriber } from './transcriber.ts';
import { wordCount } from './transcription.ts';
import { readAddress } from './wake-phrase.ts';

/** Spoken questions of all clients: from audio to utterances, and from an utterance to what it asks. */

export interface SpeechOptions {
  readonly settings: ListeningSettings;
  readonly transcriber: Pick<Transcriber, 'recognize' | 'isUp' | 'waiting'>;
  /** Undefined if answers are not spoken. */
  readonly synthesizer?: Pick<Synthesizer, 'speak'> | undefined;
  /** What turns to HAL, in lower case. */
  readonly wakePhrases: readonly string[];
  /** Whether what a streaming client hears is answered only after one of them. */
  readonly wakeRequired: boolean;
  readonly keptAudio?: KeptAudio | undefined;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Called when a client begins to send audio. */
  readonly onOpen?: (() => void) | undefined;
  /** File of the thread's program. */
  readonly program?: string | undefined;
}

/** What an utterance asks. */
export type Understanding =
  | { readonly kind: 'question'; readonly text: string; readonly isAddressed: boolean }
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** @param isWoken it was a wake phrase alone */
  | { readonly kind: 'ignored'; readonly isWoken: boolean };

export interface UnderstandingContext {
  /** Aborted when the answer is no longer wanted. */
  readonly signal: AbortSignal;
  /** Session id for logs. */
  readonly session: string;
}

export class Speech {
  readonly #options: SpeechOptions;
  readonly #thread: SpeechThread;
  /** Streaming clients that were told of the present outage: each is told once. */
  readonly #told = new WeakSet<object>();
  readonly #counts = { utterances: 0, recognized: 0, failed: 0 };

  constructor(options: SpeechOptions) {
    this.#options = options;
    this.#thread = new SpeechThread(options);
  }

  /** For the status. */
  get state() {
    const { isUp, waiting } = this.#options.transcriber;
    return { isUp, waiting, ...this.#counts };
  }

  /** Listens to a client. */
  open(events: SpeechEvents): AudioInput {
    this.#options.onOpen?.();
    return this.#thread.open(events);
  }

  /** Never rejects. @param owner identifies the client */
  async understand(
    utterance: Utterance,
    owner: object,
    { signal, session }: UnderstandingContext,
  ): Promise<{ readonly understanding: Understanding; readonly record: SpokenRecord }> {
    const { transcriber, keptAudio } = this.#options;
    this.#counts.utterances += 1;
    const [recognition] = await Promise.all([
      transcriber.recognize(utterance.pcm, signal),
      keptAudio?.keep(utterance.pcm, session),
    ]);
    const { audioMs, clipped, isSlow, isQuiet } = utterance;
    const text = recognition.kind === 'text' ? recognition.text : '';
    const result = (understanding: Understanding, outcome: UtteranceOutcome) => ({
      understanding,
      record: {
        outcome,
        audioMs,
        ms: recognition.ms,
        words: wordCount(text),
        clipped: Math.round(clipped * 100),
        isSlow,
        text,
      },
    });
    const ignored = { kind: 'ignored', isWoken: false } as const;
    if (recognition.kind === 'failure') {
      const { why } = recognition;
      if (why !== 'no-speech' && why !== 'cancelled') this.#counts.failed += 1;
      const isSilent = isQuiet && (why === 'no-speech' || why === 'cancelled' || this.#told.has(owner));
      if (isQuiet && !isSilent) this.#told.add(owner);
      return result(isSilent ? ignored : { kind: 'reply', reply: replyToFailure(why) }, why);
    }
    this.#told.delete(owner);
    this.#counts.recognized += 1;
    const { wakePhrases, wakeRequired } = this.#options;
    const { isWoken, text: question } = readAddress(text, wakePhrases);
    if (isWoken && question === '') return result({ kind: 'ignored', isWoken: true }, 'woken');
    const isAddressed = isWoken || !isQuiet;
    if (!isAddressed && (wakeRequired || !recognition.isSure)) return result(ignored, 'ignored');
    if (!recognition.isSure) return result({ kind: 'reply', reply: askBack(question) }, 'unsure');
    return result({ kind: 'question', text: question, isAddressed }, 'recognized');
  }

  /**
   * Adds the spoken text to a reply, for a client that plays it. Never rejects.
   *
   * @param timeMs what is left until the reply must be sent
   */
  async withAudio(
    reply: Reply,
    { via }: Pick<Utterance, 'via'>,
    limit: { readonly timeMs: number; readonly signal: AbortSignal },
  ): Promise<Reply> {
    const { synthesizer } = this.#options;
    // Of HAL's clients the browser alone plays what a response contains.
    if (synthesizer === undefined || via !== 'stream') return reply;
    const audio = await synthesizer.speak(reply.text, limit);
    return audio === undefined ? reply : { ...reply, audio };
  }

  async close(): Promise<void> {
    this.#options.keptAudio?.close();
    await this.#thread.close();
  }
}
