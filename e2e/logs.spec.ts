import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { busyStatus, running } from '../renderer/testing/fixtures.ts';
import { expect, test } from './testing/browser.ts';
import { writeEvents, writeGateway } from './testing/log-files.ts';
import { openStage, type Stage } from './testing/stage.ts';

/** The Logs screen with real, large and growing files. */

let stage: Stage;

test.beforeEach(async () => {
  stage = await openStage(running());
});

test.afterEach(() => stage.close());

async function openLogs(page: Page): Promise<void> {
  await page.goto(`${stage.host.link}`);
  await page.getByRole('tab', { name: 'Logs' }).click();
}

const current = (page: Page) => page.locator('[aria-current="true"]');
const matches = (page: Page) => page.getByTestId('matches');
const tool = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The first line that is fully visible, and its position. */
function topLine(page: Page): Promise<string> {
  return page.getByTestId('lines').evaluate((box) => {
    const { top } = box.getBoundingClientRect();
    const rows = [...box.querySelectorAll('[data-row]')];
    const places = rows.map((row) => ({ text: row.textContent, y: row.getBoundingClientRect().top - top }));
    const first = places.filter(({ y }) => y >= 0).sort((one, other) => one.y - other.y)[0];
    return `${first?.text} at ${Math.round(first?.y ?? 0)}`;
  });
}

/** Waits until all lines are loaded and the layout is stable. */
async function waitForStableLayout(page: Page): Promise<void> {
  let last = '';
  await expect(async () => {
    await expect(page.getByTestId('lines').getByText('…', { exact: true })).toHaveCount(0);
    const before = last;
    last = await topLine(page);
    expect(last).toBe(before);
  }).toPass({ intervals: [400] });
}

/** Scrolls away from the newest line. */
async function leaveEnd(page: Page, newest: string, px: number): Promise<void> {
  await page.getByTestId('lines').hover();
  await page.mouse.wheel(0, -px);
  await expect(page.getByText(newest)).not.toBeInViewport();
  await waitForStableLayout(page);
}

test('the place stays put in 300 000 lines while more arrive', async ({ openPage }) => {
  for (let written = 0; written < 300_000; written += 50_000) writeEvents(stage.eventLog, written, 50_000);
  const page = await openPage();
  await openLogs(page);
  const lines = page.getByTestId('lines');
  await expect(lines).toContainText('n=299999', { timeout: 20_000 });
  await lines.hover();
  await page.mouse.wheel(0, -2_000);
  await expect(tool(page, 'Pause')).toHaveAttribute('aria-pressed', 'true');
  const seen = () => topLine(page);
  await expect.poll(seen).toMatch(/n=2998\d\d|n=2999[0-6]\d/);
  const before = await seen();
  writeEvents(stage.eventLog, 300_000, 5_000);
  await expect(page.getByRole('button', { name: /5,000 new lines/ })).toBeVisible();
  expect(await seen()).toBe(before);
  await page.getByRole('button', { name: /new lines/ }).click();
  await expect(lines).toContainText('n=304999');
  await page.getByRole('combobox', { name: 'Minimum level' }).selectOption('error');
  await expect(page.getByText(/^76\d lines$/)).toBeVisible();
});

test('searches plain and by expression, with and without case', async ({ openPage }) => {
  writeEvents(stage.eventLog, 0, 20_000);
  const page = await openPage();
  await openLogs(page);
  await expect(page.getByTestId('lines')).toContainText('n=19999');
  await page.keyboard.press('Control+f');
  const search = page.getByRole('searchbox', { name: 'Search the log' });
  await expect(search).toBeFocused();
  await search.fill('N=1234');
  await expect(matches(page)).toHaveText('11 matches');
  await search.press('Enter');
  await expect(current(page).locator('mark')).toHaveText('n=1234');
  await expect(matches(page)).toHaveText('1 of 11');
  await search.press('Shift+Enter');
  await expect(matches(page)).toHaveText('11 of 11');
  await tool(page, 'Match case').click();
  await expect(matches(page)).toHaveText('no matches');
  await tool(page, 'Regular expression').click();
  await search.fill('n=1500[0-3]$');
  await expect(matches(page)).toHaveText('4 matches');
  await search.fill('n=(1500');
  await expect(matches(page)).toHaveText('invalid pattern');
});

test('only matching lines are shown of a million, and new ones as they come', async ({ openPage }) => {
  test.setTimeout(120_000);
  for (let written = 0; written < 1_000_000; written += 100_000)
    writeEvents(stage.eventLog, written, 100_000);
  const page = await openPage();
  await openLogs(page);
  const lines = page.getByTestId('lines');
  await expect(lines).toContainText('n=999999', { timeout: 60_000 });
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('n=7777');
  await tool(page, 'Only matching lines').click();
  // 7777, 77770 to 77779 and 777700 to 777799.
  await expect(matches(page)).toHaveText('111 lines', { timeout: 60_000 });
  await expect(lines.locator('[data-row="110"]')).toContainText('n=777799');
  await expect(lines.locator('mark').first()).toHaveText('n=7777');
  writeEvents(stage.eventLog, 7_777, 1);
  await expect(matches(page)).toHaveText('112 lines');
  await tool(page, 'Regular expression').click();
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('n=77777[0-4]$');
  await expect(matches(page)).toHaveText('5 lines', { timeout: 60_000 });
  await page.getByRole('combobox', { name: 'Minimum level' }).selectOption('error');
  await expect(page.getByText('No lines pass the filter')).toBeVisible();
  await page.getByRole('button', { name: 'Show all lines' }).click();
  await expect(page.getByText('1,000,001 lines')).toBeVisible();
});

test('an endless expression that hides lines is ended, and said', async ({ openPage }) => {
  appendFileSync(stage.eventLog, `${'a'.repeat(60)}!\nplain\n`);
  const page = await openPage();
  await openLogs(page);
  await tool(page, 'Regular expression').click();
  await tool(page, 'Only matching lines').click();
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('^(a+)+$');
  await expect(page.getByRole('alert')).toHaveText('The search timed out after 5 s.', { timeout: 30_000 });
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('^plain$');
  await expect(matches(page)).toHaveText('1 line');
});

test('lines are limited to a client, an event and a time, and downloaded so', async ({ openPage }) => {
  writeGateway(stage.gatewayLog, 50);
  appendFileSync(
    stage.gatewayLog,
    [
      '2026-11-23 05:06:07.123 opened client=192.0.2.9:1 session=hal_9',
      '2026-11-23 05:06:08.123 query  client=192.0.2.9:1 session=hal_9 intent=GENERAL ms=1 status=success',
      '2026-11-23 05:06:09.123 query  client=192.0.2.9:11 session=hal_8 intent=GENERAL ms=1 status=success',
      '',
    ].join('\n'),
  );
  const page = await openPage();
  await openLogs(page);
  await page.getByRole('tab', { name: 'gateway.log' }).click();
  const rows = page.locator('[data-row]');
  await page.getByText('client=192.0.2.9:1', { exact: true }).first().click();
  await expect(rows).toHaveCount(2);
  await rows.getByText('query', { exact: true }).click();
  await expect(rows).toHaveCount(1);
  const coming = page.waitForEvent('download');
  await tool(page, 'Download the filtered lines').click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('filtered-gateway.log');
  expect(await readFile(await download.path(), 'utf8')).toBe(
    '2026-11-23 05:06:08.123 query  client=192.0.2.9:1 session=hal_9 intent=GENERAL ms=1 status=success\n',
  );
  await page.getByRole('button', { name: /^Remove filter: client/ }).click();
  await page.getByRole('button', { name: /^Remove filter: event/ }).click();
  await page.getByRole('combobox', { name: 'Time of the lines' }).selectOption({ label: 'From … to …' });
  await page.getByRole('textbox', { name: 'From time' }).fill('2026-11-23 05:06:08');
  await page.getByRole('textbox', { name: 'To time' }).fill('2026-11-23 05:06');
  await expect(rows).toHaveCount(2);
});

test('a search with an endless expression is cancelled', async ({ openPage }) => {
  appendFileSync(stage.eventLog, `${'a'.repeat(60)}!\nplain\n`);
  const page = await openPage();
  await openLogs(page);
  await tool(page, 'Regular expression').click();
  const search = page.getByRole('searchbox', { name: 'Search the log' });
  await search.fill('^(a+)+$');
  await tool(page, 'Cancel search').click();
  await expect(tool(page, 'Cancel search')).toHaveCount(0);
  await search.fill('^plain$');
  await expect(matches(page)).toHaveText('1 match');
});

test('jumps from error to error, and from the overview to the exact line', async ({ openPage }) => {
  writeEvents(stage.eventLog, 0, 2_000);
  stage.backend.updateSnapshot({
    status: busyStatus({
      lastError: { at: Date.now(), message: 'the query failed code=FILE_NOT_FOUND file=APPOINTMENT n=799' },
    }),
  });
  const page = await openPage();
  await page.goto(stage.host.link);
  await page.getByRole('button', { name: 'Show in log' }).click();
  await expect(current(page)).toContainText('n=799');
  await expect(current(page)).toBeInViewport();
  await tool(page, 'Next error').click();
  await expect(current(page)).toContainText('n=1199');
  await tool(page, 'Previous error').dblclick();
  await expect(current(page)).toContainText('n=399');
  await tool(page, 'Previous error').click();
  await expect(page.getByText('No error before this line.')).toHaveCount(1);
  // Following again, the reader is at the end.
  await tool(page, 'Pause').click();
  await expect(current(page)).toHaveCount(0);
  await tool(page, 'Previous error').click();
  await expect(current(page)).toContainText('n=1999');
  // Opened from its tab, the log starts at the end.
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page.getByText('n=1999')).toBeInViewport();
  await expect(current(page)).toHaveCount(0);
});

test('copies the visible or selected lines, and downloads the whole log', async ({ openPage }) => {
  writeEvents(`${stage.eventLog}.1`, 0, 500);
  writeEvents(stage.eventLog, 500, 500);
  const page = await openPage();
  await openLogs(page);
  await expect(page.getByText('n=999')).toBeInViewport();
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await tool(page, 'Copy selection or visible lines').click();
  await expect(page.getByText('Copied the visible lines.').first()).toBeVisible();
  expect(await clipboard()).toMatch(/^\d{4}-.*n=9\d\d\n[\s\S]*n=999$/);
  await page.getByText('n=998').selectText();
  await tool(page, 'Copy selection or visible lines').click();
  await expect.poll(clipboard).toMatch(/^[^\n]*n=998$/);
  const coming = page.waitForEvent('download');
  await tool(page, 'Download log').click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('HAL.SPLITTER.LOG');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.trimEnd().split('\n')).toHaveLength(1_000);
  expect(text).toContain('n=0\n');
  await page.getByRole('tab', { name: 'gateway.log' }).click();
  await expect(page.getByText('This log does not exist yet')).toBeVisible();
  writeGateway(stage.gatewayLog, 50);
  await expect(page.getByText('intent=MEDICATION.LIST').first()).toBeVisible();
});

test('shows the $COMO record of our phantom, and no other', async ({ openPage }) => {
  const como = path.join(stage.accountDir, '$COMO');
  mkdirSync(como);
  writeFileSync(path.join(como, 'PH3_231126_050552'), 'COMO file activated to PH3\nPhantom 3 started\n');
  writeFileSync(path.join(como, 'PH4_231126_050552'), 'another phantom\n');
  const page = await openPage();
  await openLogs(page);
  await expect(page.getByRole('tab', { name: 'gateway.log' })).toBeVisible();
  await expect(page.getByRole('tab', { name: /COMO/ })).toHaveCount(0);
  stage.backend.updateSnapshot({ status: busyStatus({ origin: 'qm', userNo: 3 }) });
  await page.getByRole('tab', { name: '$COMO PH3_231126_050552' }).click();
  await expect(page.getByTestId('lines')).toContainText('Phantom 3 started');
  appendFileSync(path.join(como, 'PH3_231126_050552'), 'Phantom 3 terminated\n');
  await expect(page.getByTestId('lines')).toContainText('Phantom 3 terminated');
});

test('a narrow, wrapped log follows its end', async ({ openPage }) => {
  writeEvents(stage.eventLog, 0, 2_000);
  const page = await openPage({ width: 420, height: 640 });
  await openLogs(page);
  await expect(page.getByText('n=1999')).toBeInViewport();
  writeEvents(stage.eventLog, 2_000, 30);
  await expect(page.getByText('n=2029')).toBeInViewport();
  await expect(tool(page, 'Pause')).toHaveAttribute('aria-pressed', 'false');
  // After user scrolling it stays in place, with lines of any height, whatever is added below or removed above.
  await leaveEnd(page, 'n=2029', 1_500);
  await expect(tool(page, 'Pause')).toHaveAttribute('aria-pressed', 'true');
  const before = await topLine(page);
  writeEvents(stage.eventLog, 2_030, 300);
  await expect(page.getByRole('button', { name: '300 new lines' })).toBeVisible();
  expect(await topLine(page)).toBe(before);
});

test('the line that is read stays on top when the window gets another width', async ({ openPage }) => {
  writeEvents(stage.eventLog, 0, 2_000);
  const page = await openPage({ width: 420, height: 640 });
  await openLogs(page);
  await expect(page.getByText('n=1999')).toBeInViewport();
  await leaveEnd(page, 'n=1999', 6_000);
  const read = async () => /n=\d+/.exec(await topLine(page))?.[0];
  const before = Number((await read())?.slice(2));
  for (const width of [500, 390, 420]) {
    await page.setViewportSize({ width, height: 640 });
    await waitForStableLayout(page);
    // A line that was partly above the edge moves down to it.
    expect([`n=${before - 1}`, `n=${before}`]).toContain(await read());
  }
});

test('lines are positioned immediately, also with reduced motion', async ({ openPage }) => {
  writeEvents(stage.eventLog, 0, 100);
  const page = await openPage({ lessMotion: true });
  await openLogs(page);
  const line = page.getByTestId('lines').locator('[data-row="99"]');
  const moved = await line.evaluate((row) => {
    const before = row.getBoundingClientRect().y;
    row.style.transform += ' translateY(7px)';
    return row.getBoundingClientRect().y - before;
  });
  expect(moved).toBe(7);
});

test('an error is marked in high contrast too', async ({ openPage }) => {
  writeEvents(stage.eventLog, 0, 400);
  const page = await openPage();
  await page.emulateMedia({ forcedColors: 'active' });
  await openLogs(page);
  const edge = (row: number) =>
    page
      .locator(`[data-row="${row}"]`)
      .evaluate((line) => [getComputedStyle(line).borderLeftColor, getComputedStyle(document.body).color]);
  await expect(page.getByText('n=399')).toBeInViewport();
  const [error, color] = await edge(399);
  const [plain] = await edge(398);
  expect(error).toBe(color);
  expect(plain).not.toBe(color);
});

test('the position is kept when rotation removes the oldest lines', async ({ openPage }) => {
  writeEvents(`${stage.eventLog}.1`, 0, 3_000);
  writeEvents(stage.eventLog, 3_000, 3_000);
  const page = await openPage();
  await openLogs(page);
  await expect(page.getByText('n=5999')).toBeInViewport();
  await leaveEnd(page, 'n=5999', 4_000);
  const before = await topLine(page);
  expect(before).toMatch(/n=57\d\d/);
  rmSync(`${stage.eventLog}.1`);
  await expect(page.getByText('3,000 lines')).toBeVisible();
  expect(await topLine(page)).toBe(before);
});
