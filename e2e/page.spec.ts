import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PanelError } from '../contract/panel-errors.ts';
import { expect, test } from './testing/browser.ts';
import { writeEvents, writeGateway } from './testing/log-writing.ts';
import { asked, busyHistory, client, left, running, silent } from './testing/scenes.ts';
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
  stage.backend.asked = { running: [], recent: asked('3', 4) };
});

test.afterEach(() => stage.close());

async function open(page: Page): Promise<void> {
  await page.goto(stage.host.link);
  await expect(page.getByRole('status', { name: 'State of the listener' })).toContainText(/\w/);
}

async function serious(page: Page): Promise<string[]> {
  // Fluent UI's guards of the tab order take focus only to pass it on at once.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-tabster-dummy]').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [420, 1_280]) {
    test(`axe finds no serious fault, ${scheme}, ${width} px`, async ({ openPage }) => {
      writeEvents(stage.eventLog, 0, 600);
      writeGateway(stage.gatewayLog, 100);
      const page = await openPage({ scheme, width, height: width === 420 ? 640 : 860 });
      await open(page);
      await expect(page.getByTestId('state')).toHaveText('Running');
      expect(await serious(page), 'overview').toEqual([]);
      await page.getByRole('tab', { name: 'Connections' }).click();
      await expect(page.locator('[data-client]')).toHaveCount(3);
      expect(await serious(page), 'connections').toEqual([]);
      await page.getByRole('button', { name: client(3).address }).click();
      await expect(page.getByRole('dialog')).toContainText('MEDICATION.LIST');
      expect(await serious(page), 'client').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: /^Left/ }).click();
      expect(await serious(page), 'left').toEqual([]);
      await page.getByRole('tab', { name: 'Logs' }).click();
      await expect(page.getByTestId('lines')).toContainText('n=599');
      expect(await serious(page), 'logs').toEqual([]);
      stage.backend.snapshot = silent('failed', 'five starts in a row failed', {
        failure: {
          message: 'Port 8768 is in use.',
          lastLines: ['one', 'two'],
          portTaken: { port: 8_768, owner: 'python (PID 4711)', pid: 4_711, canStop: true },
        },
      });
      stage.backend.become({});
      await page.getByRole('tab', { name: 'Overview' }).click();
      await expect(page.getByTestId('state')).toHaveText('Failed');
      expect(await serious(page), 'failed').toEqual([]);
    });
  }
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

test('a long log: the place stays put while lines arrive, search and errors are found', async ({
  openPage,
}) => {
  test.setTimeout(90_000);
  for (let written = 0; written < 300_000; written += 50_000) writeEvents(stage.eventLog, written, 50_000);
  const page = await openPage();
  await open(page);
  await page.getByRole('tab', { name: 'Logs' }).click();
  const lines = page.getByTestId('lines');
  await expect(lines).toContainText('n=299999', { timeout: 20_000 });
  await lines.hover();
  await page.mouse.wheel(0, -2_000);
  await page.waitForTimeout(500);
  const seen = (): Promise<string> =>
    lines.evaluate((box) => {
      const { top } = box.getBoundingClientRect();
      const rows = [...box.querySelectorAll('[data-row]')];
      return rows.find((row) => row.getBoundingClientRect().top >= top)?.textContent ?? '';
    });
  const before = await seen();
  expect(before).toMatch(/n=\d+/);
  writeEvents(stage.eventLog, 300_000, 5_000);
  await expect(page.getByRole('button', { name: /5,000 new lines/ })).toBeVisible();
  expect(await seen()).toBe(before);
  await page.getByRole('button', { name: /new lines/ }).click();
  await expect(lines).toContainText('n=304999');
  const search = page.getByRole('searchbox', { name: 'Search the log' });
  await search.fill('n=12345');
  await expect(page.getByTestId('matches')).toContainText('11 found');
  await search.press('Enter');
  await expect(lines.locator('mark').first()).toBeVisible();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await search.fill('n=15000[0-3]$');
  await expect(page.getByTestId('matches')).toContainText('4 found');
  await page.getByRole('combobox', { name: 'Least level' }).selectOption('error');
  await expect(page.getByText(/^76\d lines$/)).toBeVisible();
});

test('a narrow log follows its end, wrapped as it is', async ({ openPage }) => {
  writeEvents(stage.eventLog, 0, 2_000);
  const page = await openPage({ width: 420, height: 640 });
  await open(page);
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page.getByText('n=1999')).toBeInViewport();
  writeEvents(stage.eventLog, 2_000, 30);
  await expect(page.getByText('n=2029')).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveAttribute('aria-pressed', 'false');
});
