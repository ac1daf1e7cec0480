import type { Page } from '@playwright/test';
import { PanelError } from '../contract/panel-errors.ts';
import { expect, test } from './testing/browser.ts';
import { busyHistory, client, left, running } from './testing/scenes.ts';
import { openStage, type Stage } from './testing/stage.ts';

/** The page over a scripted phantom: what no listener does on order. */

let stage: Stage;

test.beforeEach(async () => {
  stage = await openStage(running());
  stage.backend.past = busyHistory();
  stage.backend.clients = {
    total: 3,
    open: [client(1), client(2), client(3)],
    closed: [left(1, 'client', 'going away')],
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
  await expect(page.locator('[data-fact="Address"]')).toHaveText('–');
  stage = await openStage(running(), { port, token: link.split('token=')[1] ?? '' });
  await expect(page.getByTestId('state')).toHaveText('Running');
  await expect(page.getByText('Not connected.')).toHaveCount(0);
});

test('says so when it was opened without the link, or with an old one', async ({ openPage }) => {
  const at = `http://127.0.0.1:${stage.host.port}/`;
  for (const [address, why] of [
    [at, 'without the link'],
    [`${at}#token=old`, 'earlier run'],
  ] as const) {
    const page = await openPage();
    await page.goto(address);
    await expect(page.getByText('This page is not admitted.')).toBeVisible();
    await expect(page.getByText(why)).toBeVisible();
  }
});

test('keeps its token through a reload, and nowhere a cookie or the address would show it', async ({
  openPage,
}) => {
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

test('tells an error with its code and what to do', async ({ openPage }) => {
  stage.backend.refusal = new PanelError('STOP_FAILED', 'PID 48211 does not end.');
  stage.backend.become({
    status: { ...running().status!, connections: { open: 0, max: 50, total: 0, refused: 0 } },
  });
  const page = await openPage();
  await open(page);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('PID 48211 does not end.').last()).toBeVisible();
  await expect(page.getByText('STOP_FAILED').last()).toBeVisible();
  expect(stage.backend.told).toEqual([['stop']]);
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
  await expect.poll(() => stage.backend.told).toEqual([['restart', { debug: true }]]);
});
