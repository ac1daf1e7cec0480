import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './testing/browser.ts';
import { checkLooks } from './testing/looks.ts';
import { RealPanel } from './testing/real-panel.ts';

/** The table of intents over a real listener with the example account: taught, tried, saved and taken back. */

let real: RealPanel;

test.describe.configure({ timeout: 180_000 });

test.beforeEach(async () => {
  real = await RealPanel.open();
});

test.afterEach(() => real.close());

const QUESTION = 'How much did I spend on provender?';

const tableFile = (): string => path.join(real.home, 'intents.json');
const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);
const tryBox = (page: Page) => page.getByRole('region', { name: 'Try a question' });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

async function openPanel(page: Page): Promise<void> {
  await page.goto((await real.panel()).link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
}

async function openScreen(page: Page, name: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `/${name}`);
}

async function ask(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Question' }).fill(QUESTION);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}

test('teaches a word: from a declined question to the answer of the running listener, and back', async ({
  openPage,
}) => {
  // Each try starts a program, which takes long on a busy machine.
  test.setTimeout(180_000);
  const page = await openPage({ width: 1_280, height: 900 });
  await openPanel(page);
  await openScreen(page, 'ask');
  await ask(page);
  await expect(page.locator('[data-outcome="declined"]')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Teach' }).click();
  // The question is in the try box, and declined there too.
  await expect(tryBox(page).getByRole('textbox')).toHaveValue(QUESTION);
  await tryBox(page).getByRole('button', { name: 'Try' }).click();
  await expect(tryBox(page).locator('[data-outcome="declined"]')).toBeVisible({ timeout: 60_000 });
  // The subject that was understood is open.
  await expect(page.getByRole('region', { name: 'TRANSACTION' })).toBeVisible();
  await page.getByRole('button', { name: 'All subjects' }).click();
  await expect(part(page, 'MEDICATION').locator('[data-origin="built-in"]')).toBeVisible();
  await checkLooks(page, 'intents');
  await page.setViewportSize({ width: 1_280, height: 900 });
  await part(page, 'TRANSACTION').getByRole('button', { name: 'TRANSACTION' }).click();
  await page.getByText('Your words for values: category').click();
  await page.getByRole('searchbox', { name: 'Search words and values' }).fill('supermarket');
  await page.getByText('grocery, food shopping, supermarket').click();
  const words = page.getByRole('textbox', { name: 'Words', exact: true }).last();
  // Before its group is open, the last one is that of the subject.
  await expect(words).toHaveValue(/^grocery/);
  await words.press('ControlOrMeta+End');
  await words.pressSequentially('\nprovender');
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText('TRANSACTION');
  await expect(tryBox(page)).toContainText('The table was changed since.');
  await tryBox(page).getByRole('button', { name: 'Try' }).click();
  await expect(tryBox(page).locator('[data-outcome="answered"]')).toBeVisible({ timeout: 60_000 });
  await expect(tryBox(page).locator('code').first()).toContainText('TRANSACTION');
  const answer = await tryBox(page)
    .getByText(/\$[\d,.]+/)
    .first()
    .innerText();
  await checkLooks(page, 'intents-tried');
  await page.setViewportSize({ width: 1_280, height: 900 });
  // So far the file is not there, and the running listener has not learnt the word.
  expect(existsSync(tableFile())).toBe(false);
  await save(page).click();
  await expect(page.getByText('The running listener answers by it now.').first()).toBeVisible();
  expect(readFileSync(tableFile(), 'utf8')).toContain('"provender"');
  await openScreen(page, 'ask');
  await ask(page);
  const newest = page
    .getByRole('list', { name: /Questions/ })
    .getByRole('listitem')
    .first();
  await expect(newest.locator('[data-outcome="answered"]')).toBeVisible({ timeout: 60_000 });
  await expect(newest.getByText(answer, { exact: true })).toBeVisible();
  // Who did it is on record.
  await openScreen(page, 'events');
  await expect(page.getByText('Intents changed').first()).toBeVisible();
  await expect(page.getByText(/TRANSACTION in intents\.json/).first()).toBeVisible();
  // Back to the built-in table, and forth again.
  await openScreen(page, 'intents');
  await expect(page.getByText('Your own table is in force')).toBeVisible();
  await page.getByRole('button', { name: 'All subjects' }).click();
  await expect(part(page, 'TRANSACTION').locator('[data-origin="changed"]')).toBeVisible();
  await page.getByRole('button', { name: 'Return to the built-in table' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Return to it' }).click();
  await expect(page.getByText('The built-in table is in force.').last()).toBeVisible();
  await expect(part(page, 'TRANSACTION').locator('[data-origin="built-in"]')).toBeVisible();
  expect(existsSync(tableFile())).toBe(false);
  await page.getByRole('button', { name: 'Restore the previous table' }).click();
  await expect(page.getByText('Your own table is in force')).toBeVisible();
  expect(readFileSync(tableFile(), 'utf8')).toContain('"provender"');
});

test('names the line of what is wrong in the JSON, and saves nothing bad', async ({ openPage }) => {
  const page = await openPage({ width: 1_024, height: 768 });
  await openPanel(page);
  await openScreen(page, 'intents');
  await part(page, 'ALLERGY').getByRole('button', { name: 'ALLERGY' }).click();
  await page.getByRole('tab', { name: 'All of it, as JSON' }).click();
  const json = page.getByRole('textbox', { name: 'JSON' });
  const text = await json.inputValue();
  const line = text.split('\n').findIndex((one) => one.includes('"file"')) + 1;
  await json.fill(text.replace('"file": "ALLERGY"', '"file": "lower case"'));
  await expect(page.getByText(`Line ${line}: file: must be a file name in capitals`).first()).toBeVisible();
  await expect(save(page)).toHaveAttribute('aria-disabled', 'true');
  await checkLooks(page, 'intents-wrong');
  await page.getByRole('button', { name: `Go to line ${line}` }).click();
  expect(
    await json.evaluate((area) =>
      area instanceof HTMLTextAreaElement
        ? area.value.slice(area.selectionStart, area.selectionEnd).trim()
        : undefined,
    ),
  ).toBe('"file": "lower case",');
  await json.fill('{');
  await expect(page.getByText(/^Line 1: The text ends too early/).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Words' }).click();
  await expect(page.getByText('The JSON cannot be read.')).toBeVisible();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0);
  expect(existsSync(tableFile())).toBe(false);
});

test('overwrites nothing that somebody else changed meanwhile, with the keyboard alone', async ({
  openPage,
}) => {
  const page = await openPage({ width: 336, height: 600 });
  await openPanel(page);
  await openScreen(page, 'intents');
  const link = part(page, 'DOCTOR').getByRole('button', { name: 'DOCTOR' });
  await link.focus();
  await page.keyboard.press('Enter');
  const words = page.getByRole('textbox', { name: 'Words', exact: true });
  await words.focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('\nsawbones');
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText('DOCTOR');
  const shown = JSON.parse(await real.run('intents', 'show'));
  const theirs = { ...shown, fixed: [] };
  writeFileSync(tableFile(), JSON.stringify(theirs));
  const conflict = page.getByRole('region', { name: 'Conflict' });
  await expect(conflict).toContainText('TIME: removed from the file');
  await expect(conflict).toContainText('DOCTOR: unchanged in the file, changed by you');
  await checkLooks(page, 'intents-conflict');
  await conflict.getByRole('button', { name: /^Keep my changes/ }).focus();
  await page.keyboard.press('Enter');
  await expect(conflict).toHaveCount(0);
  await save(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The running listener answers by it now.').first()).toBeVisible();
  const saved = JSON.parse(readFileSync(tableFile(), 'utf8'));
  expect(saved.fixed).toEqual([]);
  expect(JSON.stringify(saved.subjects)).toContain('sawbones');
});
