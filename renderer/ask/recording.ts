import { MAX_RECORDING_MS, RECORDING_RATE } from '../../contract/panel-ask.ts';

/** Samples of a recording at most. */
const MAX_SAMPLES = (MAX_RECORDING_MS / 1_000) * RECORDING_RATE;
/** Characters at a time: a function takes only so many arguments. */
const BASE64_STEP = 0x2000;

/**
 * What a microphone hears, as 16-bit samples of one channel at RECORDING_RATE. A higher rate is averaged down, so that what
 * the lower one cannot hold does not fold into speech. What goes beyond MAX_RECORDING_MS is left out.
 */
export class Recording {
  readonly #samples = new Int16Array(MAX_SAMPLES);
  /** Input samples for each output sample. */
  readonly #step: number;
  #length = 0;
  /** Input samples until the next output sample, and what came since the last. */
  #due: number;
  #sum = 0;
  #count = 0;

  /** @param rate samples a second of what is added */
  constructor(rate: number) {
    this.#step = rate / RECORDING_RATE;
    this.#due = this.#step;
  }

  /** Milliseconds recorded. */
  get ms(): number {
    return Math.round((this.#length * 1_000) / RECORDING_RATE);
  }

  get isFull(): boolean {
    return this.#length >= MAX_SAMPLES;
  }

  /** @param block samples from -1 to 1 */
  add(block: Float32Array): void {
    for (const sample of block) {
      this.#sum += sample;
      this.#count += 1;
      this.#due -= 1;
      // A lower rate gives some samples more than once.
      while (this.#due < 0.5) this.#put();
    }
  }

  #put(): void {
    const value = this.#sum / this.#count;
    if (!this.isFull) this.#samples[this.#length++] = toInt16(value);
    this.#due += this.#step;
    if (this.#due < 0.5) return;
    [this.#sum, this.#count] = [0, 0];
  }

  /** All of it, little-endian, in base64. */
  toBase64(): string {
    const bytes = new Uint8Array(2 * this.#length);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < this.#length; at += 1) view.setInt16(2 * at, this.#samples[at] ?? 0, true);
    let text = '';
    for (let at = 0; at < bytes.length; at += BASE64_STEP)
      text += String.fromCharCode(...bytes.subarray(at, at + BASE64_STEP));
    return btoa(text);
  }
}

function toInt16(value: number): number {
  const clipped = Math.max(-1, Math.min(1, Number.isFinite(value) ? value : 0));
  return Math.round(clipped < 0 ? clipped * 32_768 : clipped * 32_767);
}

/** Decibels below the loudest at which the bar is empty. */
const QUIETEST_DB = 60;

/** How loud a block is, 0 to 100: speech is at about the half. */
export function levelOf(block: Float32Array): number {
  let power = 0;
  for (const sample of block) power += sample * sample;
  const rms = Math.sqrt(power / Math.max(1, block.length));
  const level = (1 + (20 * Math.log10(Math.max(rms, 1e-6))) / QUIETEST_DB) * 100;
  return Math.round(Math.max(0, Math.min(100, level)));
}
