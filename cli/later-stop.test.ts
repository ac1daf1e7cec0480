import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Desired } from '../contract/run-state.ts';
import { overriddenState, watchForStop } from './later-stop.ts';

const START: Desired = { desired: 'running', by: 'cli (anna)', at: 1_000, port: 8768 };
const STOP: Desired = { ...START, desired: 'stopped', by: 'tray (anna)', at: 2_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watchFrom(before: Desired | undefined, saved: Desired | undefined) {
  const intents = { desired: saved };
  const onStop = vi.fn();
  const later = watchForStop(intents, before, [8768, 8765]);
  void later.stopped.then(onStop);
  return { intents, onStop, later, check: () => vi.advanceTimersByTimeAsync(2_000) };
}

it.each([
  ['was saved since', START, STOP],
  ['names one of the other ports', START, { ...STOP, port: 8765 }],
  ['names no port', START, { ...STOP, port: undefined }],
  ['is of a clock that was set back', START, { ...STOP, at: 1 }],
  ['has the time of the start, by somebody else', START, { ...STOP, at: START.at }],
  ['follows a start that was not saved', undefined, STOP],
])('stops on an order that %s', async (_, before, saved) => {
  const { onStop, check } = watchFrom(before, saved);
  expect(onStop).not.toHaveBeenCalled();
  await check();
  expect(onStop.mock.calls).toEqual([[{ code: 'stop', by: saved.by }]]);
});

it.each([
  ['is none', START, START],
  ['cannot be read', START, undefined],
  ['was saved before the start', STOP, STOP],
  ['is about another listener', START, { ...STOP, port: 9000 }],
])('keeps running if the order %s', async (_, before, saved) => {
  const { onStop, check } = watchFrom(before, saved);
  await check();
  await check();
  expect(onStop).not.toHaveBeenCalled();
});

it('counts a stop as later than a start that was saved before this process began', async () => {
  expect(overriddenState({ desired: START }, true)).toBe(START);
  expect(overriddenState({ desired: STOP }, false)).toBe(STOP);
  const { onStop, check } = watchFrom(overriddenState({ desired: STOP }, true), STOP);
  await check();
  expect(onStop).toHaveBeenCalledTimes(1);
});

it('checks until it is closed, and stops once', async () => {
  const watched = watchFrom(START, START);
  await watched.check();
  watched.intents.desired = STOP;
  await watched.check();
  await watched.check();
  expect(watched.onStop).toHaveBeenCalledTimes(1);
  watched.later.close();
  const closed = watchFrom(START, STOP);
  closed.later.close();
  await closed.check();
  expect(closed.onStop).not.toHaveBeenCalled();
});
