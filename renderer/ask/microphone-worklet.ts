/** Runs in the browser's audio thread: passes on what the microphone hears, as one channel, in blocks. */

/** What an audio thread has; TypeScript's libraries do not know it. */
declare const registerProcessor: (name: string, processor: unknown) => void;
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort };

/** 64 ms at 16 kHz: the browser's own blocks of 128 samples would be 125 messages a second. */
const BLOCK = 1_024;

class Microphone extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK);
  #length = 0;

  /** @param inputs of one input its channels @returns true to be called again */
  process([channels = []]: readonly (readonly Float32Array[])[]): boolean {
    const [first] = channels;
    for (let at = 0; at < (first?.length ?? 0); at += 1) {
      let sum = 0;
      for (const channel of channels) sum += channel[at] ?? 0;
      this.#block[this.#length++] = sum / channels.length;
      if (this.#length === BLOCK) this.#send();
    }
    return true;
  }

  #send(): void {
    this.port.postMessage(this.#block, [this.#block.buffer]);
    this.#block = new Float32Array(BLOCK);
    this.#length = 0;
  }
}

registerProcessor('microphone', Microphone);
