import { expect, it } from 'vitest';
import { levelOf, Recording } from './recording.ts';

const tone = (hertz: number, rate: number, seconds: number, amplitude = 0.5): Float32Array =>
  Float32Array.from(
    { length: rate * seconds },
    (_, at) => amplitude * Math.sin((2 * Math.PI * hertz * at) / rate),
  );

function recorded(rate: number, sound: Float32Array, block = 1_024) {
  const recording = new Recording(rate);
  for (let at = 0; at < sound.length; at += block) recording.add(sound.subarray(at, at + block));
  const bytes = Uint8Array.from(atob(recording.toBase64()), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const samples = Array.from({ length: bytes.length / 2 }, (_, at) => view.getInt16(2 * at, true));
  return { recording, samples };
}

const rms = (samples: readonly number[]): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);

it('keeps samples of 16 kHz as they are, clipped, little-endian', () => {
  const { samples, recording } = recorded(16_000, Float32Array.of(0, 0.5, -0.5, 1, -1, 2, -2, Number.NaN));
  expect(samples).toEqual([0, 16_384, -16_384, 32_767, -32_768, 32_767, -32_768, 0]);
  expect(recording.isFull).toBe(false);
});

it.each([8_000, 16_000, 22_050, 44_100, 48_000, 96_000])('takes %i Hz, in blocks of any size', (rate) => {
  const sound = tone(300, rate, 1);
  for (const block of [128, 1_000]) {
    const { samples, recording } = recorded(rate, sound, block);
    expect(Math.abs(samples.length - 16_000)).toBeLessThanOrEqual(1);
    expect(Math.abs(recording.ms - 1_000)).toBeLessThanOrEqual(1);
    expect(rms(samples) / (0.5 * 32_767 * Math.SQRT1_2)).toBeCloseTo(1, 1);
    // As many waves as before: its pitch is the same.
    const waves = samples.filter((sample, at) => at > 0 && sample >= 0 && (samples[at - 1] ?? 0) < 0).length;
    expect(Math.abs(waves - 300)).toBeLessThanOrEqual(1);
  }
});

it('does not fold what is too high for 16 kHz into speech', () => {
  expect(rms(recorded(48_000, tone(15_000, 48_000, 1)).samples)).toBeLessThan(0.3 * 0.5 * 32_767);
});

it('is full after 15 s, and takes no more', () => {
  const { recording, samples } = recorded(48_000, tone(300, 48_000, 16));
  expect([recording.isFull, recording.ms, samples.length]).toEqual([true, 15_000, 240_000]);
});

it('shows silence as nothing and the loudest as all', () => {
  expect(levelOf(new Float32Array(0))).toBe(0);
  expect(levelOf(new Float32Array(100))).toBe(0);
  expect(levelOf(tone(300, 16_000, 1, 1e-4))).toBe(0);
  expect(levelOf(new Float32Array(100).fill(1))).toBe(100);
  const [quiet, loud] = [0.02, 0.2].map((amplitude) => levelOf(tone(300, 16_000, 1, amplitude)));
  expect([quiet, loud]).toEqual([38, 72]);
});
