// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { busyStatus, running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
import { stateNamed } from '../testing/phantom-states.ts';
// Screens are loaded when they are opened; here they are there by then.
import '../connections/connections.tsx';
import '../logs/logs.tsx';

beforeEach(() => localStorage.clear());

const strip = () => screen.queryByRole('region', { name: 'Attention' });
const ids = () =>
  [...(strip()?.querySelectorAll('[data-attention]') ?? [])].map((item) =>
    item.getAttribute('data-attention'),
  );
const quiet = () =>
  running({ status: busyStatus({ token: true, connections: { open: 1, max: 50, total: 1, refused: 0 } }) });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

it('is not there while nothing needs attention', async () => {
  await renderPanel('connections', quiet());
  expect(strip()).toBeNull();
});

it('is on every screen, and leaves out what the screen says itself', async () => {
  const { client, user, advance } = await renderPanel('overview', silent('stopped', 'stopped by test'), {
    start: () => ({ message: 'The listener was started.' }),
  });
  expect(strip()).toBeNull();
  for (const name of ['Connections', 'Logs', 'Events']) {
    await user.click(screen.getByRole('tab', { name }));
    await advance(100);
    expect(ids(), name).toEqual(['not-running']);
  }
  await user.click(button('Start: The listener is stopped'));
  await advance(10);
  expect(client.paramsOf('start')).toEqual([{ debug: false }]);
});

it('shows the worst while it is collapsed, and all of them on request', async () => {
  const { user } = await renderPanel('logs', stateNamed('warnings'));
  const first = ids();
  expect(first).toHaveLength(2);
  const more = button(/^Show \d+ more$/);
  expect(more.getAttribute('aria-expanded')).toBe('false');
  await user.click(more);
  expect(ids().length).toBeGreaterThan(3);
  expect(ids().slice(0, 2)).toEqual(first);
  await user.click(button('Show less'));
  expect(ids()).toEqual(first);
});

it('puts a drained listener back into service, and reports the result', async () => {
  const drain = { phase: 'closing', by: 'cli (anna)', since: 1, left: 2, waiting: 0 } as const;
  const drained = running({ status: busyStatus({ token: true, drain }) });
  const { client, user, advance } = await renderPanel('overview', drained, {
    'put-back': () => ({ message: 'The listener is in service again.' }),
  });
  await user.click(button(/^Put back: The listener is out of service/));
  await advance(10);
  expect(client.paramsOf('put-back')).toEqual([{}]);
  expect(screen.getAllByText('The listener is in service again.').length).toBeGreaterThan(0);
});

it('reloads, restarts after a confirmation, and leads to another screen', async () => {
  const status = busyStatus({
    token: true,
    configuration: { readAt: 5, needsRestart: [] },
    connections: { open: 2, max: 50, total: 2, refused: 0 },
  });
  const { client, user, advance } = await renderPanel(
    'logs',
    running({ status, surroundings: { configurationChangedAt: 9 } }),
    {
      reload: () => ({ message: 'Applied: token.' }),
      restart: () => ({ message: 'The listener was restarted.' }),
    },
  );
  await user.click(button(/^Reload: The configuration has changed/));
  await advance(10);
  expect(client.paramsOf('reload')).toEqual([{}]);
  client.setSnapshot(
    running({ status: { ...status, configuration: { readAt: 9, needsRestart: ['port'] } } }),
  );
  await user.click(button(/^Restart: Changed settings/));
  expect(client.paramsOf('restart')).toEqual([]);
  await user.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Restart' }));
  await advance(10);
  expect(client.paramsOf('restart')).toEqual([{ debug: false }]);
  client.setSnapshot(
    running({ status: { ...status, connections: { open: 50, max: 50, total: 50, refused: 0 } } }),
  );
  await user.click(button(/^Show connections/));
  expect(location.hash).toBe('#/connections');
});

it('has no button that leads to the screen it is on', async () => {
  const full = { open: 50, max: 50, total: 50, refused: 0 };
  const { user, advance } = await renderPanel(
    'connections',
    running({
      status: busyStatus({ token: true, connections: full }),
      lastTrouble: { at: Date.now(), message: 'crashed: process 7 is gone' },
    }),
  );
  expect(ids()).toEqual(['connections', 'incident']);
  expect(screen.queryByRole('button', { name: /^Show connections/ })).toBeNull();
  await user.click(button(/^Show events/));
  await advance(100);
  // The events say it themselves.
  expect(ids()).toEqual(['connections']);
  expect(button(/^Show connections/)).toBeTruthy();
});

it('keeps a dismissed crash hidden and shows a later one', async () => {
  const crashed = (at: number) => ({
    ...quiet(),
    lastTrouble: { at, message: 'crashed: process 7 is gone' },
  });
  const at = Date.now() - 5_000;
  const { client, user } = await renderPanel('logs', crashed(at));
  await user.click(button(/^Dismiss/));
  expect(strip()).toBeNull();
  client.setSnapshot(crashed(at));
  expect(strip()).toBeNull();
  client.setSnapshot(crashed(at + 1));
  expect(ids()).toEqual(['incident']);
});
