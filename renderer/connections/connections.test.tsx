// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { PanelError } from '../../wording/panel-error.ts';
import { answeredQueries, client, closedClient, running, silent } from '../testing/fixtures.ts';
import { renderPanel, setElementSize } from '../testing/panel-harness.tsx';
// Screens are loaded when they are opened; here they are there by then.
import './connections.tsx';

function crowd(size: number) {
  return {
    total: size,
    open: Array.from({ length: size }, (_, index) => client(index + 1)),
    closed: [
      closedClient(1, 'client', 'closed by the client: going away'),
      closedClient(2, 'operator', 'disconnected by the operator'),
    ],
  };
}

async function renderClients(size: number) {
  setElementSize(1_200, 800);
  return renderPanel('connections', running(), { connections: () => crowd(size) });
}

const tableRows = () => within(screen.getByRole('grid')).getAllByRole('row').slice(1);
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
  expect(screen.queryByRole('grid')).toBeNull();
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
  await user.type(screen.getByRole('searchbox', { name: 'Filter connections' }), 'nothing like it');
  expect(screen.getByText('No matching clients')).toBeTruthy();
});

it('removes the list when the connection is lost, and loads it again afterwards', async () => {
  const { client: panel, advance } = await renderClients(2);
  expect(tableRows()).toHaveLength(2);
  panel.setConnection({ state: 'lost', since: 1 });
  await advance(1);
  expect(screen.queryByRole('grid')).toBeNull();
  expect(screen.getByText('The panel is not connected.')).toBeTruthy();
  expect(screen.getByText('Not connected.')).toBeTruthy();
  panel.setConnection({ state: 'live' });
  panel.setSnapshot(running());
  await advance(1);
  expect(tableRows()).toHaveLength(2);
});

it('renders only the rows on the screen of five thousand clients', async () => {
  await renderClients(5_000);
  expect(screen.getByRole('tab', { name: 'Open 5,000' })).toBeTruthy();
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('5001');
  expect(tableRows().length).toBeGreaterThan(10);
  expect(tableRows().length).toBeLessThan(80);
});

it('sorts by a column, and in reverse on the second click', async () => {
  const { user } = await renderClients(3);
  const header = () => screen.getByRole('columnheader', { name: 'Queries' });
  await user.click(within(header()).getByRole('button'));
  expect(header().getAttribute('aria-sort')).toBe('descending');
  expect(addresses()).toEqual([client(3).address, client(2).address, client(1).address]);
  await user.click(within(header()).getByRole('button'));
  expect(header().getAttribute('aria-sort')).toBe('ascending');
  expect(addresses()).toEqual([client(1).address, client(2).address, client(3).address]);
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

const row = (number: number): HTMLElement => {
  const found = tableRows().find((each) => each.getAttribute('data-client') === client(number).address);
  if (found === undefined) throw new Error(`no row of client ${number}`);
  return found;
};
const rowAt = (place: number): HTMLElement => {
  const found = tableRows()[place];
  if (found === undefined) throw new Error(`no row ${place}`);
  return found;
};
const details = () => screen.queryByRole('region', { name: /^Client / });
const shownDetails = () => screen.getByRole('region', { name: /^Client / });

it('goes through the rows with the keyboard, and chooses with Space', async () => {
  const { user } = await renderClients(300);
  row(1).focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(row(2));
  await user.keyboard(' ');
  expect(row(2).getAttribute('aria-selected')).toBe('true');
  await user.keyboard('{PageDown}');
  expect(document.activeElement).toBe(row(12));
  await user.keyboard('{Home}');
  expect(document.activeElement).toBe(row(1));
  expect(tableRows().filter(({ tabIndex }) => tabIndex === 0)).toEqual([row(1)]);
});

it('opens a client by a click anywhere on its row, with its questions, and disconnects it', async () => {
  const { client: panel, user, advance } = await renderClients(2);
  panel.answers.queries = () => ({ running: [], recent: answeredQueries('2', 4) });
  panel.answers.disconnect = () => ({ message: '1 client disconnected.', disconnected: 1, gone: 0 });
  await user.click(within(row(2)).getByText(/^(Waiting|Listening|Answering)$/));
  await advance(10);
  expect(panel.paramsOf('queries')).toContainEqual({ connection: '2' });
  const shown = shownDetails();
  expect(within(shown).getByRole('heading', { name: /^Client 2: / })).toBeTruthy();
  const questions = within(shown)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(questions[1]).toMatch(/APPOINTMENT\.NEXT3 rows9 ms$/);
  expect(questions[3]).toMatch(/REMINDER\.TODAYfailed23 ms$/);
  // The table stays: the details stand beside it.
  expect(tableRows()).toHaveLength(2);
  await user.click(within(shown).getByRole('button', { name: 'Disconnect' }));
  await advance(10);
  expect(panel.paramsOf('disconnect')).toEqual([{ ids: ['2'] }]);
  panel.answers.connections = () => crowd(1);
  await advance(1_000);
  const gone = within(shownDetails()).getByRole('button', { name: 'Disconnected' });
  expect(gone.getAttribute('aria-disabled')).toBe('true');
});

it('does not open a client whose checkbox was clicked', async () => {
  const { user } = await renderClients(2);
  await user.click(screen.getByRole('checkbox', { name: `Select ${client(1).address}` }));
  expect(details()).toBeNull();
});

it('closes details that were opened with Enter with one Escape, and returns the focus to the row', async () => {
  const { user, advance } = await renderClients(2);
  row(2).focus();
  await user.keyboard('{Enter}');
  await advance(10);
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: /^Client 2: / }));
  screen.getByRole('button', { name: 'Close' }).focus();
  await user.keyboard('{Escape}');
  await advance(10);
  expect(details()).toBeNull();
  expect(document.activeElement).toBe(row(2));
});

it('leads to the log lines of a client', async () => {
  const { user, advance } = await renderClients(2);
  await user.click(row(2));
  await user.click(screen.getByRole('button', { name: 'Show its log lines' }));
  await advance(10);
  expect(location.hash).toBe('#/logs');
  expect(screen.getByRole('button', { name: `Remove filter: client ${client(2).address}` })).toBeTruthy();
});

it('lists closed connections with who closed them, code and reason, or shows that there are none', async () => {
  const { client: panel, user, advance } = await renderClients(1);
  await user.click(screen.getByRole('tab', { name: 'Closed 2' }));
  const text = (place: number) => [...rowAt(place).children].map(({ textContent }) => textContent);
  expect(text(0)).toEqual(expect.arrayContaining(['Client', '1001', 'going away']));
  expect(text(1)).toEqual(expect.arrayContaining(['Operator', '1008', 'disconnected by the operator']));
  await user.click(rowAt(1));
  expect(shownDetails().textContent).toContain('Close code1008');
  expect(within(shownDetails()).queryByRole('button', { name: /^Disconnect/ })).toBeNull();
  await user.type(screen.getByRole('searchbox', { name: 'Filter connections' }), 'going');
  expect(tableRows()).toHaveLength(1);
  expect(screen.getByText('1 of 2')).toBeTruthy();
  await user.clear(screen.getByRole('searchbox', { name: 'Filter connections' }));
  panel.answers.connections = () => ({ ...crowd(1), closed: [] });
  await advance(1_000);
  expect(screen.getByText('No closed connections')).toBeTruthy();
});

it('says so when not all clients are listed', async () => {
  setElementSize(1_200, 800);
  await renderPanel('connections', running(), { connections: () => ({ ...crowd(3), total: 7_000 }) });
  expect(screen.getByText('The first 3 of 7,000')).toBeTruthy();
});

it('exports what is filtered', async () => {
  const { user } = await renderClients(3);
  const saved: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push(blob as Blob);
    return 'blob:clients';
  });
  // happy-dom would leave the page.
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  await user.type(screen.getByRole('searchbox', { name: 'Filter connections' }), client(2).address);
  await user.click(screen.getByRole('button', { name: 'Export these connections' }));
  expect(screen.getAllByText('Exported 1 connection to hal-listener-clients.csv.').length).toBeGreaterThan(0);
  expect(await saved[0]?.text()).toContain(`2,"${client(2).address}"`);
});
