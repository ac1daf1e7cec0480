import { expect, it } from 'vitest';
import { growYoungGeneration, type YoungGeneration } from './young-generation.ts';

const MB = 1024 * 1024;

/** A young generation that doubles with each collection while it may. */
function fake() {
  const listeners = new Set<() => void>();
  let bytes = 2 * MB;
  let factor = 1;
  const v8: YoungGeneration = {
    bytes: () => bytes,
    setGrowthFactor: (next) => {
      factor = next;
    },
    onCollection: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const collect = (): void => {
    bytes *= factor;
    for (const listener of listeners) listener();
  };
  return { v8, collect, listeners };
}

it('lets the young generation grow until it is 4 MB', () => {
  const { v8, collect, listeners } = fake();
  growYoungGeneration(v8);
  for (let n = 0; n < 5; n += 1) collect();
  expect(v8.bytes()).toBe(4 * MB);
  expect(listeners.size).toBe(0);
});

it('watches no longer when it is told so', () => {
  const { v8, listeners } = fake();
  growYoungGeneration(v8)();
  expect(listeners.size).toBe(0);
});
