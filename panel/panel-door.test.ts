import { expect, it } from 'vitest';
import { TokenGate } from './token-gate.ts';

it('answers the right token at once, and each wrong one slower', async () => {
  const waits: number[] = [];
  const door = new TokenGate('right', async (ms) => waits.push(ms));
  expect(await door.accepts({ token: 'right' })).toBe(true);
  expect(waits).toEqual([]);
  for (const message of [{ token: 'wrong' }, { token: 7 }, undefined, {}, 'right', [], { token: '' }]) {
    expect(await door.accepts(message)).toBe(false);
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  expect(await door.accepts({ token: 'right' })).toBe(true);
  expect(await door.accepts({ token: 'wrong' })).toBe(false);
  expect(waits.at(-1)).toBe(250);
});
