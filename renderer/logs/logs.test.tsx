// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { LogRow, LogSource } from '../../contract/panel-logs.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { busyStatus, running, silent } from '../testing/fixtures.ts';
import { renderPanel, setElementSize } from '../testing/panel-harness.tsx';
// Screens are loaded when they are opened; here they are there by then.
import './logs.tsx';

const SOURCES: readonly LogSource[] = [
  { log: 'events', name: 'HAL.SPLITTER.LOG', file: '/logs/HAL.SPLITTER.LOG', bytes: 4_096, levels: true },
  { log: 'gateway', name: 'gateway.log', file: '/logs/gateway.log', bytes: null, levels: false },
];

function line(row: number): LogRow {
  const isError = row % 10 === 9;
  const level = isError ? 'ERROR' : 'INFO ';
  return {
    row,
    level: isError ? 'error' : 'info',
    text: `2026-11-23 05:06:07.123 ${level} server  line ${row}`,
  };
}

/** A log with `count` lines; every tenth is an error. */
function logOf(size: () => number) {
  return {
    logs: () => [...SOURCES],
    'log-rows': ({ from, count, log }: { from: number; count: number; log: string }) => {
      const end = log === 'events' ? size() : 0;
      const first = Math.max(from === -1 ? end - count : from, 0);
      const rows = Array.from({ length: Math.max(Math.min(count, end - first), 0) }, (_, index) =>
        line(first + index),
      );
      const counts = { error: Math.floor(end / 10), warn: 0, info: end - Math.floor(end / 10), debug: 0 };
      return { epoch: 1, first: 0, end, read: 1, counts, rows };
    },
  };
}

async function renderLog(initial: number, snapshot = running()) {
  setElementSize(1_000, 400);
  let size = initial;
  const panel = await renderPanel(
    'logs',
    snapshot,
    logOf(() => size),
  );
  await panel.advance(600);
  return {
    ...panel,
    grow: async (to: number): Promise<void> => {
      size = to;
      await panel.advance(600);
    },
  };
}

const button = (name: string) => screen.getByRole('button', { name });
const shownRows = () =>
  [...document.querySelectorAll('[data-row]')].map((row) => Number(row.getAttribute('data-row')));

it.each([
  ['running', running()],
  ['stopped', silent('stopped', 'stopped by test')],
  ['failed', silent('failed', 'port 8768 is in use')],
  ['hung', silent('hung', 'three pings were not answered')],
])('shows the end of the log while the listener is %s', async (_state, snapshot) => {
  await renderLog(300, snapshot);
  expect(screen.getByText('line 299')).toBeTruthy();
  expect(screen.getByText('300 lines')).toBeTruthy();
});

it('distinguishes a missing log from one without lines at a level', async () => {
  const { user, advance } = await renderLog(0);
  await user.click(screen.getByRole('tab', { name: 'gateway.log' }));
  await advance(600);
  expect(screen.getByText('This log does not exist yet')).toBeTruthy();
  await user.click(screen.getByRole('tab', { name: 'HAL.SPLITTER.LOG' }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Minimum level' }), 'error');
  await advance(600);
  expect(screen.getByText('No lines pass the filter')).toBeTruthy();
  await user.click(button('Show all lines'));
  await advance(600);
  expect(screen.getByText('No lines')).toBeTruthy();
});

it('renders only the lines on the screen of a million', async () => {
  await renderLog(1_000_000);
  expect(screen.getByText('1,000,000 lines')).toBeTruthy();
  expect(shownRows().length).toBeGreaterThan(10);
  expect(shownRows().length).toBeLessThan(120);
});

it('stays in place while paused, and counts new lines', async () => {
  const { user, grow } = await renderLog(100);
  await user.click(button('Pause'));
  await grow(105);
  expect(screen.queryByText('line 104')).toBeNull();
  await user.click(button('5 new lines'));
  expect(screen.getByText('line 104')).toBeTruthy();
  expect(button('Pause').getAttribute('aria-pressed')).toBe('false');
});

it('searches while typing, and moves through the matches with Enter', async () => {
  const { client, user, advance } = await renderLog(100);
  client.answers['log-search'] = () => ({ epoch: 1, rows: [3, 7], total: 2 });
  await user.keyboard('{Control>}f{/Control}');
  const search = screen.getByRole('searchbox', { name: 'Search the log' });
  expect(document.activeElement).toBe(search);
  await user.type(search, 'line');
  await advance(300);
  expect(client.paramsOf('log-search').at(-1)).toEqual({
    log: 'events',
    pattern: { text: 'line', regex: false, matchCase: false },
  });
  expect(screen.getByTestId('matches').textContent).toBe('2 matches');
  await user.keyboard('{Enter}');
  expect(screen.getByTestId('matches').textContent).toBe('1 of 2');
  await user.keyboard('{Shift>}{Enter}{/Shift}');
  expect(screen.getByTestId('matches').textContent).toBe('2 of 2');
});

it('shows what is wrong with a search', async () => {
  const { client, user, advance } = await renderLog(100);
  client.answers['log-search'] = () =>
    Promise.reject(new PanelError('BAD_PATTERN', 'Invalid regular expression: unterminated group.'));
  await user.click(button('Regular expression'));
  await user.type(screen.getByRole('searchbox', { name: 'Search the log' }), '(');
  await advance(300);
  expect(screen.getByTestId('matches').textContent).toBe('invalid pattern');
});

it('jumps to errors, and reports when there are none', async () => {
  const { client, user, advance } = await renderLog(100);
  client.answers['log-error'] = () => ({ row: 89 });
  await user.click(button('Previous error'));
  await advance(600);
  expect(document.querySelector('[aria-current="true"]')?.getAttribute('data-row')).toBe('89');
  client.answers['log-error'] = () => ({ row: null });
  await user.click(button('Next error'));
  await advance(10);
  expect(client.paramsOf('log-error').at(-1)).toMatchObject({ from: 89, towards: 'next' });
  await user.click(button('Next error'));
  await advance(10);
  // Said once, in its place: no notices that pile up.
  expect(screen.getAllByText('No error after this line.')).toHaveLength(1);
  client.answers['log-error'] = () => ({ row: 9 });
  await user.click(button('Previous error'));
  await advance(10);
  expect(screen.queryByText('No error after this line.')).toBeNull();
});

it('opens at the error that the overview showed', async () => {
  const error = { at: Date.now(), message: 'line 49' };
  const { client, user, advance } = await renderPanel(
    'overview',
    undefined,
    logOf(() => 100),
  );
  client.setSnapshot(running({ status: busyStatus({ lastError: error }) }));
  client.answers['log-error'] = () => ({ row: 49 });
  await user.click(button('Show in log'));
  await advance(1_000);
  expect(client.paramsOf('log-error')[0]).toMatchObject({ from: -1, towards: 'previous', text: 'line 49' });
});

it('copies the visible lines', async () => {
  const { user, advance } = await renderLog(10);
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await user.click(button('Copy selection or visible lines'));
  await advance(10);
  expect(writeText.mock.calls[0]?.[0]).toContain('line 9');
  expect(screen.getAllByText('Copied the visible lines.').length).toBeGreaterThan(0);
});

it('shows why the log cannot be read', async () => {
  const { client, advance } = await renderLog(10);
  client.answers['log-rows'] = () =>
    Promise.reject(new PanelError('FAILED', 'Cannot read /logs/HAL.SPLITTER.LOG: EACCES.'));
  await advance(600);
  expect(screen.getByRole('alert').textContent).toBe('Cannot read /logs/HAL.SPLITTER.LOG: EACCES.');
});

const rowsAsked = (client: Awaited<ReturnType<typeof renderLog>>['client']) =>
  client.paramsOf('log-rows').at(-1);

it('hides what does not match, and says how many lines are left or why none are', async () => {
  const { client, user, advance } = await renderLog(100);
  await user.type(screen.getByRole('searchbox', { name: 'Search the log' }), 'line 7');
  await user.click(button('Only matching lines'));
  await advance(600);
  expect(rowsAsked(client)).toMatchObject({ only: { text: 'line 7', regex: false, matchCase: false } });
  expect(screen.getByTestId('matches').textContent).toBe('100 lines');
  expect(screen.queryByRole('button', { name: /^Next match/ })).toBeNull();
  expect(document.querySelector('mark')?.textContent).toBe('line 7');
  client.answers['log-rows'] = () =>
    Promise.reject(new PanelError('TOO_SLOW', 'The search timed out after 5 s.'));
  await advance(600);
  expect(screen.getByTestId('matches').textContent).toBe('search failed');
  expect(screen.getByRole('alert').textContent).toBe('The search timed out after 5 s.');
});

it('counts the entries of each level', async () => {
  await renderLog(100);
  expect(screen.getByTestId('levels').textContent).toBe('10 errors, 90 info');
});

it('limits lines to a client, a session or an event by a click, until that is removed', async () => {
  const { client, user, advance } = await renderLog(10);
  const { 'log-rows': plain } = logOf(() => 10);
  client.answers['log-rows'] = (params) => {
    const answer = plain(params);
    const text = '2026-11-23 05:06:07.123 INFO  server  resumed client=192.0.2.7:5 session=hal_1';
    return { ...answer, rows: answer.rows.map((row) => ({ ...row, text })) };
  };
  await user.selectOptions(screen.getByRole('combobox', { name: 'Minimum level' }), 'info');
  await advance(600);
  const [first] = screen.getAllByText('client=192.0.2.7:5');
  await user.click(first as HTMLElement);
  await user.click(screen.getAllByText('server')[0] as HTMLElement);
  await advance(600);
  expect(rowsAsked(client)).toMatchObject({
    fields: [
      { name: 'client', value: '192.0.2.7:5' },
      { name: 'event', value: 'server' },
    ],
  });
  await user.click(button('Remove filter: client 192.0.2.7:5'));
  await advance(600);
  expect(rowsAsked(client)).toMatchObject({ fields: [{ name: 'event', value: 'server' }] });
});

it('limits lines to a time, and names one that cannot be read', async () => {
  const { client, user, advance } = await renderLog(10);
  const time = screen.getByRole('combobox', { name: 'Time of the lines' });
  await user.selectOptions(time, 'Last hour');
  await advance(600);
  expect(rowsAsked(client)).toMatchObject({
    since: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  });
  await user.selectOptions(time, 'From … to …');
  const from = screen.getByRole('textbox', { name: 'From time' });
  await user.clear(from);
  await user.type(from, '2026-11-23 05:06');
  await user.type(screen.getByRole('textbox', { name: 'To time' }), '2026-11-23 25:00');
  await advance(600);
  expect(rowsAsked(client)).toMatchObject({ since: '2026-11-23 05:06:00' });
  expect(rowsAsked(client)).not.toHaveProperty('until');
  expect(screen.getByText(/^Enter a time as in the log/)).toBeTruthy();
  await user.selectOptions(time, 'Any time');
  await advance(600);
  expect(rowsAsked(client)).not.toHaveProperty('since');
});

it('downloads what is filtered', async () => {
  const { client, user, advance } = await renderLog(10);
  const download = vi.spyOn(client, 'download');
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:log');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Minimum level' }), 'error');
  await advance(600);
  await user.click(button('Download the filtered lines'));
  await advance(10);
  expect(download).toHaveBeenCalledWith('events', expect.objectContaining({ filter: { level: 'error' } }));
  expect(screen.getAllByText('Downloaded filtered-HAL.SPLITTER.LOG.').length).toBeGreaterThan(0);
});
