// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { PanelError } from '../../wording/panel-error.ts';
import { CHECKS, checkView } from '../testing/checks.ts';
import { running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened, and then at once.
import './diagnostics.tsx';
import { summarizeChecks, worstFirst } from './check-texts.ts';
import { withResult } from './use-diagnosis.ts';

beforeEach(() => localStorage.clear());

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const rows = () =>
  [...document.querySelectorAll('[data-check]')].map((row) => row.getAttribute('data-check'));

async function opened(answers: Parameters<typeof renderPanel>[2] = {}, snapshot = running()) {
  const panel = await renderPanel('diagnostics', snapshot, {
    diagnose: () => ({ checks: CHECKS }),
    ...answers,
  });
  await panel.advance(50);
  return panel;
}

it('counts, sorts and replaces results', () => {
  expect(summarizeChecks(CHECKS)).toBe('4 checks: 1 problem, 1 warning, 1 unknown, 1 OK');
  expect(worstFirst(CHECKS).map(({ number }) => number)).toEqual([2, 3, 4, 1]);
  const again = checkView(3, 'ok');
  expect(withResult(CHECKS, again).map(({ result }) => result)).toEqual(['ok', 'problem', 'ok', 'unknown']);
});

it('checks when it is opened, shows each check as it ends, and the worst first at last', async () => {
  let finish = (): void => undefined;
  const { client, advance } = await opened({
    diagnose: () =>
      new Promise((resolve) => {
        finish = () => resolve({ checks: CHECKS });
      }),
  });
  client.progress({ kind: 'plan', titles: CHECKS.map(({ title }) => title) });
  client.progress({ kind: 'begin', number: 1 });
  client.progress({ kind: 'end', check: CHECKS[0] });
  client.progress({ kind: 'begin', number: 2 });
  client.progress('something of a newer version');
  expect(screen.getByTestId('checks-summary').textContent).toBe('Check 2 of 4');
  expect(rows()).toEqual(['check-1']);
  expect(screen.getByText('QM seats')).toBeTruthy();
  finish();
  await advance(10);
  expect(rows()).toEqual(['check-2', 'check-3', 'check-4', 'check-1']);
  expect(screen.getByTestId('checks-summary').textContent).toContain('1 problem');
  // As every other number of the panel.
  expect(screen.getByText('1,755 ms')).toBeTruthy();
});

it('cancels, and keeps what was found until then', async () => {
  const { client, advance } = await opened({ diagnose: () => new Promise(() => undefined) });
  fireEvent.click(button('Check again'));
  await advance(10);
  client.progress({ kind: 'plan', titles: CHECKS.map(({ title }) => title) });
  client.progress({ kind: 'end', check: CHECKS[0] });
  fireEvent.click(button('Cancel'));
  await advance(10);
  expect(client.cancelled).toEqual(['diagnose']);
  expect(rows()).toEqual(['check-1']);
  expect(screen.getByText('Not every check was made.')).toBeTruthy();
});

it('repairs after a question, and shows the check as it is then', async () => {
  const { client, advance } = await opened({
    'diagnose-fix': () => ({ message: 'Closed.', check: checkView(2, 'ok') }),
  });
  fireEvent.click(button('Check again'));
  await advance(10);
  fireEvent.click(button('Repair: Close the folder to other users?'));
  await advance(10);
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Repair' }));
  await advance(10);
  expect(client.paramsOf('diagnose-fix')).toEqual([
    { id: 'check-2', fix: 'Close the folder to other users?' },
  ]);
  expect(document.querySelector('[data-check="check-2"]')?.getAttribute('data-result')).toBe('ok');
});

it('saves the report, a backup for the browser, and one on the machine', async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
  const { client, advance } = await opened({
    'diagnose-bundle': () => ({ name: 'report.zip', content: btoa('zip'), message: 'Masked.' }),
    backup: ({ target }) =>
      target === undefined
        ? { message: 'Made.', download: { name: 'backup.zip', content: btoa('zip'), message: 'Made.' } }
        : { message: `Saved ${target}.` },
  });
  fireEvent.click(button('Save a report for support'));
  await advance(10);
  fireEvent.click(button('Download a backup'));
  await advance(10);
  fireEvent.click(screen.getByRole('checkbox', { name: "With the clients' conversations" }));
  fireEvent.change(screen.getByRole('textbox', { name: /File or folder/ }), {
    target: { value: ' /srv/backups ' },
  });
  fireEvent.click(button('Save there'));
  await advance(10);
  expect(saved).toEqual(['report.zip', 'backup.zip']);
  expect(client.paramsOf('backup')).toEqual([
    { withSessions: false },
    { target: '/srv/backups', withSessions: true },
  ]);
});

const BACKUP = {
  ...{ file: '/srv/hal.zip', createdAt: '2026-11-28T10:00:00Z', version: '0.1.0' },
  ...{ parts: ['configuration', 'account'], notes: ['a note'] },
};

it('checks a backup, names what a restore replaces, and restores while the listener is stopped', async () => {
  const { client, advance } = await opened(
    {
      'restore-check': () => BACKUP,
      restore: () => ({ message: 'Restored.', notes: ['the listener needs a token'] }),
    },
    silent('stopped', 'stopped by test'),
  );
  const file = screen.getByRole('textbox', { name: /Backup file/ });
  fireEvent.change(file, { target: { value: '/srv/hal.zip' } });
  fireEvent.click(button('Check the file'));
  await advance(10);
  fireEvent.click(button('Restore…'));
  await advance(10);
  const question = screen.getByRole('alertdialog');
  expect(question.textContent).toContain('configuration, account');
  fireEvent.click(within(question).getByRole('button', { name: 'Restore' }));
  await advance(10);
  expect(client.paramsOf('restore')).toEqual([{ file: '/srv/hal.zip' }]);
  expect(screen.getByText('The listener needs a token.')).toBeTruthy();
});

it('restores nothing under a running listener, and says what is wrong with a file', async () => {
  let isDamaged = false;
  const { client, advance } = await opened({
    'restore-check': () => {
      if (isDamaged) throw new PanelError('REFUSED', 'A checksum differs.', '');
      return BACKUP;
    },
  });
  const file = screen.getByRole('textbox', { name: /Backup file/ });
  fireEvent.change(file, { target: { value: '/srv/hal.zip' } });
  fireEvent.click(button('Check the file'));
  await advance(10);
  fireEvent.click(button('Restore…'));
  await advance(10);
  expect(screen.queryByRole('alertdialog')).toBeNull();
  isDamaged = true;
  fireEvent.click(button('Check the file'));
  await advance(10);
  expect(screen.getByText('A checksum differs.')).toBeTruthy();
  expect(client.paramsOf('restore')).toEqual([]);
});
