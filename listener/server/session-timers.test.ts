import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TimerName } from '../protocol/session-state.ts';
import { SessionTimers } from './session-timers.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('fires each timer once, replaces timers of the same name, and clears them', async () => {
  const rung: TimerName[] = [];
  const timers = new SessionTimers((timer) => rung.push(timer));
  timers.set('deadline', 100);
  timers.set('progress', 50);
  timers.set('progress', 200);
  timers.set('pace', 10);
  timers.clear('pace');
  timers.clear('listening');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(rung).toEqual(['deadline', 'progress']);
  timers.set('deadline', 5);
  timers.set('pace', 5);
  timers.clearAll();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(rung).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});
