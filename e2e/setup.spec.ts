import path from 'node:path';
import { QmServer } from '../listener/account/qmclient/testing/qm-server.ts';
import { expect, test } from './testing/browser.ts';
import { RealPanel } from './testing/real-panel.ts';

/** From nothing to a listener over a QM, in the panel alone; the QM speaks QMClient on a loopback port. */

test('connects a QM, makes a token and restarts with both, and can be left in between', async ({
  openPage,
}) => {
  test.setTimeout(180_000);
  const qm = await QmServer.start();
  const real = await RealPanel.open('file');
  try {
    const page = await openPage();
    await page.goto((await real.panel()).link);
    await expect(page.getByTestId('state')).toHaveText('Running');
    // Nothing is configured, so the example data lead here.
    await page
      .locator('[data-attention="example"]')
      .getByRole('button', { name: /^Set up/ })
      .click();
    const step = (number: number) => page.locator(`[data-step="${number}"]`);
    await expect(step(1)).toContainText('invented example records');
    await expect(step(1)).toHaveAttribute('data-done', 'false');
    await page.getByRole('textbox', { name: 'Host', exact: true }).fill('127.0.0.1');
    await page.getByRole('textbox', { name: 'Port', exact: true }).fill(String(qm.port));
    await page
      .getByRole('textbox', { name: 'QM program', exact: true })
      .fill(path.join(real.home, 'no-such-qm'));
    await page.getByRole('textbox', { name: 'User', exact: true }).fill(qm.qm.username);
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('wrong');
    const find = page.getByRole('button', { name: 'Find QM and test the connection' });
    await find.click();
    await expect(page.getByText('No way to QM works yet')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(qm.qm.password);
    await find.click();
    await page.getByRole('button', { name: 'Save and use qmclient' }).click({ timeout: 60_000 });
    await expect(step(1)).toHaveAttribute('data-done', 'true');
    expect(real.config).toMatchObject({ driver: 'qmclient', qmHost: '127.0.0.1', qmPort: qm.port });
    // Left and resumed: the steps are as the machine has them.
    await page.reload();
    await expect(step(1)).toHaveAttribute('data-done', 'true');
    await page.getByRole('button', { name: 'Generate and save a token' }).click();
    await expect(step(3)).toHaveAttribute('data-done', 'true');
    await page.getByRole('button', { name: 'Restart with the new settings' }).click();
    await expect(step(4)).toContainText('answers from account HAL', { timeout: 60_000 });
    await expect(step(4)).toHaveAttribute('data-done', 'true');
    await expect(page.locator('[data-attention="example"]')).toHaveCount(0);
  } finally {
    await real.close();
    await qm.stop();
  }
});
