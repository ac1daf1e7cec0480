import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './testing/browser.ts';
import { RealPanel } from './testing/real-panel.ts';

/** The settings of a real home, changed by the shipped program. */

let real: RealPanel;

test.describe.configure({ timeout: 120_000 });

test.beforeEach(async () => {
  real = await RealPanel.open('file', { MAX_CONNECTIONS: '40' });
});

test.afterEach(() => real.close());

const configFile = (): string => path.join(real.home, 'config.json');
const row = (page: Page, name: string) => page.locator(`[data-setting="${name}"]`);
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

async function openSettings(page: Page): Promise<void> {
  await page.goto((await real.panel()).link);
  await expect(page.getByTestId('state')).toHaveText(/Running|Stopped/);
  await page.evaluate(() => {
    location.hash = '/settings';
  });
  await expect(row(page, 'port')).toBeVisible();
}

test('shows each setting with its source, checks what is typed, saves it and brings it back', async ({
  openPage,
}) => {
  const page = await openPage();
  await openSettings(page);
  await expect(row(page, 'port').getByRole('textbox')).toHaveValue(String(real.port));
  await expect(row(page, 'port')).toContainText('Set in config.json');
  await expect(row(page, 'maxConnections')).toContainText('Fixed by MAX_CONNECTIONS');
  await expect(row(page, 'maxConnections').getByRole('textbox')).toBeDisabled();
  await row(page, 'extraPorts').getByRole('textbox').fill('8765, 99999');
  await expect(row(page, 'extraPorts')).toContainText('This is not a list of ports');
  await expect(save(page)).toHaveAttribute('aria-disabled', 'true');
  await row(page, 'extraPorts').getByRole('textbox').fill('none');
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0);
  await row(page, 'logLevel').getByRole('combobox').selectOption('warn');
  await row(page, 'token').getByRole('button', { name: 'Generate' }).click();
  const token = await row(page, 'token').getByRole('textbox').inputValue();
  expect(token).toMatch(/^[\w-]{32}$/);
  await save(page).click();
  await expect(page.getByText('Saved in').first()).toBeVisible();
  expect(real.config).toMatchObject({ port: real.port, logLevel: 'warn', token });
  await expect(row(page, 'token').getByPlaceholder('Set. Type to replace it.')).toHaveValue('');
  expect(await page.content()).not.toContain(token);
  await page.getByRole('button', { name: 'Restore the previous settings' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
  await expect(row(page, 'logLevel').getByRole('combobox')).toHaveValue('info');
  expect(real.config).toEqual({ port: real.port });
});

test('overwrites nothing that somebody else changed meanwhile, and shows both', async ({ openPage }) => {
  const page = await openPage();
  await openSettings(page);
  await row(page, 'logKeep').getByRole('textbox').fill('3');
  await row(page, 'rate').getByRole('textbox').fill('30');
  writeFileSync(configFile(), JSON.stringify({ port: real.port, logKeep: 5 }));
  const conflict = page.getByRole('region', { name: 'Conflict' });
  await expect(conflict.getByRole('row', { name: 'Log keep not set 5 3' })).toBeVisible();
  await expect(save(page)).toHaveAttribute('aria-disabled', 'true');
  expect(real.config).toMatchObject({ logKeep: 5 });
  await conflict.getByRole('button', { name: /^Keep my changes/ }).click();
  await save(page).click();
  await expect(page.getByText('Saved in').first()).toBeVisible();
  expect(JSON.parse(readFileSync(configFile(), 'utf8'))).toMatchObject({
    logKeep: 3,
    rate: 30,
    port: real.port,
  });
});

test('keeps the theme that was chosen', async ({ openPage }) => {
  const page = await openPage({ scheme: 'light' });
  await openSettings(page);
  const background = () =>
    page.locator('header').evaluate((header) => getComputedStyle(header).backgroundColor);
  const light = await background();
  // What stands beside the panel's own element, such as dialogs, and the scrollbars of all.
  const ofDocument = () => page.evaluate(() => getComputedStyle(document.body).colorScheme);
  expect(await ofDocument()).toBe('light');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(ofDocument).toBe('dark');
  await expect.poll(background).not.toBe(light);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  expect(await background()).not.toBe(light);
});
