import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Screen } from '../contract/panel-snapshot.ts';
import { expect, test } from './testing/browser.ts';
import { cpuSecondsOf } from './testing/kernel.ts';
import { RealPanel, until, whyNoPanel } from './testing/real-panel.ts';

/** Figures of the screens beside a second source: the listener's metrics, its files and the kernel. */

let real: RealPanel;
let link = '';

test.describe.configure({ timeout: 120_000 });

test.beforeAll(async () => {
  const why = await whyNoPanel();
  test.skip(why !== undefined, why ?? '');
  real = await RealPanel.open();
  link = (await real.panel()).link;
  await until(() => real.isOpen(), 60_000);
});

test.afterAll(async () => {
  await real?.close();
});

async function open(page: Page, screen: Screen): Promise<void> {
  await page.goto(link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 60_000 });
  await page.evaluate((name) => {
    location.hash = `/${name}`;
  }, screen);
}

/** The sum of a metric of the listener over its labels. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${real.port}/metrics`)).text();
  const values = text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

test('the clients and their queries are those of the metrics', async ({ openPage }) => {
  const page = await openPage();
  const clients = [await real.client(), await real.client(), await real.client()];
  const [before, answered] = [
    await metric('hal_connections_closed_total'),
    await metric('hal_queries_total'),
  ];
  for (const [place, { ws }] of clients.entries())
    for (let asked = 0; asked <= place; asked += 1)
      ws.send(JSON.stringify({ type: 'text_input', text: 'What medications am I taking?' }));
  await open(page, 'connections');
  await expect.poll(() => metric('hal_queries_total')).toBe(answered + 6);
  const connected = await metric('hal_connections');
  await expect(page.getByRole('tab', { name: `Open ${connected}`, exact: true })).toBeVisible();
  await expect(page.locator('[data-client]')).toHaveCount(connected);
  const heading = page.getByRole('columnheader');
  const column = (await heading.allInnerTexts()).findIndex((name) => /^Queries/.test(name.trim()));
  const queries = () =>
    page
      .locator('[data-client]')
      .evaluateAll(
        (rows, at) =>
          rows.map((row) =>
            Number(row.querySelectorAll('[role="gridcell"], [role="cell"], td')[at]?.textContent),
          ),
        column,
      );
  await expect.poll(async () => (await queries()).reduce((sum, each) => sum + each, 0)).toBe(6);
  for (const { ws, closed } of clients) {
    ws.close();
    await closed;
  }
  await expect.poll(() => metric('hal_connections_closed_total')).toBe(before + clients.length);
  await expect(
    page.getByRole('tab', { name: `Closed ${before + clients.length}`, exact: true }),
  ).toBeVisible();
});

test('the lines of a log are those of the file', async ({ openPage }) => {
  const page = await openPage();
  const { ws } = await real.client();
  for (let asked = 0; asked < 30; asked += 1)
    ws.send(JSON.stringify({ type: 'text_input', text: 'When is my next appointment?' }));
  await open(page, 'logs');
  await page.getByRole('tab', { name: 'gateway.log' }).click();
  const file = path.join(real.home, 'logs/gateway.log');
  await expect.poll(() => readFileSync(file, 'utf8').split('APPOINTMENT').length).toBeGreaterThan(30);
  ws.close();
  await expect
    .poll(async () => {
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      const footer = await page.locator('footer').innerText();
      return footer.includes(`${lines.length} lines`) && lines.length > 30;
    })
    .toBe(true);
  const last = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  await expect(page.getByTestId('lines')).toContainText(/client=\S+/.exec(last)?.[0] ?? 'no client');
});

test('the processor time of a phantom is that of the kernel', async ({ openPage }) => {
  test.skip(!existsSync('/proc/self/stat'), 'there is no /proc here');
  const page = await openPage();
  await open(page, 'processes');
  const pid = (await real.listenerPid()) ?? 0;
  const { ws } = await real.client();
  const busy = setInterval(() => {
    ws.send(JSON.stringify({ type: 'text_input', text: 'What medications am I taking?' }));
  }, 40);
  try {
    const figure = page.locator('[data-phantom="10001"] [data-fact="CPU"]');
    await expect(figure).toContainText('%');
    const shown: number[] = [];
    const [from, before] = [performance.now(), cpuSecondsOf(pid)];
    for (let second = 0; second < 6; second += 1) {
      await page.waitForTimeout(1_000);
      shown.push(Number.parseFloat(await figure.innerText()));
    }
    const counted = ((cpuSecondsOf(pid) - before) * 100_000) / (performance.now() - from);
    const mean = shown.reduce((sum, one) => sum + one, 0) / shown.length;
    expect(mean).toBeGreaterThan(0);
    expect(Math.abs(mean - counted), `shown ${shown}, counted ${counted}`).toBeLessThan(3 + 0.4 * counted);
  } finally {
    clearInterval(busy);
    ws.close();
  }
});
