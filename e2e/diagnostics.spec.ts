import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './testing/browser.ts';
import { checkLooks } from './testing/looks.ts';
import { RealPanel } from './testing/real-panel.ts';

/** The checks, backups and restores of the shipped program, over a real home. */

let real: RealPanel;
let folder: string;

test.describe.configure({ timeout: 180_000 });

test.beforeEach(async () => {
  real = await RealPanel.open('file');
  folder = mkdtempSync(path.join(tmpdir(), 'hal-e2e-backup-'));
});

test.afterEach(async () => {
  await real.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(page: Page): Promise<void> {
  await page.goto((await real.panel()).link);
  await expect(page.getByTestId('state')).toHaveText('Running');
  await page.evaluate(() => {
    location.hash = '/diagnostics';
  });
}

const summary = (page: Page) => page.getByTestId('checks-summary');

test('makes every check as it is opened, and saves a report', async ({ openPage }) => {
  const page = await openPage();
  await open(page);
  await expect(summary(page)).toContainText(/^\d{2} checks: /, { timeout: 120_000 });
  const count = Number.parseInt((await summary(page).textContent()) ?? '', 10);
  await expect(page.locator('[data-check]')).toHaveCount(count);
  await expect(page.locator('[data-check="configuration"]')).toHaveAttribute('data-result', 'ok');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a report for support' }).click();
  expect((await saved).suggestedFilename()).toBe('hal-listener-report.zip');
});

test('cancels the checks', async ({ openPage }) => {
  const page = await openPage();
  await open(page);
  await expect(summary(page)).toContainText(/^\d{2} checks: /, { timeout: 120_000 });
  // A listener that hangs is waited for, so that there is something to cancel.
  const pid = (await real.listenerPid()) ?? 0;
  process.kill(pid, 'SIGSTOP');
  const before = await page.locator('[data-check]').count();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => page.locator('[data-check]').count()).toBeLessThan(before);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Not every check was made.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
  process.kill(pid, 'SIGCONT');
});

test('saves a backup, checks it, and restores it once the listener is stopped', async ({ openPage }) => {
  const page = await openPage();
  await open(page);
  const file = path.join(folder, 'hal.zip');
  await page.getByRole('textbox', { name: /^File or folder/ }).fill(file);
  await page.getByRole('button', { name: 'Save there' }).click();
  await expect(page.getByText(`Saved ${file}`).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('textbox', { name: /^Backup file/ }).fill(file);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText('The file is whole')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('a restore needs it stopped')).toBeVisible();
  await page.evaluate(() => {
    location.hash = '/overview';
  });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  // It asks first where it counts a client: the one that a check was.
  const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Stop' });
  await expect(confirm.or(page.getByTestId('state').getByText('Stopped'))).toBeVisible();
  if (await confirm.isVisible()) await confirm.click();
  await expect(page.getByTestId('state')).toHaveText('Stopped');
  await page.goBack();
  await page.getByRole('textbox', { name: /^Backup file/ }).fill(file);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: 'Restore…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText(`Restored ${real.home}`).first()).toBeVisible({ timeout: 60_000 });
  expect(real.config).toMatchObject({ port: real.port });
});

test("restores a backup of the browser's machine, and leaves nothing of it behind", async ({ openPage }) => {
  const page = await openPage({ width: 1_024, height: 768 });
  await open(page);
  const file = path.join(folder, 'of-this-computer.zip');
  await real.run('backup', file);
  const uploads = () => readdirSync(tmpdir()).filter((name) => name.startsWith('hal-listener-upload-'));
  const before = uploads();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload a file…' }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByText('The file is whole')).toBeVisible({ timeout: 60_000 });
  expect(uploads().length).toBe(before.length + 1);
  await checkLooks(page, 'diagnostics-upload');
  await page.getByRole('button', { name: 'Stop the listener' }).click();
  // It asks first where it counts a client: the one that a check was.
  const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Stop' });
  await expect(confirm.or(page.getByText('The listener was stopped').first())).toBeVisible();
  if (await confirm.isVisible()) await confirm.click();
  await page.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(path.basename(file));
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText(`Restored ${real.home} from ${path.basename(file)}`).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect.poll(uploads).toEqual(before);
});
