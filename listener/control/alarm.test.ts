import { expect, it } from 'vitest';
import { ALARM_AFTER_MS, NOT_RAISED, updateAlarm } from './sampler.ts';

it('is raised after a minute over the limit without a break, and cleared at once', () => {
  let state = updateAlarm(NOT_RAISED, 21, 20, 1_000);
  expect(state.raised).toBe(false);
  state = updateAlarm(state, 21, 20, 1_000 + ALARM_AFTER_MS - 1);
  expect(state.raised).toBe(false);
  state = updateAlarm(state, 21, 20, 1_000 + ALARM_AFTER_MS);
  expect(state.raised).toBe(true);
  expect(updateAlarm(state, 20, 20, 1_000 + ALARM_AFTER_MS + 1)).toEqual(NOT_RAISED);
});

it('counts anew after a dip', () => {
  let state = updateAlarm(NOT_RAISED, 30, 20, 0);
  state = updateAlarm(state, 10, 20, 30_000);
  state = updateAlarm(state, 30, 20, 31_000);
  expect(updateAlarm(state, 30, 20, 90_000).raised).toBe(false);
  expect(updateAlarm(state, 30, 20, 91_000).raised).toBe(true);
});
