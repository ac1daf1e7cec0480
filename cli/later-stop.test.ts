import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Desired } from '../contract/run-state.ts';
import { watchForStop } from './later-stop.ts';

const START: Desired = { desired: 'running', by: 'cli (anna)', at: 1_000, port: 8768 };
const STOP: Desired = { ...START, desired: 'stopped', by: 'tray (anna)', at: 2_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function listening(before: Desired | undefined, word: Desired | undefined) {
  const intents = { desired: word };
  const onStop = vi.fn();
  const later = watchForStop(intents, before, [8768, 8765]);
  void later.stopped.then(onStop);
  return { intents, onStop, later, look: () => vi.advanceTimersByTimeAsync(2_000) };
}

it.each([
  ['was said since', START, STOP],
  ['names one of the other ports', START, { ...STOP, port: 8765 }],
  ['names no port', START, { ...STOP, port: undefined }],
  ['is of a clock that was set back', START, { ...STOP, at: 1 }],
  ['has the time of the start, by somebody else', START, { ...STOP, at: START.at }],
  ['follows a start that nobody noted', undefined, STOP],
])('obeys a stop that %s', async (_, before, word) => {
  const { onStop, look } = listening(before, word);
  expect(onStop).not.toHaveBeenCalled();
  await look();
  expect(onStop.mock.calls).toEqual([[{ code: 'stop', by: word.by }]]);
});

it.each([
  ['is none', START, START],
  ['cannot be read', START, undefined],
  ['was said before the start', STOP, STOP],
  ['is about another listener', START, { ...STOP, port: 9000 }],
])('leaves what runs where the word %s', async (_, before, word) => {
  const { onStop, look } = listening(before, word);
  await look();
  await look();
  expect(onStop).not.toHaveBeenCalled();
});

it('looks until it is closed, and stops once', async () => {
  const one = listening(START, START);
  await one.look();
  one.intents.desired = STOP;
  await one.look();
  await one.look();
  expect(one.onStop).toHaveBeenCalledTimes(1);
  one.later.close();
  const closed = listening(START, STOP);
  closed.later.close();
  await closed.look();
  expect(closed.onStop).not.toHaveBeenCalled();
});
