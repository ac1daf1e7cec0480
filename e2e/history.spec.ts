import type { Page } from '@playwright/test';
import { expect, test } from './testing/browser.ts';
import { checkLooks } from './testing/looks.ts';
import { RealPanel } from './testing/real-panel.ts';

/** The figures of the charts outlive the listener and the panel. */

let real: RealPanel;

test.describe.configure({ timeout: 180_000 });

test.beforeEach(async () => {
  real = await RealPanel.open();
});

test.afterEach(() => real.close());

/** Longer times without figures are gaps in the chart of five minutes. */
const GAP_MS = 4_000;

const charts = (page: Page) => page.locator('[data-gaps]');
const numberOf = async (page: Page, name: 'data-from' | 'data-gaps'): Promise<number> =>
  Number((await charts(page).getAttribute(name)) ?? Number.NaN);

async function openOverview(page: Page, state: RegExp): Promise<() => Promise<void>> {
  const { link, end } = await real.panel();
  await page.goto(link);
  await expect(page.getByTestId('state')).toHaveText(state, { timeout: 30_000 });
  return end;
}

test('shows what was measured before a stop, the gap, the marks, and goes on after a restart of both', async ({
  openPage,
}) => {
  const page = await openPage({ width: 1_280, height: 900 });
  const endPanel = await openOverview(page, /^Running$/);
  await expect.poll(() => numberOf(page, 'data-from'), { timeout: 30_000 }).toBeGreaterThan(0);
  const from = await numberOf(page, 'data-from');
  await expect.poll(() => Date.now() - from, { timeout: 30_000 }).toBeGreaterThan(5_000);
  await real.run('stop');
  const stoppedAt = Date.now();
  await expect(page.getByTestId('state')).toHaveText('Stopped', { timeout: 30_000 });
  await endPanel();
  // A panel that has seen nothing of it starts the listener again.
  await expect.poll(() => Date.now() - stoppedAt, { timeout: 30_000 }).toBeGreaterThan(GAP_MS);
  const next = await openPage({ width: 1_280, height: 900 });
  const endNext = await openOverview(next, /^(Running|Stopped)$/);
  await real.run('start');
  await expect(next.getByTestId('state')).toHaveText('Running', { timeout: 30_000 });
  await expect.poll(() => numberOf(next, 'data-from'), { timeout: 30_000 }).toBeLessThanOrEqual(from);
  await expect.poll(() => numberOf(next, 'data-gaps'), { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  await checkLooks(next, 'overview-restarted');
  await next.setViewportSize({ width: 1_280, height: 900 });
  await next.getByRole('tab', { name: '24 h' }).click();
  await expect.poll(() => numberOf(next, 'data-from'), { timeout: 30_000 }).toBeLessThan(stoppedAt);
  // A restart from the page keeps them too.
  await next.getByRole('tab', { name: '5 min' }).click();
  const before = await real.listenerPid();
  await next.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect.poll(() => real.listenerPid(), { timeout: 60_000 }).not.toBe(before);
  await expect(next.getByTestId('state')).toHaveText('Running', { timeout: 60_000 });
  await expect.poll(() => numberOf(next, 'data-from'), { timeout: 30_000 }).toBeLessThanOrEqual(from);
  await endNext();
});

test('shows the last figures of a listener that was stopped before the page was opened', async ({
  openPage,
}) => {
  const page = await openPage({ width: 1_280, height: 900 });
  const endPanel = await openOverview(page, /^Running$/);
  await expect.poll(() => numberOf(page, 'data-from'), { timeout: 30_000 }).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByTestId('state')).toHaveText('Stopped', { timeout: 30_000 });
  const { link } = await real.panel();
  await endPanel();
  const next = await openPage({ width: 336, height: 600 });
  await next.goto(link);
  await expect(next.getByTestId('state')).toHaveText('Stopped', { timeout: 30_000 });
  await expect(next.getByText(/^Activity until/)).toBeVisible();
  await expect.poll(() => numberOf(next, 'data-from'), { timeout: 30_000 }).toBeGreaterThan(0);
  await checkLooks(next, 'overview-ended');
});
