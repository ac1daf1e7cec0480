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
