import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type EventCounts, EventSummary } from './event-summary.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('writes one summary a minute, the first a second after the first event', () => {
  const written: EventCounts[] = [];
  const summary = new EventSummary((counts) => written.push(counts));
  const flood = (events: number): void => {
    for (let event = 0; event < events; event += 1) {
      summary.add(
        event % 4 === 0 ? 'timeout' : 'limit',
        event % 2 === 0 ? '192.0.2.7' : `198.51.100.${event}`,
      );
    }
  };
  flood(2_000);
  vi.advanceTimersByTime(999);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(written).toEqual([
    { byKind: { timeout: 500, limit: 1_500 }, topSource: '192.0.2.7', fromTopSource: 1_000 },
  ]);
  for (let second = 0; second < 120; second += 1) {
    flood(4);
    vi.advanceTimersByTime(1_000);
  }
  expect(written.slice(1)).toEqual([
    { byKind: { timeout: 60, limit: 180 }, topSource: '192.0.2.7', fromTopSource: 120 },
    { byKind: { timeout: 60, limit: 180 }, topSource: '192.0.2.7', fromTopSource: 120 },
  ]);
  // Quiet: nothing to say.
  vi.advanceTimersByTime(300_000);
  expect(written).toHaveLength(3);
  summary.flush();
  expect(written).toHaveLength(3);
});
