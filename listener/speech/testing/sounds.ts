import { SAMPLE_RATE } from '../wav.ts';

/** Sounds for tests, as samples at 16 kHz. */

export type Sound = Int16Array<ArrayBuffer>;

const clip = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)));

function made(seconds: number, at: (time: number, index: number) => number): Sound {
  return Int16Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, index) =>
    clip(at(index / SAMPLE_RATE, index)),
  );
}

export const silence = (seconds: number): Sound => made(seconds, () => 0);

/** White noise, the same each time. */
export function noise(seconds: number, amplitude: number): Sound {
  let seed = 1;
  return made(seconds, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (seed / 1_073_741_824 - 1) * amplitude;
  });
}

/** A held chord of an organ. */
export const chord = (seconds: number, amplitude = 2_000): Sound =>
  made(seconds, (time) =>
    [220, 277.2, 329.6, 440].reduce(
      (sum, pitch) => sum + amplitude * Math.sin(2 * Math.PI * pitch * time),
      0,
    ),
  );

export const hum = (seconds: number): Sound =>
  made(seconds, (time) => 2_000 * Math.sin(2 * Math.PI * 50 * time));

/** A voice without words: harmonics with the formants of an a, in four syllables a second. */
export function babble(seconds: number, amplitude = 3_000): Sound {
  const harmonics = Array.from({ length: 25 }, (_, index) => 130 * (index + 1)).map((pitch) => ({
    pitch,
    strength: 1 / (1 + ((pitch - 700) / 200) ** 2) + 0.6 / (1 + ((pitch - 1_200) / 250) ** 2) + 0.02,
  }));
  return made(seconds, (time) => {
    const syllable = Math.sin(Math.PI * ((time * 4) % 1)) ** 2;
    const waver = 1 + 0.03 * Math.sin(2 * Math.PI * 3 * time);
    const sum = harmonics.reduce(
      (total, { pitch, strength }) => total + strength * Math.sin(2 * Math.PI * pitch * waver * time),
      0,
    );
    return amplitude * syllable * sum;
  });
}

export function joined(...sounds: readonly Sound[]): Sound {
  const all = new Int16Array(sounds.reduce((length, sound) => length + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    all.set(sound, at);
    at += sound.length;
  }
  return all;
}

/** Two sounds at once, as long as the first. */
export const mixed = (one: Sound, other: Sound): Sound =>
  one.map((sample, index) => clip(sample + (other[index % other.length] ?? 0)));

export const louder = (sound: Sound, factor: number): Sound => sound.map((sample) => clip(sample * factor));

/** 16-bit little-endian. */
export const bytesOf = (sound: Int16Array): Buffer =>
  Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength);
