// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { HomeEvent } from '../../contract/home-events.ts';
import { running } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened; here it is there by then.
import './events.tsx';

const HOUR_MS = 3_600_000;

function event(kind: HomeEvent['kind'], hoursAgo: number, change: Partial<HomeEvent> = {}): HomeEvent {
  return {
    at: Date.now() - hoursAgo * HOUR_MS,
    kind,
    cause: 'a cause',
    by: 'cli (anna)',
    boot: '1',
    count: 1,
    ...change,
  };
}

const EVENTS = (): HomeEvent[] => [
  event('started', 1, { cause: 'version 1', userNo: 10_001, pid: 7, port: 8_768 }),
  event('crashed', 2, {
    cause: 'process 6 is gone',
    by: 'watch (anna)',
    signal: 'SIGKILL',
    lines: ['out of memory'],
  }),
  event('reloaded', 50, { cause: 'changed: token', by: 'panel (otto)' }),
];

const withStamp = (stamp: string) => running({ events: { stamp, lastDay: { crashed: 1, started: 2 } } });

async function open(events: () => HomeEvent[] = EVENTS) {
  const panel = await renderPanel('events', withStamp('1'), { events: () => ({ events: events() }) });
  await panel.advance(10);
  return panel;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('li[data-event]')];
const labels = () => rows().map((row) => row.getAttribute('data-event'));

it('lists what happened by day with cause, process, person and last output', async () => {
  await open();
  expect(labels()).toEqual(['started', 'crashed', 'reloaded']);
  const [, crash] = rows();
  expect(crash?.textContent).toContain('Process 6 is gone. SIGKILL');
  expect(crash?.textContent).toContain('watch (anna)');
  expect(within(crash as HTMLElement).getByText('out of memory')).toBeTruthy();
  expect(screen.getAllByRole('heading', { level: 3 }).length).toBeGreaterThan(1);
});

it('filters by kind and by text, and says how many there are', async () => {
  const { user } = await open();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of events' }), 'failures');
  expect(labels()).toEqual(['crashed']);
  expect(screen.getByText('1 of 3')).toBeTruthy();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of events' }), '');
  await user.keyboard('{Control>}f{/Control}otto');
  expect(labels()).toEqual(['reloaded']);
  await user.keyboard(' and nobody');
  expect(screen.getByText('No matching events')).toBeTruthy();
});

it('shows a new event as soon as the snapshot has another stamp', async () => {
  let events: HomeEvent[] = [];
  const { client, advance } = await open(() => events);
  expect(screen.getByText('No events yet')).toBeTruthy();
  events = EVENTS();
  client.setSnapshot(withStamp('1'));
  await advance(10);
  expect(labels()).toEqual([]);
  client.setSnapshot(withStamp('2'));
  await advance(10);
  expect(labels()).toHaveLength(3);
});

it('renders many events in steps', async () => {
  const { user } = await open(() =>
    Array.from({ length: 450 }, (_, place) => event('alarm', 0, { count: place + 1 })),
  );
  expect(labels()).toHaveLength(200);
  await user.click(screen.getByRole('button', { name: 'Show older' }));
  await user.click(screen.getByRole('button', { name: 'Show older' }));
  expect(labels()).toHaveLength(450);
  expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
});

it('exports what is filtered', async () => {
  const saved: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push(blob as Blob);
    return 'blob:events';
  });
  const { user } = await open();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of events' }), 'failures');
  await user.click(screen.getByRole('button', { name: 'Export these events' }));
  expect(await saved[0]?.text()).toMatch(
    /^time,event,.*\r\n"[^"]+","Crashed","process 6 is gone",.*SIGKILL"\r\n$/,
  );
  expect(screen.getAllByText('Exported 1 event to hal-listener-events.csv.').length).toBeGreaterThan(0);
});
