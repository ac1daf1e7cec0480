import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../e2e/testing/chromium.ts';
import { streamLines, writeLines } from '../log-stream.ts';
import type { Measuring } from '../measuring.ts';
import { median } from '../median.ts';
import { framesPerSecond } from '../page-frames.ts';
import { weighPage } from '../page-weight.ts';
import { type PanelProcess, startPanel } from '../panel-process.ts';
import { figuresAvailable } from '../process-figures.ts';
import { NOTHING, percent, type Row, skipped, times, verdict } from '../row.ts';
import { waitForStableMemory } from '../settled.ts';
import { sideBySide } from '../side-by-side.ts';

const MB = 1_000_000;
const KB = 1_000;
const FOLLOWED = 'frames of the log view, 1 000 000 lines, 10 000 more a second';
const SCROLLED = 'the same while it is scrolled through';
const LOADED = 'panel: from the link to its first figures, p50';
const AT_START = "memory of the panel's process, one page open";
const WITH_LOG = 'the same with 1 000 000 lines of log shown';
const SMOOTH = 0.9;
const MOST = { page: 400 * KB, loadMs: 1_500, rssAtStart: 100 * MB, rssWithLog: 150 * MB } as const;

/** The panel in a browser: how smooth, how soon, how heavy. */
export async function panel(measuring: Measuring): Promise<readonly Row[]> {
  measuring.note("the page's weight");
  const weight = await weightRow();
  const executablePath = findChromium();
  if (executablePath === undefined) {
    const why = 'no Chromium on this machine';
    return [FOLLOWED, SCROLLED, LOADED, AT_START, WITH_LOG]
      .map((what) => skipped(what, NOTHING, why))
      .concat(weight);
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const process_ = await startPanel();
  try {
    return [...(await measured(browser, process_, measuring)), weight];
  } finally {
    await browser.close();
    await process_.stop();
  }
}

async function measured(
  browser: Browser,
  { pid, link, eventLog }: PanelProcess,
  { quick, note }: Measuring,
): Promise<readonly Row[]> {
  note('from the link to the first figures');
  const loaded = await loadRow(browser, link, quick ? 3 : 9);
  const page = await browser.newPage({ viewport: { width: 1_280, height: 860 } });
  await page.goto(link);
  await page.getByTestId('connections').waitFor();
  note('memory with one page open');
  const atStart = await memoryRow(pid, AT_START, MOST.rssAtStart);
  note('1 000 000 lines of log');
  writeLines(eventLog, 1_000);
  await page.getByRole('tab', { name: 'Logs' }).click();
  await page.getByText(/^1,000,\d{3} lines$/).waitFor({ timeout: 60_000 });
  const stop = streamLines(eventLog, 100);
  const empty = await browser.newPage({ viewport: { width: 1_280, height: 860 } });
  const frames = { rounds: quick ? 2 : 5, ms: quick ? 2_000 : 4_000 };
  note('frames a second, followed');
  const followed = await framesRow(FOLLOWED, frames, page, empty);
  note('frames a second, scrolled');
  const scrolled = await framesRow(SCROLLED, frames, page, empty, () => scroll(page, frames.ms));
  stop();
  note('memory with 1 000 000 lines');
  const withLog = await memoryRow(pid, WITH_LOG, MOST.rssWithLog);
  return [followed, scrolled, loaded, atStart, withLog];
}

/** Beside an empty page of the same browser, which draws as often as this machine lets it. */
async function framesRow(
  what: string,
  { rounds, ms }: { readonly rounds: number; readonly ms: number },
  page: Page,
  empty: Page,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<Row> {
  const ours = async (): Promise<number> => {
    await page.bringToFront();
    const [frames] = await Promise.all([framesPerSecond(page, ms), meanwhile()]);
    return frames;
  };
  const figures = await sideBySide(rounds, ours, () => framesPerSecond(empty, ms));
  return {
    what,
    ours: `${figures.ours.toFixed(1)} /s`,
    yardstick: `${figures.yardstick.toFixed(1)} /s, an empty page`,
    ratio: percent(figures.ratio),
    aim: `≥ ${percent(SMOOTH)}`,
    verdict: verdict(figures.ratio >= SMOOTH),
  };
}

/** As a hand on the wheel does: up through the lines, a screen at a time. */
async function scroll(page: Page, ms: number): Promise<void> {
  await page.getByTestId('lines').hover();
  for (const end = performance.now() + ms; performance.now() < end; ) {
    await page.mouse.wheel(0, -800);
    await sleep(50);
  }
}

/** A page that has never been here, each time; beside it one that holds nothing. */
async function loadRow(browser: Browser, link: string, rounds: number): Promise<Row> {
  const blank = createServer((_request, response) => response.end('<!doctype html><p id="there">here</p>'));
  blank.listen(0, '127.0.0.1');
  await once(blank, 'listening');
  const address = blank.address();
  const nothing = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  const [ours, empty]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    ours.push(await shownAfter(browser, link, '[data-testid=connections]'));
    empty.push(await shownAfter(browser, nothing, '#there'));
  }
  blank.close();
  // The first round only warms up.
  const [ms, yardstick] = [median(ours.slice(1)), median(empty.slice(1))];
  return {
    what: LOADED,
    ours: `${Math.round(ms)} ms`,
    yardstick: `${Math.round(yardstick)} ms, a page with one word`,
    ratio: times(ms / yardstick),
    aim: `≤ ${MOST.loadMs} ms`,
    verdict: verdict(ms <= MOST.loadMs),
  };
}

async function shownAfter(browser: Browser, address: string, selector: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const from = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector(selector);
  const ms = performance.now() - from;
  await context.close();
  return ms;
}

async function memoryRow(pid: number, what: string, most: number): Promise<Row> {
  const aim = `< ${most / MB} MB`;
  if (!figuresAvailable()) return skipped(what, aim, 'this system has no /proc');
  const bytes = await waitForStableMemory(pid);
  return {
    what,
    ours: `${Math.round(bytes / MB)} MB`,
    yardstick: NOTHING,
    ratio: NOTHING,
    aim,
    verdict: verdict(bytes < most),
  };
}

async function weightRow(): Promise<Row> {
  const { bytes, parts } = await weighPage();
  const [heaviest, rest] = [parts.slice(0, 6), parts.slice(6)];
  const others = { name: 'others', bytes: rest.reduce((sum, part) => sum + part.bytes, 0) };
  const words = [...heaviest, others].map((part) => `${part.name} ${Math.round(part.bytes / KB)}`);
  return {
    what: 'page, gzipped',
    ours: `${Math.round(bytes / KB)} kB`,
    yardstick: words.join(', '),
    ratio: NOTHING,
    aim: `≤ ${MOST.page / KB} kB`,
    verdict: verdict(bytes <= MOST.page),
  };
}
