import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { HomeEvent } from '../contract/home-events.ts';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import { recordEvent } from '../supervisor/registry/event-file.ts';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';
import { endOfListener, HomeEvents, summaryOf } from './home-events.ts';

const DAY_MS = 86_400_000;

function event(kind: HomeEvent['kind'], at: number, change: Partial<HomeEvent> = {}): HomeEvent {
  return { at, kind, cause: 'c', by: 'b', boot: '1', count: 1, ...change };
}

it('reads the events of a home again when one was added', () => {
  const [home, clock] = [scratchHome(), new FakeClock()];
  const events = new HomeEvents(home);
  expect(events.read()).toEqual([]);
  recordEvent(home, { kind: 'started', cause: 'version 1', by: 'cli (anna)' }, clock);
  const first = events.read();
  expect(first.map(({ kind }) => kind)).toEqual(['started']);
  expect(events.read()).toBe(first);
  appendFileSync(path.join(home, 'events.jsonl'), 'no event\n');
  recordEvent(home, { kind: 'stopped', cause: 'stop by cli (anna)', by: 'cli (anna)' }, clock);
  expect(events.read().map(({ kind }) => kind)).toEqual(['started', 'stopped']);
});

it('knows when the listener of a port ended, unless it started again', () => {
  expect(endOfListener([], 1)).toBeUndefined();
  const stopped = [event('started', 1, { port: 1 }), event('stopped', 2, { port: 1 }), event('alarm', 3)];
  expect(endOfListener(stopped, 1)).toBe(2);
  expect(endOfListener(stopped, 2)).toBeUndefined();
  expect(endOfListener([...stopped, event('started', 4, { port: 1 })], 1)).toBeUndefined();
  expect(endOfListener([...stopped, event('crashed', 5)], 1)).toBe(5);
});

it('counts the events of the last day by kind', () => {
  const now = 10 * DAY_MS;
  const events = [event('crashed', now - DAY_MS - 1), event('crashed', now - 5), event('started', now - 4)];
  expect(summaryOf(events, now)).toEqual({ stamp: `3 ${now - 4}`, lastDay: { crashed: 1, started: 1 } });
  const more = summaryOf([...events, event('stopped', now)], now);
  expect(more.stamp).not.toBe(summaryOf(events, now).stamp);
});
