import { describe, expect, it } from 'vitest';
import { PcmReader } from './pcm-reader.ts';
import { babble, bytesOf, joined, type Sound } from './testing/sounds.ts';
import { toWav } from './wav.ts';

const SOUND = babble(0.5);

/** Reads bytes in pieces of the given sizes, over and over. */
function read(bytes: Uint8Array, sizes: readonly number[], label?: number): Sound {
  const reader = new PcmReader();
  const parts: Sound[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(reader.bytes(bytes.subarray(at, at + size), label) as Sound);
    at += size;
  }
  return joined(...parts);
}

/** The share of the energy by which two sounds differ. */
function difference(one: Int16Array, other: Int16Array): number {
  let [sum, all] = [0, 0];
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    sum += ((one[at] ?? 0) - (other[at] ?? 0)) ** 2;
    all += (other[at] ?? 0) ** 2;
  }
  return sum / all;
}

describe('bytes', () => {
  it.each([[[1_024]], [[1]], [[3]], [[1_023, 1_025]], [[7, 2, 511]]])(
    'in pieces of %j are the same samples',
    (sizes) => {
      expect(read(bytesOf(SOUND), sizes)).toEqual(SOUND);
    },
  );

  it.each([[[100_000]], [[1_024]], [[1]], [[43, 3]]])(
    'of a WAV file in pieces of %j lose its header',
    (sizes) => {
      expect(read(toWav(bytesOf(SOUND)), sizes)).toEqual(SOUND);
    },
  );

  it('of a WAV file a chunk lose each header', () => {
    const reader = new PcmReader();
    const half = SOUND.length / 2;
    const parts = [SOUND.subarray(0, half), SOUND.subarray(half)].map((part) =>
      reader.bytes(toWav(bytesOf(part as Sound))),
    );
    expect(joined(...(parts as Sound[]))).toEqual(SOUND);
  });

  it('of a stereo file at 48 kHz are mixed and converted', () => {
    const stereo = Int16Array.from({ length: SOUND.length * 6 }, (_, at) => SOUND[Math.floor(at / 6)] ?? 0);
    const file = toWav(bytesOf(stereo), 48_000);
    file.writeUInt16LE(2, 22);
    const samples = read(file, [1_000]);
    expect(Math.abs(samples.length - SOUND.length)).toBeLessThanOrEqual(2);
    // Averaging is late by a sample.
    expect(difference(samples.subarray(1), SOUND)).toBeLessThan(0.15);
  });

  it.each([8_000, 11_025, 22_050, 32_000, 44_100, 48_000])('at %i Hz take as long at 16 kHz', (rate) => {
    const other = Int16Array.from(
      { length: rate / 2 },
      (_, at) => SOUND[Math.floor((at * 16_000) / rate)] ?? 0,
    );
    const samples = read(bytesOf(other), [641], rate);
    expect(Math.abs(samples.length - 8_000)).toBeLessThanOrEqual(3);
  });

  it.each([0, -1, 1, Number.NaN, 1e9])('with a label of %d are at 16 kHz', (label) => {
    expect(read(bytesOf(SOUND), [512], label)).toEqual(SOUND);
  });

  it('believe a header more than a label', () => {
    expect(read(toWav(bytesOf(SOUND)), [512], 48_000)).toEqual(SOUND);
  });

  it.each([
    'RIFF',
    'RIFFxxxxWAVE',
    'RIFFxxxxWAVEfmt ',
    `RIFFxxxxWAVE${'junk'.repeat(3_000)}`,
    'RIFFxxxxNONE1',
  ])('that only look like a file stop nothing (%#)', (text) => {
    const reader = new PcmReader();
    reader.bytes(Buffer.from(text, 'latin1'));
    let samples = 0;
    for (let more = 0; more < 10; more += 1) samples += reader.bytes(bytesOf(SOUND)).length;
    expect(samples).toBeGreaterThan(9 * SOUND.length);
  });
});

it('numbers are clipped, and what is no number is silence', () => {
  const given = [1, -2, 40_000, -40_000, 1.9, '7', null, {}, Number.NaN, Number.POSITIVE_INFINITY];
  expect([...new PcmReader().numbers(given)]).toEqual([1, -2, 32_767, -32_768, 1, 0, 0, 0, 0, 32_767]);
});
