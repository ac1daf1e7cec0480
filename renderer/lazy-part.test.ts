import { expect, it } from 'vitest';
import { loadedPart, type Surroundings } from './lazy-part.ts';

function surroundings(served: readonly boolean[] = [true]) {
  const kept = new Map<string, string>();
  const seen = { waited: 0, reloads: 0, now: 1_000_000 };
  let looks = 0;
  const around: Surroundings = {
    isServed: async () => served[Math.min(looks++, served.length - 1)] === true,
    wait: async (ms) => {
      seen.waited += ms;
    },
    reload: () => {
      seen.reloads += 1;
    },
    now: () => seen.now,
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
  };
  return { around, seen };
}

/** Fails so many times, and then gives the part. */
function failing(times: number) {
  let asked = 0;
  return async () => {
    asked += 1;
    if (asked <= times) throw new Error(`failed ${asked}`);
    return 'part';
  };
}

it('is loaded', async () => {
  const { around, seen } = surroundings();
  expect(await loadedPart(failing(0), around)).toBe('part');
  expect(seen).toMatchObject({ waited: 0, reloads: 0 });
});

it('is loaded again once the program is back', async () => {
  const { around, seen } = surroundings([false, false, true]);
  expect(await loadedPart(failing(1), around)).toBe('part');
  expect(seen).toMatchObject({ waited: 2_000, reloads: 0 });
});

it('loads the page anew where that does not help, and not twice in a minute', async () => {
  const { around, seen } = surroundings();
  void loadedPart(failing(2), around);
  await expect.poll(() => seen.reloads).toBe(1);
  seen.now += 59_999;
  await expect(loadedPart(failing(2), around)).rejects.toThrow('failed 2');
  expect(seen.reloads).toBe(1);
  seen.now += 1;
  void loadedPart(failing(2), around);
  await expect.poll(() => seen.reloads).toBe(2);
});
