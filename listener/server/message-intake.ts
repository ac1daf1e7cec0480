import type { RawData, WebSocket } from 'ws';
import { runAfter } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Config } from '../config/config.ts';
import { isAudio, isLikelyAudio, type ParsedFrame, readFrame } from '../protocol/message.ts';

/** A token bucket: an average rate per second, and a burst above it. Times are monotonic milliseconds. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at = 0;

  /** @param perSecond 0 means unlimited */
  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = Math.max(burst, 1);
    this.#tokens = this.#burst;
  }

  /** Takes one token; false if there is none. */
  take(now: number): boolean {
    if (this.#perSecond === 0) return true;
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /**
   * Takes tokens for something that has already happened; the balance may become negative.
   *
   * @returns ms until the balance is no longer negative; 0 if it is not
   */
  charge(now: number, cost: number): number {
    if (this.#perSecond === 0) return 0;
    this.#refill(now);
    this.#tokens -= cost;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#perSecond) * 1_000;
  }

  #refill(now: number): void {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed / 1_000) * this.#perSecond);
  }
}

/** Audio has its own limit: a browser tab sends four chunks per second, some clients sixteen. */
const AUDIO_RATE = { perSecond: 100, burst: 200 } as const;
/**
 * Bytes per second read from one client: twice the need of four audio frames of 64 KiB per second. JSON is parsed at
 * about 50 MB/s, so one client costs at most one percent of a core.
 */
const BYTE_RATE = { perSecond: 512 * 1024, burst: 2 * 1024 ** 2 } as const;
/** Rejected messages and control frames, which are answered too. */
const EXCESS_RATE = { perSecond: 100, burst: 200 } as const;
/** For a part of the listener that is behind with a client's messages. */
const BRIEF_PAUSE_MS = 100;
/** A longer pause would delay the client's pongs and look like a dead connection. */
const MAX_PAUSE_MS = 5_000;

/**
 * Rate limits of one client. Limits are charged before a frame is parsed, since parsing is the expensive part. If a
 * client exceeds its byte rate, reading pauses, so that TCP flow control slows it down and nothing is lost.
 */
export class MessageIntake {
  readonly #ws: Pick<WebSocket, 'pause' | 'resume'>;
  readonly #config: Pick<Config, 'rate' | 'burst' | 'maxMessageBytes'>;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #messages: TokenBucket;
  readonly #bytes = new TokenBucket(BYTE_RATE.perSecond, BYTE_RATE.burst);
  /** Created on demand: most clients never send audio or exceed their limits. */
  #audio: TokenBucket | undefined;
  #excess: TokenBucket | undefined;
  #pause: NodeJS.Timeout | undefined;
  #released = false;

  constructor(
    ws: Pick<WebSocket, 'pause' | 'resume'>,
    config: Pick<Config, 'rate' | 'burst' | 'maxMessageBytes'>,
    clock: Pick<Clock, 'monotonic'>,
  ) {
    this.#ws = ws;
    this.#config = config;
    this.#clock = clock;
    this.#messages = new TokenBucket(config.rate, config.burst);
  }

  /** Parses a frame within the client's limits; undefined for excess audio, which is ignored. */
  take(frame: Buffer): ParsedFrame | undefined {
    const now = this.#clock.monotonic();
    this.#pauseFor(this.#bytes.charge(now, frame.length));
    if (!isLikelyAudio(frame)) {
      return this.#messages.take(now)
        ? readFrame(frame, this.#config.maxMessageBytes)
        : this.#rateLimited(now);
    }
    this.#audio ??= new TokenBucket(AUDIO_RATE.perSecond, AUDIO_RATE.burst);
    if (!this.#audio.take(now)) {
      this.chargeExcess();
      return undefined;
    }
    const parsed = readFrame(frame, this.#config.maxMessageBytes);
    if (parsed.ok && isAudio(parsed.message)) return parsed;
    return this.#messages.take(now) ? parsed : this.#rateLimited(now);
  }

  /** Charges a control frame (ping or pong). */
  chargeExcess(): void {
    this.#excess ??= new TokenBucket(EXCESS_RATE.perSecond, EXCESS_RATE.burst);
    this.#pauseFor(this.#excess.charge(this.#clock.monotonic(), 1));
  }

  /** Stops reading for a moment, so that TCP flow control slows the client down. */
  pauseBriefly(): void {
    this.#pauseFor(BRIEF_PAUSE_MS);
  }

  /** Resumes reading for good: the connection is closing, and its close frame must be read. */
  release(): void {
    this.#released = true;
    this.#resume();
  }

  #resume(): void {
    if (this.#pause === undefined) return;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#ws.resume();
  }

  #rateLimited(now: number): ParsedFrame {
    this.#excess ??= new TokenBucket(EXCESS_RATE.perSecond, EXCESS_RATE.burst);
    this.#pauseFor(this.#excess.charge(now, 1));
    const text = `Too many messages: at most ${this.#config.rate} per second.`;
    return { ok: false, code: 'RATE_LIMITED', text };
  }

  #pauseFor(ms: number): void {
    if (ms <= 0 || this.#pause !== undefined || this.#released) return;
    this.#ws.pause();
    this.#pause = runAfter(Math.min(Math.ceil(ms), MAX_PAUSE_MS), 'resuming a client', () => this.#resume());
    this.#pause.unref();
  }
}

/** The data of a `ws` message as one buffer. */
export function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
