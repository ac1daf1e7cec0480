import { isSampleRate, readWavHeader, SAMPLE_RATE, type WavFormat } from './wav.ts';

const MONO: WavFormat = { rate: SAMPLE_RATE, channels: 1 };
const NO_BYTES = new Uint8Array(0);

/**
 * Turns what a client sends into 16-bit samples, mono, 16 kHz. Half a sample at the end of one chunk is completed by the next;
 * headers of WAV files are taken out, at the start and in the middle alike, and believed about rate and channels; other rates
 * are converted.
 */
export class PcmReader {
  /** Bytes of a sample or header that is not complete. */
  #rest: Uint8Array = NO_BYTES;
  #format: WavFormat = MONO;
  /** A header has said the format, so the client's label does not count. */
  #hasHeader = false;
  /** The position of the next output sample in the coming input, in input samples. */
  #phase = 0;
  /** The last input sample, for what lies between two chunks. */
  #last = 0;

  /** @param label the rate that the client names beside the audio, if it does */
  bytes(chunk: Uint8Array, label?: number): Int16Array {
    if (!this.#hasHeader && label !== undefined && isSampleRate(label))
      this.#setFormat({ rate: label, channels: 1 });
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = NO_BYTES;
    const header = readWavHeader(bytes);
    if (header.kind === 'partial') {
      this.#rest = Uint8Array.from(bytes);
      return new Int16Array(0);
    }
    if (header.kind === 'header') {
      this.#hasHeader = true;
      this.#setFormat(header.format ?? MONO);
      bytes = bytes.subarray(header.samplesAt);
    }
    const frameBytes = 2 * this.#format.channels;
    const whole = bytes.length - (bytes.length % frameBytes);
    this.#rest = Uint8Array.from(bytes.subarray(whole));
    return this.#resample(this.#toMono(bytes, whole));
  }

  /** Samples of a client that sends numbers. What is no number is silence; what is too large is clipped. */
  numbers(values: readonly unknown[], label?: number): Int16Array {
    if (label !== undefined && isSampleRate(label)) this.#setFormat({ rate: label, channels: 1 });
    const samples = new Int16Array(values.length);
    for (let at = 0; at < samples.length; at += 1) {
      const value = values[at];
      samples[at] = typeof value === 'number' ? Math.max(-32_768, Math.min(32_767, Math.trunc(value))) : 0;
    }
    return this.#resample(samples);
  }

  #setFormat(format: WavFormat): void {
    if (format.rate !== this.#format.rate) this.#phase = 0;
    this.#format = format;
  }

  #toMono(bytes: Uint8Array, length: number): Int16Array {
    const { channels } = this.#format;
    const view = new DataView(bytes.buffer, bytes.byteOffset, length);
    const samples = new Int16Array(length / (2 * channels));
    for (let at = 0; at < samples.length; at += 1) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        sum += view.getInt16(2 * (at * channels + channel), true);
      }
      samples[at] = Math.round(sum / channels);
    }
    return samples;
  }

  /** Linear between samples; a higher rate is averaged, so that what the lower one cannot hold does not fold into speech. */
  #resample(samples: Int16Array): Int16Array {
    const step = this.#format.rate / SAMPLE_RATE;
    if (step === 1 || samples.length === 0) return samples;
    const width = Math.max(1, Math.round(step));
    const output: number[] = [];
    const sampleAt = (at: number): number => (at < 0 ? this.#last : (samples[at] ?? 0));
    let position = this.#phase;
    for (; position <= samples.length - 1; position += step) {
      const at = Math.floor(position);
      if (width > 1) {
        let sum = 0;
        for (let back = 0; back < width; back += 1) sum += sampleAt(at - back);
        output.push(Math.round(sum / width));
      } else {
        const share = position - at;
        output.push(Math.round(sampleAt(at) * (1 - share) + sampleAt(at + 1) * share));
      }
    }
    this.#phase = position - samples.length;
    this.#last = samples[samples.length - 1] ?? 0;
    return Int16Array.from(output);
  }
}
