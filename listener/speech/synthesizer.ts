import { createHash } from 'node:crypto';
import { Backoff } from '../../lib/backoff.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import { type EndpointAddress, EndpointError, postForBytes } from '../outgoing/endpoint.ts';

/** Has answers spoken by a server of the operator, for clients that play them. What cannot be spoken in time is not. */

export interface SynthesizerOptions extends EndpointAddress {
  readonly model: string;
  readonly voice: string;
  readonly timeoutMs: number;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Instead of a request over the network. */
  readonly post?: typeof postForBytes;
}

/** In base64 it takes 600 000 bytes of a frame, which has less than a million. */
const MAX_AUDIO_BYTES = 450_000;
/** What fits in that at 16 kHz: nobody listens to a longer list. */
const MAX_SPOKEN_LENGTH = 200;
/** Of all spoken texts. */
const MAX_CACHE_BYTES = 16 * 1024 ** 2;
const MAX_REQUESTS = 2;
const REST = { firstMs: 5_000, maxMs: 60_000 } as const;

export class Synthesizer {
  readonly #options: SynthesizerOptions;
  /** By a hash of voice and text, the least recently used first. Who asked is not in it. */
  readonly #cache = new Map<string, string>();
  #cached = 0;
  #requests = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;
  readonly #backoff = new Backoff(REST);

  constructor(options: SynthesizerOptions) {
    this.#options = options;
  }

  /** Bytes of the spoken texts in memory. */
  get cachedBytes(): number {
    return this.#cached;
  }

  /**
   * Never rejects.
   *
   * @param timeMs what is left for it; the setting bounds it too
   * @returns a WAV file in base64; undefined if there is none
   */
  async speak(
    text: string,
    { timeMs, signal }: { readonly timeMs: number; readonly signal: AbortSignal },
  ): Promise<string | undefined> {
    const { model, voice, timeoutMs, clock, url, key, headers, post: send = postForBytes } = this.#options;
    const input = firstSentences(text);
    const hash = createHash('sha256').update(`${model}\n${voice}\n${input}`).digest('base64');
    const cached = this.#cache.get(hash);
    if (cached !== undefined) {
      this.#cache.delete(hash);
      this.#cache.set(hash, cached);
      return cached;
    }
    const limit = Math.min(timeMs, timeoutMs);
    if (limit <= 0 || this.#requests >= MAX_REQUESTS || clock.monotonic() < this.#restsUntil)
      return undefined;
    this.#requests += 1;
    try {
      // Servers of different age name the format differently.
      const body = JSON.stringify({ model, input, voice, response_format: 'wav', format: 'wav' });
      const address = {
        url,
        key,
        headers: { ...headers, 'content-type': 'application/json', accept: 'audio/wav' },
      };
      const audio = await send(address, [Buffer.from(body)], {
        timeoutMs: limit,
        signal,
        maxBytes: MAX_AUDIO_BYTES,
      });
      this.#backoff.reset();
      if (audio.toString('latin1', 0, 4) !== 'RIFF') {
        this.#options.log.warn('the server that speaks answers with something else than a WAV file');
        return undefined;
      }
      return this.#keep(hash, audio.toString('base64'));
    } catch (error) {
      if (!(error instanceof EndpointError)) throw error;
      this.#onFailure(error);
      return undefined;
    } finally {
      this.#requests -= 1;
    }
  }

  #keep(hash: string, audio: string): string {
    this.#cache.set(hash, audio);
    this.#cached += audio.length;
    for (const [oldest, one] of this.#cache) {
      if (this.#cached <= MAX_CACHE_BYTES) break;
      this.#cache.delete(oldest);
      this.#cached -= one.length;
    }
    return audio;
  }

  #onFailure({ reason, status }: EndpointError): void {
    const { log, clock, url } = this.#options;
    // A long answer at a high rate is no fault of the server.
    if (reason === 'cancelled' || reason === 'too-big') return;
    const now = clock.monotonic();
    if (now < this.#restsUntil) return;
    const rest = this.#backoff.next();
    this.#restsUntil = now + rest;
    log.warn('answers are not spoken: the server fails', {
      host: new URL(url).host,
      why: reason,
      status,
      again_in_s: rest / 1_000,
    });
  }
}

/** As many whole sentences from the start as may be spoken; of a longer first one as many words. */
export function firstSentences(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= MAX_SPOKEN_LENGTH) return plain;
  const part = plain.slice(0, MAX_SPOKEN_LENGTH);
  const end = Math.max(part.lastIndexOf('. '), part.lastIndexOf('! '), part.lastIndexOf('? '));
  return end > 0 ? part.slice(0, end + 1) : part.slice(0, Math.max(1, part.lastIndexOf(' ')));
}
