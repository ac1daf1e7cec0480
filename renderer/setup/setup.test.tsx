// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import type { SettingsView } from '../../contract/panel-settings.ts';
import { busyStatus, running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
import { setting, settingsView } from '../testing/settings-view.ts';
// The screen is loaded when it is opened, and then at once.
import './setup.tsx';
import { dataState, editsOf, formOf } from './qm-form.ts';

beforeEach(() => localStorage.clear());

const values = (change: Readonly<Record<string, string>> = {}): SettingsView['settings'] =>
  Object.entries({
    ...{ driver: 'embedded', qmProgram: 'none', qmHost: 'none', qmPort: '4243', qmAccount: 'HAL' },
    ...{ qmUsername: 'none', token: '(not set)' },
    ...change,
  }).map(([name, value]) => setting(name, { value, saved: value }));

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const done = () =>
  [...document.querySelectorAll('[data-step]')].map((step) => step.getAttribute('data-done') === 'true');

async function opened(answers: Parameters<typeof renderPanel>[2] = {}, snapshot = silent('stopped', 'x')) {
  const panel = await renderPanel('setup', snapshot, {
    settings: () => settingsView({ settings: values() }),
    ...answers,
  });
  await panel.advance(50);
  return panel;
}

it('reads the form from the settings, and saves only what was typed', () => {
  const form = formOf(values({ qmHost: 'qmserver' }));
  expect(form).toEqual({
    program: '',
    host: 'qmserver',
    port: '4243',
    account: 'HAL',
    user: '',
    password: '',
  });
  const typed = { ...form, host: ' ', user: 'hal', password: 'a word' };
  expect(editsOf(typed, values({ qmHost: 'qmserver' }), 'pipe')).toEqual([
    { name: 'qmHost', value: null },
    { name: 'qmUsername', value: 'hal' },
    { name: 'qmPassword', value: 'a word' },
    { name: 'driver', value: 'pipe' },
  ]);
  expect(editsOf(form, values({ qmHost: 'qmserver' }))).toEqual([]);
});

it('says where the records come from', () => {
  expect(dataState(values(), true)).toMatch(/invented/);
  expect(dataState(values(), false)).toMatch(/embedded account/);
  expect(dataState(values({ driver: 'pipe' }), false)).toBe('Account HAL of QM on this machine, by pipe.');
  expect(dataState(values({ driver: 'qmclient', qmHost: 'qmserver' }), false)).toContain('on qmserver');
});

it('tests what was typed before it is saved, and saves the way that works', async () => {
  const works = { driver: 'qmclient', works: true, text: 'account HAL answers' } as const;
  const { client, advance } = await opened({
    'setup-test': () => ({
      use: 'qmclient',
      ways: [{ driver: 'pipe', works: false, text: 'no qm program', advice: 'set QM_BIN' }, works],
    }),
    'settings-save': () => ({
      kind: 'saved',
      message: 'Saved.',
      view: settingsView({ stamp: 'b', settings: values({ driver: 'qmclient', qmHost: 'qmserver' }) }),
    }),
  });
  expect(done()).toEqual([false, false, false, false]);
  fireEvent.change(screen.getByRole('textbox', { name: 'Host' }), { target: { value: 'qmserver' } });
  fireEvent.click(button('Find QM and test the connection'));
  await advance(10);
  const edits = [{ name: 'qmHost', value: 'qmserver' }];
  expect(client.paramsOf('setup-test')).toEqual([{ edits }]);
  expect(screen.getByText(/does not work\. No qm program\./)).toBeTruthy();
  fireEvent.click(button('Save and use qmclient'));
  await advance(10);
  expect(client.paramsOf('settings-save')).toEqual([
    { stamp: 'a', edits: [...edits, { name: 'driver', value: 'qmclient' }] },
  ]);
  expect(done()).toEqual([true, false, false, false]);
});

it('forgets what was found when something else is typed, and can be cancelled', async () => {
  const { client, advance } = await opened({
    'setup-test': () => ({ use: null, ways: [{ driver: 'pipe', works: false, text: 'no', advice: 'yes' }] }),
  });
  fireEvent.click(button('Find QM and test the connection'));
  await advance(10);
  expect(screen.getByText(/No way to QM works yet/)).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: 'User' }), { target: { value: 'hal' } });
  expect(screen.queryByText(/No way to QM works yet/)).toBeNull();
  client.answers['setup-test'] = () => new Promise(() => undefined);
  fireEvent.click(button('Find QM and test the connection'));
  await advance(10);
  fireEvent.click(button('Cancel'));
  await advance(10);
  expect(client.cancelled).toEqual(['setup-test']);
});

it('makes a token that is shown once, installs the commands and starts', async () => {
  let token = '';
  const { client, advance } = await opened({
    settings: () => settingsView({ settings: values({ driver: 'pipe' }) }),
    'settings-save': ({ edits }) => {
      token = edits[0]?.value ?? '';
      return {
        kind: 'saved',
        message: 'Saved.',
        view: settingsView({ settings: values({ driver: 'pipe', token: '(set)' }) }),
      };
    },
    'qm-install': () => ({ message: 'Installed.' }),
    start: () => ({ message: 'The listener was started.' }),
  });
  fireEvent.click(button('Install the QM commands'));
  await advance(10);
  fireEvent.click(button('Generate and save a token'));
  await advance(10);
  expect(screen.getByText(token)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Generate and save a token' })).toBeNull();
  fireEvent.click(button('Start the listener'));
  await advance(10);
  expect(client.paramsOf('start')).toEqual([{ debug: false }]);
  expect(done()).toEqual([true, true, true, false]);
});

it('restarts a listener that runs with earlier settings, after a question', async () => {
  const status = busyStatus({ configuration: { readAt: 1, needsRestart: ['driver'] } });
  const { client, advance } = await opened(
    { restart: () => ({ message: 'Restarted.' }) },
    running({ status }),
  );
  expect(done()[3]).toBe(false);
  fireEvent.click(button('Restart with the new settings'));
  await advance(10);
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Restart' }));
  await advance(10);
  expect(client.paramsOf('restart')).toEqual([{ debug: false }]);
});

it('overwrites nothing where the file was changed meanwhile', async () => {
  const { advance } = await opened({
    'settings-save': () => ({ kind: 'conflict', view: settingsView({ stamp: 'b', settings: values() }) }),
  });
  fireEvent.click(button('Generate and save a token'));
  await advance(10);
  expect(screen.getAllByText(/was changed by somebody else/)[0]).toBeTruthy();
  expect(button('Generate and save a token')).toBeTruthy();
});
