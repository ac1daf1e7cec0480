import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PanelEvent } from '../contract/panel.ts';
import type { PanelObserver } from './backend.ts';
import { PanelFeed } from './feed.ts';
import { fakeBackend, STOPPED_SNAPSHOT } from './testing/fake-backend.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const seen = { looks: 0, watchers: new Set<PanelObserver>() };
  const backend = fakeBackend({
    snapshot: async () => {
      seen.looks += 1;
      return { ...STOPPED_SNAPSHOT, at: seen.looks };
    },
    watch: (watcher) => {
      seen.watchers.add(watcher);
      return () => seen.watchers.delete(watcher);
    },
  });
  return { seen, feed: new PanelFeed(backend) };
}

it('begins with a snapshot, then tells one a second', async () => {
  const { feed } = watched();
  const events: PanelEvent[] = [];
  const leave = feed.add((event) => events.push(event));
  await vi.advanceTimersByTimeAsync(2_500);
  expect(events.map(({ kind }) => kind)).toEqual(['snapshot', 'snapshot', 'snapshot']);
  leave();
});

it('asks nobody anything while no page is open', async () => {
  const { seen, feed } = watched();
  const leave = feed.add(() => undefined);
  await vi.advanceTimersByTimeAsync(100);
  leave();
  const { looks } = seen;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen.looks).toBe(looks);
  expect(seen.watchers.size).toBe(0);
});

it('looks again at once after a change, one look at a time', async () => {
  const { seen, feed } = watched();
  const leave = feed.add(() => undefined);
  const [watcher] = seen.watchers;
  await vi.advanceTimersByTimeAsync(1);
  const before = seen.looks;
  for (let change = 0; change < 10; change += 1) watcher?.changed();
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.looks - before).toBe(2);
  leave();
});

it('passes samples and events of the listener on to every page', async () => {
  const { seen, feed } = watched();
  const told: string[] = [];
  const leaves = ['a', 'b'].map((page) => feed.add(({ kind }) => told.push(`${page} ${kind}`)));
  const [watcher] = seen.watchers;
  watcher?.listener({ event: 'owner-left' });
  expect(told).toEqual(['a listener', 'b listener']);
  for (const leave of leaves) leave();
});

it('looks again at once when the account goes away or comes back', async () => {
  const { seen, feed } = watched();
  const leave = feed.add(() => undefined);
  const [watcher] = seen.watchers;
  await vi.advanceTimersByTimeAsync(1);
  const before = seen.looks;
  watcher?.listener({ event: 'account', account: { name: 'HAL', driver: 'pipe', state: 'down' } });
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.looks - before).toBe(1);
  leave();
});
