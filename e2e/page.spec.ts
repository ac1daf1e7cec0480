import type { Page } from '@playwright/test';
import {
  answeredQueries,
  busyHistory,
  client,
  closedClient,
  running,
  silent,
} from '../renderer/testing/fixtures.ts';
import { stateNamed } from '../renderer/testing/phantom-states.ts';
import { PanelError } from '../wording/panel-error.ts';
import { expect, test } from './testing/browser.ts';
import { openStage, type Stage } from './testing/stage.ts';

/** The page with a scripted listener, for states that no real one can be put into on demand. */

let stage: Stage;

test.beforeEach(async () => {
  stage = await openStage(running());
  stage.backend.past = busyHistory();
  stage.backend.clients = {
    total: 3,
    open: [client(1), client(2), client(3)],
    closed: [closedClient(1, 'client', 'going away')],
  };
});

test.afterEach(() => stage.close());

async function open(page: Page): Promise<void> {
  await page.goto(stage.host.link);
  await expect(page.getByRole('status', { name: 'State of the listener' })).toContainText(/\w/);
}

test('shows nothing as live once its program is gone, and is back by itself', async ({ openPage }) => {
  const page = await openPage();
  await open(page);
  await expect(page.getByTestId('connections')).toHaveText('12 / 50');
  const { port, link } = stage.host;
  await stage.close();
  await expect(page.getByTestId('state')).toHaveText('Unknown');
  await expect(page.getByText('Not connected.')).toBeVisible();
  await expect(page.getByTestId('connections')).toHaveCount(0);
  await expect(page.locator('[data-fact="Port"]')).toHaveText('–');
  stage = await openStage(running(), { port, token: link.split('token=')[1] ?? '' });
  await expect(page.getByTestId('state')).toHaveText('Running');
  await expect(page.getByText('Not connected.')).toHaveCount(0);
});

test('explains when it was opened without a token, or with an old one', async ({ openPage }) => {
  const at = `http://127.0.0.1:${stage.host.port}/`;
  for (const [address, why] of [
    [at, 'has no token'],
    [`${at}#token=old`, 'earlier run'],
  ] as const) {
    const page = await openPage();
    await page.goto(address);
    await expect(page.getByText('Not authorized.')).toBeVisible();
    await expect(page.getByText(why)).toBeVisible();
  }
});

test('keeps its token across a reload, but not in a cookie or the address', async ({ openPage }) => {
  const page = await openPage();
  await open(page);
  await page.getByRole('tab', { name: 'Logs' }).click();
  await page.reload();
  await expect(page.getByRole('status', { name: 'State of the listener' })).toHaveText('Running');
  await expect(page.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true');
  expect(await page.evaluate(() => document.cookie + location.href + localStorage.length)).not.toMatch(
    /token|1$/,
  );
});

test('shows an error with its code and advice', async ({ openPage }) => {
  stage.backend.error = new PanelError('STOP_FAILED', 'PID 48211 did not exit.');
  stage.backend.updateSnapshot({
    status: { ...running().status!, connections: { open: 0, max: 50, total: 0, refused: 0 } },
  });
  const page = await openPage();
  await open(page);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('PID 48211 did not exit.').last()).toBeVisible();
  await expect(page.getByText('STOP_FAILED').last()).toBeVisible();
  expect(stage.backend.calls).toEqual([['stop']]);
});

test('names the equal command on each button, and is worked with the keyboard alone', async ({
  openPage,
}) => {
  const page = await openPage();
  await open(page);
  const restart = page.getByRole('button', { name: 'Restart', exact: true });
  await restart.focus();
  await expect(page.getByRole('tooltip')).toContainText('hal-listener restart');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tooltip')).toContainText('PHANTOM WEBSOCKET.LISTENER DEBUG');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText('12 clients are connected');
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Restart with DEBUG' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restart with DEBUG' }).press('Enter');
  await expect.poll(() => stage.backend.calls).toEqual([['restart', { debug: true }]]);
});

test('shows why the last start failed, with its output, and retries on request', async ({ openPage }) => {
  stage.backend.current = silent('failed', 'five starts in a row failed', {
    failure: { message: 'It ended with exit code 70.', lastLines: ['Error: EACCES', '    at open'] },
  });
  const page = await openPage({ lessMotion: true });
  await open(page);
  const why = page.getByRole('region', { name: 'What went wrong' });
  await expect(why).toContainText('It ended with exit code 70.');
  await expect(why.getByRole('region', { name: 'Last output' })).toContainText('Error: EACCES');
  for (const name of ['Stop', 'Restart', 'Restart with DEBUG']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-disabled', 'true');
  }
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect.poll(() => stage.backend.calls).toEqual([['start', { debug: false }]]);
  const notice = page.getByText('Done: start.').first();
  await expect(notice).toBeVisible();
  // Readable, also with reduced motion.
  await page.waitForTimeout(1_000);
  await expect(notice).toBeVisible();
});

test('keeps a port that is being typed while a start is retried', async ({ openPage }) => {
  stage.backend.setSnapshot(stateNamed('failed-port'));
  const page = await openPage();
  await open(page);
  const state = page.getByTestId('state');
  const other = page.getByRole('textbox', { name: 'New port' });
  await other.fill('9001');
  stage.backend.setSnapshot(stateNamed('starting'));
  await expect(state).toHaveText('Starting');
  await expect(other).toHaveValue('9001');
  stage.backend.setSnapshot(stateNamed('failed-port'));
  await expect(state).toHaveText('Failed');
  await page.getByRole('button', { name: 'Use this port' }).click();
  await expect.poll(() => stage.backend.calls).toEqual([['use-port', 9_001]]);
  // Once it has run, the failure before the start is no longer relevant.
  for (const [name, word] of [
    ['full', 'Running'],
    ['starting', 'Starting'],
  ] as const) {
    stage.backend.setSnapshot(stateNamed(name));
    await expect(state).toHaveText(word);
    await expect(other).toHaveCount(0);
  }
});

test('clients are sorted, filtered, gone through with the keyboard and disconnected together', async ({
  openPage,
}) => {
  const page = await openPage();
  await open(page);
  await page.getByRole('tab', { name: 'Connections' }).click();
  const rows = page.locator('[data-client]');
  const addresses = (): Promise<(string | null)[]> =>
    rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-client')));
  await page.getByRole('button', { name: 'Queries' }).click();
  await expect.poll(addresses).toEqual([client(3).address, client(2).address, client(1).address]);
  await expect(page.getByRole('columnheader', { name: 'Queries' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await page.getByRole('searchbox', { name: 'Filter connections' }).fill('.22:');
  await expect.poll(addresses).toEqual([client(2).address]);
  await page.getByRole('searchbox', { name: 'Filter connections' }).fill('');
  const choice = (number: number) => page.getByRole('checkbox', { name: `Select ${client(number).address}` });
  await choice(3).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(choice(2)).toBeFocused();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Disconnect 2' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(rows).toHaveCount(1);
  expect(stage.backend.calls).toEqual([
    ['disconnect', '3'],
    ['disconnect', '2'],
  ]);
});

test('disconnects no further once that is cancelled', async ({ openPage }) => {
  const many = Array.from({ length: 60 }, (_, at) => client(at + 1));
  stage.backend.clients = { total: many.length, open: many, closed: [] };
  let goOn = (): void => undefined;
  stage.backend.disconnecting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const page = await openPage();
  await open(page);
  await page.getByRole('tab', { name: 'Connections' }).click();
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Disconnect 60' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
  let lists = 0;
  const { connections } = stage.backend;
  stage.backend.connections = () => {
    lists += 1;
    return connections();
  };
  await page.getByRole('button', { name: 'Cancel disconnect' }).click();
  // The page's next request follows its cancel.
  await expect.poll(() => lists).toBeGreaterThan(1);
  const under = stage.backend.calls.length;
  expect(under).toBeLessThan(60);
  goOn();
  // The disconnects in progress finish; the other clients stay connected and selected.
  await expect(page.getByRole('button', { name: `Disconnect ${60 - under}` })).toBeVisible();
  expect(stage.backend.calls).toHaveLength(under);
});

test('shows the text of queries only if the listener keeps it', async ({ openPage }) => {
  const [told, silentOne] = answeredQueries('3', 2);
  stage.backend.asked = { running: [], recent: [{ ...told!, text: 'What do I take?' }, silentOne!] };
  const page = await openPage();
  await open(page);
  await page.getByRole('tab', { name: 'Connections' }).click();
  await page.locator(`[data-client="${client(3).address}"]`).click();
  const queries = page.getByTestId('client').getByRole('listitem');
  await expect(queries.nth(0)).toContainText('What do I take?');
  await expect(queries.nth(1)).toHaveText(/APPOINTMENT\.NEXT3 rows[\d.]+ ms$/);
});

test('shows five minutes, an hour and a day, with digits of equal width', async ({ openPage }) => {
  const page = await openPage();
  await open(page);
  for (const [tab, span] of [
    ['1 h', 'hour'],
    ['24 h', '24 hours'],
    ['5 min', '5 minutes'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(
      page.getByRole('img', { name: `CPU over the last ${span}` }).locator('canvas'),
    ).toBeVisible();
  }
  const figures = page.locator('[data-figure="CPU"]');
  expect(await figures.evaluate((one) => getComputedStyle(one).fontVariantNumeric)).toBe('tabular-nums');
});
