import { beforeAll, describe, expect, it } from 'vitest';
import { babble, chord, hum, joined, louder, mixed, noise, type Sound, silence } from './testing/sounds.ts';
import { UtteranceCutter } from './utterance-cutter.ts';
import { type Aggressiveness, VoiceDetection } from './voice-detector.ts';

const SETTINGS = { silenceMs: 700, shortestMs: 250, longestMs: 15_000 };
const SENTENCE = babble(2);

let detection: VoiceDetection;
beforeAll(async () => {
  detection = await VoiceDetection.load();
});

function cutter(change: Partial<typeof SETTINGS> = {}, aggressiveness: Aggressiveness = 2): UtteranceCutter {
  const detector = detection.create(aggressiveness);
  return new UtteranceCutter({ ...SETTINGS, ...change }, detector.isVoice);
}

/** Pushes a sound as clients do, 32 ms at a time. @returns the utterances' lengths, seconds, and when each was known */
function cut(sound: Sound, listening = cutter()) {
  const found: { readonly seconds: number; readonly knownAt: number; readonly isCut: boolean }[] = [];
  for (let at = 0; at < sound.length; at += 512) {
    for (const { samples, isCut } of listening.push(sound.subarray(at, at + 512)))
      found.push({ seconds: samples.length / 16_000, knownAt: at / 16_000, isCut });
  }
  return found;
}

describe('an utterance', () => {
  it.each([0, 1, 2, 3] as const)('ends with silence behind it, strictness %i', (aggressiveness) => {
    const found = cut(joined(silence(1), SENTENCE, silence(2)), cutter({}, aggressiveness));
    expect(found).toHaveLength(1);
    expect(found[0]?.seconds).toBeGreaterThan(2.1);
    expect(found[0]?.seconds).toBeLessThan(2.9);
    expect(found[0]?.knownAt).toBeGreaterThan(3.5);
    expect(found[0]?.knownAt).toBeLessThan(3.95);
  });

  it('may have a pause that is shorter than the silence', () => {
    expect(cut(joined(SENTENCE, silence(0.5), SENTENCE, silence(1)))).toHaveLength(1);
    expect(cut(joined(SENTENCE, silence(1.2), SENTENCE, silence(1)))).toHaveLength(2);
  });

  it('follows the setting of the silence', () => {
    const [found] = cut(joined(SENTENCE, silence(2)), cutter({ silenceMs: 1_500 }));
    expect(found?.knownAt).toBeGreaterThan(3.3);
    expect(found?.knownAt).toBeLessThan(3.7);
  });

  it('is cut at its longest, and goes on in the next', () => {
    const found = cut(joined(babble(5), silence(1)), cutter({ longestMs: 2_000 }));
    expect(found.map(({ isCut }) => isCut)).toEqual([true, true, false]);
    expect(found[0]?.seconds).toBe(2);
  });

  it.each([
    ['in noise', mixed(joined(silence(1), SENTENCE, silence(2)), noise(1, 500))],
    ['in noise that is as loud as a fan', mixed(joined(silence(5), SENTENCE, silence(2)), noise(1, 2_000))],
    ['with a hum', mixed(joined(silence(1), SENTENCE, silence(2)), hum(1))],
    ['clipped', louder(joined(silence(1), SENTENCE, silence(2)), 30)],
    ['spoken softly', louder(joined(silence(1), SENTENCE, silence(2)), 0.1)],
  ])('is found %s', (_what, sound) => {
    const found = cut(sound);
    expect(found).toHaveLength(1);
    expect(found[0]?.seconds).toBeGreaterThan(1.8);
    expect(found[0]?.seconds).toBeLessThan(2.9);
  });

  it('is what was said so far when its client says that it ended', () => {
    const listening = cutter();
    expect(cut(joined(silence(0.5), SENTENCE), listening)).toEqual([]);
    expect((listening.end()?.samples.length ?? 0) / 16_000).toBeGreaterThan(1.9);
    expect(listening.end()).toBeUndefined();
  });
});

it.each([
  ['silence', silence(8)],
  ['noise', noise(8, 400)],
  ['loud noise', noise(8, 8_000)],
  ['a chord', chord(8)],
  ['a hum', hum(8)],
  ['a click', joined(silence(1), noise(0.03, 20_000), silence(2))],
])('no utterance is in %s', (_what, sound) => {
  const listening = cutter();
  expect(cut(joined(sound, silence(1)), listening)).toEqual([]);
  expect(listening.end()).toBeUndefined();
});

it('holds less than a second while nobody speaks, for an hour', () => {
  const listening = cutter();
  const minute = mixed(silence(60), noise(1, 200));
  for (let passed = 0; passed < 60; passed += 1) {
    expect(cut(minute, listening)).toEqual([]);
    expect(listening.bytes).toBeLessThan(32_000);
  }
});
