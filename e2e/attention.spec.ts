import type { Page } from '@playwright/test';
import { SCREENS } from '../contract/panel-snapshot.ts';
import { busyHistory, pastEvents, running } from '../renderer/testing/fixtures.ts';
import { stateNamed } from '../renderer/testing/phantom-states.ts';
import { expect, test } from './testing/browser.ts';
import { openStage, type Stage } from './testing/stage.ts';

/** The attention strip and the Events screen with the keyboard alone. */

let stage: Stage;

test.beforeEach(async () => {
  stage = await openStage(running());
  stage.backend.past = busyHistory();
  stage.backend.happened = pastEvents();
});

test.afterEach(() => stage?.close());

/** Presses Tab until a control of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return `${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`;
    });
    if (name.test(focused)) return;
    seen.push(focused.slice(0, 40));
  }
  throw new Error(`Tab does not reach ${name}, but ${seen.join(' | ')}`);
}

const items = (page: Page) => page.locator('[data-attention]');

test('the strip is read, unfolded, acted on and put away with the keyboard', async ({ openPage }) => {
  const page = await openPage({ width: 420, height: 640 });
  stage.backend.setSnapshot(stateNamed('warnings'));
  await page.goto(stage.host.link);
  await expect(items(page)).toHaveCount(1);
  await tabTo(page, /^Show \d+ more$/);
  await page.keyboard.press('Enter');
  const all = await items(page).count();
  expect(all).toBeGreaterThan(3);
  await page.locator('body').press('Home');
  await page.getByRole('tab', { name: 'Overview' }).focus();
  await tabTo(page, /^Dismiss: The listener failed/);
  await page.keyboard.press('Enter');
  await expect(items(page)).toHaveCount(all - 1);
  await page.getByRole('tab', { name: 'Overview' }).focus();
  await tabTo(page, /^Reload: /);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Done: reload.').first()).toBeVisible();
  expect(stage.backend.calls).toContainEqual(['reload']);
  // What was put away stays so when the page is loaded again.
  await page.reload();
  await expect(items(page)).toHaveCount(1);
  await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
  await expect(items(page)).toHaveCount(all - 1);
});

test('the strip follows the state on every screen, and starts the listener', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(stage.host.link);
  await page.getByRole('tab', { name: 'Logs' }).click();
  stage.backend.setSnapshot(stateNamed('stopped'));
  await expect(page.locator('[data-attention="not-running"]')).toContainText('The listener is stopped.');
  await page.getByRole('button', { name: 'Start: The listener is stopped' }).click();
  expect(stage.backend.calls).toContainEqual(['start', { debug: false }]);
  stage.backend.setSnapshot(running());
  await expect(page.locator('[data-attention="not-running"]')).toHaveCount(0);
});

test('events are filtered, opened, scrolled and exported with the keyboard', async ({ openPage }) => {
  const page = await openPage({ width: 1_000, height: 420 });
  await page.goto(stage.host.link);
  await page.getByRole('tab', { name: 'Overview' }).focus();
  for (const _ of SCREENS.slice(0, SCREENS.indexOf('events'))) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const rows = page.locator('[data-event]');
  await expect(rows).toHaveCount(pastEvents().length);
  await tabTo(page, /^Events by day/);
  await page.keyboard.press('End');
  await expect(rows.last()).toBeInViewport();
  await page.keyboard.press('Home');
  await tabTo(page, /^Last output$/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('FATAL ERROR: Reached heap limit')).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('anna');
  await expect(rows.first()).toContainText('anna');
  const found = await rows.count();
  expect(found).toBeLessThan(pastEvents().length);
  const download = page.waitForEvent('download');
  await tabTo(page, /^Export these events$/);
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('hal-listener-events.csv');
  await expect(page.getByText(`Exported ${found} events to hal-listener-events.csv.`).first()).toBeVisible();
  // A new event appears by itself.
  stage.backend.happened = [
    ...pastEvents(),
    { at: Date.now(), kind: 'stopped', cause: 'stop by cli (anna)', by: 'cli (anna)', boot: 'b', count: 9 },
  ];
  stage.backend.updateSnapshot({});
  await expect(rows.first()).toHaveAttribute('data-event', 'stopped');
});
