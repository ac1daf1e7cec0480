import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Screen } from '../contract/panel-snapshot.ts';
import { AskingClients } from './testing/asking-clients.ts';
import { expect, test } from './testing/browser.ts';
import { PICTURE_SIZES, RENEWS_PICTURES, takeScreenPicture } from './testing/picture.ts';
import { RealPanel, until } from './testing/real-panel.ts';
import { SimulatedQm } from './testing/simulated-qm.ts';

/**
 * The pictures of docs/panel.md: a real listener with the example data that is asked by real clients, crashes, refuses
 * clients and loses a file. Where they are renewed this lasts as long as the charts show, else seconds.
 */

/** What the charts show first are five minutes. */
const LOAD_MS = RENEWS_PICTURES ? 280_000 : 8_000;
const MAX_CONNECTIONS = 16;

let real: RealPanel;

test.describe.configure({ timeout: LOAD_MS + 240_000 });

test.afterEach(() => real?.close());

/** Where a service has its home, if that can be made here. */
function homeOfPictures(): string | undefined {
  const home = '/srv/hal';
  if (!RENEWS_PICTURES || existsSync(home)) return undefined;
  try {
    accessSync(path.dirname(home), constants.W_OK);
    return home;
  } catch {
    return undefined;
  }
}

async function show(page: Page, screen: Screen): Promise<void> {
  await page.evaluate((name) => {
    location.hash = `/${name}`;
  }, screen);
}

async function openPanel(page: Page): Promise<void> {
  await page.goto((await real.panel()).link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 60_000 });
}

/** What a listener goes through on a bad day, and the questions that it is asked all the time. */
async function live(page: Page): Promise<AskingClients> {
  const before = await real.listenerPid();
  process.kill(before ?? 0, 'SIGKILL');
  await until(async () => ![undefined, before].includes(await real.listenerPid()), 60_000);
  configure({ rate: 40 });
  await real.run('reload');
  const clients = new AskingClients(real);
  await clients.join(5, 900);
  await page.waitForTimeout(LOAD_MS * 0.3);
  await clients.join(8, 400);
  await page.waitForTimeout(LOAD_MS * 0.2);
  clients.leave(4);
  await real.run('disconnect', (await connected()).at(-1)?.id ?? '');
  await page.waitForTimeout(LOAD_MS * 0.2);
  await clients.join(MAX_CONNECTIONS - (await connected()).length, 700);
  await expect(real.client()).rejects.toThrow('503');
  clients.leave(3);
  await page.waitForTimeout(LOAD_MS * 0.2);
  await missAllergies();
  await page.waitForTimeout(LOAD_MS * 0.1);
  const { ws } = await real.client('HAL-Web/3.0 (Windows NT 10.0) Chrome/142.0');
  ws.send(JSON.stringify({ type: 'text_input', text: 'What is the weather tomorrow?' }));
  ws.send('no JSON');
  return clients;
}

function configure(more: object): void {
  const config = { port: real.port, maxConnections: MAX_CONNECTIONS, ...more };
  writeFileSync(path.join(real.home, 'config.json'), JSON.stringify(config), { mode: 0o600 });
}

async function connected(): Promise<readonly { readonly id: string }[]> {
  return JSON.parse(await real.run('connections', '--json')).open;
}

/** The account is without its file of allergies for a moment: questions about them fail. */
async function missAllergies(): Promise<void> {
  const files = ['ALLERGY', 'ALLERGY.DIC'].map((name) => path.join(real.home, 'account/HAL', name));
  for (const file of files) renameSync(file, `${file}-away`);
  const { ws } = await real.client();
  await expect
    .poll(async () => {
      ws.send(JSON.stringify({ type: 'text_input', text: 'What allergies do I have?' }));
      return (await fetch(`http://127.0.0.1:${real.port}/metrics`)).text();
    })
    .toContain('intent="ALLERGY",status="error"');
  for (const file of files) renameSync(`${file}-away`, file);
  ws.close(1_000, 'goodbye');
}

test('the panel over a listener under load', async ({ openPage }) => {
  real = await RealPanel.openInstalled({}, homeOfPictures());
  configure({});
  const page = await openPage();
  await openPanel(page);
  const clients = await live(page);
  await expect(page.locator('[data-attention="refused"]')).toBeVisible();
  await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
  await takeScreenPicture(page, 'state-warnings-all', 'large', 'light');
  for (const past of ['incident', 'refused'])
    await page
      .locator(`[data-attention="${past}"]`)
      .getByRole('button', { name: /^Dismiss/ })
      .click();
  configure({});
  await real.run('reload');
  await expect(
    page.locator('[data-attention="needs-restart"], [data-attention="configuration"]'),
  ).toHaveCount(0, {
    timeout: 60_000,
  });
  // Two lines are shown where there is room for them.
  await page.setViewportSize(PICTURE_SIZES.tray);
  const less = page.getByRole('button', { name: 'Show less' });
  if (await less.isVisible()) await less.click();
  await expect(page.getByTestId('last-declined')).toContainText('weather');
  await takeScreenPicture(page, 'overview', 'large', 'light');
  await takeScreenPicture(page, 'overview', 'medium', 'dark');
  await takeScreenPicture(page, 'overview', 'tray', 'light');
  await takeScreenPicture(page, 'overview', 'tray', 'dark');

  await show(page, 'ask');
  for (const [question, outcome] of [
    ['What is the weather tomorrow?', 'declined'],
    ['What did I spend at Starbucks in October?', 'answered'],
  ] as const) {
    await page.getByRole('textbox', { name: 'Question' }).fill(question);
    await page.keyboard.press('Enter');
    await expect(page.locator(`[data-outcome="${outcome}"]`)).toBeVisible();
  }
  await takeScreenPicture(page, 'ask', 'medium', 'light');
  await takeScreenPicture(page, 'ask', 'tray', 'dark');

  await show(page, 'connections');
  await expect(page.locator('[data-client]').nth(8)).toBeVisible();
  await takeScreenPicture(page, 'connections', 'medium', 'light');
  await page.locator('[data-client]').nth(1).click();
  await expect(page.getByTestId('client').getByRole('listitem').nth(2)).toBeVisible();
  await takeScreenPicture(page, 'client', 'medium', 'dark');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Closed/ }).click();
  await expect(page.getByText('disconnected by the operator')).toBeVisible();
  await takeScreenPicture(page, 'closed', 'medium', 'light');

  // The width at which a log is opened decides whether its lines wrap.
  await show(page, 'logs');
  await page.getByRole('tab', { name: 'gateway.log' }).click();
  await expect(page.getByText('status=success').first()).toBeVisible();
  await takeScreenPicture(page, 'logs', 'medium', 'light');
  await page.getByRole('tab', { name: 'HAL.SPLITTER.LOG' }).click();
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('file_not_found');
  await expect(page.getByTestId('matches')).toContainText(/match/);
  await page.keyboard.press('Enter');
  await expect(page.locator('[aria-current="true"]')).toContainText('FILE_NOT_FOUND');
  await takeScreenPicture(page, 'logs-search', 'medium', 'dark');

  await show(page, 'events');
  await expect(page.locator('[data-event="crashed"]')).toBeVisible();
  await takeScreenPicture(page, 'events', 'medium', 'light');
  await takeScreenPicture(page, 'events', 'tray', 'dark');

  for (const [screen, part] of [
    ['processes', '[data-phantom]'],
    ['settings', '[data-setting]'],
    ['setup', '[data-step]'],
    ['help', 'dt, h2'],
  ] as const) {
    await page.setViewportSize({ width: 1_000, height: 700 });
    await show(page, screen);
    await expect(page.locator(part).first()).toBeVisible();
    await takeScreenPicture(page, screen, 'medium', 'light');
  }
  await show(page, 'diagnostics');
  await expect(page.getByTestId('checks-summary')).toContainText(/^\d{2} checks: /, { timeout: 120_000 });
  await takeScreenPicture(page, 'diagnostics', 'medium', 'light');
  await takeScreenPicture(page, 'diagnostics', 'tray', 'dark');
  clients.leave();
});

test('a start while another program has the port', async ({ openPage }) => {
  real = await RealPanel.openInstalled();
  const page = await openPage();
  const listen = `require('net').createServer().listen(${real.port},'127.0.0.1')`;
  const other = spawn(process.execPath, ['-e', listen], { stdio: 'ignore' });
  try {
    await until(() => real.isOpen());
    await page.goto((await real.panel()).link);
    await expect(page.getByRole('button', { name: 'Stop process' })).toBeVisible({ timeout: 90_000 });
    await takeScreenPicture(page, 'state-failed-port', 'large', 'light');
    await takeScreenPicture(page, 'state-failed-port', 'tray', 'dark');
  } finally {
    other.kill('SIGKILL');
  }
});

test('the QM screen over a simulated QM', async ({ openPage }) => {
  const qm = await SimulatedQm.start();
  try {
    real = await RealPanel.openInstalled(qm.settings);
    const page = await openPage();
    await openPanel(page);
    const clients = new AskingClients(real);
    await clients.join(4, 600);
    await show(page, 'qm');
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Dictionaries' })).toBeVisible({ timeout: 60_000 });
    await takeScreenPicture(page, 'qm', 'medium', 'light');
    clients.leave();
  } finally {
    await qm.stop();
  }
});
