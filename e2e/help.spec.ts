import { running } from '../renderer/testing/fixtures.ts';
import { expect, test } from './testing/browser.ts';
import { checkLooks } from './testing/looks.ts';
import { openStage } from './testing/stage.ts';

test('explains keys, commands and words, with commands that can be copied', async ({ openPage }) => {
  const stage = await openStage(running());
  try {
    const page = await openPage({ width: 1_024, height: 768 });
    await page.goto(stage.host.link);
    await expect(page.getByTestId('state')).toHaveText('Running');
    await page.evaluate(() => {
      location.hash = '/help';
    });
    await expect(page.getByRole('heading', { name: 'Words' })).toBeVisible();
    await page.getByRole('button', { name: 'Copy the command hal-listener status' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('hal-listener status');
    await checkLooks(page, 'help');
  } finally {
    await stage.close();
  }
});
