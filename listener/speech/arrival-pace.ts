import { SAMPLE_RATE } from './wav.ts';

/**
 * Tells 8 kHz audio that is labelled 16 kHz: a microphone that sends while it records then delivers half as many samples a second
 * as it says. What comes in bursts or with gaps, such as a recording that is sent at once, shows nothing of its rate.
 */

const MIN_MEASURED_MS = 1_500;
/** A longer gap between two messages is the network's, or the client's. */
const MAX_GAP_MS = 600;
/** Around a half. */
const SLOW_SHARE = { from: 0.42, to: 0.58 } as const;

export class ArrivalPace {
  #since: number | undefined;
  #last = 0;
  /** Those of the newest message are not counted: their time is still to come. */
  #samples = 0;
  #newest = 0;

  /** @param at when the samples came, monotonic milliseconds */
  add(at: number, samples: number): void {
    if (this.#since === undefined || at - this.#last > MAX_GAP_MS) {
      this.#since = at;
      this.#samples = 0;
    } else this.#samples += this.#newest;
    [this.#last, this.#newest] = [at, samples];
  }

  get isSlow(): boolean {
    const ms = this.#last - (this.#since ?? this.#last);
    if (ms < MIN_MEASURED_MS) return false;
    const share = this.#samples / ((ms / 1_000) * SAMPLE_RATE);
    return share >= SLOW_SHARE.from && share <= SLOW_SHARE.to;
  }

  reset(): void {
    this.#since = undefined;
  }
}
