// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PanelError } from '../../wording/panel-error.ts';
import { answeredQueries, client, closedClient, running, silent } from '../testing/fixtures.ts';
import { renderPanel, setElementSize } from '../testing/panel-harness.tsx';

function crowd(size: number) {
  return {
    total: size,
    open: Array.from({ length: size }, (_, index) => client(index + 1)),
    closed: [closedClient(1, 'client', 'going away')],
  };
}

async function renderClients(size: number) {
  setElementSize(1_200, 800);
  return renderPanel('connections', running(), { connections: () => crowd(size) });
}

const tableRows = () => within(screen.getByRole('table')).getAllByRole('row').slice(1);
const addresses = () => tableRows().map((row) => row.getAttribute('data-client'));

it.each([
  ['stopped', silent('stopped', 'stopped by test'), /The listener is not running or not responding/],
  ['failed', silent('failed', 'port 8768 is in use'), /The listener is not running or not responding/],
  ['hung', silent('hung', 'three pings were not answered'), /The listener is not running or not responding/],
  ['unknown', undefined, /The panel is not connected/],
])('says that there are no connections while the state is %s', async (_state, snapshot, text) => {
  await renderPanel('connections', snapshot, {
    connections: () => Promise.reject(new PanelError('NOT_RUNNING', 'The listener is not running.')),
  });
  expect(screen.getByText('No connections')).toBeTruthy();
  expect(screen.getByText(text)).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});

it('shows the error and the advice when the listener runs but does not answer', async () => {
  await renderPanel('connections', running(), {
    connections: () => Promise.reject(new PanelError('NO_ANSWER', 'No answer within 2500 ms.')),
  });
  expect(screen.getByText('No answer within 2500 ms.')).toBeTruthy();
  expect(screen.getByText('The listener may be busy or hung. Check its log, or restart it.')).toBeTruthy();
});

it('distinguishes an empty list from a filter without matches', async () => {
  const { client: panel, user, advance } = await renderClients(0);
  expect(screen.getByText('No clients connected')).toBeTruthy();
  expect(screen.getByText('hal-listener')).toBeTruthy();
  panel.answers.connections = () => crowd(3);
  await advance(1_000);
  await user.type(screen.getByRole('searchbox', { name: 'Filter clients' }), 'nothing like it');
  expect(screen.getByText('No matching clients')).toBeTruthy();
});

it('removes the list when the connection is lost, and loads it again afterwards', async () => {
  const { client: panel, advance } = await renderClients(2);
  expect(tableRows()).toHaveLength(2);
  panel.setConnection({ state: 'lost', since: 1 });
  await advance(1);
  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByText('The panel is not connected.')).toBeTruthy();
  expect(screen.getByText('Not connected.')).toBeTruthy();
  panel.setConnection({ state: 'live' });
  panel.setSnapshot(running());
  await advance(1);
  expect(tableRows()).toHaveLength(2);
});

it('renders only the rows on the screen of five thousand clients', async () => {
  await renderClients(5_000);
  expect(screen.getByRole('tab', { name: 'Connected 5,000' })).toBeTruthy();
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
  expect(tableRows().length).toBeGreaterThan(10);
  expect(tableRows().length).toBeLessThan(80);
});

it('sorts by a column, and in reverse on the second click', async () => {
  const { user } = await renderClients(3);
  const header = () => screen.getByRole('columnheader', { name: 'Queries' });
  await user.click(within(header()).getByRole('button'));
  expect(header().getAttribute('aria-sort')).toBe('ascending');
  const ascending = addresses();
  await user.click(within(header()).getByRole('button'));
  expect(header().getAttribute('aria-sort')).toBe('descending');
  expect(addresses()).toEqual([...ascending].reverse());
});

it('disconnects the selected clients after a confirmation, and none when it is cancelled', async () => {
  const { client: panel, user, advance } = await renderClients(3);
  panel.answers.disconnect = ({ ids }) => ({
    message: `${ids.length} clients disconnected.`,
    disconnected: ids.length,
    gone: 0,
  });
  const button = () => screen.getByRole('button', { name: /^Disconnect/ });
  expect(button().getAttribute('aria-disabled')).toBe('true');
  await user.click(screen.getByRole('checkbox', { name: `Select ${client(1).address}` }));
  await user.click(screen.getByRole('checkbox', { name: `Select ${client(3).address}` }));
  await user.click(button());
  await advance(500);
  await user.click(
    within(screen.getByRole('alertdialog', { hidden: true })).getByRole('button', {
      name: 'Cancel',
      hidden: true,
    }),
  );
  await advance(500);
  expect(panel.paramsOf('disconnect')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Disconnect 2' }));
  await advance(500);
  const dialog = screen.getByRole('alertdialog', { hidden: true });
  expect(dialog.textContent).toContain('Disconnect 2 clients?');
  await user.click(within(dialog).getByRole('button', { name: 'Disconnect', hidden: true }));
  await advance(500);
  expect(panel.paramsOf('disconnect')).toEqual([{ ids: ['1', '3'] }]);
  expect(screen.getAllByText('2 clients disconnected.').length).toBeGreaterThan(0);
});

it('selects all clients, and keeps the selection when a disconnect fails', async () => {
  const { client: panel, user, advance } = await renderClients(3);
  panel.answers.disconnect = () => Promise.reject(new PanelError('NO_ANSWER', 'No answer.'));
  await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
  await user.click(screen.getByRole('button', { name: 'Disconnect 3' }));
  await advance(500);
  await user.click(
    within(screen.getByRole('alertdialog', { hidden: true })).getByRole('button', {
      name: 'Disconnect',
      hidden: true,
    }),
  );
  await advance(500);
  expect(screen.getByRole('button', { name: 'Disconnect 3', hidden: true })).toBeTruthy();
  expect(screen.getAllByText('No answer.').length).toBeGreaterThan(0);
});

it('moves from row to row with the arrow keys', async () => {
  const { user } = await renderClients(3);
  const box = (number: number) => screen.getByRole('checkbox', { name: `Select ${client(number).address}` });
  box(1).focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(box(2));
  await user.keyboard(' ');
  expect(screen.getByRole('button', { name: 'Disconnect 1' })).toBeTruthy();
  await user.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(box(1));
  await user.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(box(1));
});

it('opens a client with its queries, and disables Disconnect once it is gone', async () => {
  const { client: panel, user, advance } = await renderClients(2);
  panel.answers.queries = () => ({ running: [], recent: answeredQueries('2', 2) });
  panel.answers.disconnect = () => ({ message: '1 client disconnected.', disconnected: 1, gone: 0 });
  await user.click(screen.getByRole('button', { name: client(2).address }));
  await advance(500);
  const drawer = screen.getByRole('dialog', { hidden: true });
  expect(panel.paramsOf('queries')).toContainEqual({ connection: '2' });
  expect(within(drawer).getAllByRole('listitem', { hidden: true })).toHaveLength(2);
  await user.click(within(drawer).getByRole('button', { name: 'Disconnect', hidden: true }));
  await advance(10);
  expect(panel.paramsOf('disconnect')).toEqual([{ ids: ['2'] }]);
  panel.answers.connections = () => crowd(1);
  await advance(1_000);
  const gone = within(screen.getByRole('dialog', { hidden: true })).getByRole('button', {
    name: 'Disconnected',
    hidden: true,
  });
  expect(gone.getAttribute('aria-disabled')).toBe('true');
});

it('closes the details of a client with one Escape, and returns the focus to it', async () => {
  const { user, advance } = await renderClients(2);
  const opener = screen.getByRole('button', { name: client(2).address });
  opener.focus();
  await user.keyboard('{Enter}');
  await advance(500);
  const close = screen.getByRole('button', { name: 'Close', hidden: true });
  close.focus();
  await user.keyboard('{Escape}');
  await advance(500);
  expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: client(2).address }));
});

it('lists closed connections with the reason, or shows that there are none', async () => {
  const { client: panel, user, advance } = await renderClients(1);
  await user.click(screen.getByRole('tab', { name: 'Closed 1' }));
  expect(tableRows()[0]?.textContent).toContain('going away');
  panel.answers.connections = () => ({ ...crowd(1), closed: [] });
  await advance(1_000);
  expect(screen.getByText('No closed connections')).toBeTruthy();
});
