import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './testing/browser.ts';
import { checkLooks } from './testing/looks.ts';
import { RealPanel, whyNoPanel } from './testing/real-panel.ts';

/** The Ask screen over a real listener with the example account; answers are compared with the command's. */

let real: RealPanel;
let link = '';

test.beforeAll(async () => {
  const why = await whyNoPanel();
  test.skip(why !== undefined, why ?? '');
  real = await RealPanel.open();
  link = (await real.panel()).link;
});

test.afterAll(async () => {
  await real?.close();
});

const QUESTION = 'What did I spend at Starbucks?';

test('asks as a client does, and shows how the answer came about', async ({ openPage }) => {
  const page = await openPage({ width: 1_024, height: 768 });
  await page.goto(link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
  await page.getByRole('tab', { name: 'Ask' }).click();
  const question = page.getByRole('textbox', { name: 'Question' });
  await question.fill(QUESTION);
  await question.press('Enter');
  const newest = page
    .getByRole('list', { name: /Questions/ })
    .getByRole('listitem')
    .first();
  await expect(newest.locator('[data-outcome="answered"]')).toBeVisible();
  const asClient = JSON.parse(await real.run('query', '--json', QUESTION));
  await expect(newest.getByText(asClient.text, { exact: true })).toBeVisible();
  await expect(newest.getByRole('row')).toHaveCount(asClient.data.length + 1);
  for (const { AMOUNT } of asClient.data)
    await expect(newest.getByText(String(AMOUNT)).first()).toBeVisible();
  const statements = await newest
    .locator('details', { hasText: 'Statements' })
    .locator('code')
    .allInnerTexts();
  const explained = await real.run('query', '--explain', QUESTION);
  expect(explained).toContain(statements.at(-1));
  await newest.getByText('Frames').click();
  await expect(newest.getByText('sent text_input')).toBeVisible();
  await newest.getByText('Frames').click();
  await checkLooks(page, 'ask');
  // The next question goes on from this one.
  await question.fill('When is my next appointment?');
  await question.press('Enter');
  await expect(page.getByText(/^Your next appointment is on/).first()).toBeVisible();
  await question.fill('Who is it with?');
  await question.press('Enter');
  await expect(page.getByText('continues the conversation')).toHaveCount(2);
  await question.fill('How is the pressure in my tyres?');
  await question.press('Enter');
  await expect(page.locator('[data-outcome="declined"]')).toBeVisible();
  // Nothing of it is on the disk.
  for (const name of readdirSync(path.join(real.home, 'logs'))) {
    expect(readFileSync(path.join(real.home, 'logs', name), 'utf8'), name).not.toMatch(/starbucks|tyres/i);
  }
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toMatch(
    /starbucks/i,
  );
});

test('is used with the keyboard alone, from a page that was just opened', async ({ openPage }) => {
  const page = await openPage({ width: 336, height: 600 });
  await page.goto(link);
  await page.goto(`${link.replace(/#.*/, '')}#/ask`);
  await expect(page.getByText('No questions yet')).toBeVisible({ timeout: 30_000 });
  await checkLooks(page, 'ask-none');
  await page.setViewportSize({ width: 336, height: 600 });
  await page.getByRole('textbox', { name: 'Question' }).focus();
  await page.keyboard.type('What can you do?');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-outcome]')).toBeVisible();
  await page.keyboard.press('Tab');
  // It is there without speech recognition too, and says why it does not listen.
  await expect(page.locator(':focus')).toHaveAccessibleName(/^Speak a question: .*STT_URL is not set/);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/Ask|Start a new/);
});
