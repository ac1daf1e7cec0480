import { expect, it } from 'vitest';
import { PHANTOM_STATES } from '../contract/panel-snapshot.ts';
import { type MenuEntry, type MenuState, trayMenu } from './tray-menu.ts';
import { DEFAULT_SETTINGS } from './tray-settings.ts';

const RUNNING: MenuState = {
  view: {
    state: 'running',
    reason: 'User No. 10001',
    port: 8_768,
    address: 'ws://qmserver:8768',
    connections: { open: 3, max: 50 },
  },
  settings: DEFAULT_SETTINGS,
  startsAtLogin: false,
};

function entry(label: string, facts: MenuState = RUNNING): MenuEntry {
  const found = trayMenu(facts).find((one) => one.label === label);
  if (found === undefined) throw new Error(`there is no ${label}`);
  return found;
}

it('has everything in the order of use', () => {
  expect(trayMenu(RUNNING).map(({ label }) => label)).toEqual([
    'Running · 3/50 connections · port 8768',
    '',
    'Open panel',
    '',
    'Start',
    'Stop',
    'Restart',
    'Restart with DEBUG',
    '',
    'Logs',
    'Copy address',
    'Copy command',
    '',
    'Start at login',
    'Notifications',
    'Stop the listener when I quit',
    'Diagnostics',
    'About',
    '',
    'Quit and stop the listener',
    'Quit…',
  ]);
});

it('offers what makes sense in each state, and nothing else', () => {
  const offered = PHANTOM_STATES.map((state) => {
    const facts = { ...RUNNING, view: { state, reason: 'r' } };
    const orders = ['Start', 'Stop', 'Restart', 'Restart with DEBUG'];
    return [state, orders.filter((label) => entry(label, facts).action !== undefined)];
  });
  expect(Object.fromEntries(offered)).toEqual({
    stopped: ['Start'],
    starting: ['Stop'],
    running: ['Stop', 'Restart', 'Restart with DEBUG'],
    draining: [],
    hung: ['Stop', 'Restart', 'Restart with DEBUG'],
    'backing-off': ['Start', 'Stop'],
    failed: ['Start'],
  });
});

it('says why where something is wrong, in one line', () => {
  const view = { state: 'failed', reason: `port 8768 is in use by ${'x'.repeat(200)}\nmore` } as const;
  const [state, reason] = trayMenu({ ...RUNNING, view });
  expect([state?.label, reason?.label.length, reason?.action]).toEqual(['Failed', 90, undefined]);
});

it('copies no address that nobody knows', () => {
  expect(entry('Copy address').action).toEqual({ do: 'copy', text: 'ws://qmserver:8768' });
  expect(entry('Copy address', { ...RUNNING, view: { state: 'failed', reason: '' } }).action).toBeUndefined();
});

it('shows the login entry as the system has it', () => {
  const shown = [true, false, undefined].map((startsAtLogin) =>
    entry('Start at login', { ...RUNNING, startsAtLogin }),
  );
  expect(shown.map(({ checked, action }) => [checked, action])).toEqual([
    [true, { do: 'start-at-login', on: false }],
    [false, { do: 'start-at-login', on: true }],
    [false, undefined],
  ]);
});

it('switches each kind of notification, and stopping at the end', () => {
  const settings = { ...DEFAULT_SETTINGS, silenced: ['hung' as const], stopOnQuit: true };
  const kinds = entry('Notifications', { ...RUNNING, settings }).entries ?? [];
  expect(kinds.map(({ checked }) => checked)).toEqual([true, true, false, true, true, true]);
  expect(kinds[0]?.action).toEqual({ do: 'set', change: { silenced: ['hung', 'failed'] } });
  expect(kinds[2]?.action).toEqual({ do: 'set', change: { silenced: [] } });
  const stop = entry('Stop the listener when I quit', { ...RUNNING, settings });
  expect([stop.checked, stop.action]).toEqual([true, { do: 'set', change: { stopOnQuit: false } }]);
});

it('names the equal commands where each system shows them, and copies them', () => {
  const commands = entry('Copy command').entries ?? [];
  expect(commands.map(({ label }) => label)).toEqual([
    'Open panel: hal-listener panel --open',
    'Start: hal-listener start',
    'Start: PHANTOM WEBSOCKET.LISTENER',
    'Stop: hal-listener stop',
    'Stop: STOP.WEBSOCKET.LISTENER',
    'Restart: hal-listener restart',
    'Restart with DEBUG: hal-listener restart --debug',
    'Restart with DEBUG: PHANTOM WEBSOCKET.LISTENER DEBUG',
    'Status: hal-listener status',
    'Status: CHECK.WEBSOCKET.LISTENER',
    'Logs: hal-listener logs --follow',
  ]);
  expect(commands[2]?.action).toEqual({ do: 'copy', text: 'PHANTOM WEBSOCKET.LISTENER' });
});

it('switches the graphics card off and on', () => {
  const card = (useGpu: boolean) =>
    entry('Diagnostics', { ...RUNNING, settings: { ...DEFAULT_SETTINGS, useGpu } }).entries?.at(-1);
  expect([card(true)?.checked, card(true)?.action]).toEqual([true, { do: 'set', change: { useGpu: false } }]);
  expect([card(false)?.checked, card(false)?.action]).toEqual([
    false,
    { do: 'set', change: { useGpu: true } },
  ]);
});
