import { isSteady, loudnessOf, NoiseFloor } from './loudness.ts';
import { FRAME_MS, FRAME_SAMPLES } from './voice-detector.ts';

/** Finds where an utterance begins and ends in a stream of samples. */

export interface CutterSettings {
  /** Silence that ends an utterance, ms. */
  readonly silenceMs: number;
  /** Less speech than this is a noise, ms. */
  readonly shortestMs: number;
  /** An utterance is cut at this length, ms. */
  readonly longestMs: number;
}

export interface CutUtterance {
  readonly samples: Int16Array;
  /** Time with voice in it, ms. */
  readonly voicedMs: number;
  /** It was cut at the longest length. */
  readonly isCut: boolean;
}

/** Kept from before the first voice, since a consonant is not yet one, and behind the last. */
const MARGIN_MS = 300;
const MARGIN_FRAMES = MARGIN_MS / FRAME_MS;
/** Voice begins with this many voiced frames of the last ones: a click is shorter. */
const ONSET_VOICED = 5;
const ONSET_FRAMES = 8;
const SAMPLE_MS = FRAME_MS / FRAME_SAMPLES;

/** Before speech, as many frames as an utterance may begin with. */
const KEPT_SAMPLES = (MARGIN_FRAMES + ONSET_FRAMES) * FRAME_SAMPLES;
/** Room until speech begins: what is kept is moved to the front each time it is full. */
const QUIET_SAMPLES = 2 * KEPT_SAMPLES;
/** Room of most utterances: 3 s. A longer one gets twice as much each time. */
const SPEECH_SAMPLES = 150 * FRAME_SAMPLES;

/** Decides by frames of 20 ms. Holds less than a second while nobody speaks. */
export class UtteranceCutter {
  readonly #settings: CutterSettings;
  readonly #detect: (frame: Int16Array) => boolean;
  readonly #floor = new NoiseFloor();
  /** The last samples before speech, or all of the utterance, and how many they are. */
  readonly #quiet = new Int16Array(QUIET_SAMPLES);
  #samples = this.#quiet;
  #length = 0;
  /** Voiced or not, for the frames before speech. */
  #onset: boolean[] = [];
  #isSpeaking = false;
  #voiced = 0;
  /** Of the voiced frames, decibels. */
  #loudness: number[] = [];
  /** Frames since the last voiced one. */
  #silent = 0;
  /** Samples that do not fill a frame. */
  #rest = new Int16Array(0);

  /** @param detect whether a frame sounds like voice */
  constructor(settings: CutterSettings, detect: (frame: Int16Array) => boolean) {
    this.#settings = settings;
    this.#detect = detect;
  }

  get isSpeaking(): boolean {
    return this.#isSpeaking;
  }

  /** Bytes of audio held. */
  get bytes(): number {
    return this.#samples.byteLength;
  }

  /** Takes samples, and returns the utterances that end in them: at most a few, as each needs its silence. */
  push(samples: Int16Array): readonly CutUtterance[] {
    const found: CutUtterance[] = [];
    let pending = samples;
    if (this.#rest.length > 0) {
      pending = new Int16Array(this.#rest.length + samples.length);
      pending.set(this.#rest);
      pending.set(samples, this.#rest.length);
    }
    let at = 0;
    for (; at + FRAME_SAMPLES <= pending.length; at += FRAME_SAMPLES) {
      const utterance = this.#frame(pending.subarray(at, at + FRAME_SAMPLES));
      if (utterance !== undefined) found.push(utterance);
    }
    this.#rest = pending.slice(at);
    return found;
  }

  /** The client says that it ended: what was said so far; undefined if nothing was. */
  end(): CutUtterance | undefined {
    const utterance = this.#isSpeaking ? this.#cut(false) : undefined;
    this.reset();
    return utterance;
  }

  reset(): void {
    this.#rest = new Int16Array(0);
    this.#begin(0);
    this.#floor.reset();
  }

  /** @param kept samples at the end that may belong to the next utterance */
  #begin(kept: number): void {
    this.#quiet.set(this.#samples.subarray(this.#length - kept, this.#length));
    [this.#samples, this.#length, this.#onset, this.#loudness] = [this.#quiet, kept, [], []];
    [this.#isSpeaking, this.#voiced, this.#silent] = [false, 0, 0];
  }

  #append(frame: Int16Array): void {
    if (this.#length + frame.length > this.#samples.length) {
      if (this.#isSpeaking) this.#moveTo(new Int16Array(2 * this.#samples.length));
      else this.#keepLast(KEPT_SAMPLES);
    }
    this.#samples.set(frame, this.#length);
    this.#length += frame.length;
  }

  #moveTo(larger: Int16Array<ArrayBuffer>): void {
    larger.set(this.#samples.subarray(0, this.#length));
    this.#samples = larger;
  }

  #keepLast(samples: number): void {
    if (this.#length <= samples) return;
    this.#samples.copyWithin(0, this.#length - samples, this.#length);
    this.#length = samples;
  }

  #frame(frame: Int16Array): CutUtterance | undefined {
    const loudness = loudnessOf(frame);
    // Both see every frame, since each adapts to what it hears.
    const [isLoud, isLikely] = [this.#floor.isExceeded(loudness), this.#detect(frame)];
    const isVoice = isLoud && isLikely;
    this.#append(frame);
    if (isVoice) this.#loudness.push(loudness);
    if (!this.#isSpeaking) {
      this.#onset.push(isVoice);
      if (this.#onset.length > ONSET_FRAMES) this.#onset.shift();
      const voiced = this.#onset.filter(Boolean).length;
      if (voiced === 0) this.#loudness = [];
      if (voiced < ONSET_VOICED) return undefined;
      this.#keepLast(KEPT_SAMPLES);
      this.#moveTo(new Int16Array(SPEECH_SAMPLES));
      [this.#isSpeaking, this.#voiced, this.#silent, this.#onset] = [true, voiced, 0, []];
      return undefined;
    }
    if (isVoice) [this.#voiced, this.#silent] = [this.#voiced + 1, 0];
    else this.#silent += 1;
    const hasEnded = this.#silent * FRAME_MS >= this.#settings.silenceMs;
    const isTooLong = this.#length * SAMPLE_MS >= this.#settings.longestMs;
    if (!hasEnded && !isTooLong) return undefined;
    const utterance = this.#cut(!hasEnded);
    // What was cut goes on without a margin: the words before are in the utterance already.
    this.#begin(hasEnded ? Math.min(this.#length, MARGIN_FRAMES * FRAME_SAMPLES) : 0);
    return utterance;
  }

  /** @returns undefined for a noise */
  #cut(isCut: boolean): CutUtterance | undefined {
    const voicedMs = this.#voiced * FRAME_MS;
    if (voicedMs < this.#settings.shortestMs || isSteady(this.#loudness)) return undefined;
    const silence = Math.max(0, this.#silent - MARGIN_FRAMES) * FRAME_SAMPLES;
    return { samples: this.#samples.slice(0, this.#length - silence), voicedMs, isCut };
  }
}
