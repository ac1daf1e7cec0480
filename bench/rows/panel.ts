import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../e2e/testing/chromium.ts';
import { Operator } from '../operator.ts';
import { weighPage } from '../page-weight.ts';
import { hasProcFiles, waitForStableMemory } from '../process-usage.ts';
import { type BenchContext, NOTHING, percent, type Row, skipped, times, verdict } from '../row.ts';
import { SHIPPED, startServer } from '../server-process.ts';
import { sideBySide } from '../side-by-side.ts';
import { logChunk, writeLogLines } from '../written-log.ts';
import { HEAP, IDLE, panelHeap, panelIdle } from './panel-idle.ts';

const MB = 1_000_000;
const KB = 1_000;
const FOLLOWED = 'frames of the log view, 1 000 000 lines, 10 000 more a second';
const SCROLLED = 'the same while it is scrolled through';
const LOADED = 'panel: from the link to its first figures, p50';
const AT_START = "memory of the panel's process, one page open";
const WITH_LOG = 'the same with 1 000 000 lines of log shown';
const NO_CHROMIUM = 'no Chromium on this machine';
const FLAGS = ['--no-sandbox', '--disable-gpu'] as const;
const MIN_FRAME_RATIO = 0.9;
const MAX = { page: 400 * KB, loadMs: 500, rssAtStart: 100 * MB, rssWithLog: 150 * MB } as const;

/** The panel in a browser: frame rate, load time, memory and page size. */
export async function panel(context: BenchContext): Promise<readonly Row[]> {
  context.note("the page's weight");
  const weight = await weightRow();
  const executablePath = findChromium();
  if (executablePath === undefined) {
    return [FOLLOWED, SCROLLED, LOADED, AT_START, WITH_LOG, IDLE]
      .map((what) => skipped(what, NOTHING, NO_CHROMIUM))
      .concat(weight);
  }
  const process_ = await startPanel();
  try {
    const idle = await panelIdle({ executablePath, args: FLAGS, ...process_ }, context);
    const browser = await chromium.launch({ executablePath, args: [...FLAGS] });
    try {
      return [...(await measured(browser, process_, context)), idle, weight];
    } finally {
      await browser.close();
    }
  } finally {
    await process_.stop();
  }
}

/** Whether the page's heap grows while nothing happens. */
export async function heap(context: BenchContext): Promise<readonly Row[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) return [skipped(HEAP, NOTHING, NO_CHROMIUM)];
  const process_ = await startPanel();
  try {
    return [await panelHeap({ executablePath, args: FLAGS, ...process_ }, context)];
  } finally {
    await process_.stop();
  }
}

async function measured(
  browser: Browser,
  { pid, link, eventLog }: PanelProcess,
  { quick, note }: BenchContext,
): Promise<readonly Row[]> {
  note('from the link to the first figures');
  const loaded = await loadRow(browser, link, quick ? 3 : 9);
  const page = await browser.newPage({ viewport: { width: 1_280, height: 860 } });
  await page.goto(link);
  await page.getByTestId('connections').waitFor();
  note('memory with one page open');
  const atStart = await memoryRow(pid, AT_START, MAX.rssAtStart);
  note('1 000 000 lines of log');
  writeLogLines(eventLog, 1_000);
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
  const withLog = await memoryRow(pid, WITH_LOG, MAX.rssWithLog);
  return [followed, scrolled, loaded, atStart, withLog];
}

/** Compares with an empty page in the same browser, which draws as often as this machine can. */
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
    aim: `≥ ${percent(MIN_FRAME_RATIO)}`,
    verdict: verdict(figures.ratio >= MIN_FRAME_RATIO),
    ...figures.measured,
  };
}

/** Scrolls up with the mouse wheel, one screen at a time. */
async function scroll(page: Page, ms: number): Promise<void> {
  await page.getByTestId('lines').hover();
  for (const end = performance.now() + ms; performance.now() < end; ) {
    await page.mouse.wheel(0, -800);
    await sleep(50);
  }
}

/** Load time of the panel in a new browser context, beside an almost empty page. */
async function loadRow(browser: Browser, link: string, rounds: number): Promise<Row> {
  const blank = createServer((_request, response) => response.end('<!doctype html><p id="there">here</p>'));
  blank.listen(0, '127.0.0.1');
  await once(blank, 'listening');
  const address = blank.address();
  const nothing = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  const loads = await sideBySide(
    rounds,
    () => timeToSelector(browser, link, '[data-testid=connections]'),
    () => timeToSelector(browser, nothing, '#there'),
  );
  blank.close();
  const { ours: ms, yardstick } = loads;
  return {
    what: LOADED,
    ours: `${Math.round(ms)} ms`,
    yardstick: `${Math.round(yardstick)} ms, a page with one word`,
    ratio: times(loads.ratio),
    aim: `≤ ${MAX.loadMs} ms`,
    verdict: verdict(ms <= MAX.loadMs),
    ...loads.measured,
  };
}

async function timeToSelector(browser: Browser, address: string, selector: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const from = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector(selector);
  const ms = performance.now() - from;
  await context.close();
  return ms;
}

async function memoryRow(pid: number, what: string, max: number): Promise<Row> {
  const aim = `< ${max / MB} MB`;
  if (!hasProcFiles()) return skipped(what, aim, 'this system has no /proc');
  const bytes = await waitForStableMemory(pid);
  return {
    what,
    ours: `${Math.round(bytes / MB)} MB`,
    yardstick: NOTHING,
    ratio: NOTHING,
    aim,
    verdict: verdict(bytes < max),
  };
}

async function weightRow(): Promise<Row> {
  const { bytes, parts } = await weighPage();
  const [heaviest, rest] = [parts.slice(0, 6), parts.slice(6)];
  const others = { name: 'others', bytes: rest.reduce((sum, part) => sum + part.bytes, 0) };
  const text = [...heaviest, others].map((part) => `${part.name} ${Math.round(part.bytes / KB)}`);
  return {
    what: 'page, gzipped',
    ours: `${Math.round(bytes / KB)} kB`,
    yardstick: text.join(', '),
    ratio: NOTHING,
    aim: `≤ ${MAX.page / KB} kB`,
    verdict: verdict(bytes <= MAX.page),
  };
}

interface PanelProcess {
  readonly pid: number;
  /** Opens the page. */
  readonly link: string;
  /** The event log of its listener. */
  readonly eventLog: string;
  stop(): Promise<void>;
}

/** Starts the panel with its listener as `npm start` does, in a temporary home without log rotation. */
async function startPanel(): Promise<PanelProcess> {
  const operator = await Operator.create();
  const logDir = join(operator.home, 'logs');
  const { PATH, HOME, SystemRoot } = process.env;
  const { pid, output, stop } = await startServer({
    command: process.execPath,
    args: [SHIPPED, 'panel', '--port', '0', '--with-listener'],
    env: {
      PATH,
      HOME,
      SystemRoot,
      HAL_LISTENER_HOME: operator.home,
      LOG_DIR: logDir,
      LOG_MAX_SIZE: '1GiB',
      WEBSOCKET_HOST: '127.0.0.1',
      WEBSOCKET_PORT: String(operator.port),
    },
    ready: 'It ends with the panel.',
  });
  const link = /http:\S+/.exec(output)?.[0] ?? '';
  return { pid, link, eventLog: join(logDir, 'HAL.SPLITTER.LOG'), stop };
}

/** Appends a thousand lines every `everyMs` milliseconds. @returns a function that stops it */
function streamLines(file: string, everyMs: number): () => void {
  const bytes = logChunk();
  const timer = setInterval(() => appendFileSync(file, bytes), everyMs);
  return () => clearInterval(timer);
}

/** Frames per second that a page draws, counted in the page over `ms` milliseconds. */
async function framesPerSecond(page: Page, ms: number): Promise<number> {
  await page.bringToFront();
  // As text, because this program is compiled without the types of a browser.
  return page.evaluate<number>(`new Promise((resolve) => {
    const from = performance.now();
    let frames = 0;
    const frame = () => {
      frames += 1;
      const took = performance.now() - from;
      if (took < ${ms}) requestAnimationFrame(frame);
      else resolve((frames * 1000) / took);
    };
    requestAnimationFrame(frame);
  })`);
}
