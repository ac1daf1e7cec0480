import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import WebSocket from 'ws';
import { AskingClients } from './testing/asking-clients.ts';
import { expect, test } from './testing/browser.ts';
import { RealPanel, until } from './testing/real-panel.ts';
import { Walk } from './testing/walk.ts';

/** The walks of docs/tour.md, as somebody does them who sees the panel for the first time. */

let real: RealPanel;

test.describe.configure({ timeout: 180_000 });

test.beforeEach(async () => {
  real = await RealPanel.openInstalled();
});

test.afterEach(() => real.close());

async function openPanel(page: Page, state: RegExp): Promise<void> {
  await page.goto((await real.panel()).link);
  await expect(page.getByTestId('state')).toHaveText(state, { timeout: 60_000 });
}

test('connect a client', async ({ openPage }) => {
  const page = await openPage();
  await openPanel(page, /Running/);
  const walk = new Walk(page, 'connect');
  const card = page.getByRole('region', { name: 'Connect a client' });
  await walk.click(card.getByText('QR code and example'));
  await expect(card.getByRole('img', { name: /^QR code of/ })).toBeVisible();
  await walk.picture();
  const address = await card.locator('[data-address]').first().getAttribute('data-address');
  await walk.click(card.getByRole('button', { name: `Copy ${address}` }));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const client = new WebSocket(copied, { headers: { 'User-Agent': 'HAL-Kitchen/2.1' } });
  await new Promise((resolve, reject) => client.once('message', resolve).once('error', reject));
  await walk.open('Connections');
  await expect(page.getByTitle('HAL-Kitchen/2.1')).toBeVisible();
  await walk.picture();
  client.close();
});

test('find why a start failed, and start on another port', async ({ openPage }) => {
  const other = createServer().listen(real.port, '127.0.0.1');
  try {
    const page = await openPage();
    await openPanel(page, /Waiting to restart|Failed/);
    const walk = new Walk(page, 'failed');
    const failure = page.getByRole('region', { name: 'What went wrong' });
    await expect(failure).toContainText(`Port ${real.port} is in use`);
    await expect(failure).toContainText(`PID ${process.pid}`);
    await walk.picture();
    await walk.click(failure.getByRole('button', { name: /^Use / }));
    await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 60_000 });
    expect(real.config).not.toMatchObject({ port: real.port });
    await walk.picture();
  } finally {
    other.close();
  }
});

test('make it start with the machine', async ({ openPage }) => {
  const page = await openPage();
  await openPanel(page, /Running/);
  const walk = new Walk(page, 'autostart');
  await walk.click(page.locator('[data-attention="autostart"]').getByRole('button', { name: /^Choose one/ }));
  const login = page.getByRole('switch', { name: /^When this user logs in/ }).first();
  await expect(login).not.toBeChecked();
  await walk.picture();
  await walk.click(login);
  await expect(login).toBeChecked({ timeout: 60_000 });
  expect(await real.run('autostart', 'status')).toMatch(/login\s+installed/i);
  await expect(page.locator('[data-attention="autostart"]')).toHaveCount(0, { timeout: 60_000 });
});

test('change the port', async ({ openPage }) => {
  const page = await openPage();
  await openPanel(page, /Running/);
  const walk = new Walk(page, 'port');
  await walk.open('Settings');
  const port = page.locator('[data-setting="port"]').getByRole('textbox');
  await expect(port).toHaveValue(String(real.port));
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => free.once('listening', resolve));
  const address = free.address();
  const next = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => free.close(resolve));
  await port.fill(String(next));
  await port.evaluate((field) => field.scrollIntoView({ block: 'center' }));
  await walk.picture();
  await walk.click(page.getByRole('button', { name: 'Save', exact: true }));
  await expect(page.getByText('Saved in').first()).toBeVisible();
  await walk.click(
    page
      .locator('[data-attention]')
      .getByRole('button', { name: /^Restart/ })
      .first(),
  );
  await until(
    async () => (await fetch(`http://127.0.0.1:${next}/healthz`).catch(() => undefined))?.ok === true,
    60_000,
  );
  await expect(page.locator('header')).toContainText('Running', { timeout: 60_000 });
});

test('find the slowest question and a declined one', async ({ openPage }) => {
  const page = await openPage({ height: 1_100 });
  await openPanel(page, /Running/);
  const clients = new AskingClients(real);
  await clients.join(6, 700);
  const client = await real.client();
  client.ws.send(JSON.stringify({ type: 'text_input', text: 'What is the weather tomorrow?' }));
  const walk = new Walk(page, 'questions');
  await expect(page.getByTestId('last-declined')).toContainText('What is the weather tomorrow?', {
    timeout: 30_000,
  });
  await expect(page.getByTestId('slowest')).toContainText(/\d ms|\d s/);
  await page.waitForTimeout(15_000);
  await page.getByTestId('last-declined').scrollIntoViewIfNeeded();
  await walk.picture();
  await walk.open('Ask');
  await page.getByRole('textbox', { name: /question/i }).fill('What is the weather tomorrow?');
  await walk.click(page.getByRole('button', { name: 'Ask', exact: true }));
  await expect(page.getByText('Declined').first()).toBeVisible();
  await walk.picture();
  clients.leave();
});

test('teach it a word that it declined', async ({ openPage }) => {
  const page = await openPage({ height: 1_100 });
  await openPanel(page, /Running/);
  const question = 'How much did I spend on provender?';
  const client = await real.client();
  client.ws.send(JSON.stringify({ type: 'text_input', text: question }));
  const walk = new Walk(page, 'teach');
  const declined = page.getByTestId('last-declined');
  await expect(declined).toContainText(question, { timeout: 30_000 });
  await walk.click(declined.getByRole('button', { name: 'Teach' }));
  await expect(page.getByRole('region', { name: 'TRANSACTION' })).toBeVisible();
  await walk.click(page.getByText('Your words for values: category'));
  await page.getByRole('searchbox', { name: 'Search words and values' }).fill('supermarket');
  await walk.click(page.getByText('grocery, food shopping, supermarket'));
  const words = page.getByRole('textbox', { name: 'Words', exact: true }).last();
  // Before its group is open, the last one is that of the subject.
  await expect(words).toHaveValue(/^grocery/);
  await words.press('ControlOrMeta+End');
  await words.pressSequentially('\nprovender');
  const tryBox = page.getByRole('region', { name: 'Try a question' });
  await expect(tryBox.getByRole('textbox')).toHaveValue(question);
  await walk.click(tryBox.getByRole('button', { name: 'Try' }));
  await expect(tryBox.locator('[data-outcome="answered"]')).toBeVisible({ timeout: 60_000 });
  await walk.picture();
  await walk.click(page.getByRole('button', { name: 'Save', exact: true }));
  await expect(page.getByText('The running listener answers by it now.').first()).toBeVisible();
});

test('get a report for support', async ({ openPage }) => {
  const page = await openPage();
  await openPanel(page, /Running/);
  const walk = new Walk(page, 'report');
  await walk.open('Diagnostics');
  await expect(page.getByTestId('checks-summary')).toContainText(/^\d{2} checks: /, { timeout: 120_000 });
  await walk.picture();
  const saved = page.waitForEvent('download');
  await walk.click(page.getByRole('button', { name: 'Save a report for support' }));
  expect((await saved).suggestedFilename()).toBe('hal-listener-report.zip');
});
