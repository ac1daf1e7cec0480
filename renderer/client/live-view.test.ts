import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PanelEvent } from '../../contract/panel.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import type { Sample } from '../../contract/status.ts';
import { LiveView } from './live-view.ts';
import { type ConnectionState, Emitter } from './panel-client.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const links = new Emitter<ConnectionState>();
  const events = new Emitter<PanelEvent>();
  const live = new LiveView({
    link: { state: 'live' },
    onConnectionState: (listener) => links.add(listener),
    onEvent: (listener) => events.add(listener),
    call: () => Promise.reject(new Error('not asked')),
    download: () => Promise.reject(new Error('not asked')),
    close: () => undefined,
  });
  return { live, links, events };
}

const SAMPLE = { at: 1, cpu: 7 } as Sample;

function snapshot(pid?: number): PanelEvent {
  const status = pid === undefined ? {} : { status: { pid } };
  return { kind: 'snapshot', snapshot: { state: 'running', ...status } as Snapshot };
}

it('shows nothing as current once the connection is lost', () => {
  const { live, links, events } = watched();
  events.emit(snapshot(1));
  events.emit({ kind: 'sample', sample: SAMPLE });
  expect(live.get()).toMatchObject({ snapshot: { state: 'running' }, sample: { cpu: 7 } });
  links.emit({ state: 'lost', since: 5 });
  expect(live.get()).toMatchObject({ snapshot: undefined, sample: undefined, link: { state: 'lost' } });
  expect(live.get().lastSnapshotAt).toBeTypeOf('number');
});

it('drops a sample that is not renewed', () => {
  const { live, events } = watched();
  events.emit(snapshot(1));
  events.emit({ kind: 'sample', sample: SAMPLE });
  vi.advanceTimersByTime(4_000);
  events.emit(snapshot(1));
  expect(live.get().sample).toBeUndefined();
});

it('drops the samples of a process that has exited', () => {
  const { live, events } = watched();
  events.emit(snapshot(1));
  events.emit({ kind: 'sample', sample: SAMPLE });
  events.emit(snapshot(2));
  expect(live.get()).toMatchObject({ sample: undefined, samples: [] });
  events.emit({ kind: 'sample', sample: SAMPLE });
  events.emit(snapshot());
  expect(live.get().sample).toBeUndefined();
});

it('keeps samples in order when the clock is set back', () => {
  const { events, live } = watched();
  for (const at of [5_000, 6_000, 7_000, 2_000, 3_000])
    events.emit({ kind: 'sample', sample: { ...SAMPLE, at } });
  expect(live.get().samples.map(({ at }) => at)).toEqual([2_000, 3_000]);
});

const SNAPSHOT = {
  at: 1,
  state: 'running',
  status: { pid: 1, uptimeMs: 5, account: { name: 'HAL' } },
} as Snapshot;

it('is the same object as long as only the times of a snapshot differ', () => {
  const { live, events } = watched();
  events.emit({ kind: 'snapshot', snapshot: SNAPSHOT });
  const { snapshot: first } = live.get();
  const { status } = SNAPSHOT;
  const later = { ...SNAPSHOT, at: 9_001, status: { ...status, uptimeMs: 9_005, account: { name: 'HAL' } } };
  events.emit({ kind: 'snapshot', snapshot: later as Snapshot });
  expect(live.get().snapshot).toBe(first);
  expect(live.get().lastStatus?.at).toBe(9_001);
  events.emit({ kind: 'snapshot', snapshot: { ...later, reason: 'other' } as Snapshot });
  expect(live.get().snapshot).not.toBe(first);
  expect(live.get().snapshot?.status).toBe(first?.status);
});

const IDLE = { at: 0, cpu: 1, rss: 80e6, connections: 2, queriesPerSecond: 0 } as Sample;

/** How many samples were shown after each of those received, a second apart. */
function shownAfter(received: readonly Partial<Sample>[]): number[] {
  const { live, events } = watched();
  return received.map((change, place) => {
    events.emit({ kind: 'sample', sample: { ...IDLE, at: (place + 1) * 1_000, ...change } });
    return live.get().samples.length;
  });
}

it('shows the figures of an idle listener every fifth second, and whatever happens at once', () => {
  const still = Array.from({ length: 12 }, () => ({}));
  expect(shownAfter(still)).toEqual([1, 2, 3, 4, 4, 4, 4, 4, 9, 9, 9, 9]);
  for (const change of [{ queriesPerSecond: 1 }, { connections: 3 }, { cpu: 20 }, { rss: 90e6 }]) {
    expect(shownAfter([...still, change]).at(-1), JSON.stringify(change)).toBe(13);
  }
  // Also that it is over.
  expect(shownAfter([...still, { queriesPerSecond: 1 }, {}]).at(-1)).toBe(14);
});

it('shows all of them when the listener no longer tells any', () => {
  const { live, events, links } = watched();
  for (let at = 1; at <= 7; at += 1) events.emit({ kind: 'sample', sample: { ...IDLE, at: at * 1_000 } });
  expect(live.get().samples).toHaveLength(4);
  links.emit({ state: 'lost', since: 5 });
  expect(live.get().samples).toHaveLength(7);
});

it('tells nobody while the page is hidden, and everything once it is seen again', () => {
  const page = Object.assign(new EventTarget(), { hidden: true });
  vi.stubGlobal('document', page);
  const { live, events } = watched();
  const told = vi.fn();
  live.subscribe(told);
  events.emit(snapshot(1));
  for (let at = 1; at <= 7; at += 1) events.emit({ kind: 'sample', sample: { ...IDLE, at: at * 1_000 } });
  expect(told).not.toHaveBeenCalled();
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toHaveBeenCalledOnce();
  expect(live.get()).toMatchObject({ snapshot: { state: 'running' } });
  expect(live.get().samples).toHaveLength(7);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
