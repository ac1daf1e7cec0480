import type { CutterSettings } from './utterance-cutter.ts';
import type { Aggressiveness } from './voice-detector.ts';

/** What the speech thread and the listener say to each other. */

export interface ListeningSettings extends CutterSettings {
  readonly aggressiveness: Aggressiveness;
}

/** What the thread is started with. */
export interface ThreadData {
  readonly settings: ListeningSettings;
  /** One number, shared: how many messages the thread has dealt with. */
  readonly handled: Int32Array;
}

/** Audio of a client, by its number, or what happens to it. */
export type ToThread =
  /** @param at monotonic milliseconds of arrival */
  | {
      readonly kind: 'chunk';
      readonly client: number;
      readonly at: number;
      readonly base64: string;
      readonly rate: number | undefined;
    }
  /** @param frame a whole `audio_stream` message, which the thread parses */
  | { readonly kind: 'stream'; readonly client: number; readonly at: number; readonly frame: Uint8Array }
  /** The client says that its speech has ended; what it said follows, even if it was nothing. */
  | { readonly kind: 'end'; readonly client: number }
  | { readonly kind: 'reset'; readonly client: number }
  | { readonly kind: 'close'; readonly client: number };

/** Something that was said. */
export interface HeardUtterance {
  /** 16-bit little-endian samples, mono, 16 kHz; none if nothing was said. */
  readonly pcm: Uint8Array;
  /** Length of the audio, ms. */
  readonly audioMs: number;
  /** Share of samples at the limit, 0 to 1. */
  readonly clipped: number;
  /** It came at half the speed of its label, so it was taken for 8 kHz. */
  readonly isSlow: boolean;
}

export type FromThread =
  /** Voice goes on; at most once a second for a client. */
  | { readonly kind: 'voice'; readonly client: number }
  /** @param isFinal the client had said that its speech has ended */
  | {
      readonly kind: 'utterance';
      readonly client: number;
      readonly isFinal: boolean;
      readonly utterance: HeardUtterance;
    };

export const NOTHING_HEARD: HeardUtterance = {
  pcm: new Uint8Array(0),
  audioMs: 0,
  clipped: 0,
  isSlow: false,
};
