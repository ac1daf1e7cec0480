import { FRAME_MS } from './voice-detector.ts';

/**
 * What tells steady sound from speech, which the detector alone does not: it takes a loud fan or a held chord for voice. Speech is
 * louder than what surrounds it, and rises and falls with each syllable.
 */

/** @returns decibels below full scale; -100 for silence */
export function loudnessOf(frame: Int16Array): number {
  let sum = 0;
  for (const sample of frame) sum += sample * sample;
  return sum === 0 ? -100 : Math.max(-100, 10 * Math.log10(sum / frame.length / 32_768 ** 2));
}

/** Below this is the noise of a microphone. */
const MIN_LOUDNESS_DB = -60;
/** How much louder than its surroundings a voice is. */
const ABOVE_FLOOR_DB = 5;
/** Longer than anybody speaks without a quieter moment between syllables or words. */
const WINDOW_MS = 3_000;
const BLOCK_FRAMES = 100 / FRAME_MS;
const MAX_BLOCKS = WINDOW_MS / 100;

/** Follows the loudness of the surroundings: the quietest moment of the last three seconds. */
export class NoiseFloor {
  #blocks: number[] = [];
  #current = 0;
  #frames = 0;

  /** Whether a frame is loud enough for a voice. @param loudness of the next 20 ms */
  isExceeded(loudness: number): boolean {
    this.#current = this.#frames === 0 ? loudness : Math.min(this.#current, loudness);
    this.#frames += 1;
    if (this.#frames === BLOCK_FRAMES) {
      this.#blocks.push(this.#current);
      if (this.#blocks.length > MAX_BLOCKS) this.#blocks.shift();
      this.#frames = 0;
    }
    if (loudness < MIN_LOUDNESS_DB) return false;
    // Until the window is full, there may have been no quiet moment yet.
    return this.#blocks.length < MAX_BLOCKS || loudness > Math.min(...this.#blocks) + ABOVE_FLOOR_DB;
  }

  reset(): void {
    [this.#blocks, this.#frames] = [[], 0];
  }
}

/** Speech falls by more than this between its loud and its quiet moments. */
const MIN_RANGE_DB = 6;

/** Whether sound is as loud all the time as no speech is. @param loudness of its frames, in any order */
export function isSteady(loudness: readonly number[]): boolean {
  const sorted = loudness.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return at(0.9) - at(0.1) < MIN_RANGE_DB;
}
