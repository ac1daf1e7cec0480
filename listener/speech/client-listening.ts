import { ArrivalPace } from './arrival-pace.ts';
import { PcmReader } from './pcm-reader.ts';
import { type HeardUtterance, type ListeningSettings, NOTHING_HEARD } from './thread-messages.ts';
import { type CutUtterance, UtteranceCutter } from './utterance-cutter.ts';
import type { VoiceDetector } from './voice-detector.ts';
import { SAMPLE_RATE } from './wav.ts';

/** Listens to one client: from its messages to its utterances. */
export class ClientListening {
  readonly #detector: VoiceDetector;
  readonly #cutter: UtteranceCutter;
  readonly #pace = new ArrivalPace();
  #reader = new PcmReader();
  #voiceToldAt = Number.NEGATIVE_INFINITY;

  constructor(settings: ListeningSettings, detector: VoiceDetector) {
    this.#detector = detector;
    this.#cutter = new UtteranceCutter(settings, detector.isVoice);
  }

  /** Bytes of audio held. */
  get bytes(): number {
    return this.#cutter.bytes;
  }

  chunk(at: number, base64: string, rate: number | undefined): readonly HeardUtterance[] {
    return this.#take(at, this.#reader.bytes(Buffer.from(base64, 'base64'), rate));
  }

  /** @param frame the JSON of an `audio_stream` message; what is none is passed over */
  stream(at: number, frame: Uint8Array): readonly HeardUtterance[] {
    let message: unknown;
    try {
      message = JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString('latin1'));
    } catch {
      return [];
    }
    const audio: unknown = Reflect.get(Object(message), 'audio');
    const rate: unknown = Reflect.get(Object(message), 'sample_rate');
    if (!Array.isArray(audio)) return [];
    return this.#take(at, this.#reader.numbers(audio, typeof rate === 'number' ? rate : undefined));
  }

  /** Whether to tell that somebody speaks: once a second while it lasts. */
  isVoiceDue(at: number): boolean {
    if (!this.#cutter.isSpeaking || at - this.#voiceToldAt < 1_000) return false;
    this.#voiceToldAt = at;
    return true;
  }

  end(): HeardUtterance {
    const cut = this.#cutter.end();
    const heard = cut === undefined ? NOTHING_HEARD : this.#heard(cut);
    this.reset();
    return heard;
  }

  reset(): void {
    this.#cutter.reset();
    this.#pace.reset();
    this.#detector.reset();
    this.#reader = new PcmReader();
    this.#voiceToldAt = Number.NEGATIVE_INFINITY;
  }

  close(): void {
    this.#detector.free();
  }

  #take(at: number, samples: Int16Array): readonly HeardUtterance[] {
    this.#pace.add(at, samples.length);
    return this.#cutter.push(samples).map((cut) => this.#heard(cut));
  }

  #heard({ samples }: CutUtterance): HeardUtterance {
    const { isSlow } = this.#pace;
    const reader = new PcmReader();
    const pcm = isSlow ? reader.bytes(bytesOf(samples), SAMPLE_RATE / 2) : samples;
    return {
      pcm: bytesOf(pcm),
      audioMs: Math.round((pcm.length / SAMPLE_RATE) * 1_000),
      clipped: clippedShare(samples),
      isSlow,
    };
  }
}

function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** Close to the limit: rounding may have taken a little off. */
const CLIPPED_FROM = 32_700;

function clippedShare(samples: Int16Array): number {
  let clipped = 0;
  for (const sample of samples) if (sample >= CLIPPED_FROM || sample <= -CLIPPED_FROM) clipped += 1;
  return samples.length === 0 ? 0 : clipped / samples.length;
}
