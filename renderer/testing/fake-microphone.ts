import { act } from '@testing-library/react';
import { vi } from 'vitest';

/** A microphone and the browser's audio, for tests: what they would hear is said with `hear`. */
export class FakeMicrophone {
  /** What the browser's user answers; the microphone is given where it resolves. */
  permission: () => Promise<unknown> = async () => undefined;
  /** The rate of the audio system; a context of any other rate refuses the microphone, as in Firefox. */
  ownRate: number | undefined;
  /** Tracks that were not let go of. */
  open = 0;
  /** Contexts that were not closed. */
  contexts = 0;
  rate = 0;
  #node: { port: { onmessage?: (event: { data: Float32Array }) => void } } | undefined;
  #track: { onended?: () => void; stop(): void } | undefined;

  /** Puts it in the place of the browser's own until the end of the test. */
  install(): this {
    const microphone = this;
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal(
      'AudioContext',
      class {
        state = 'running';
        readonly sampleRate: number;
        readonly audioWorklet = { addModule: async () => undefined };

        constructor({ sampleRate = microphone.ownRate ?? 48_000 } = {}) {
          this.sampleRate = sampleRate;
          microphone.contexts += 1;
        }

        createMediaStreamSource() {
          if (microphone.ownRate !== undefined && this.sampleRate !== microphone.ownRate)
            throw new DOMException('different sample rates', 'NotSupportedError');
          microphone.rate = this.sampleRate;
          return { connect: () => undefined };
        }

        resume = async () => undefined;

        close = async () => {
          this.state = 'closed';
          microphone.contexts -= 1;
        };
      },
    );
    vi.stubGlobal(
      'AudioWorkletNode',
      class {
        readonly port = {};

        constructor() {
          microphone.#node = this;
        }
      },
    );
    vi.stubGlobal('navigator', {
      ...navigator,
      clipboard: navigator.clipboard,
      userAgent: navigator.userAgent,
      mediaDevices: { getUserMedia: () => this.#give() },
    });
    return this;
  }

  async #give() {
    await this.permission();
    this.open += 1;
    const stop = (): void => {
      this.open -= 1;
    };
    this.#track = { stop };
    return { getTracks: () => [this.#track] };
  }

  /** @param amplitude 0 to 1; a microphone that is muted hears 0 */
  hear(seconds: number, amplitude = 0.3): void {
    const block = new Float32Array(this.rate / 10).fill(amplitude);
    act(() => {
      for (let at = 0; at < seconds * 10; at += 1) this.#node?.port.onmessage?.({ data: block });
    });
  }

  unplug(): void {
    act(() => this.#track?.onended?.());
  }
}
