import type { Page } from '@playwright/test';
import { freePort } from '../lib/testing/free-port.ts';
import { expect, test } from './testing/browser.ts';
import { rssOf } from './testing/kernel.ts';
import { checkLooks } from './testing/looks.ts';
import { RealPanel, until, whyNoPanel } from './testing/real-panel.ts';

/** The Processes screen over real listeners; what it shows is compared with the command's list and the kernel. */

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

/** Those of this home: other homes may have listeners on this machine. */
const phantoms = (page: Page) => page.getByLabel('Phantoms', { exact: true }).locator('[data-phantom]');

test('lists every phantom, and ends the one that was named', async ({ openPage }) => {
  const page = await openPage({ width: 1_024, height: 768 });
  await page.goto(link);
  await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
  await real.run('start', '--port', String(await freePort()));
  await page.evaluate(() => {
    location.hash = '/processes';
  });
  await expect(phantoms(page)).toHaveCount(2);
  const { phantoms: listed } = JSON.parse(await real.run('list', '--json'));
  for (const { userNo, pid, port } of listed) {
    const item = page.locator(`[data-phantom="${userNo}"]`);
    await expect(item.locator('[data-fact="PID"]')).toHaveText(String(pid));
    await expect(item.locator('[data-fact="Port"]')).toHaveText(String(port));
    await expect(item.locator('[data-fact="Memory"]')).toContainText('MB');
    const shown = Number.parseFloat(await item.locator('[data-fact="Memory"]').innerText()) * 1_000_000;
    expect(Math.abs(shown - rssOf(pid)) / rssOf(pid)).toBeLessThan(0.2);
  }
  await expect(page.getByTestId('port-owner')).toContainText(`PID ${await real.listenerPid()}`);
  await checkLooks(page, 'processes');
  await page.setViewportSize({ width: 1_024, height: 768 });
  const own = await real.listenerPid();
  const other = listed.find(({ pid }: { pid: number }) => pid !== own);
  await page.getByRole('button', { name: `End User No. ${other.userNo}` }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(`User No. ${other.userNo} (PID ${other.pid})`);
  await dialog.getByRole('button', { name: 'End' }).click();
  await expect(page.getByText(`Ended User No. ${other.userNo}.`).first()).toBeVisible({ timeout: 20_000 });
  await expect(phantoms(page)).toHaveCount(1);
  expect(await real.listenerPid()).toBe(own);
  await until(() => hasEnded(other.pid));
});

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

test('shows a phantom of another home as the kernel does, and ends it', async ({ openPage }) => {
  const other = await RealPanel.open();
  try {
    await other.run('start');
    const pid = (await other.listenerPid()) ?? 0;
    const page = await openPage({ width: 1_024, height: 768 });
    await page.goto(link);
    await expect(page.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
    await page.evaluate(() => {
      location.hash = '/processes';
    });
    const item = page.getByLabel('Phantoms of other homes').locator(`[data-phantom="other ${pid}"]`);
    await expect(item.locator('[data-fact="Home"]')).toHaveText(other.home, { timeout: 20_000 });
    await expect(item.locator('[data-fact="Port"]')).toHaveText(String(other.port));
    await expect(item.locator('[data-fact="User No."]')).toHaveText('10001');
    const shown = Number.parseFloat(await item.locator('[data-fact="Memory"]').innerText()) * 1_000_000;
    expect(Math.abs(shown - rssOf(pid)) / rssOf(pid)).toBeLessThan(0.2);
    // CPU needs a second look.
    await expect(item.locator('[data-fact="CPU"]')).toHaveText(/^\d+\.\d %$/, { timeout: 20_000 });
    await checkLooks(page, 'processes-others');
    await page.setViewportSize({ width: 1_024, height: 768 });
    await item.getByRole('button', { name: `End PID ${pid}` }).click();
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText(other.home);
    await dialog.getByRole('button', { name: 'End' }).click();
    await expect(page.getByText(`Ended PID ${pid}.`).first()).toBeVisible({ timeout: 20_000 });
    await until(() => hasEnded(pid));
    await expect(item).toHaveCount(0);
    expect(await real.listenerPid()).toBeDefined();
  } finally {
    await other.close();
  }
});
