// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { busyStatus, running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
import { STATES, stateNamed } from '../testing/phantom-states.ts';

const ACTIONS = ['Start', 'Stop', 'Restart', 'Restart with DEBUG'] as const;
const button = (name: string) => screen.getByRole('button', { name, hidden: true });
const enabled = () => ACTIONS.filter((name) => button(name).getAttribute('aria-disabled') !== 'true');
const state = () => screen.getByTestId('state').textContent;
const fact = (name: string) => document.querySelector(`[data-fact="${name}"]`)?.textContent;

describe('each state', () => {
  it.each(STATES.map(([name, label, snapshot]) => [name, label, snapshot] as const))(
    'is named in %s',
    async (_name, label, snapshot) => {
      await renderPanel('overview', snapshot());
      expect(state()).toBe(label);
      expect(screen.getByRole('status', { name: 'State of the listener' }).textContent).toBe(label);
    },
  );

  it.each([
    ['stopped', ['Start'], 'Stopped until you start it.'],
    ['starting', ['Stop'], undefined],
    ['draining', [], 'Pending queries are answered first.'],
    ['drained', ['Stop', 'Restart', 'Restart with DEBUG'], /^Drained by cli \(anna\)/],
    ['hung', ['Stop', 'Restart', 'Restart with DEBUG'], /^Will be restarted automatically/],
    ['backing-off', ['Start', 'Stop'], /^Next start in \d s\.$/],
    ['failed-crash', ['Start'], 'Not retried automatically.'],
    ['full', ['Stop', 'Restart', 'Restart with DEBUG'], undefined],
  ] as const)('%s enables %j and says what comes next', async (name, actions, next) => {
    await renderPanel('overview', stateNamed(name));
    expect(enabled()).toEqual(actions);
    if (next !== undefined) expect(screen.getByText(next)).toBeTruthy();
  });
});

it('shows the state once: the badge in the header stands on the other screens', async () => {
  await renderPanel('overview', running());
  const header = () => screen.getByRole('status', { name: 'State of the listener' });
  expect([header().textContent, header().querySelector('svg')]).toEqual(['Running', null]);
  await act(async () => {
    location.hash = '/help';
    dispatchEvent(new Event('hashchange'));
  });
  expect(header().textContent).toBe('Running');
  expect(header().querySelector('svg')).not.toBeNull();
});

it('says the port once: in the addresses while it runs, as a fact when it does not', async () => {
  const { client, advance } = await renderPanel('overview', running());
  expect(screen.queryByText('Port')).toBeNull();
  expect(fact('PID')).not.toBe('');
  client.setSnapshot(stateNamed('stopped'));
  await advance(1);
  expect(fact('Port')).toContain('8768');
});

it('shows nothing as current once the connection is lost', async () => {
  const { client, advance } = await renderPanel('overview', running());
  expect(screen.getByTestId('connections').textContent).toBe('12 / 50');
  client.setConnection({ state: 'lost', since: Date.now() });
  await advance(1);
  expect(state()).toBe('Unknown');
  expect(screen.queryByTestId('connections')).toBeNull();
  expect(fact('Port')).toBe('–');
  expect(enabled()).toEqual([]);
  expect(screen.getByText('Not connected.')).toBeTruthy();
});

it('explains how to sign in when the token is invalid', async () => {
  const { client } = await renderPanel('overview', undefined);
  client.setConnection({ state: 'refused', reason: 'This link is from an earlier run of the panel.' });
  expect(screen.getByText('Not authorized.')).toBeTruthy();
  expect(screen.getByText(/earlier run/).textContent).toContain('and open the link it prints');
});

it('starts the listener and shows the result', async () => {
  const { client, user, advance } = await renderPanel('overview', silent('stopped', 'stopped by test'), {
    start: () => ({ message: 'The listener was started.' }),
  });
  button('Start').focus();
  await user.keyboard('{Enter}');
  await advance(10);
  expect(client.paramsOf('start')).toEqual([{ debug: false }]);
  expect(screen.getAllByText('The listener was started.').length).toBeGreaterThan(0);
});

it('says why a button is disabled', async () => {
  const { user, advance } = await renderPanel('overview', running());
  await user.hover(button('Start'));
  await advance(500);
  expect(screen.getByRole('tooltip').textContent).toContain('The listener is running already.');
  await user.hover(button('Stop'));
  await advance(500);
  expect(screen.getByRole('tooltip').textContent).not.toContain('running already');
});

it('stops only after the confirmation, and not after Escape', async () => {
  const { client, user, advance } = await renderPanel('overview', running(), {
    stop: () => ({ message: 'The listener was stopped.' }),
  });
  await user.click(button('Stop'));
  await advance(100);
  const dialog = () => screen.queryByRole('alertdialog', { hidden: true });
  expect(dialog()?.textContent).toContain('12 clients are connected.');
  await user.keyboard('{Escape}');
  await advance(100);
  expect(dialog()).toBeNull();
  expect(client.paramsOf('stop')).toEqual([]);
  await user.click(button('Stop'));
  await advance(100);
  const open = dialog();
  if (open === null) throw new Error('there is no confirmation');
  await user.click(within(open).getByRole('button', { name: 'Stop', hidden: true }));
  await advance(100);
  expect(client.paramsOf('stop')).toEqual([{}]);
});

it('restarts without confirmation when no client is connected', async () => {
  const idle = running({ status: busyStatus({ connections: { open: 0, max: 50, total: 3, refused: 0 } }) });
  const { client, user, advance } = await renderPanel('overview', idle, {
    restart: () => ({ message: 'The listener was restarted.' }),
  });
  await user.click(button('Restart with DEBUG'));
  await advance(10);
  expect(client.paramsOf('restart')).toEqual([{ debug: true }]);
});

it('says that the listener runs again after a crash, and says it once after an action', async () => {
  const { client, user, advance } = await renderPanel('overview', running());
  const crashed = (pid: number): Snapshot => ({
    ...running({ status: busyStatus({ pid, startedAt: Date.now() }) }),
    lastTrouble: { at: Date.now(), message: 'crashed: process is gone' },
  });
  client.setSnapshot(silent('starting', 'started by panel'));
  client.setSnapshot(crashed(48_300));
  await advance(2_000);
  const again = 'The listener is running again: User No. 10001, PID 48300.';
  expect(screen.getAllByText(again).length).toBeGreaterThan(0);
  await advance(10_000);
  client.answers.restart = () => ({ message: 'The listener was restarted.' });
  await user.click(screen.getByRole('button', { name: 'Restart with DEBUG' }));
  await user.click(
    within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Restart with DEBUG' }),
  );
  await advance(100);
  client.setSnapshot(crashed(48_400));
  await advance(3_000);
  expect(screen.getAllByText('The listener was restarted.').length).toBeGreaterThan(0);
  expect(screen.queryAllByText(/again: .*PID 48400/)).toEqual([]);
  // A restart without an incident is no recovery.
  client.setSnapshot(running({ status: busyStatus({ pid: 48_500 }) }));
  await advance(5_000);
  expect(screen.queryAllByText(/again: .*PID 48500/)).toEqual([]);
});

it('shows message, advice and code of a failed action', async () => {
  const { user, advance } = await renderPanel('overview', silent('stopped', 'stopped by test'), {
    start: () => Promise.reject(new PanelError('START_FAILED', 'Port 8768 is in use.')),
  });
  await user.click(button('Start'));
  await advance(10);
  for (const text of ['Port 8768 is in use.', 'START_FAILED', 'See the overview for the reason.']) {
    expect(screen.getAllByText(text).length, text).toBeGreaterThan(0);
  }
});

it('says why a start failed in one place', async () => {
  const reason = 'Port 8768 is in use by python (PID 4711).';
  const failed = (state: 'failed' | 'backing-off') =>
    silent(state, reason, {
      failure: { message: reason, lastLines: ['Error: EACCES'] },
      lastTrouble: { at: Date.now(), message: `start failed: ${reason}` },
    });
  const { client, user, advance } = await renderPanel('overview', failed('failed'), {
    start: () => Promise.reject(new PanelError('START_FAILED', reason)),
  });
  const told = () => screen.getAllByText(/Port 8768 is in use/).map(({ textContent }) => textContent);
  expect(told()).toEqual([reason]);
  await user.click(button('Start'));
  await advance(10);
  expect(told()).toEqual([reason]);
  expect(screen.getAllByText('The listener did not start.').length).toBeGreaterThan(0);
  client.setSnapshot(failed('backing-off'));
  expect(told()).toEqual([reason]);
  expect(screen.getAllByText(/^Fix the cause/)).toHaveLength(1);
});

it('says User No. and PID of a listener once, whatever its state', async () => {
  const { client } = await renderPanel('overview', running());
  const times = (text: string) => (screen.getByRole('main').textContent ?? '').split(text).length - 1;
  for (const snapshot of [running(), stateNamed('drained'), stateNamed('hung'), stateNamed('no-database')]) {
    client.setSnapshot(snapshot);
    expect([times('10001'), times('48211')], snapshot.state).toEqual([1, 1]);
  }
});

describe('a port in use', () => {
  const open = (change: Parameters<typeof renderPanel>[2] = {}) =>
    renderPanel('overview', stateNamed('failed-port'), change);

  it('is explained with the available remedies', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'Port 8768 is in use' })).toBeTruthy();
    const remedies = within(screen.getByRole('list', { name: 'What you can do' })).getAllByRole('listitem');
    expect(remedies).toHaveLength(2);
  });

  it('is explained in full where no process that could be stopped has it', async () => {
    const message = 'Port 8768 was in use, but no process has it now: start again.';
    const portTaken = { port: 8_768, owner: 'nobody', canStop: false };
    await renderPanel(
      'overview',
      silent('failed', 'port 8768 is in use', { failure: { message, lastLines: [], portTaken } }),
    );
    expect(screen.getByRole('heading', { name: 'Port 8768 is not available' })).toBeTruthy();
    expect(screen.getByText(message)).toBeTruthy();
    expect(screen.queryByText(/By nobody/)).toBeNull();
  });

  it('can be avoided with another valid port', async () => {
    const { client, user, advance } = await open({ 'use-port': () => ({ message: 'Done.' }) });
    const input = screen.getByRole('textbox', { name: 'New port' });
    await user.clear(input);
    await user.type(input, '70000{Enter}');
    expect(screen.getByText('Enter a port from 1 to 65535.')).toBeTruthy();
    await user.clear(input);
    await user.type(input, '8768{Enter}');
    expect(input.getAttribute('aria-describedby')).toBe(
      screen.getByText('Port 8768 is in use: enter another one.').id,
    );
    expect(client.paramsOf('use-port')).toEqual([]);
    await user.clear(input);
    await user.type(input, '9001{Enter}');
    await advance(10);
    expect(client.paramsOf('use-port')).toEqual([{ port: 9_001 }]);
  });

  it('is freed only after a confirmation', async () => {
    const { client, user, advance } = await open({ 'stop-port-owner': () => ({ message: 'Done.' }) });
    await user.click(button('Stop process'));
    await advance(100);
    expect(client.paramsOf('stop-port-owner')).toEqual([]);
    const dialog = screen.getByRole('alertdialog', { hidden: true });
    await user.click(within(dialog).getByRole('button', { name: 'Stop process', hidden: true }));
    await advance(100);
    expect(client.paramsOf('stop-port-owner')).toEqual([{ port: 8_768, pid: 4_711 }]);
  });
});

it('shows counts of the last day, and says nothing that the strip says', async () => {
  await renderPanel(
    'overview',
    running({
      events: { stamp: '1', lastDay: { started: 2, crashed: 1 } },
      lastTrouble: { at: Date.now(), message: 'crashed: gone' },
    }),
  );
  expect(screen.getByRole('region', { name: 'Last 24 hours' }).textContent).toContain('1 crash, 2 starts');
  expect(screen.getByRole('region', { name: 'Last error' })).toBeTruthy();
  expect(screen.getAllByText(/crashed: gone/i)).toHaveLength(1);
});
