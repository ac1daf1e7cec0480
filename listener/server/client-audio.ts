import type { ClientMessage } from '../../contract/hal.ts';
import type { Clock } from '../../lib/clock.ts';
import type { SessionState } from '../protocol/session-state.ts';
import type { Speech } from '../speech/speech.ts';
import type { AudioInput } from '../speech/speech-thread.ts';
import type { Utterance } from '../speech/spoken.ts';
import { type HeardUtterance, NOTHING_HEARD } from '../speech/thread-messages.ts';
import { playTimeOf } from '../speech/wav.ts';

export interface ClientAudioEvents {
  onVoice(): void;
  onUtterance(utterance: Utterance, isFinal: boolean): void;
  /** The thread is behind: nothing more should be read from the client for a moment. */
  onLag(): void;
}

/** The audio of one client on its way to the speech thread, as far as its session listens. */
export class ClientAudio {
  readonly #speech: Pick<Speech, 'open'>;
  readonly #events: ClientAudioEvents;
  readonly #phase: () => SessionState['phase'];
  readonly #clock: Pick<Clock, 'monotonic'>;
  #input: AudioInput | undefined;
  /** Until then its microphone hears an answer; monotonic milliseconds. */
  #playsUntil = Number.NEGATIVE_INFINITY;
  /** How its audio came last. */
  #via: Utterance['via'] = 'chunk';

  constructor(
    speech: Pick<Speech, 'open'>,
    clock: Pick<Clock, 'monotonic'>,
    phase: () => SessionState['phase'],
    events: ClientAudioEvents,
  ) {
    this.#speech = speech;
    this.#clock = clock;
    this.#phase = phase;
    this.#events = events;
  }

  /** @param frame the message as it came @returns false if the message is none of audio */
  onMessage(message: ClientMessage, frame: Buffer): boolean {
    switch (message.type) {
      case 'audio_chunk': {
        this.#via = 'chunk';
        const audio = message.audio ?? message.audio_data ?? '';
        if (audio !== '' && this.#phase() === 'active_listening')
          this.#take((input) => input.chunk(audio, message.sample_rate ?? undefined));
        if (message.is_final) this.#end();
        return true;
      }
      case 'audio_stream':
        this.#via = 'stream';
        if (this.#phase() !== 'processing' && this.#clock.monotonic() >= this.#playsUntil)
          this.#take((input) => input.stream(frame));
        return true;
      case 'speech_ended':
        this.#end();
        return true;
      default:
        return false;
    }
  }

  /** The client plays an answer, which its microphone hears. @param audio a WAV file in base64 */
  onPlay(audio: string): void {
    this.#playsUntil = this.#clock.monotonic() + playTimeOf(Buffer.from(audio, 'base64'));
  }

  reset(): void {
    this.#input?.reset();
  }

  close(): void {
    this.#input?.close();
  }

  #take(give: (input: AudioInput) => void): void {
    this.#input ??= this.#speech.open({
      onVoice: () => this.#events.onVoice(),
      onUtterance: (heard, isFinal) => this.#onUtterance(heard, isFinal),
    });
    give(this.#input);
    if (this.#input.isLagging) this.#events.onLag();
  }

  #end(): void {
    if (this.#input === undefined) this.#onUtterance(NOTHING_HEARD, true);
    else this.#input.end();
  }

  #onUtterance(heard: HeardUtterance, isFinal: boolean): void {
    const via = this.#via;
    const isQuiet = !isFinal && via === 'stream' && this.#phase() === 'passive_listening';
    this.#events.onUtterance({ ...heard, via, isQuiet }, isFinal);
  }
}
