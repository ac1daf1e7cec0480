// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import type { SettingsView } from '../../contract/panel-settings.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { busyStatus, running } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
import { AUTOSTARTS, setting, settingsView } from '../testing/settings-view.ts';
// The screen is loaded when it is opened, and then at once.
import './settings.tsx';

beforeEach(() => localStorage.clear());

const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

async function opened(answers: Parameters<typeof renderPanel>[2] = {}) {
  const panel = await renderPanel('settings', running({ status: busyStatus() }), {
    settings: () => settingsView(),
    'settings-check': () => ({ problems: [] }),
    reload: () => ({ message: 'Applied: token.' }),
    ...answers,
  });
  await panel.advance(50);
  return panel;
}

it('checks once typing has paused, and saves what the program accepts with the stamp of what was read', async () => {
  const { client, advance } = await opened({
    'settings-check': ({ edits }) => ({
      problems: edits.some(({ value }) => value === '70000') ? [{ name: 'port', message: 'not a port' }] : [],
    }),
    'settings-save': () => ({ kind: 'saved', message: 'Saved.', view: settingsView({ stamp: 'b' }) }),
  });
  for (const value of ['7', '70', '70000']) fireEvent.change(field('Port'), { target: { value } });
  await advance(800);
  expect(client.paramsOf('settings-check')).toEqual([{ edits: [{ name: 'port', value: '70000' }] }]);
  expect(screen.getByText('Not a port.')).toBeTruthy();
  fireEvent.click(button('Save'));
  expect(client.paramsOf('settings-save')).toEqual([]);
  fireEvent.change(field('Port'), { target: { value: '9100' } });
  await advance(800);
  fireEvent.click(button('Save'));
  await advance(10);
  expect(client.paramsOf('settings-save')).toEqual([
    { stamp: 'a', edits: [{ name: 'port', value: '9100' }] },
  ]);
  // What needs no restart is applied.
  expect(client.paramsOf('reload')).toEqual([{}]);
  expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull();
});

it('shows a secret only as set, generates a token, and removes what the file sets', async () => {
  const { client, advance } = await opened({
    'settings-save': () => ({ kind: 'invalid', problems: [{ message: 'Both together are not allowed.' }] }),
  });
  expect(screen.getByPlaceholderText('Set. Type to replace it.')).toHaveProperty('value', '');
  fireEvent.click(button('Generate'));
  expect(screen.getByDisplayValue(/^[\w-]{32}$/)).toBeTruthy();
  fireEvent.click(button('Remove Port from config.json'));
  await advance(800);
  fireEvent.click(button('Save'));
  await advance(10);
  const [saved] = client.paramsOf('settings-save') as [{ edits: { name: string; value: string | null }[] }];
  expect(saved.edits.find(({ name }) => name === 'port')).toEqual({ name: 'port', value: null });
  expect(screen.getByText('Both together are not allowed.')).toBeTruthy();
  fireEvent.click(button('Discard'));
  expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull();
});

it('says what is fixed and by whom', async () => {
  await opened();
  expect(field('Maximum connections')).toHaveProperty('disabled', true);
  expect(screen.getByText(/^Fixed by MAX_CONNECTIONS/)).toBeTruthy();
  expect(field('Rate')).toHaveProperty('disabled', false);
  expect(screen.getByText(/was started with --rate \(7\), which a restart repeats/)).toBeTruthy();
});

it('shows both where the file was changed meanwhile, and saves on top of it only when told to', async () => {
  const changed: SettingsView = settingsView({
    stamp: 'b',
    settings: [setting('port', { group: 'network', saved: '9500', source: 'file', isInFile: true })],
  });
  const { client, advance } = await opened({
    'settings-save': ({ stamp }) =>
      stamp === 'a'
        ? { kind: 'conflict', view: changed }
        : { kind: 'saved', message: 'Saved.', view: changed },
  });
  fireEvent.change(field('Port'), { target: { value: '9100' } });
  await advance(800);
  fireEvent.click(button('Save'));
  await advance(10);
  const conflict = screen.getByRole('region', { name: 'Conflict' });
  expect(
    within(conflict)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent),
  ).toEqual(['9000', '9500', '9100']);
  fireEvent.click(button('Save'));
  expect(client.paramsOf('settings-save')).toHaveLength(1);
  fireEvent.click(button(/^Keep my changes/));
  await advance(800);
  fireEvent.click(button('Save'));
  await advance(10);
  expect(client.paramsOf('settings-save')[1]).toEqual({
    stamp: 'b',
    edits: [{ name: 'port', value: '9100' }],
  });
});

it('restores the previous settings after a confirmation that names what changes', async () => {
  const { client, advance } = await opened({
    'settings-restore': () => ({ kind: 'saved', message: 'Restored.', view: settingsView() }),
  });
  fireEvent.click(button('Restore the previous settings'));
  await advance(10);
  const question = screen.getByRole('alertdialog');
  expect(question.textContent).toContain('Port: 9000 → 9001');
  fireEvent.click(within(question).getByRole('button', { name: 'Restore' }));
  await advance(10);
  expect(client.paramsOf('settings-restore')).toEqual([{ stamp: 'a' }]);
});

it('says why there are no settings, and tries again', async () => {
  let works = false;
  const { advance } = await opened({
    settings: () => {
      if (works) return settingsView();
      throw new PanelError('FAILED', 'The program could not be run.');
    },
  });
  expect(screen.getByText(/The program could not be run/)).toBeTruthy();
  works = true;
  fireEvent.click(button('Try again'));
  await advance(10);
  expect(field('Port')).toHaveProperty('value', '9000');
});

it('switches an automatic start and shows what the system has afterwards, also when that failed', async () => {
  let fails = false;
  const { client, advance } = await opened({
    autostarts: () => ({ autostarts: AUTOSTARTS }),
    'autostart-set': ({ kind, on }) => {
      if (fails) throw new PanelError('REFUSED', 'EACCES. Try as an administrator.');
      const changed = on ? ('installed' as const) : ('absent' as const);
      return {
        message: 'Installed.\nwarning: it serves example data',
        autostarts: AUTOSTARTS.map((one) => (one.kind === kind ? { ...one, state: changed } : one)),
      };
    },
  });
  const toggle = (name: RegExp) => screen.getByRole<HTMLInputElement>('switch', { name });
  expect(toggle(/user logs in/).checked).toBe(true);
  expect(screen.getByText(/Not known: there is no QM configuration/)).toBeTruthy();
  fireEvent.click(toggle(/by systemd/));
  await advance(10);
  expect(client.paramsOf('autostart-set')).toEqual([{ kind: 'systemd', on: true }]);
  expect(toggle(/by systemd/).checked).toBe(true);
  expect(screen.getByText(/^Installed\.\s+warning: it serves example data$/)).toBeTruthy();
  fails = true;
  fireEvent.click(toggle(/user logs in/));
  await advance(10);
  expect(screen.getByText('EACCES. Try as an administrator.')).toBeTruthy();
  expect(toggle(/user logs in/).checked).toBe(true);
});
