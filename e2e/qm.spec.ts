import { expect, test } from './testing/browser.ts';
import { checkLooks } from './testing/looks.ts';
import { RealPanel, whyNoPanel } from './testing/real-panel.ts';

/** The QM screen over a real listener and a real probe of this machine, compared with the commands. */

let real: RealPanel;
let link = '';

test.beforeAll(async () => {
  const why = await whyNoPanel();
  test.skip(why !== undefined, why ?? '');
  // A program that is none, and a port where nothing listens: what each way needs is the same on every machine.
  real = await RealPanel.open('environment', { QM_DRIVER: 'embedded', QM_BIN: '/no/such/qm', QM_PORT: '1' });
  link = (await real.panel()).link;
});

test.afterAll(async () => {
  await real?.close();
});

test('shows the account, and what each way to QM needs', async ({ openPage }) => {
  const page = await openPage({ width: 1_024, height: 768 });
  await page.goto(link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
  await page.evaluate(() => {
    location.hash = '/qm';
  });
  await expect(page.getByTestId('account-state')).toHaveText('Ready');
  await page.getByRole('button', { name: 'Try every way' }).click();
  await expect(page.getByText('No way to QM works from here yet.')).toBeVisible({ timeout: 30_000 });
  const { results } = JSON.parse(await real.run('account', 'probe', '--json'));
  for (const { driver, text } of results) {
    const way = await page.locator(`[data-way="${driver}"]`).innerText();
    expect(way.toLowerCase()).toContain(text.toLowerCase());
  }
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await expect(page.getByText('No record is locked.')).toBeVisible({ timeout: 20_000 });
  const check = JSON.parse(await real.run('account', 'check', '--json'));
  await expect(page.getByRole('list', { name: 'Dictionaries' }).getByRole('listitem')).toHaveCount(
    check.findings.length,
  );
  await expect(page.getByText('The embedded account has no QM to install commands in.')).toBeVisible();
  await checkLooks(page, 'qm');
});
