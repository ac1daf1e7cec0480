import { expect, it } from 'vitest';
import { ALIVE, afterPing, PING_INTERVAL_MS } from './liveness.ts';

it('asks every ten seconds', () => {
  expect(PING_INTERVAL_MS).toBe(10_000);
});

it('takes three missed pings in a row for a hang, and one answer for life', () => {
  const after = (...answers: boolean[]) => answers.reduce(afterPing, ALIVE);
  expect(after(false, false).hung).toBe(false);
  expect(after(false, false, false).hung).toBe(true);
  expect(after(false, false, true, false, false)).toEqual({ missed: 2, hung: false });
  expect(after(false, false, false, true)).toEqual(ALIVE);
});
