import type { RawData, WebSocket } from 'ws';
import { runAfter } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Config } from '../config/config.ts';
import { isAudio, isLikelyAudio, type Reading, readFrame } from '../protocol/message.ts';

/** A token bucket: so much a second on average, and a burst above that. Times are ms of any monotonic origin. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at = 0;

  /** @param perSecond 0 lets everything through. */
  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = Math.max(burst, 1);
    this.#tokens = this.#burst;
  }

  /** Takes one event; false when it is over the limit. */
  take(now: number): boolean {
    if (this.#perSecond === 0) return true;
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /**
   * Takes what has happened already, beyond the limit too.
   *
   * @returns ms until it is within the limit again, 0 where it is
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

/** Audio has its own limit: four chunks a second a browser tab, some clients send sixteen. */
const AUDIO_RATE = { perSecond: 100, burst: 200 } as const;
/**
 * Bytes a second that are read of one client: twice what four audio frames of 64 KiB a second need. JSON is parsed at
 * some 50 MB a second, so that a client costs a hundredth of a core at most.
 */
const BYTE_RATE = { perSecond: 512 * 1024, burst: 2 * 1024 ** 2 } as const;
/** Refused messages and control frames a second: these are answered too. */
const EXCESS_RATE = { perSecond: 100, burst: 200 } as const;
/** A client that is not read for long looks like one that is gone. */
const MAX_PAUSE_MS = 5_000;

/**
 * What one client may cost. Limits are charged before a frame is parsed, since parsing is what costs; whoever sends
 * more than is read is not read for a while, so that TCP holds him back and nothing is lost.
 */
export class MessageIntake {
  readonly #ws: Pick<WebSocket, 'pause' | 'resume'>;
  readonly #config: Pick<Config, 'rate' | 'burst' | 'maxMessageBytes'>;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #messages: TokenBucket;
  readonly #bytes = new TokenBucket(BYTE_RATE.perSecond, BYTE_RATE.burst);
  /** Most clients never send audio, nor too much. */
  #audio: TokenBucket | undefined;
  #excess: TokenBucket | undefined;
  #pause: NodeJS.Timeout | undefined;
  #hasEnded = false;

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

  /** Reads a frame, as far as its client may be read; undefined for audio that is too much, which is passed over. */
  take(frame: Buffer): Reading | undefined {
    const now = this.#clock.monotonic();
    this.#pauseFor(this.#bytes.charge(now, frame.length));
    if (!isLikelyAudio(frame)) {
      return this.#messages.take(now) ? readFrame(frame, this.#config.maxMessageBytes) : this.#tooMany(now);
    }
    this.#audio ??= new TokenBucket(AUDIO_RATE.perSecond, AUDIO_RATE.burst);
    if (!this.#audio.take(now)) {
      this.chargeExcess();
      return undefined;
    }
    const reading = readFrame(frame, this.#config.maxMessageBytes);
    if (reading.ok && isAudio(reading.message)) return reading;
    return this.#messages.take(now) ? reading : this.#tooMany(now);
  }

  /** Charges what costs something and is no message: a ping, a pong. */
  chargeExcess(): void {
    this.#excess ??= new TokenBucket(EXCESS_RATE.perSecond, EXCESS_RATE.burst);
    this.#pauseFor(this.#excess.charge(this.#clock.monotonic(), 1));
  }

  /** Reads the client again, whatever it owes: it is being closed, and its last word is awaited. */
  end(): void {
    this.#hasEnded = true;
    this.#resume();
  }

  #resume(): void {
    if (this.#pause === undefined) return;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#ws.resume();
  }

  #tooMany(now: number): Reading {
    this.#excess ??= new TokenBucket(EXCESS_RATE.perSecond, EXCESS_RATE.burst);
    this.#pauseFor(this.#excess.charge(now, 1));
    const text = `Too many messages: at most ${this.#config.rate} a second.`;
    return { ok: false, code: 'RATE_LIMITED', text };
  }

  #pauseFor(ms: number): void {
    if (ms <= 0 || this.#pause !== undefined || this.#hasEnded) return;
    this.#ws.pause();
    this.#pause = runAfter(Math.min(Math.ceil(ms), MAX_PAUSE_MS), 'reading a client again', () =>
      this.#resume(),
    );
    this.#pause.unref();
  }
}

/** A frame as `ws` gives it, in one piece. */
export function wholeFrame(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
