import { expect, it } from 'vitest';
import { ALARM_AFTER_MS, QUIET, watchLevel } from './sampler.ts';

it('is raised after a minute over the limit without a break, and cleared at once', () => {
  let state = watchLevel(QUIET, 21, 20, 1_000);
  expect(state.raised).toBe(false);
  state = watchLevel(state, 21, 20, 1_000 + ALARM_AFTER_MS - 1);
  expect(state.raised).toBe(false);
  state = watchLevel(state, 21, 20, 1_000 + ALARM_AFTER_MS);
  expect(state.raised).toBe(true);
  expect(watchLevel(state, 20, 20, 1_000 + ALARM_AFTER_MS + 1)).toEqual(QUIET);
});

it('counts anew after a dip', () => {
  let state = watchLevel(QUIET, 30, 20, 0);
  state = watchLevel(state, 10, 20, 30_000);
  state = watchLevel(state, 30, 20, 31_000);
  expect(watchLevel(state, 30, 20, 90_000).raised).toBe(false);
  expect(watchLevel(state, 30, 20, 91_000).raised).toBe(true);
});
